"""Who does what to whom, from where to where, and which goes with which, in a text. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise, permutations
from typing import NamedTuple

from dayline.practices.handoff.reading.figure import Figure
from dayline.practices.handoff.reading.sense import Sense, Unit

Near = Callable[[Unit, Unit], float]
ALIKE = 0.8
MOST = 10
"""How many units of a text are held against each other."""

_SOURCE, _GOAL, _LESS, _AGENT = "from", "to", "than", "by"
_MARKS = {
    "from": _SOURCE, "out of": _SOURCE, "away from": _SOURCE, "off": _SOURCE, "leaves": _SOURCE,
    "to": _GOAL, "into": _GOAL, "onto": _GOAL, "towards": _GOAL,
    "over": _LESS, "than": _LESS, "instead of": _LESS, "rather than": _LESS, "preferred to": _LESS,
    "by": _AGENT,
    "for": "", "of": "", "on": "on", "at": "on", "in": "on", "with": "with",
}  # fmt: skip
_MARK = re.compile(rf"\b(?:{'|'.join(sorted(_MARKS, key=len, reverse=True))})\b", re.IGNORECASE)
_PLACES = frozenset((_SOURCE, _GOAL, _LESS))
_PREFERS = re.compile(r"\bprefer", re.IGNORECASE)
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|gets?|got)\s(?:\w+\s){0,3}?\w+(?:ed|en|wn|t|ung|un|ept|ade)\b.{0,60}\bby\b",
    re.IGNORECASE,
)
_SEGMENT = re.compile(r"[,;:./]\s|\b(?:and|while|whereas|but)\b", re.IGNORECASE)


class Role(NamedTuple):
    """A unit that both texts have, with its mark and segment in each."""

    unit: Unit
    mark: str
    segment: int
    place: int
    """Where it stands in the text."""


Pairs = Sequence[tuple[Role, Role]]
"""The units that stand once in both texts, with their parts in each."""


def roles_swapped(item: Sense, told: Sense, pairs: Pairs) -> float:
    """How clearly two things have changed their parts, 0 to 1."""
    passive = bool(_PASSIVE.search(item.text)) != bool(_PASSIVE.search(told.text))
    prefers = bool(_PREFERS.search(item.text) and _PREFERS.search(told.text))
    best = 0.0
    for (a, a2), (b, b2) in permutations(pairs, 2):
        if a.unit.weight < 0.7 or b.unit.weight < 0.7:
            continue
        marks = {a.mark, b.mark}
        turned = a.mark == b2.mark == "" and _same_mark(b.mark, a2.mark, prefers=prefers)
        if turned or (
            a.mark != b.mark and (a.mark, b.mark) == (b2.mark, a2.mark) and marks & _PLACES
        ):
            best = max(best, 1.0)
        if (
            a.place < b.place
            and a2.place > b2.place
            and marks == {a2.mark, b2.mark} == {""}
            and not passive
        ):
            between = any(
                a.place < v.place < b.place and b2.place < v2.place < a2.place
                for v, v2 in pairs
                if v.segment == a.segment and v2.segment == a2.segment
            )
            same = a.segment == b.segment and a2.segment == b2.segment
            names = a.unit.name and b.unit.name
            best = max(
                best, (1.0 if between and names else 0.8 if between or names else 0.0) * same
            )
    return best


def _same_mark(one: str, other: str, *, prefers: bool) -> bool:
    """Whether two marks put what follows on one side; ``over`` and ``to`` do after ``prefer``."""
    return one in _PLACES and (one == other or (prefers and {one, other} == {_LESS, _GOAL}))


def way_turned(pairs: Pairs) -> bool:
    """Whether something comes from where, in the other text, it goes to."""
    return any(
        {one.mark, other.mark} == {_SOURCE, _GOAL} and one.unit.weight >= 0.7
        for one, other in pairs
    )


def sent_back(item: Sense, told: Sense, pairs: Pairs) -> bool:
    """Whether two things have changed places: from a to b, off b onto a; a over b, b over a."""
    prefers = bool(_PREFERS.search(item.text) and _PREFERS.search(told.text))
    return any(
        ((a.mark, b.mark) == (_SOURCE, _GOAL) and (a2.mark, b2.mark) == (_GOAL, _SOURCE))
        or (prefers and a.mark == b2.mark == "" and _same_mark(b.mark, a2.mark, prefers=True))
        for (a, a2), (b, b2) in permutations(pairs, 2)
    )


def crossed(pairs: Pairs) -> bool:
    """Whether what goes with one thing goes with another: red left, then red right."""
    for (a, a2), (b, b2) in permutations(pairs, 2):
        if a.segment == b.segment or a2.segment == b2.segment:
            continue
        with_a = [(p, p2) for p, p2 in pairs if p.segment == a.segment and p is not a]
        with_b = [(q, q2) for q, q2 in pairs if q.segment == b.segment and q is not b]
        if any(
            p2.segment == b2.segment and q2.segment == a2.segment
            for p, p2 in with_a
            for q, q2 in with_b
        ):
            return True
    return False


def ends_crossed(item: Sense, told: Sense, near: Near) -> bool:
    """Whether what goes up here goes down there: opposites that go with the same thing or figure.

    Both texts may well speak of both ends; it is the one next to the thing that counts.
    """
    said = _segments(told)
    for mine in _segments(item):
        for other in said:
            turned = any((axis, -sign) in other.ends for axis, sign in mine.ends)
            agreed = any(end in other.ends for end in mine.ends)
            if not turned or agreed:
                continue
            if any(a.same(b) for a in mine.figures for b in other.figures):
                return True
            if any(near(a, b) >= ALIKE for a in mine.things for b in other.things):
                return True
    return False


class Segment(NamedTuple):
    """A stretch of a text: its figures, its telling words, and the ends of axes it stands at."""

    figures: list[Figure]
    things: list[Unit]
    ends: set[tuple[int, int]]


def _segments(sense: Sense) -> list[Segment]:
    cuts = [0, *(match.end() for match in _SEGMENT.finditer(sense.text)), len(sense.text) + 1]
    found = []
    for a, b in list(pairwise(cuts))[:MOST]:
        units = [unit for unit in sense.units if a <= unit.start < b]
        ends = {end for unit in units if unit.reach > 1 for end in unit.axes}
        ends |= {(axis, -sign) for unit in units if unit.reach < 2 for axis, sign in unit.axes}
        things = [unit for unit in units if unit.weight >= 0.7 and not unit.axes]
        found.append(Segment([one for one in sense.figures if a <= one.start < b], things, ends))
    return found


def shared_roles(item: Sense, told: Sense, near: Near) -> Pairs:
    """The units that stand once in both texts, with their parts in each."""
    mine, others = _roles(item), _roles(told)
    found = []
    for one in mine:
        alike = [other for other in others if near(one.unit, other.unit) >= ALIKE]
        back = [other for other in mine if alike and near(other.unit, alike[0].unit) >= ALIKE]
        if len(alike) == 1 and len(back) == 1:
            found.append((one, alike[0]))
    return found[:MOST]


def _roles(sense: Sense) -> Sequence[Role]:
    cuts = [match.start() for match in _SEGMENT.finditer(sense.text)]
    found, last = [], 0
    for unit in sense.units[:40]:
        if unit.weight < 0.3:
            continue
        marks = _MARK.findall(sense.text[last : unit.start])
        mark = _MARKS[marks[-1].lower()] if marks else ""
        found.append(Role(unit, mark, sum(cut < unit.start for cut in cuts), unit.start))
        last = unit.end
    return found
