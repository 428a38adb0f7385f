"""A large segment as bytes, so that a process that starts reads it instead of sorting. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from numpy.typing import NDArray

from dayline.search.pages import EDITION
from dayline.search.segment import Ints, Segment

MAGIC = b"dayline index 3\n"
"""What the first part begins with; another number where arrays are laid out in another way."""

PART = 4 * 2**20
"""Bytes in one row of the table: few enough that writing or deleting one keeps nobody waiting."""


_KEY = 32
_EDGE = 64  # bytes: where an array begins


class Bundle(NamedTuple):
    """A segment with the ids of its pages and the journal's size at which each was made."""

    segment: Segment
    refs: tuple[str, ...]
    ats: Ints


class Seal(NamedTuple):
    """What parts are read with: they are the rows from ``first`` on, as many as ``parts``."""

    key: bytes
    first: int
    parts: int

    def holds(self, number: int) -> bool:
        """Whether the row of that number is one of the parts."""
        return self.first <= number < self.first + self.parts

    def packed(self) -> bytes:
        """The seal as bytes."""
        return MAGIC + self.key + self.first.to_bytes(8) + self.parts.to_bytes(8)

    @classmethod
    def unpacked(cls, body: bytes) -> Seal | None:
        """The seal of :meth:`packed`; None when it is of another making."""
        at = len(MAGIC)
        if not body.startswith(MAGIC) or len(body) != at + _KEY + 16:
            return None
        numbers = body[at + _KEY :]
        return cls(body[at : at + _KEY], int.from_bytes(numbers[:8]), int.from_bytes(numbers[8:]))

    def turned(self, number: int, part: bytes) -> bytes:
        """A part sealed, or a sealed part opened: AES in counter mode, a counter for each part."""
        counter = modes.CTR(number.to_bytes(8) + bytes(8))
        out = bytearray(len(part))
        Cipher(algorithms.AES(self.key), counter).encryptor().update_into(part, out)
        return bytes(out)


def written(bundle: Bundle) -> Iterator[bytes]:
    """The bundle in parts of at most :data:`PART` bytes.

    A line of JSON tells where each array stands and of what type it is; the arrays follow as they
    are in memory, so that reading them copies nothing. The line is a part of its own.
    """
    refs = np.frombuffer("\n".join(bundle.refs).encode(), dtype=np.uint8)
    arrays: dict[str, NDArray[Any]] = {"refs": refs, "ats": bundle.ats, **bundle.segment.arrays()}
    told, size = [], 0
    for name, one in arrays.items():
        told.append((name, one.dtype.str, one.shape, size))
        size += one.nbytes + -one.nbytes % _EDGE
    head = json.dumps({"edition": EDITION, "arrays": told, "size": size}).encode()
    start = len(MAGIC) + len(head) + 1
    yield MAGIC + head + b" " * (-start % _EDGE) + b"\n"
    pending = bytearray()
    for one in arrays.values():
        flat = np.ascontiguousarray(one).reshape(-1).view(np.uint8).data
        for at in range(0, len(flat), PART):
            pending += flat[at : at + PART]
            while len(pending) >= PART:
                yield bytes(pending[:PART])
                del pending[:PART]
        pending += bytes(-len(flat) % _EDGE)
    while pending:
        yield bytes(pending[:PART])
        del pending[:PART]


def read(parts: Iterable[bytes]) -> Bundle | None:
    """The bundle of :func:`written`; None when it is not whole or was made in another way."""
    body = bytearray()
    for part in parts:
        body += part
    start = body.find(b"\n", len(MAGIC)) + 1
    if not body.startswith(MAGIC) or not start:
        return None
    try:
        head = json.loads(body[len(MAGIC) : start])
        if head["edition"] != EDITION or len(body) < start + head["size"]:
            return None
        arrays = {name: _array(body, start + at, *of) for name, *of, at in head["arrays"]}
        told = arrays["refs"].tobytes().decode()
        refs = tuple(told.split("\n")) if told else ()
        return Bundle(Segment.laid_out(arrays), refs, arrays["ats"])
    except (ValueError, KeyError, TypeError):
        return None


def _array(body: bytearray, at: int, sort: str, shape: list[int]) -> NDArray[Any]:
    count = int(np.prod(shape))
    if not count:
        return np.zeros(shape, dtype=sort)
    return np.frombuffer(body, dtype=sort, count=count, offset=at).reshape(shape)
