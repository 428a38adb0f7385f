"""BM25F over whole records, with statistics of what one reader may see. Pure.

Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond, 2009.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from dayline.search.segment import FIELDS, Bools, Floats, Ints, Segment
from dayline.search.statistics import Statistics
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
    """Scores of whole records. ``visible[i]`` marks the pages of segment ``i`` that count.

    ``statistics`` are those of the same segments and pages, where somebody kept them.
    """

    def __init__(
        self,
        segments: Sequence[Segment],
        visible: Sequence[Bools],
        weights: Weights,
        statistics: Statistics | None = None,
    ) -> None:
        self.segments = segments
        self.visible = visible
        self.weights = weights
        self.statistics = statistics or Statistics(segments, visible)
        self.count = self.statistics.count

    def terms(self, keys: Iterable[int]) -> list[Term]:
        """The terms of a query, each once, weighed by how often it is said."""
        counts: dict[int, int] = {}
        for key in keys:
            counts[key] = counts.get(key, 0) + 1
        return [self.term(key, weight) for key, weight in counts.items()]

    def term(self, key: int, weight: float = 1.0) -> Term:
        """One term; its rarity is that among the visible pages."""
        places, rarity = self.statistics.term(key)
        return Term(places, weight, rarity)

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
            # Postings stand in the order of their pages.
            mine = mine[np.argsort(among.page[mine])]
            wanted = among.page[mine].astype(segment.pages.dtype)
            for term in query:
                if term.places[number] < 0:
                    continue
                span = segment.holders(term.places[number])
                pages = segment.pages[span]
                at = np.minimum(np.searchsorted(pages, wanted), len(pages) - 1)
                held = np.flatnonzero(pages[at] == wanted)
                out[mine[held]] += self._worth(segment, span.start + at[held], term)
        return Candidates(among.segment, among.page, out)

    def _worth(self, segment: Segment, postings: slice | Ints, term: Term) -> Floats:
        pages = segment.pages[postings]
        often = np.zeros(len(pages))
        for field in range(FIELDS):
            at, counts = segment.often(field, postings)
            share = self.weights.length[field]
            length = segment.lengths[field, pages[at]]
            norm = 1 - share + share * length / self.statistics.mean[field]
            often[at] += self.weights.fields[field] * counts / norm
        k = self.weights.saturation
        worth: Floats = term.weight * term.rarity * often * (k + 1) / (often + k)
        return worth
