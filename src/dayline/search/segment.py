"""An immutable part of an index: pages as arrays, searched without a loop over them. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dayline.search.pages import Packed

TITLE, SIDE, HEADING, WORDS = range(4)
_KEPT = ("vocabulary", "sequence", "pages", "often", "postings")
FIELDS = 4

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


def ranges(starts: Ints, counts: Ints) -> Ints:
    """``starts[i], starts[i] + 1, ...`` (``counts[i]`` of them), one after the other."""
    if not len(starts):
        return np.zeros(0, dtype=np.int64)
    offsets = np.repeat(starts - np.concatenate(([0], np.cumsum(counts)[:-1])), counts)
    return offsets + np.arange(int(counts.sum()))


class Segment:
    """Pages, numbered from 0 in the order in which they were given.

    ``vocabulary`` holds the keys of all terms, sorted; a term is its place in it. Pieces are the
    titles, sides, headings and words of pages in the order of the text: piece ``p`` belongs to
    ``page_of[p]``, is of field ``field_of[p]``, of passage ``passage_of[p]`` (counted over the
    segment; -1 for titles and sides), and holds the terms ``sequence[bounds[p]:bounds[p + 1]]``.
    """

    def __init__(self, pages: Sequence[Packed]) -> None:
        lengths = [page.lengths for page in pages]
        self.lay_out_pieces(
            np.array([len(one) for one in lengths], dtype=np.int64),
            np.concatenate(lengths or [np.zeros(0, dtype="<u4")]).astype(np.int64),
        )
        flat = np.concatenate([page.keys for page in pages] or [np.zeros(0, dtype="<u8")])
        self.vocabulary, places = np.unique(flat, return_inverse=True)
        self.sequence = places.astype(np.int32)
        self._invert()

    def lay_out_pieces(self, pieces: Ints, flat: Ints) -> None:
        """From how many pieces each page has, and how many terms each piece."""
        self.size = len(pieces)
        self.bounds = np.concatenate(([0], np.cumsum(flat)))
        self.page_of = np.repeat(np.arange(self.size, dtype=np.int32), pieces)
        self.first_piece = np.concatenate(([0], np.cumsum(pieces)))
        within = np.arange(len(flat)) - np.repeat(self.first_piece[:-1], pieces)
        self.field_of = np.where(within < SIDE + 1, within, HEADING + (within % 2)).astype(np.int8)
        before = np.concatenate(([0], np.cumsum((pieces - 2) // 2)))[:-1]
        self.first_passage = before
        passage = np.where(within < SIDE + 1, -1, before[self.page_of] + (within - 2) // 2)
        self.passage_of = passage.astype(np.int32)
        cells = self.field_of.astype(np.int64) * self.size + self.page_of
        counted = np.bincount(cells, weights=flat, minlength=FIELDS * self.size)
        self.lengths = counted.astype(np.int32).reshape(FIELDS, self.size)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """What :meth:`laid_out` makes the same segment from."""
        return {
            "pieces": np.diff(self.first_piece).astype(np.uint32),
            "flat": np.diff(self.bounds).astype(np.uint32),
            **{name: getattr(self, name) for name in _KEPT},
        }

    @classmethod
    def laid_out(cls, arrays: Mapping[str, NDArray[Any]]) -> Segment:
        """The segment of :meth:`arrays`, without sorting anything again."""
        made = cls.__new__(cls)
        made.lay_out_pieces(arrays["pieces"].astype(np.int64), arrays["flat"].astype(np.int64))
        for name in _KEPT:
            setattr(made, name, arrays[name])
        return made

    def _invert(self) -> None:
        """Postings: for each term the pages that hold it, with how often in which field."""
        counts = np.diff(self.bounds)
        token_page = np.repeat(self.page_of, counts)
        token_field = np.repeat(self.field_of, counts)
        pairs = self.sequence.astype(np.int64) * max(self.size, 1) + token_page
        order = np.argsort(pairs, kind="stable")
        ordered = pairs[order]
        first = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
        first = first[: len(ordered)]
        unique = ordered[first] if len(ordered) else ordered
        self.pages = (unique % max(self.size, 1)).astype(np.int32)
        group = np.zeros(len(ordered), dtype=np.int64)
        group[first[1:]] = 1
        group = np.cumsum(group)
        often = np.zeros((FIELDS, len(unique)), dtype=np.float32)
        np.add.at(often, (token_field[order], group), 1)
        self.often = np.minimum(often, 65_535).astype(np.uint16)
        wanted = np.arange(len(self.vocabulary) + 1, dtype=np.int64)
        self.postings = np.searchsorted(unique // max(self.size, 1), wanted)

    def term(self, key: int) -> int:
        """The term's place in the vocabulary; -1 when no page holds it."""
        place = int(np.searchsorted(self.vocabulary, np.uint64(key)))
        known = place < len(self.vocabulary) and int(self.vocabulary[place]) == key
        return place if known else -1

    def holders(self, term: int) -> slice:
        """Where the term's postings stand in ``pages`` and ``often``."""
        return slice(int(self.postings[term]), int(self.postings[term + 1]))

    def pieces_of(self, pages: Ints) -> Ints:
        """The pieces of several pages, in the order of the pages."""
        starts = self.first_piece[pages]
        return ranges(starts, self.first_piece[pages + 1] - starts)

    def passage(self, number: int) -> Ints:
        """The terms of a passage, those of its headings first."""
        page = int(np.searchsorted(self.first_passage, number, side="right")) - 1
        first = int(self.first_piece[page]) + 2 + 2 * (number - int(self.first_passage[page]))
        terms: Ints = self.sequence[self.bounds[first] : self.bounds[first + 2]].astype(np.int64)
        return terms
