"""What comes before what, and what goes from where to where, in a text. Pure."""

from __future__ import annotations

import re

from dayline.practices.handoff.reading.figures import Figure
from dayline.practices.handoff.reading.lexicon import base, lexicon
from dayline.practices.handoff.reading.sense import Sense

_WORD = re.compile(r"[^\W_]+")
_BEFORE = re.compile(
    r"\b(?:before|ahead of|prior to|and (?:only )?then|and afterwards|then)\b", re.IGNORECASE
)
_AFTER = re.compile(r"\b(?:only after|after|once|following)\b", re.IGNORECASE)
_FIRST_LAST = re.compile(
    r"(?P<a>[^.;:,]*?)\b(?:comes first|goes first|first|leads)\b(?P<b>[^.;]*?)\b(?:afterwards|after(?: it| that)?|second|later|last|then|next)\b(?P<c>[^.;:,]*)",  # noqa: E501
    re.IGNORECASE,
)
_FROM_TO = re.compile(
    r"\bfrom\b(?P<old>[^.;]{1,60}?)\b(?:up to|down to|to|into|->|over to)\b(?P<new>[^.;]{1,40})",
    re.IGNORECASE,
)
_TO_FROM = re.compile(r"\bto\b(?P<new>[^.;]{1,40}?)\bfrom\b(?P<old>[^.;]{1,40})", re.IGNORECASE)
_NOW_WAS = re.compile(
    r"(?P<new>[^.;]{1,40}?)\b(?:where it was|it was|was|instead of|used to be|no longer)\b(?P<old>[^.;]{1,40})",  # noqa: E501
    re.IGNORECASE,
)

_CUT = re.compile(r"[.;:,]|\b(?:because|since|as|so|but)\b")
_DENIED = re.compile(r"\b(?:not|never|no|\w+n't)\b", re.IGNORECASE)

Sides = tuple[frozenset[str], frozenset[str]]


def _content(text: str) -> frozenset[str]:
    idle = lexicon().idle
    return frozenset(base(word) for word in _WORD.findall(text.lower()) if word not in idle)


def _orders(text: str) -> list[Sides]:
    """What comes first and what later, each as stems."""
    found: list[Sides] = []
    if match := _FIRST_LAST.search(text):
        a, b, c = (_content(match[key]) for key in "abc")
        if a and b:
            found.append((a, b | c))
        elif b or a:
            found.append((a | b, c))
        return found
    for pattern, turned in ((_BEFORE, False), (_AFTER, True)):
        for match in list(pattern.finditer(text))[:4]:
            before = _CUT.split(text[: match.start()][-120:])[-1]
            left, right = _content(before), _content(_CUT.split(text[match.end() :][:120])[0])
            if not turned and _DENIED.search(before):
                left, right = right, left
            found.append((right, left) if turned else (left, right))
    return found


def order_conflict(item: str, told: str) -> bool:
    """Whether two things that both name come in the other order."""
    others = _orders(told)
    for first, later in _orders(item) if others else ():
        a, b = first - later, later - first
        for early, late in others:
            straight = bool(a & (early - late)) and bool(b & (late - early))
            if a & (late - early) and b & (early - late) and not straight:
                return True
    return False


def _ranges(sense: Sense) -> list[tuple[Figure, Figure]]:
    """The pairs of figures that a text says something went from and to."""
    found = []
    for pattern in (_FROM_TO, _TO_FROM, _NOW_WAS):
        for match in pattern.finditer(sense.text):
            old = [
                one for one in sense.figures if match.start("old") <= one.start < match.end("old")
            ]
            new = [
                one for one in sense.figures if match.start("new") <= one.start < match.end("new")
            ]
            if old and new:
                found.append((old[0], new[-1]))
    return found


def range_conflict(item: Sense, told: Sense) -> bool:
    """Whether what goes from one figure to another goes the other way."""
    others = _ranges(told)
    return any(
        old.same(start) is False and old.same(end) and new.same(start)
        for old, new in _ranges(item)
        for start, end in others
    )
