"""What every source of vectors is: a name, a length, and texts to unit vectors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""Shape (n, d), each row of length 1 (or all zeros, where a text has nothing to embed)."""


class Embedder(Protocol):
    """Texts to vectors.

    ``name`` is the same for two embedders only if their vectors may be compared. ``outside`` says
    that the texts leave this machine.
    """

    name: str
    outside: bool

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row for each text, in their order."""
        ...


def unit(rows: Vectors) -> Vectors:
    """Each row with length 1; a row of zeros stays one."""
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    out: Vectors = (rows / np.maximum(norms, 1e-12)).astype(np.float32)
    return out
