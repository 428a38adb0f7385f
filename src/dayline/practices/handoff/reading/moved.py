"""What was one thing and is now another: ``five before, two now``. Pure."""

from __future__ import annotations

import re
from typing import NamedTuple

from dayline.practices.handoff.reading.sense import Sense

_OLD, _NEW = r"(?P<old>[^.;,:]{1,50}?)", r"(?P<new>[^.;,:]{1,50}?)"
_OLD_LAST, _NEW_LAST = r"(?P<old>[^.;,:]{1,40})", r"(?P<new>[^.;,:]{1,40})"
_AND = r"(?:,\sand|\sand|,\sbut|\sbut|,)"
_MOVES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:from|out of)\s{_OLD}\s(?:(?:up|down|over|back)\s)?(?:to|into|onto)\s{_NEW_LAST}",
        rf"\b(?:to|into|onto)\s{_NEW}\s(?:from|out of)\s{_OLD_LAST}",
        rf"{_OLD}\s(?:before|earlier|then|at first){_AND}\s{_NEW}\s(?:now|today|currently)\b",
        rf"\b(?:was|were|used to be)\s{_OLD}{_AND}\s(?:it\s)?(?:is|are)(?:\snow)?\s{_NEW_LAST}",
        rf"\b(?:is|are)(?:\snow)?\s{_NEW}{_AND}\s(?:it\s)?(?:was|were|used to be)\s{_OLD_LAST}",
        r"(?P<old>[\w-]+)\s?(?:->|\u2192|=>)\s?(?P<new>[\w-]+)",
    )
)


class Move(NamedTuple):
    """What tells the old from the new: stems of words, and figures."""

    old: frozenset[object]
    new: frozenset[object]


def moves(sense: Sense) -> list[Move]:
    """What a text says to have gone from one thing to another."""
    found = []
    for pattern in _MOVES:
        for match in list(pattern.finditer(sense.text))[:4]:
            old, new = (_said(sense, *match.span(side)) for side in ("old", "new"))
            if old - new and new - old:
                found.append(Move(old - new, new - old))
    return found


def _said(sense: Sense, start: int, end: int) -> frozenset[object]:
    words = {
        unit.stems for unit in sense.units if start <= unit.start < end and not unit.weight < 0.3
    }
    figures = {figure.raw for figure in sense.figures if start <= figure.start < end}
    return frozenset(words | figures)


def moved_back(item: Sense, told: Sense) -> bool:
    """Whether the old of the one text is the new of the other, and the other way round."""
    others = moves(told)
    return any(
        one.old & other.new and one.new & other.old and not (one.old & other.old)
        for one in moves(item)
        for other in others
    )
