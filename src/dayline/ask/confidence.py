"""How sure an answer is, and where it is better to say that nothing is written. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise

from dayline.ask.question import Question
from dayline.ask.scoring import Scored, Weighed
from dayline.base.words import terms

NAMES = (
    "bias", "whole", "own", "special", "lost", "lost_all", "fits", "together", "spread", "known",
    "title", "heading", "few", "inside", "literal", "rarest", "rare_title", "pairs", "close",
    "subject", "code", "place",
)  # fmt: skip
WEIGHTS: tuple[float, ...] = (
    -3.79, 0.59, 0.44, 0.75, -0.17, -0.46, 0.07, 0.51, 0.66, 0.45, 0.67, 0.6, 0.04, 0.7, 0.0,
    0.77, 0.74, 0.66, 0.43, 0.33, 0.07, 0.37,
)  # fmt: skip
"""A logistic rule, fitted on the development half of the questions; see ``bench/ask.py``."""

_SMALL, _LARGE = (20, 0.38), (700, 0.62)


def threshold_for(size: int) -> float:
    """The sureness below which nothing is written, among ``size`` records.

    Chosen on the development half of the questions over a small record and a large one: where
    there is more, more words of a question are somewhere by chance.
    """
    (few, low), (many, high) = _SMALL, _LARGE
    share = math.log(max(size, few) / few) / math.log(many / few)
    return low + (high - low) * min(1.0, share)


def signs(
    question: Question, weighed: Weighed, best: Sequence[Scored], rarity: Mapping[str, float]
) -> tuple[float, ...]:
    """What speaks for the best sentences being an answer, in the order of the weights."""
    top = best[0]
    near = max(best, key=lambda one: one.feature("whole"))
    said = _said(best)
    lost = [worth for term, worth in weighed.worth.items() if term not in said]
    rare = sorted(weighed.worth, key=lambda term: -weighed.worth[term])[:2]
    inside = max(
        sum(weighed.worth[term] for term in weighed.worth if term in _said([one])) for one in best
    )
    return (
        1.0,
        near.feature("whole"),
        max(one.feature("own") for one in best),
        max(one.feature("special") for one in best),
        max(lost, default=0.0),
        sum(lost),
        top.feature("fits"),
        max(one.feature("together") for one in best),
        sum(one.feature("whole") for one in best) / len(best),
        sum(worth for term, worth in weighed.worth.items() if rarity.get(term)),
        top.feature("title"),
        max(one.feature("heading") for one in best),
        1 / max(1, len(weighed.worth)),
        inside,
        max(one.feature("literal") for one in best),
        _share_of(rare, _said([near])),
        _share_of(rare, set(terms(f"{near.document.title} {' '.join(near.unit.headings)}"))),
        _pairs(question, best),
        sum(one.document.ref == top.document.ref for one in best) / len(best),
        max(one.feature("subject") for one in best),
        max(one.feature("coded") for one in best),
        top.feature("place"),
    )


def _share_of(rare: Sequence[str], said: set[str]) -> float:
    return sum(term in said for term in rare) / max(1, len(rare))


def _pairs(question: Question, best: Sequence[Scored]) -> float:
    """How many of the question's neighbouring terms are neighbours in the best sentences."""
    asked = [term for term, share in question.terms if share == 1.0]
    pairs = set(pairwise(asked))
    if not pairs:
        return 0.5
    found: set[tuple[str, str]] = set()
    for one in best:
        for text in (one.unit.text, one.document.title, *one.unit.headings):
            told = list(terms(text))
            found |= pairs & set(pairwise(told))
    return len(found) / len(pairs)


def _said(best: Sequence[Scored]) -> set[str]:
    said: set[str] = set()
    for one in best:
        said |= set(terms(f"{one.unit.text} {one.document.title} {' '.join(one.unit.headings)}"))
    return said


def confidence(features: Sequence[float]) -> float:
    """0 to 1."""
    z = sum(weight * one for weight, one in zip(WEIGHTS, features, strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))
