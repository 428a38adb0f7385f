"""What comes before what, who waits for whom, and what goes from where to where. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from dayline.practices.handoff.reading.cues import cue
from dayline.practices.handoff.reading.figure import Figure
from dayline.practices.handoff.reading.sense import Sense, Unit

ALIKE = 0.7
"""From this likeness on, two units stand for the same thing in an order."""

_LATER = r"(?:afterwards|thereafter|subsequently|after(?:\s(?:it|that|them))?|(?:once|when) (?:it|that|this) is (?:done|over|finished)|second|later|last|next|then|follows?|following|comes? after|goes? after)"  # noqa: E501
_FIRST_LATER = re.compile(
    rf"^(?P<a>.*?)\b(?:first|leads?|earlier)\b(?P<b>.*?)(?:[,;:]|\band\b|\bthen\b)(?P<c>.*?)\b{_LATER}\b(?P<d>.*)$",
    re.IGNORECASE,
)
_FIRST_THEN = re.compile(
    r"^(?P<early>.*?\bfirst\b.*?)(?:[,;:]\s*(?:and\s)?(?:only\s)?(?:then\s)?|\s(?:and\s)?(?:only\s)?then\s)(?P<late>.+)$",
    re.IGNORECASE,
)
_THEN = re.compile(
    r"^(?P<early>.+?)(?:[,;]\s(?:and\s)?(?:only\s)?then\b|\s(?:and|only)\sthen\b|[,;]?\s(?:and\s)?after (?:that|this|which)\b|[,;]?\safterwards\b|\s->\s)(?P<late>.+)$",  # noqa: E501
    re.IGNORECASE,
)
_UNTIL_THEN = re.compile(
    r"^(?P<early>.+?)[,;]?\s(?:and\s)?(?:until|till|before|up to) (?:then|that)\b(?P<late>.+)$",
    re.IGNORECASE,
)
_LATER_ON = re.compile(
    r"^(?P<early>.{8,}?)(?:,|\band\b)(?P<late>.{4,}?)\b(?:later(?: on)?|afterwards|thereafter|next|second|subsequently|last|only then|after (?:that|this|it|them)|in the end|at the end)\W*$",  # noqa: E501
    re.IGNORECASE,
)
_STARTS = re.compile(
    r"\b(?:starts?|begins?|starting|beginning) (?:at|with|in|from)\b|(?P<alone>\b(?:first|to start with)\W*$)",  # noqa: E501
    re.IGNORECASE,
)
_THEN_CUE = re.compile(r"\b(?:then|before|after|second|later|next|once|until)\b", re.IGNORECASE)
_BEFORE = re.compile(
    r"\b(?:before|ahead of|prior to|in advance of|(?:comes?|goes?) before|precedes?)\b",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\b(?:(?:only )?after|once|following|as soon as|(?:comes?|goes?) after|follows?|until|till)\b",
    re.IGNORECASE,
)
_WAITS = cue("waits")
_WE = re.compile(r"\b(?:we|us|our|i|me|my)\b", re.IGNORECASE)
_CUES = ((_BEFORE, False, False), (_AFTER, True, False), (_WAITS, True, True))
"""Each with whether what follows it comes first, and whether it is waited for."""
_DENIED = re.compile(r"\b(?:not|never|no|nobody|nothing|neither|none|nor|\w+n't)\b", re.IGNORECASE)
_CUT = re.compile(r"[.;:]|\b(?:because|since|otherwise|or else|so that|but)\b", re.IGNORECASE)
_SIDE = re.compile(r",\s|\b(?:so|as|on account)\b", re.IGNORECASE)
_FROM_TO = re.compile(
    r"\b(?:from|out of)\b(?P<old>[^.;]{1,60}?)\b(?:up to|down to|to|into|in|->|over to)\b(?P<new>[^.;]{1,40})",  # noqa: E501
    re.IGNORECASE,
)
_TO_FROM = re.compile(r"\bto\b(?P<new>[^.;]{1,40}?)\bfrom\b(?P<old>[^.;]{1,40})", re.IGNORECASE)
_NOW_WAS = re.compile(
    r"(?P<new>[^.;]{1,40}?)\b(?:where it (?:was|took)|it (?:was|took)|was|instead of|rather than|used to be|no longer|(?:up|down|compared with) from)\b(?P<old>[^.;]{1,40})",  # noqa: E501
    re.IGNORECASE,
)
_TO = re.compile(r"^\s?(?:(?:up|down) )?(?:to|->|\u2192|=>)\s?$", re.IGNORECASE)
LONGEST_SIDE = 160

Near = Callable[[Unit, Unit], float]


class Step(NamedTuple):
    """Two sides of a text, of which the one comes first; ``waits`` when the later waits for it."""

    early: tuple[Unit, ...]
    late: tuple[Unit, ...]
    waits: bool


def steps(sense: Sense) -> list[Step]:
    """What a text says of order, a step for each cue in it."""
    found: list[Step] = []
    start = 0
    for cut in (*_CUT.finditer(sense.text), None):
        end = cut.start() if cut else len(sense.text)
        if end - start > 8 and len(found) < 8:
            found += _in_part(sense, start, min(end, start + 4 * LONGEST_SIDE))
        start = cut.end() if cut else end
    return [one for one in found if one.early]


def _in_part(sense: Sense, start: int, end: int) -> list[Step]:
    text = sense.text[start:end]
    numbered = _numbered(sense)

    def side(*spans: tuple[int, int]) -> tuple[Unit, ...]:
        return tuple(
            unit
            for unit in (*sense.units, *numbered)
            if any(start + a <= unit.start < start + b for a, b in spans) and unit.weight >= 0.3
        )

    if match := _FIRST_LATER.match(text):
        a, b, c, d = (match.span(key) for key in "abcd")
        return [Step(side(a, b), side(c, d), waits=False)]
    if (match := _STARTS.search(text)) and not _THEN_CUE.search(text):
        at = (0, match.start()) if match["alone"] else (match.end(), match.end() + 30)
        return [Step(side(at), (), waits=False)]
    for pattern in (_UNTIL_THEN, _FIRST_THEN, _THEN, _LATER_ON):
        if (match := pattern.match(text)) and side(match.span("late")):
            return [Step(side(match.span("early")), side(match.span("late")), waits=False)]
    found = []
    for pattern, turned, waits in _CUES:
        for match in list(pattern.finditer(text))[:3]:
            left, right = _sides(text, match)
            first, second = side(left), side(right)
            denied = not turned and _DENIED.search(text[left[0] : left[1]])
            early, late = (second, first) if turned or denied else (first, second)
            found.append(Step(early, late, waits))
    return found


def _numbered(sense: Sense) -> list[Unit]:
    """The bare numbers of a text as units; they may be what comes first: scene 7 before 6."""
    return [
        Unit(
            ("number", f"{one.value}"), frozenset(), frozenset(), sense.text[one.start : one.end],
            name=0, denied=False, clause=0, weight=1.0, reach=9, start=one.start, end=one.end,
        )
        for one in sense.figures
        if one.sort in ("count", "ordinal")
    ]  # fmt: skip


def _sides(text: str, cue: re.Match[str]) -> tuple[tuple[int, int], tuple[int, int]]:
    """What stands on both sides of a cue; one that opens the sentence is followed by both."""
    before = text[: cue.start()].rstrip()
    if not before.strip(" ,") or before.endswith(","):
        comma = text.find(",", cue.end())
        if comma > 0:
            return (comma, len(text)), (cue.end(), comma)
        return (0, cue.start()), (cue.end(), len(text))
    cuts = [cut.end() for cut in _SIDE.finditer(text[: cue.start()])]
    after = _SIDE.search(text, cue.end() + 2)
    end = after.start() if after else len(text)
    return (cuts[-1] if cuts else 0, cue.start()), (cue.end(), end)


def order_conflict(item: Sequence[Step], told: Sequence[Step], near: Near) -> float:
    """How clearly two things come in the other order, 0 to 1; 0 where any come in the same."""
    worst = 0.0
    for one in item:
        for other in told:
            straight = min(
                shared_share(one.early, other.early, near), shared_share(one.late, other.late, near)
            )
            crossed = min(
                shared_share(one.early, other.late, near), shared_share(one.late, other.early, near)
            )
            if not one.late or not other.late:
                continue
            if straight >= crossed > 0 or (
                straight > 0 and crossed > 0 and straight > 0.7 * crossed
            ):
                return 0.0
            worst = max(worst, crossed - straight)
    return worst


def order_hint(item: Sequence[Step], told: Sequence[Step], near: Near) -> float:
    """Like :func:`order_conflict` where one of the two things is said in words not known."""
    worst = 0.0
    for one in item:
        for other in told:
            straight = max(
                shared_share(one.early, other.early, near), shared_share(one.late, other.late, near)
            )
            crossed = max(
                shared_share(one.early, other.late, near), shared_share(one.late, other.early, near)
            )
            if straight >= 0.5 * crossed:
                return 0.0
            worst = max(worst, crossed - straight)
    return worst


def order_agrees(item: Sequence[Step], told: Sequence[Step], near: Near) -> bool:
    """Whether two things come in the same order."""
    return any(
        min(shared_share(a.early, b.early, near), shared_share(a.late, b.late, near))
        > max(0.2, min(shared_share(a.early, b.late, near), shared_share(a.late, b.early, near)))
        for a in item
        for b in told
    )


def shared_share(mine: Sequence[Unit], others: Sequence[Unit], near: Near) -> float:
    """The share of the smaller side that the other one says too."""
    small, large = sorted((mine, others), key=lambda side: sum(unit.weight for unit in side))
    total = sum(unit.weight for unit in small)
    said = sum(unit.weight for unit in small if any(near(unit, other) >= ALIKE for other in large))
    return said / total if total else 0.0


class Wait(NamedTuple):
    """Who waits for whom: the units of both sides, and whether ``we`` are on it."""

    who: tuple[Unit, ...]
    we: bool
    whom: tuple[Unit, ...]
    whom_we: bool


def waits(sense: Sense) -> list[Wait]:
    """Who a text says waits for whom."""
    found = []
    for match in list(_WAITS.finditer(sense.text))[:4]:
        left = _CUT.split(sense.text[: match.start()][-80:])[-1]
        right = re.split(r"[,.;:]|\b(?:to|before|until|and)\b", sense.text[match.end() :][:60])[0]
        a, b = match.start() - len(left), match.end() + len(right)
        who = tuple(u for u in sense.units if a <= u.start < match.start())
        whom = tuple(u for u in sense.units if match.end() <= u.start < b)
        found.append(Wait(who[-3:], bool(_WE.search(left)), whom, bool(_WE.search(right))))
    return found


def wait_conflict(item: Sense, told: Sense, near: Near) -> bool:
    """Whether the one waits for the other in the one text and the other way in the other."""
    for one in waits(item):
        for other in waits(told):
            straight = shared_share(one.who, other.who, near) + (one.we and other.we)
            straight += shared_share(one.whom, other.whom, near) + (one.whom_we and other.whom_we)
            crossed = shared_share(one.who, other.whom, near) + (one.we and other.whom_we)
            crossed += shared_share(one.whom, other.who, near) + (one.whom_we and other.we)
            if crossed > straight:
                return True
    return False


def ranges(sense: Sense) -> list[tuple[Figure, Figure]]:
    """The pairs of figures that a text says something went from and to."""
    found = [
        (old, new)
        for old, new in zip(sense.figures, sense.figures[1:], strict=False)
        if _TO.match(sense.text[old.end : new.start])
    ]
    for pattern in (_FROM_TO, _TO_FROM, _NOW_WAS):
        for match in pattern.finditer(sense.text):
            old, new = (
                [one for one in sense.figures if match.start(key) <= one.start < match.end(key)]
                for key in ("old", "new")
            )
            same = [one for one in new if old and one.sort == old[0].sort]
            if old and new:
                found.append((old[0], (same or new)[-1]))
    return found


def range_conflict(item: Sense, told: Sense) -> bool:
    """Whether what goes from one figure to another goes the other way."""
    others = ranges(told)
    return any(
        not old.same(start) and old.same(end) and new.same(start)
        for old, new in ranges(item)
        for start, end in others
    )
