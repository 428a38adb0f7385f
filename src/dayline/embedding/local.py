"""A model that runs here, by onnxruntime: token ids in, the mean of its last layer out."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from dayline.base.storable import storable
from dayline.embedding.embedder import Vectors, unit

TOKENS = 256
"""Of a text are read; what is longer is cut off. MiniLM was trained on such lengths."""
_AT_ONCE = 4_096  # tokens, padding counted: larger batches gain nothing on a processor


class Local:
    """An encoder with its tokenizer. ``threads`` at most are used; 0 leaves it to the runtime."""

    outside = False

    def __init__(self, model: Path, tokenizer: Path, *, name: str, threads: int = 0) -> None:
        self.name = name
        self._session = session(model, threads)
        self._tokenizer = tokenizer_of(tokenizer)
        self._tokenizer.enable_truncation(TOKENS)
        self._inputs = {one.name for one in self._session.get_inputs()}
        self._lock = threading.Lock()  # the tokenizer is not for several threads at once

    def embed(self, texts: Sequence[str]) -> Vectors:
        """The mean over each text's tokens, of length 1."""
        fit = [storable(one) for one in texts]
        with self._lock:
            rows = [one.ids for one in self._tokenizer.encode_batch(fit)]
        order = sorted(range(len(rows)), key=lambda at: len(rows[at]))
        if not rows:
            return np.zeros((0, 0), dtype=np.float32)
        batches = alike_long(order, [len(row) for row in rows])
        flat = np.concatenate([self._run([rows[at] for at in batch]) for batch in batches])
        out = np.empty_like(flat)
        out[order] = flat
        return out

    def _run(self, rows: Sequence[list[int]]) -> Vectors:
        width = max(len(row) for row in rows)
        ids = np.zeros((len(rows), width), dtype=np.int64)
        mask = np.zeros_like(ids)
        for at, row in enumerate(rows):
            ids[at, : len(row)] = row
            mask[at, : len(row)] = 1
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        out = self._session.run(
            None, {name: given[name] for name in self._inputs if name in given}
        )[0]
        if out.ndim == 2:
            return unit(out)
        share = mask[:, :, None].astype(np.float32)
        return unit((out * share).sum(axis=1) / np.maximum(share.sum(axis=1), 1))


def session(model: Path, threads: int) -> Any:
    """A graph that can be run on this processor; 0 threads leave their number to the runtime."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    # Threads that wait do not burn the processor: a server has other work.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def tokenizer_of(path: Path) -> Any:
    """A tokenizer that neither pads nor cuts."""
    from tokenizers import Tokenizer

    made: Any = Tokenizer.from_file(str(path))
    made.no_padding()
    made.no_truncation()
    return made


def alike_long(order: Sequence[int], lengths: Sequence[int]) -> list[list[int]]:
    """Texts of like length together, so that little is padded."""
    batches: list[list[int]] = [[]]
    for at in order:
        if batches[-1] and (len(batches[-1]) + 1) * lengths[at] > _AT_ONCE:
            batches.append([])
        batches[-1].append(at)
    return [batch for batch in batches if batch]
