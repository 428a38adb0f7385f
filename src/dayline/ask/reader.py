"""The model that reads likely sentences once more, where it runs here: an adapter of the package's.

The adapter ``reader.npz`` was learnt by ``bench/fit_reader.py`` from ``tests/ask/questions``.
"""

from __future__ import annotations

import logging
import threading
from pathlib import Path

from dayline.ask.material import Reads
from dayline.embedding.package import installed, packaged_reader
from dayline.journal.database import from_environment, home

ADAPTER = Path(__file__).with_name("reader.npz")
OFF = frozenset(("off", "no", "0", "false"))
"""What ``DAYLINE_READER`` says where words alone shall decide."""

_log = logging.getLogger(__name__)
_lock = threading.Lock()
_loaded: dict[Path, Reads | None] = {}


def reader() -> Reads | None:
    """The reader, where the packaged model is installed and ``DAYLINE_READER`` is not ``off``.

    It is loaded once for a process. Where that fails the log says why, and words alone decide until
    the process ends.
    """
    if from_environment("DAYLINE_READER").strip().casefold() in OFF or not installed():
        return None
    folder = home() / "models"
    with _lock:
        if folder not in _loaded:
            _loaded[folder] = _load(folder)
        return _loaded[folder]


def _load(folder: Path) -> Reads | None:
    try:
        return packaged_reader(ADAPTER, folder).scores
    except Exception:  # a full disk, a folder of somebody else, a runtime of its own mind
        _log.warning("The reader cannot be loaded; words alone decide.", exc_info=True)
        return None
