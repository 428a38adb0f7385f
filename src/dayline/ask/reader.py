"""The model that reads likely sentences once more, where it runs here: an adapter of the package's.

The adapter ``reader.npz`` was learnt by ``bench/fit_reader.py`` from ``tests/ask/questions``.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from dayline.ask.material import Reads
from dayline.base.errors import DaylineError
from dayline.embedding.package import installed, packaged_reader
from dayline.journal.database import from_environment, home

ADAPTER = Path(__file__).with_name("reader.npz")


def reader() -> Reads | None:
    """The reader, where the packaged model is installed and ``DAYLINE_READER`` is not ``off``.

    None otherwise: words alone decide then.
    """
    if from_environment("DAYLINE_READER").strip() == "off" or not installed():
        return None
    try:
        return _loaded(home() / "models")
    except DaylineError:
        return None


@cache
def _loaded(folder: Path) -> Reads:
    return packaged_reader(ADAPTER, folder).scores
