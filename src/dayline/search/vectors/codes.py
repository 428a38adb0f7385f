"""Vectors in an eighth of their size, and the nearest of them. Pure.

A row is kept as bytes and one scale, and as one bit for each sign. Of all rows those whose signs
differ least from the query's are compared by their bytes; that finds what a full scan finds
(bench/search_quality.py ranks with it).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dayline.search.segment import Bools, Floats, Ints

Rows = NDArray[np.int8]
LOOKED_AT = 2_000
"""Rows that are compared by their bytes, of all that may be seen."""
_HEAD = 3  # 32-bit numbers before a pack's content: edition, rows, width
EDITION = 1


class Quantised(NamedTuple):
    """Rows as bytes; ``rows[i] * scales[i]`` is about what they were."""

    rows: Rows
    scales: NDArray[np.float32]


def quantised(vectors: NDArray[np.float32]) -> Quantised:
    """Vectors of any length, shape (n, d), as bytes."""
    top = np.abs(vectors).max(axis=1, initial=1e-12)
    scales = (top / 127).astype(np.float32)
    return Quantised(np.rint(vectors / scales[:, None]).astype(np.int8), scales)


def pack(digests: Sequence[bytes], made: Quantised) -> bytes:
    """The rows of one page, each with the 8 bytes that tell from which text it was made."""
    count, width = made.rows.shape
    head = np.array([EDITION, count, width], dtype="<u4").tobytes()
    return head + b"".join(digests) + made.scales.astype("<f4").tobytes() + made.rows.tobytes()


class Unpacked(NamedTuple):
    """What :func:`pack` was given."""

    digests: list[bytes]
    made: Quantised


def unpack(body: bytes) -> Unpacked | None:
    """The rows of a page; None when they were packed in another way."""
    head = np.frombuffer(body[: 4 * _HEAD], dtype="<u4")
    if len(head) < _HEAD or head[0] != EDITION:
        return None
    count, width = int(head[1]), int(head[2])
    at = 4 * _HEAD
    digests = [body[at + 8 * one : at + 8 * one + 8] for one in range(count)]
    at += 8 * count
    scales = np.frombuffer(body, dtype="<f4", count=count, offset=at)
    rows = np.frombuffer(body, dtype=np.int8, offset=at + 4 * count).reshape(count, width)
    return Unpacked(digests, Quantised(rows, scales))


class Cloud:
    """Many rows, searched together."""

    def __init__(self, made: Quantised, codes: Sequence[NDArray[np.uint64]] | None = None) -> None:
        self.rows = made.rows
        self.scales = made.scales
        self.codes = _codes(made.rows) if codes is None else codes

    def joined(self, kept: Bools, more: Cloud) -> Cloud:
        """The rows that are kept, then those of another cloud."""
        if not kept.any() or self.rows.shape[1] != more.rows.shape[1]:
            return more
        rows = np.concatenate([self.rows[kept], more.rows])
        scales = np.concatenate([self.scales[kept], more.scales])
        codes = [
            np.concatenate([mine[kept], other])
            for mine, other in zip(self.codes, more.codes, strict=True)
        ]
        return Cloud(Quantised(rows, scales), codes)

    def nearest(self, query: NDArray[np.float32], valid: Bools) -> tuple[Ints, Floats]:
        """The rows nearest to a unit vector among the valid ones, and their cosines."""
        places = np.flatnonzero(valid)
        if len(places) > LOOKED_AT:
            differ = self._differing(query, places if len(places) < len(valid) else None)
            counts = np.bincount(differ).cumsum()
            edge = np.searchsorted(counts, LOOKED_AT, side="right")
            # All of equals or none: which of them is kept must not hang on how many there are.
            places = places[differ < edge] if edge and counts[edge - 1] else places[differ <= edge]
        # Not by BLAS: its threads take longer to meet than the sum takes, and what it makes of a
        # row hangs on where the row stands.
        rows = self.rows[places].astype(np.float32)
        near = np.einsum("ij,j->i", rows, query.astype(np.float32)) * self.scales[places]
        return places, near.astype(np.float64)

    def _differing(self, query: NDArray[np.float32], places: Ints | None) -> NDArray[np.uint16]:
        asked = _codes(query[None, :])
        told = [code if places is None else code[places] for code in self.codes]
        differ = np.zeros(len(told[0]), dtype=np.uint16)
        for code, word in zip(told, asked, strict=True):
            differ += np.bitwise_count(code ^ word[0])
        return differ


def _codes(rows: NDArray[np.int8] | NDArray[np.float32]) -> list[NDArray[np.uint64]]:
    """The signs of each row as 64-bit words: one array for the first word of all, and so on."""
    bits = np.packbits(rows > 0, axis=1)
    wide = -bits.shape[1] % 8
    padded = np.pad(bits, ((0, 0), (0, wide)))
    words = np.ascontiguousarray(padded).view(np.uint64)
    return [np.ascontiguousarray(words[:, at]) for at in range(words.shape[1])]
