"""Scores of the passages of a few pages: BM25, and neighbouring words that stand together. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from dayline.search.bm25 import Candidates, Term
from dayline.search.segment import HEADING, TITLE, Bools, Floats, Ints, Segment, ranges
from dayline.search.weights import Weights


@dataclass(frozen=True, slots=True)
class Passages:
    """Passages with their scores: arrays of the same length.

    ``owner`` is the place of the page among the candidates, ``number`` the passage's in its
    segment.
    """

    owner: Ints
    segment: Ints
    number: Ints
    score: Floats

    def best_of(self, count: int) -> Floats:
        """The score of the best passage of each of ``count`` candidates."""
        top = np.zeros(count)
        np.maximum.at(top, self.owner, self.score)
        return top


class Closely:
    """The words of candidates of one segment, gathered once and asked for several queries."""

    def __init__(self, segment: Segment, number: int, among: Candidates) -> None:
        self.segment = segment
        self.number = number
        mine = np.flatnonzero(among.segment == number)
        self.mine = mine[np.argsort(among.page[mine])]
        pages = among.page[self.mine]
        self.pieces = segment.pieces_of(pages)
        pieces = segment.first_piece[pages + 1] - segment.first_piece[pages]
        self.owner_of_piece = np.repeat(self.mine, pieces)
        begin = segment.bounds[self.pieces]
        self.counts = segment.bounds[self.pieces + 1] - begin
        self.tokens = segment.sequence[ranges(begin, self.counts)]
        self.piece_of_token = np.repeat(np.arange(len(self.pieces)), self.counts)
        within = np.arange(len(self.pieces)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
        self.is_title: Bools = within == TITLE
        inside = np.flatnonzero(within >= HEADING)
        first = np.repeat(segment.first_passage[pages], pieces)
        # Each passage is two pieces: its headings and its words.
        self.numbers = (first + (within - HEADING) // 2)[inside[::2]]
        local = np.repeat(np.arange(len(self.numbers)), 2)
        self.place = np.full(len(self.pieces), -1)
        self.place[inside] = local
        self.owner = self.owner_of_piece[inside[::2]]
        self.size = np.bincount(local, weights=self.counts[inside], minlength=len(self.numbers))

    def score(
        self, query: Sequence[Term], weights: Weights, mean: float, neighbours: Floats | None = None
    ) -> Passages:
        """What each passage is worth for the query.

        ``mean`` is the length of a passage, over the candidates of all segments (so that how the
        index is cut changes nothing). ``neighbours[a, b]`` is what term ``b`` right after term
        ``a`` adds, once for a passage.
        """
        asked = np.full(len(self.segment.vocabulary), -1, dtype=np.int16)
        for at, term in enumerate(query):
            if term.places[self.number] >= 0:
                asked[term.places[self.number]] = at
        told = asked[self.tokens]
        hits = np.flatnonzero(told >= 0)
        piece, term_at = self.piece_of_token[hits], told[hits].astype(np.int64)
        score = self._bm25(query, weights, mean, piece, term_at)
        if neighbours is not None:
            score = score + self._together(neighbours, hits, piece, term_at)
        return Passages(self.owner, np.full(len(self.numbers), self.number), self.numbers, score)

    def _bm25(
        self, query: Sequence[Term], weights: Weights, mean: float, piece: Ints, term_at: Ints
    ) -> Floats:
        width = max(len(query), 1)
        place = self.place[piece]
        inside = place >= 0
        often = np.bincount(
            place[inside] * width + term_at[inside], minlength=len(self.numbers) * width
        ).reshape(-1, width)
        titles = np.zeros((int(self.mine.max()) + 1 if len(self.mine) else 0, width))
        in_title = self.is_title[piece]
        titles[self.owner_of_piece[piece[in_title]], term_at[in_title]] = weights.passage_title
        share = weights.passage_length
        norm = 1 - share + share * self.size / mean
        tf = (often + titles[self.owner]) / norm[:, None]
        worth = np.array([term.weight * term.rarity for term in query] or [0.0])
        k = weights.passage_saturation
        share_of = tf / (tf + k)
        score = np.zeros(len(tf))
        # Term by term: a product of matrices rounds a row by how many rows there are, and two cuts
        # of one index would rank apart in the last bit.
        for at, much in enumerate((worth * (k + 1)).tolist()):
            score += share_of[:, at] * much
        return score

    def _together(self, neighbours: Floats, hits: Ints, piece: Ints, term_at: Ints) -> Floats:
        near = (np.diff(hits) == 1) & (piece[1:] == piece[:-1])
        near &= self.place[piece[1:]] >= 0
        at = np.flatnonzero(near)
        width = len(neighbours)
        pairs = (self.place[piece[at]] * width + term_at[at]) * width + term_at[at + 1]
        once = np.unique(pairs)
        worth = neighbours[once // width % width, once % width]
        owner = once // (width * width)
        return np.bincount(owner, weights=worth, minlength=len(self.numbers)).astype(float)


def mean_size(parts: Sequence[Closely]) -> float:
    """How many terms a passage of the candidates has."""
    count = sum(len(part.size) for part in parts)
    return max(float(sum(part.size.sum() for part in parts)) / max(count, 1), 1e-9)


def neighbours(keys: Sequence[int], query: Sequence[Term], worth: float) -> Floats:
    """What each term right after another adds: of terms that stand so in the query."""
    order = {key: at for at, key in enumerate(dict.fromkeys(keys))}
    out = np.zeros((len(query), len(query)))
    for left, right in pairwise(keys):
        a, b = order[left], order[right]
        out[a, b] = worth * (query[a].rarity + query[b].rarity)
    return out


def joined(parts: Sequence[Passages]) -> Passages:
    """The passages of several segments."""
    return Passages(
        np.concatenate([part.owner for part in parts]),
        np.concatenate([part.segment for part in parts]),
        np.concatenate([part.number for part in parts]),
        np.concatenate([part.score for part in parts]),
    )
