"""Which embedder is meant, by one setting.

``DAYLINE_EMBEDDING`` is nothing (no vectors, the default), ``minilm`` (the pinned package), a
folder with ``model.onnx`` and ``tokenizer.json``, or the address of an endpoint
(``https://host/v1``) with ``DAYLINE_EMBEDDING_MODEL`` and ``DAYLINE_EMBEDDING_KEY``.
"""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path

from dayline.base.errors import DaylineError
from dayline.embedding.embedder import Embedder
from dayline.embedding.endpoint import Endpoint
from dayline.embedding.local import Local
from dayline.embedding.package import packaged
from dayline.journal.database import from_environment, home

MINILM = "minilm"


def load(
    told: str = MINILM,
    *,
    model: str = "",
    key: str = "",
    cache: Path | None = None,
    threads: int = 0,
) -> Embedder:
    """The embedder that ``told`` names; ``load().embed(texts)`` is an (n, d) array of unit rows.

    Costs half a second and about 200 MB for a model that runs here: keep what it returns, or use
    :func:`configured`. Raises DaylineError when there is no such model here.
    """
    if told == MINILM:
        return packaged(cache or home() / "models", threads=threads)
    if told.startswith(("http://", "https://")):
        return Endpoint(told, model, key=key)
    return _folder(Path(told).expanduser(), threads)


def _folder(folder: Path, threads: int) -> Local:
    model, tokenizer = folder / "model.onnx", folder / "tokenizer.json"
    if not (model.is_file() and tokenizer.is_file()):
        raise DaylineError(
            f"{folder} holds no model.",
            kept="Search works without it, by words.",
            do="Give a folder with model.onnx and tokenizer.json, or minilm, or https://host/v1.",
        )
    with model.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    try:
        return Local(model, tokenizer, name=f"{folder.name}/{digest[:12]}", threads=threads)
    except ImportError as error:
        raise DaylineError(
            "What runs a model is not installed.",
            kept="Search works without it, by words.",
            do="Install it: pip install 'dayline[embedding]'",
        ) from error


_kept: dict[tuple[str, ...], Embedder] = {}
_lock = threading.Lock()


def configured() -> Embedder | None:
    """The embedder of this installation, loaded once for a process; None when none is set."""
    told = from_environment("DAYLINE_EMBEDDING").strip()
    if not told:
        return None
    model = from_environment("DAYLINE_EMBEDDING_MODEL").strip()
    key = from_environment("DAYLINE_EMBEDDING_KEY").strip()
    name = (told, model, key)
    with _lock:
        if name not in _kept:
            _kept[name] = load(told, model=model, key=key)
        return _kept[name]
