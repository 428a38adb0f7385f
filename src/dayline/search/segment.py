"""An immutable part of an index: pages as arrays, searched without a loop over them. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dayline.search.pages import Packed

TITLE, SIDE, HEADING, WORDS = range(4)
FIELDS = 4
_KEPT = (
    "vocabulary", "sequence", "pages", "postings", "words_often", "rare_at", "rare_often",
    "rare_bounds",
)  # fmt: skip

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


def ranges(starts: Ints, counts: Ints) -> Ints:
    """``starts[i], starts[i] + 1, ...`` (``counts[i]`` of them), one after the other."""
    if not len(starts):
        return np.zeros(0, dtype=np.int64)
    offsets = np.repeat(starts - np.concatenate(([0], np.cumsum(counts)[:-1])), counts)
    return offsets + np.arange(int(counts.sum()))


def _slim(numbers: Ints) -> Ints:
    """In half of the space, where they fit."""
    return numbers.astype(np.int32) if numbers[-1] < 2**31 else numbers


def _first(ordered: Ints) -> Ints:
    """Where each value of an ordered array stands first."""
    new = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    return np.flatnonzero(new)


class Segment:
    """Pages, numbered from 0 in the order in which they were given.

    ``vocabulary`` holds the keys of all terms, sorted; a term is its place in it. Pieces are the
    title, the side, then headings and words of each passage, of page after page. Page ``i`` has
    the pieces from ``first_piece[i]`` to ``first_piece[i + 1]``, always an even number, and its
    passages are numbered from ``first_passage[i]`` on over the segment. Piece ``p`` holds the
    terms ``sequence[bounds[p]:bounds[p + 1]]``.
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
        self.bounds = _slim(np.concatenate(([0], np.cumsum(flat))))
        self.first_piece = np.concatenate(([0], np.cumsum(pieces)))
        self.first_passage = (self.first_piece[:-1] - 2 * np.arange(self.size)) // 2
        begin = self.first_piece[:-1]
        self.lengths = np.zeros((FIELDS, self.size), dtype=np.int32)
        for odd, first, rest in ((0, TITLE, HEADING), (1, SIDE, WORDS)):
            upto = np.concatenate(([0], np.cumsum(flat[odd::2])))
            self.lengths[first] = flat[begin + odd]
            self.lengths[rest] = upto[self.first_piece[1:] // 2] - upto[begin // 2]
            self.lengths[rest] -= self.lengths[first]

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
        width = FIELDS * max(self.size, 1)
        pieces = np.diff(self.first_piece)
        page = np.repeat(np.arange(self.size), pieces)
        within = np.arange(len(page)) - np.repeat(self.first_piece[:-1], pieces)
        field = np.where(within < HEADING, within, HEADING + within % 2)
        cells = np.repeat(page * FIELDS + field, counts)
        cells += self.sequence.astype(np.int64) * width
        cells.sort()
        first = _first(cells)
        often = np.diff(np.append(first, len(cells)))
        often = np.minimum(often, 65_535).astype(np.uint16)
        cells = cells[first]
        field, pair = cells % FIELDS, cells // FIELDS
        first = _first(pair)
        group = np.repeat(np.arange(len(first)), np.diff(np.append(first, len(pair))))
        pair = pair[first]
        self.pages = (pair % max(self.size, 1)).astype(np.int32)
        wanted = np.arange(len(self.vocabulary) + 1, dtype=np.int64)
        self.postings = np.searchsorted(pair // max(self.size, 1), wanted)
        self.words_often = np.zeros(len(pair), dtype=np.uint16)
        words = field == WORDS
        self.words_often[group[words]] = often[words]
        self._keep_rare([group[field == one] for one in range(WORDS)],
                        [often[field == one] for one in range(WORDS)])  # fmt: skip

    def _keep_rare(self, at: Sequence[Ints], often: Sequence[NDArray[np.uint16]]) -> None:
        """Titles, sides and headings hold few words: only where they do is it noted, in order."""
        self.rare_at = np.concatenate(at).astype(np.int32)
        self.rare_often = np.concatenate(often)
        self.rare_bounds = np.cumsum([0, *map(len, at)])

    @classmethod
    def merged(cls, parts: Sequence[Segment]) -> Segment:
        """The pages of several segments, one after the other, without sorting their words again."""
        made = cls.__new__(cls)
        made.lay_out_pieces(
            np.concatenate([np.diff(part.first_piece) for part in parts]),
            np.concatenate([np.diff(part.bounds) for part in parts]),
        )
        made.vocabulary = np.unique(np.concatenate([part.vocabulary for part in parts]))
        terms = [np.searchsorted(made.vocabulary, part.vocabulary) for part in parts]
        made.sequence = np.concatenate(
            [term.astype(np.int32)[part.sequence] for term, part in zip(terms, parts, strict=True)]
        )
        holders = np.zeros(len(made.vocabulary), dtype=np.int64)
        for term, part in zip(terms, parts, strict=True):
            holders[term] += np.diff(part.postings)
        made.postings = np.concatenate(([0], np.cumsum(holders)))
        made._take_postings(parts, terms)  # noqa: SLF001 -- of its own class
        return made

    def _take_postings(self, parts: Sequence[Segment], terms: Sequence[Ints]) -> None:
        """Of each term the postings of the first part, then those of the second, and so on."""
        self.pages = np.zeros(int(self.postings[-1]), dtype=np.int32)
        self.words_often = np.zeros(len(self.pages), dtype=np.uint16)
        rare: list[list[Ints]] = [[] for _ in range(WORDS)]
        rare_often: list[list[NDArray[np.uint16]]] = [[] for _ in range(WORDS)]
        begin, before = self.postings[:-1].copy(), 0
        for part, term in zip(parts, terms, strict=True):
            counts = np.diff(part.postings)
            at = ranges(begin[term], counts)
            self.pages[at] = part.pages + before
            self.words_often[at] = part.words_often
            for field in range(WORDS):
                span = slice(*part.rare_bounds[field : field + 2])
                rare[field].append(at[part.rare_at[span]])
                rare_often[field].append(part.rare_often[span])
            begin[term] += counts
            before += part.size
        places = [np.concatenate(one) for one in rare]
        orders = [np.argsort(one) for one in places]
        self._keep_rare(
            [one[order] for one, order in zip(places, orders, strict=True)],
            [np.concatenate(one)[order] for one, order in zip(rare_often, orders, strict=True)],
        )

    def often(self, field: int, postings: slice | Ints) -> tuple[slice | Ints, NDArray[np.uint16]]:
        """Which of the postings (in order) have their term in the field, and how often."""
        if field == WORDS:
            return slice(None), self.words_often[postings]
        span = slice(*self.rare_bounds[field : field + 2])
        known, counts = self.rare_at[span], self.rare_often[span]
        if isinstance(postings, slice):
            begin, end = np.searchsorted(known, np.array([postings.start, postings.stop], np.int32))
            return known[begin:end] - postings.start, counts[begin:end]
        if not len(known):
            return np.zeros(0, dtype=np.int64), counts
        at = np.minimum(np.searchsorted(known, postings.astype(np.int32)), len(known) - 1)
        held = np.flatnonzero(known[at] == postings)
        return held, counts[at[held]]

    def term(self, key: int) -> int:
        """The term's place in the vocabulary; -1 when no page holds it."""
        place = int(np.searchsorted(self.vocabulary, np.uint64(key)))
        known = place < len(self.vocabulary) and int(self.vocabulary[place]) == key
        return place if known else -1

    def holders(self, term: int) -> slice:
        """Where the term's postings stand in ``pages``, and by which :meth:`often` knows them."""
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
