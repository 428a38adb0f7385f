"""How sure an answer is, and where it is better to say that nothing is written. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise

from dayline.ask import reranking
from dayline.ask.alike import said_by
from dayline.ask.matching import Weighed, largeness, prepared, unknown_rarity
from dayline.ask.question import Question
from dayline.ask.scoring import Scored
from dayline.ask.weights import weights
from dayline.base.words import terms

NAMES = (
    "bias", "best", "lost", "lost_by_first", "unknown", "rarest_lost", "rare", "number_lost",
    "how_many", "who", "how", "why", "yes_no", "when", "one_record", "fits", "title", "head",
    "best_section", "pairs", "in_record", "depth", "coded", "literal", "count", "place",
)  # fmt: skip
"""In the order of their weights, which ``bench/fit_ask.py`` learns."""

READ_NAMES = (*NAMES, *reranking.SIGNS)
"""The same where somebody reads the likely sentences."""

LOOKED_AT = 5
"""So many of the best sentences are looked at."""

_FACTS = frozenset(("how_many", "who", "when"))


def threshold_for(size: int, *, read: bool = False) -> float:
    """The sureness below which nothing is written, among ``size`` records.

    ``read`` says that somebody reads the likely sentences. Learnt over a small record and a large
    one: where there is more, more words of a question are somewhere by chance.
    """
    part = "threshold by reading" if read else "threshold"
    low, high = weights(part, ("small", "large"))
    return low + (high - low) * largeness(size)


def signs(
    question: Question,
    weighed: Weighed,
    scored: Sequence[Scored],
    rarity: Mapping[str, float],
    size: int,
) -> tuple[float, ...]:
    """What speaks for the best sentences being an answer, in the order of :data:`NAMES`."""
    best = scored[:LOOKED_AT]
    top = best[0]
    worth = weighed.worth
    first = said_by(_words(top), worth)
    of_all = said_by(_words(top).union(*map(_words, best)), worth)
    most = unknown_rarity(size)
    two = sorted(worth, key=lambda term: -worth[term])[:2]
    inside = said_by(prepared(top.document).words, worth)
    sort = question.sort
    return (
        1.0,
        top.score,
        sum(one for term, one in worth.items() if term not in of_all),
        sum(one for term, one in worth.items() if term not in first),
        sum(one for term, one in worth.items() if not rarity.get(term)),
        max((rarity.get(term) or most for term in worth if term not in of_all), default=0) / most,
        sum(term in of_all for term in two) / max(1, len(two)),
        float(any(term[0].isdigit() and term not in first for term in worth)),
        *(float(sort == one) for one in ("how_many", "who", "how", "why", "yes_no", "when")),
        sum(one.document.ref == top.document.ref for one in best) / len(best),
        top.feature("fits") * (sort in _FACTS),
        max(one.feature("title") for one in best),
        max(one.feature("head") for one in best),
        top.feature("best_section"),
        _pairs(question, top),
        sum(one for term, one in worth.items() if term in inside),
        *(top.feature(name) for name in ("depth", "coded")),
        *(max(one.feature(name) for one in best) for name in ("literal", "count", "place")),
    )


def _pairs(question: Question, one: Scored) -> float:
    """How many of the question's neighbouring terms are neighbours in the sentence."""
    wanted = set(pairwise(term for term, _ in question.terms))
    if not wanted:
        return 0.5
    found: set[tuple[str, str]] = set()
    for text in (one.unit.text, one.document.title, *one.unit.headings):
        found |= wanted & set(pairwise(terms(text)))
    return len(found) / len(wanted)


def _words(one: Scored) -> frozenset[str]:
    unit = one.unit
    return frozenset(terms(f"{unit.text} {one.document.title} {' '.join(unit.headings)}"))


def confidence(found: Sequence[float]) -> float:
    """0 to 1, by :func:`signs`."""
    return _chance(weights("answer", NAMES), found)


def confidence_by_reading(found: Sequence[float]) -> float:
    """0 to 1, by :func:`signs` of what was read, and :func:`dayline.ask.reranking.signs`."""
    return _chance(weights("answer by reading", READ_NAMES), found)


def _chance(learnt: Sequence[float], found: Sequence[float]) -> float:
    z = sum(weight * one for weight, one in zip(learnt, found, strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))
