"""Clauses that only a denial tells apart: the plainest contradiction there is. Pure."""

from __future__ import annotations

from dayline.practices.handoff.reading.lexicon import lexicon
from dayline.practices.handoff.reading.match import NEAR, Match, is_undone
from dayline.practices.handoff.reading.polarity import is_limited
from dayline.practices.handoff.reading.sense import Sense, Unit

MOST_FRESH = 1.5
"""The weight of new words from which on one of them may well stand for a denial."""


def barely_turned(item: Sense, told: Sense, found: Match) -> float:
    """How much of what both say stands in clauses that only a denial tells apart, 0 to 1.

    A reader who says the same without the "not" has another word for it: what ``did not work`` is
    ``a flop``. Where no such word is left, there is only the denial.
    """
    pairs = [pair for pair in found.pairs if pair.likeness >= NEAR]
    total = sum(pair.weight for pair in pairs)
    best = 0.0
    for mine, other in {(pair.mine.clause, pair.other.clause) for pair in pairs}:
        both = [p for p in pairs if (p.mine.clause, p.other.clause) == (mine, other)]
        weight = sum(pair.weight for pair in both)
        denied, denied_told = item.cues.count(mine), told.cues.count(other)
        if bool(denied) == bool(denied_told) or not (denied + denied_told) % 2:
            continue
        if any(_are_opposed(pair.mine, pair.other) for pair in both):
            continue
        paired = {id(one) for pair in pairs for one in (pair.mine, pair.other)}
        said = _clause(told, other, paired) if denied else _clause(item, mine, paired)
        best = max(best, said * weight / total)
    return best


def _clause(text: Sense, clause: int, paired: set[int]) -> float:
    """1 for a clause that says nothing beyond what both say, 0 for one that may well deny it."""
    units = [unit for unit in text.units if unit.clause == clause]
    signs = [_outcome(unit) for unit in units]
    plainly = any((0, 1) in unit.axes and id(unit) not in paired for unit in units)
    if -1 in signs or (is_limited(text.text) and not plainly):
        return 0.0
    fresh = (u for u, sign in zip(units, signs, strict=True) if id(u) not in paired and sign != 1)
    return max(0.0, 1.0 - sum(unit.weight for unit in fresh) / MOST_FRESH)


def _are_opposed(one: Unit, other: Unit) -> bool:
    """Whether two units stand at the two ends of an axis, so that a denial makes them agree."""
    others = set(other.axes)
    turned = any((axis, -sign) in others for axis, sign in one.axes)
    return is_undone(one, other) or (turned and not others & set(one.axes))


def _outcome(unit: Unit) -> int:
    """Whether a word says by itself that it goes well, 1, or ill, -1; 0 for neither."""
    denying = lexicon().denying | {0}
    signs = {sign for axis, sign in unit.axes if axis in denying}
    return signs.pop() if len(signs) == 1 else 0
