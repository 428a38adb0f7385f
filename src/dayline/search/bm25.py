"""BM25F over whole records, with statistics of what one reader may see. Pure.

Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond, 2009.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from dayline.search.segment import FIELDS, Bools, Floats, Ints, Segment
from dayline.search.weights import Weights


@dataclass
class Term:
    """A term of a query: its place in each segment (-1 where it is not), and how rare it is."""

    places: tuple[int, ...]
    weight: float
    rarity: float = 0.0


@dataclass
class Candidates:
    """Pages that are looked at closely, over all segments: arrays of the same length."""

    segment: Ints
    page: Ints
    score: Floats


def largest(score: Floats, limit: int) -> Ints:
    """Where the largest positive scores stand, largest first; of equals the first."""
    positive = np.flatnonzero(score > 0)
    if len(positive) > limit:
        part = np.argpartition(-score[positive], limit - 1)
        edge = score[positive[part[limit - 1]]]
        positive = positive[score[positive] >= edge]
    order = positive[np.argsort(-score[positive], kind="stable")]
    return order[:limit]


class Records:
    """Scores of whole records. ``visible[i]`` marks the pages of segment ``i`` that count."""

    def __init__(
        self, segments: Sequence[Segment], visible: Sequence[Bools], weights: Weights
    ) -> None:
        self.segments = segments
        self.visible = visible
        self.weights = weights
        self.count = int(sum(mask.sum() for mask in visible))
        total = np.zeros(FIELDS)
        for segment, mask in zip(segments, visible, strict=True):
            total += segment.lengths[:, mask].sum(axis=1)
        self.mean = np.maximum(total / max(self.count, 1), 1e-9)[:, None]
        self._shares = np.array(weights.length)[:, None]
        self._fields = np.array(weights.fields)[:, None]

    def terms(self, keys: Iterable[int]) -> list[Term]:
        """The terms of a query, each once, weighed by how often it is said."""
        counts: dict[int, int] = {}
        for key in keys:
            counts[key] = counts.get(key, 0) + 1
        return [self.term(key, weight) for key, weight in counts.items()]

    def term(self, key: int, weight: float = 1.0) -> Term:
        """One term; its rarity is that among the visible pages."""
        places = tuple(segment.term(key) for segment in self.segments)
        holders = sum(
            int(mask[segment.pages[segment.holders(place)]].sum())
            for segment, mask, place in zip(self.segments, self.visible, places, strict=True)
            if place >= 0
        )
        rarity = np.log1p((self.count - holders + 0.5) / (holders + 0.5)) if holders else 0.0
        return Term(places, weight, float(rarity))

    def best(self, query: Sequence[Term]) -> Candidates:
        """The visible pages with the highest scores."""
        which, pages, scores = [], [], []
        for number, segment in enumerate(self.segments):
            score = np.zeros(segment.size)
            for term in query:
                if term.places[number] >= 0 and term.rarity:
                    span = segment.holders(term.places[number])
                    score[segment.pages[span]] += self._worth(segment, span, term)
            score *= self.visible[number]
            top = largest(score, self.weights.candidates)
            which.append(np.full(len(top), number))
            pages.append(top)
            scores.append(score[top])
        if not scores:
            none = np.zeros(0, dtype=np.int64)
            return Candidates(none, none, np.zeros(0))
        score = np.concatenate(scores)
        kept = largest(score, self.weights.candidates)
        return Candidates(np.concatenate(which)[kept], np.concatenate(pages)[kept], score[kept])

    def again(self, query: Sequence[Term], among: Candidates) -> Candidates:
        """The same pages with their scores for another query."""
        out = np.zeros(len(among.page))
        for number, segment in enumerate(self.segments):
            mine = np.flatnonzero(among.segment == number)
            if not len(mine):
                continue
            place_of = np.full(segment.size, -1)
            place_of[among.page[mine]] = mine
            for term in query:
                if term.places[number] < 0:
                    continue
                span = segment.holders(term.places[number])
                at = place_of[segment.pages[span]]
                held = np.flatnonzero(at >= 0)
                out[at[held]] += self._worth(segment, span.start + held, term)
        return Candidates(among.segment, among.page, out)

    def _worth(self, segment: Segment, postings: slice | Ints, term: Term) -> Floats:
        pages = segment.pages[postings]
        norm = 1 - self._shares + self._shares * segment.lengths[:, pages] / self.mean
        often = (self._fields * segment.often[:, postings] / norm).sum(axis=0)
        k = self.weights.saturation
        worth: Floats = term.weight * term.rarity * often * (k + 1) / (often + k)
        return worth
