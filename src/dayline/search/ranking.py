"""Ranking pages for a query: the whole record first, then its passages, then what they say. Pure.

Statistics are taken over what the reader may see, and only over that: what is hidden changes
neither the order nor a score.

Three looks, each on fewer pages: BM25F over records; the best passage of each candidate; and
relevance feedback (RM3, Lavrenko and Croft 2001) from the passages that did best. Where there are
vectors, pages whose meaning is near join the candidates, and nearness is added to their score.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from dayline.search.bm25 import Candidates, Records, Term, largest
from dayline.search.passages import Closely, Passages, joined, mean_size, neighbours
from dayline.search.segment import Bools, Floats, Ints, Segment
from dayline.search.statistics import Statistics
from dayline.search.vectors.nearness import Nearness
from dayline.search.weights import STANDARD, Weights

_LIKELY = 5  # times as many terms are weighed for feedback as are taken


@dataclass(frozen=True, slots=True)
class Found:
    """A page of a segment with its score and its best passage (``-1``: only its title fits)."""

    segment: int
    page: int
    score: float
    passage: int


class Ranking:
    """One reader's view of the segments: ``visible[i]`` marks the pages of segment ``i``."""

    def __init__(
        self,
        segments: Sequence[Segment],
        visible: Sequence[Bools],
        weights: Weights = STANDARD,
        statistics: Statistics | None = None,
    ) -> None:
        self.segments = segments
        self.weights = weights
        self.records = Records(segments, visible, weights, statistics)

    def search(self, keys: Sequence[int], limit: int, near: Nearness | None = None) -> list[Found]:
        """The best pages for the terms of a query, which are in the order of its words.

        ``near`` numbers the pages of all segments one after the other.
        """
        weights = self.weights
        query = self.records.terms(keys)
        best = self.records.best(query)
        if near is not None:
            best = self._with_near(query, best, near)
        if not len(best.page):
            return []
        closely = [
            Closely(segment, number, best)
            for number, segment in enumerate(self.segments)
            if (best.segment == number).any()
        ]
        mean = mean_size(closely)
        together = neighbours(keys, query, weights.together)
        passages = joined([part.score(query, weights, mean, together) for part in closely])
        score = self._blend(best, passages)
        if weights.feedback:
            more = self._expanded(query, passages, score)
            again = joined([part.score(more, weights, mean) for part in closely])
            score = score + weights.feedback * self._blend(self.records.again(more, best), again)
        if near is None:
            return self._found(best, passages, score, limit)
        at = _places(self._numbers(best), near.page)
        known = at >= 0
        nearness = np.where(known, near.near[at] if len(near.page) else 0.0, 0.0)
        beside = np.where(known, near.passage[at] if len(near.page) else -1, -1)
        score = _scaled(score) + weights.nearness * nearness
        return self._found(best, passages, score, limit, beside)

    def _numbers(self, among: Candidates) -> Ints:
        """The candidates' pages, numbered over all segments."""
        sizes = [segment.size for segment in self.segments]
        before: Ints = np.cumsum([0, *sizes])[:-1]
        return before[among.segment] + among.page if sizes else among.page

    def _with_near(self, query: Sequence[Term], best: Candidates, near: Nearness) -> Candidates:
        """The candidates and those that are near without saying the query's words."""
        enough = near.page[near.cosine >= self.weights.near_enough]
        more = enough[_places(enough, self._numbers(best)) < 0]
        ends = np.cumsum([segment.size for segment in self.segments])
        segment = np.searchsorted(ends, more, side="right")
        sizes = np.array([one.size for one in self.segments], dtype=np.int64)
        page = more - (ends - sizes)[segment]
        both = Candidates(
            np.concatenate([best.segment, segment]),
            np.concatenate([best.page, page]),
            np.concatenate([best.score, np.zeros(len(more))]),
        )
        return self.records.again(query, both)

    def _blend(self, records: Candidates, passages: Passages) -> Floats:
        """Record and best passage, each against the best of all."""
        share = self.weights.passage
        top = passages.best_of(len(records.page))
        blend: Floats = (1 - share) * _scaled(records.score) + share * _scaled(top)
        return blend

    def _expanded(self, query: Sequence[Term], passages: Passages, score: Floats) -> list[Term]:
        """The query with the words that its best passages say more often than others do."""
        weights = self.weights
        told = self._told(passages, passages.score * (0.5 + 0.5 * score[passages.owner]))
        count = weights.feedback_terms
        likely = sorted(told, key=lambda key: (-told[key], key))[: count * _LIKELY]
        known = {key: self.records.term(key) for key in likely}
        worth = {key: told[key] * known[key].rarity for key in likely}
        chosen = sorted(likely, key=lambda key: (-worth[key], key))[:count]
        whole = sum(worth[key] for key in chosen) or 1.0
        asked = sum(term.weight for term in query) or 1.0
        share = weights.feedback_share
        out = {
            term.places: Term(term.places, (1 - share) * term.weight / asked, term.rarity)
            for term in query
        }
        for key in chosen:
            term = known[key]
            held = out.setdefault(term.places, Term(term.places, 0.0, term.rarity))
            held.weight += share * worth[key] / whole
        return list(out.values())

    def _told(self, passages: Passages, worth: Floats) -> dict[int, float]:
        """How much of what the best passages say is each term.

        Passages of equal worth come in the order of their segments, so parts are added exactly.
        """
        order = largest(worth, self.weights.feedback_passages)
        total = math.fsum(worth[order].tolist()) or 1.0
        told: dict[int, list[float]] = {}
        for at in order.tolist():
            segment = self.segments[int(passages.segment[at])]
            tokens = segment.passage(int(passages.number[at]))
            terms, counts = np.unique(tokens, return_counts=True)
            share = float(worth[at]) / total / max(len(tokens), 1)
            keys = segment.vocabulary[terms].tolist()
            for key, count in zip(keys, counts.tolist(), strict=True):
                told.setdefault(key, []).append(share * count)
        return {key: math.fsum(parts) for key, parts in told.items()}

    def _found(
        self,
        best: Candidates,
        passages: Passages,
        score: Floats,
        limit: int,
        beside: Ints | None = None,
    ) -> list[Found]:
        """``beside`` is the passage to show of a page of which no passage says the words."""
        top = _best_passages(passages, len(best.page))
        order = largest(score, limit).tolist()
        found = [
            self._one(int(best.segment[at]), int(best.page[at]), float(score[at]), int(top[at]))
            for at in order
        ]
        if beside is None:
            return found
        return [
            one if one.passage >= 0 else replace(one, passage=int(beside[at]))
            for one, at in zip(found, order, strict=True)
        ]

    def _one(self, segment: int, page: int, score: float, passage: int) -> Found:
        first = int(self.segments[segment].first_passage[page])
        return Found(segment, page, score, -1 if passage < 0 else passage - first)


def _best_passages(passages: Passages, count: int) -> Ints:
    """The number of the best passage of each candidate; -1 where none is worth anything."""
    top = np.full(count, -1)
    order = np.argsort(passages.score, kind="stable")
    order = order[passages.score[order] > 0]
    top[passages.owner[order]] = passages.number[order]
    return top


def _scaled(score: Floats) -> Floats:
    top = float(score.max()) if len(score) else 0.0
    return score / top if top else score


def _places(wanted: Ints, known: Ints) -> Ints:
    """Where each of ``wanted`` stands in ``known``; -1 where it does not."""
    if not len(known):
        return np.full(len(wanted), -1)
    order = np.argsort(known, kind="stable")
    at = np.minimum(np.searchsorted(known[order], wanted), len(known) - 1)
    return np.where(known[order[at]] == wanted, order[at], -1)
