"""What is indexed of one record, as term keys in the order of its words. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dayline.base.words import terms
from dayline.search.chunks import Chunk, readable

_HEADER = 3  # numbers before the lengths: edition, title words, side words
EDITION = 4
"""Raised when terms are made in another way, so that old pages are made again."""


class Passage(NamedTuple):
    """The keys of a passage's headings and of its words."""

    headings: list[int]
    words: list[int]


@dataclass(frozen=True, slots=True)
class Page:
    """The keys of one record: ``side`` are its id, path, tags and areas."""

    title: list[int]
    side: list[int]
    passages: list[Passage]


@lru_cache(maxsize=200_000)
def key(term: str) -> int:
    """A term as 64 bits, the same in every process: what the index holds instead of words."""
    return int.from_bytes(blake2b(term.encode(), digest_size=8).digest(), "little")


def keys(text: str) -> list[int]:
    """The keys of a text's terms, in their order."""
    return [key(term) for term in terms(text)]


def page_of(
    title: str, side: Iterable[str], text: str, cuts: Sequence[Chunk], remarks: Iterable[str] = ()
) -> Page:
    """The page of a record whose text is cut into ``cuts``; each remark is a passage of its own."""
    passages = [
        Passage(
            keys(" ".join(cut.headings[1:] if cut.headings[:1] == (title,) else cut.headings)),
            keys(readable(text[cut.start : cut.end])),
        )
        for cut in cuts
    ]
    passages += (Passage([], keys(readable(remark))) for remark in remarks)
    return Page(keys(title), keys(" ".join(side)), passages)


def pack(page: Page) -> bytes:
    """A page as bytes: 32-bit lengths, then the 64-bit keys."""
    lengths = [EDITION, len(page.title), len(page.side)]
    every = [page.title, page.side]
    for passage in page.passages:
        lengths += (len(passage.headings), len(passage.words))
        every += (passage.headings, passage.words)
    counts = np.array([len(lengths), *lengths], dtype="<u4")
    flat = np.array([one for several in every for one in several], dtype="<u8")
    return counts.tobytes() + flat.tobytes()


class Packed(NamedTuple):
    """A page as it is read back: ``lengths`` of title, side and each passage's two parts."""

    lengths: NDArray[np.uint32]
    keys: NDArray[np.uint64]


def unpack(body: bytes) -> Packed | None:
    """The page of :func:`pack`; None when it was made in another way."""
    count = int.from_bytes(body[:4], "little")
    numbers = np.frombuffer(body, dtype="<u4", count=count, offset=4)
    if count < _HEADER or numbers[0] != EDITION:
        return None
    return Packed(numbers[1:], np.frombuffer(body, dtype="<u8", offset=4 * (count + 1)))
