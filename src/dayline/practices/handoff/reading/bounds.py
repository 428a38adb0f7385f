"""Until when or unless what something holds, and who heeds it not: ``at once``. Pure."""

from __future__ import annotations

import re

from dayline.practices.handoff.reading.cues import cue
from dayline.practices.handoff.reading.match import NEAR, Match
from dayline.practices.handoff.reading.sense import Sense

_BOUND = cue("bound")
_HEEDLESS = cue("heedless")
_CAUSE = cue("cause")
_DESPITE = cue("despite")
_NOT_YET = re.compile(r"\b(?:until|till|unless|before|otherwise|or else|without)\b", re.IGNORECASE)
_ONLY = re.compile(
    r"\b(?:only (?:if|when|after|once|with|from)|only|as long as|once|after|when|as soon as)\b",
    re.IGNORECASE,
)
_LIMITS = cue("limit")
_STOP = re.compile(r"[,;:.?!]")
ALIKE = 0.8
LONGEST = 60
"""How far what a mark speaks of may reach from it, in characters."""


def heedless(item: Sense, told: Sense) -> bool:
    """Whether one text says to wait for something and the other to go ahead without it."""
    for one, other in ((item.text, told.text), (told.text, item.text)):
        waits = _BOUND.search(one) and not _HEEDLESS.search(one)
        if waits and _HEEDLESS.search(other) and not _BOUND.search(_HEEDLESS.sub("", other)):
            return True
    return False


def despite(item: Sense, told: Sense, found: Match) -> bool:
    """Whether something is so because of what, in the other text, did not keep it from being so."""
    return _same_after(item, _CAUSE, told, _DESPITE, found) or _same_after(
        item, _DESPITE, told, _CAUSE, found
    )


def same_limit(item: Sense, told: Sense, found: Match) -> bool:
    """Whether both say ``until`` or ``unless`` of the same thing, or both ``only when``.

    A denial before the one and none before the other is then no double denial.
    """
    return any(_same_after(item, mark, told, mark, found) for mark in (_NOT_YET, _ONLY))


def limits_nothing(item: Sense, told: Sense, found: Match) -> bool:
    """Whether one text alone says until when or unless what, of nothing that the other speaks of.

    ``before the shift is over`` is when, not unless what.
    """
    mine, others = _spans(item.text, _LIMITS), _spans(told.text, _LIMITS)
    if bool(mine) == bool(others):
        return False
    places = [pair.mine.start for pair in found.pairs if pair.likeness >= NEAR]
    if others:
        places = [pair.other.start for pair in found.pairs if pair.likeness >= NEAR]
    return not any(a <= place < b for a, b in mine or others for place in places)


def _same_after(
    item: Sense, mark: re.Pattern[str], told: Sense, other: re.Pattern[str], found: Match
) -> bool:
    """Whether something that both speak of follows a mark in the one and another in the other."""
    mine, others = _spans(item.text, mark), _spans(told.text, other)
    if not mine or not others:
        return False
    places = [(p.mine.start, p.other.start) for p in found.pairs if p.likeness >= ALIKE]
    places += [(a.start, b.start) for a in item.figures for b in told.figures if a.same(b)]
    return any(
        any(start <= place < end for start, end in mine)
        and any(start <= place_told < end for start, end in others)
        for place, place_told in places
    )


def _spans(text: str, mark: re.Pattern[str]) -> list[tuple[int, int]]:
    found = []
    for match in mark.finditer(text):
        stop = _STOP.search(text, match.end())
        end = stop.start() if stop else len(text)
        found.append((match.end(), min(end, match.end() + LONGEST)))
    return found
