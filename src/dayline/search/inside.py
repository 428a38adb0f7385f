"""Where inside one record something is said: its passages, each with what stands around it. Pure.

In a discussion the words of a question are seldom all in one remark. So a passage counts by its own
words and by those near it, which fade with the distance (a proximity kernel: de Kretser and Moffat,
Effective Document Presentation with a Locality-Based Similarity Heuristic, 1999).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dayline.search.bm25 import Records, Term
from dayline.search.segment import Floats, Ints, Segment
from dayline.search.vectors.nearness import FLOOR_AT
from dayline.search.weights import Weights

_AT_ONCE = 2_000_000  # distances that are held at a time


def inside(
    records: Records, number: int, page: int, keys: Sequence[int], weights: Weights
) -> Floats:
    """What each passage of a page of segment ``number`` is worth for a query, from 0 to 1.

    A term is rare among the records that the reader may see and among the passages of this one;
    both count.
    """
    segment = records.segments[number]
    query = [term for term in records.terms(keys) if term.places[number] >= 0]
    counts, size = _counts(segment, number, page, query)
    if not counts.size:
        return np.zeros(len(size))
    holders = (counts > 0).sum(axis=0)
    rarity = np.log1p((len(size) - holders + 0.5) / (holders + 0.5))
    worth = np.array([term.weight * term.rarity for term in query]) + rarity
    worth[holders == 0] = 0
    share = weights.passage_length
    norm = 1 - share + share * size / max(float(size.mean()), 1e-9)
    own = _saturated(counts / norm[:, None], weights.passage_saturation) @ worth
    around = _around(counts, np.cumsum(size) - size / 2, weights.reach)
    near = _saturated(around, weights.passage_saturation) @ worth
    blend: Floats = (1 - weights.around) * _scaled(own) + weights.around * _scaled(near)
    return blend


def with_near(score: Floats, cosines: Floats, weights: Weights) -> Floats:
    """The same with how near each passage is to the question in meaning."""
    if not len(cosines):
        return score
    floor = float(np.sort(cosines)[::-1][: FLOOR_AT + 1][-1])
    near = np.clip((cosines - floor) / max(float(cosines.max()) - floor, 1e-9), 0, None)
    both: Floats = score + weights.nearness * near
    return both


def _counts(
    segment: Segment, number: int, page: int, query: Sequence[Term]
) -> tuple[Floats, Floats]:
    """How often each passage says each term, and how many terms it has."""
    first, end = int(segment.first_piece[page]) + 2, int(segment.first_piece[page + 1])
    passages = (end - first) // 2
    edges = segment.bounds[first : end + 1 : 2]
    tokens = segment.sequence[edges[0] : edges[-1]]
    passage = np.repeat(np.arange(passages), np.diff(edges))
    counts = np.zeros((passages, len(query)))
    for at, term in enumerate(query):
        hits = passage[tokens == term.places[number]]
        counts[:, at] = np.bincount(hits, minlength=passages)
    return counts, np.diff(edges).astype(float)


def _around(counts: Floats, middle: Floats, reach: float) -> Floats:
    """Counts of all passages, each times e^(-distance / reach)."""
    said: Ints = np.flatnonzero(counts.any(axis=1))
    out = np.zeros_like(counts)
    step = max(1, _AT_ONCE // max(len(said), 1))
    for at in range(0, len(middle), step):
        distance = np.abs(middle[at : at + step, None] - middle[None, said])
        out[at : at + step] = np.exp(-distance / reach) @ counts[said]
    return out


def _saturated(often: Floats, k: float) -> Floats:
    out: Floats = often / (often + k)
    return out


def _scaled(score: Floats) -> Floats:
    top = float(score.max()) if len(score) else 0.0
    return score / top if top else score
