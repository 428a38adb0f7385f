"""A large segment as bytes, so that a process that starts reads it instead of sorting. Pure."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from zipfile import BadZipFile

import numpy as np

from dayline.search.pages import EDITION
from dayline.search.segment import Ints, Segment

PART = 16 * 2**20
"""Bytes in one row of the table: what both databases hand over without effort."""


class Bundle(NamedTuple):
    """A segment with the ids of its pages and the journal's size at which each was made."""

    segment: Segment
    refs: tuple[str, ...]
    ats: Ints


def written(bundle: Bundle) -> Iterator[bytes]:
    """The bundle in parts of at most :data:`PART` bytes."""
    out = io.BytesIO()
    refs = np.frombuffer("\n".join(bundle.refs).encode(), dtype=np.uint8)
    edition = np.array(EDITION)
    # The names of arrays in NumPy's own archive format, which holds no code when pickles are off.
    told = {"edition": edition, "refs": refs, "ats": bundle.ats, **bundle.segment.arrays()}
    np.savez(out, allow_pickle=False, **told)
    body = out.getbuffer()
    for at in range(0, len(body), PART):
        yield bytes(body[at : at + PART])


def read(parts: Sequence[bytes]) -> Bundle | None:
    """The bundle of :func:`written`; None when it is not whole or was made in another way."""
    try:
        with np.load(io.BytesIO(b"".join(parts)), allow_pickle=False) as arrays:
            if int(arrays["edition"]) != EDITION:
                return None
            told = arrays["refs"].tobytes().decode()
            refs = tuple(told.split("\n")) if told else ()
            return Bundle(Segment.laid_out(arrays), refs, arrays["ats"])
    except (ValueError, KeyError, EOFError, OSError, BadZipFile):
        return None
