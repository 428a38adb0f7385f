"""Counts over the pages of the index that one reader may see, and over nothing else. Pure."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dayline.search.segment import FIELDS, Bools, Segment

_REMEMBERED = 10_000
"""Terms whose rarity is remembered; feedback asks for 75 in each search."""


class Statistics:
    """How many pages are seen, how long they are, and how rare a term is among them.

    ``visible[i]`` marks the pages of segment ``i`` that count. Neither may change afterwards: what
    was counted once is remembered, so that whoever searches again need not count again.
    """

    def __init__(self, segments: Sequence[Segment], visible: Sequence[Bools]) -> None:
        self.segments = segments
        self.visible = visible
        self.count = int(sum(np.count_nonzero(mask) for mask in visible))
        total = np.zeros(FIELDS)
        for segment, mask in zip(segments, visible, strict=True):
            total += segment.lengths.sum(axis=1, where=mask)
        self.mean = np.maximum(total / max(self.count, 1), 1e-9)
        self._hidden = [np.flatnonzero(~mask).astype(np.int32) for mask in visible]
        self._terms: dict[int, tuple[tuple[int, ...], float]] = {}

    def term(self, key: int) -> tuple[tuple[int, ...], float]:
        """The term's place in each segment (-1 where it is not), and its rarity, 0 if unseen."""
        known = self._terms.get(key)
        if known is None:
            if len(self._terms) >= _REMEMBERED:
                self._terms.clear()
            known = self._terms[key] = self._told(key)
        return known

    def _told(self, key: int) -> tuple[tuple[int, ...], float]:
        places = tuple(segment.term(key) for segment in self.segments)
        holders = sum(
            self._holders(number, place) for number, place in enumerate(places) if place >= 0
        )
        if not holders:
            return places, 0.0
        return places, float(np.log1p((self.count - holders + 0.5) / (holders + 0.5)))

    def _holders(self, number: int, place: int) -> int:
        """How many seen pages hold a term: all but the hidden ones, where those are few."""
        segment, hidden = self.segments[number], self._hidden[number]
        pages = segment.pages[segment.holders(place)]
        if len(hidden) * 8 > len(pages):
            return int(np.count_nonzero(self.visible[number][pages]))
        at = np.minimum(np.searchsorted(pages, hidden), max(len(pages) - 1, 0))
        return len(pages) - int(np.count_nonzero(pages[at] == hidden))
