"""Which of two ways somebody leans in an open question: ``Ines is for before``. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from dayline.practices.handoff.reading.lexicon import base
from dayline.practices.handoff.reading.sense import Sense, Unit, sense

Near = Callable[[Unit, Unit], float]

_LEANS = re.compile(
    r"\b(?:leans? (?:to|towards?)|leaning (?:to|towards?)|prefer(?:s|red|ring)?|favou?r(?:s|ed|ing)?|would (?:rather|like|go|take|pick|choose|prefer)|(?:is|are|'s) (?:for|in favou?r of)"  # noqa: E501
    r"|votes? for|wants?|proposes?(?: to)?|suggests?|says?|inclined to|tends? to(?:wards)?|backs|argues for|would be|thinks|believes|reckons|guesses|expects|bets on|opts? for|goes for|pleads for|hints? at|points? (?:to|at))\b(?P<to>[^.?!;]{2,80})",  # noqa: E501
    re.IGNORECASE,
)
_OR = re.compile(r"\b(?:or|than)\b", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+")
_SAME = (
    (frozenset(("before", "ahead", "prior", "first", "earlier", "sooner")), "before"),
    (frozenset(("after", "afterwards", "once", "later", "following", "through")), "after"),
)


def leans_other(item: Sense, told: Sense, near: Near) -> bool:
    """Whether an item asks between two ways and the statement leans to the other one."""
    asked, mark, rest = item.text.rpartition("?")
    if not mark or not (mine := _LEANS.search(rest)):
        return False
    others = list(_LEANS.finditer(told.text))
    parts = _OR.split(asked[-200:])
    if len(parts) < 2 or not others:
        return False
    ways = _Way(parts[-2].split(",")[-1], last=True), _Way(parts[-1], last=False)
    here = _pick(_Way(mine["to"], last=False), ways, near)
    there = {_pick(_Way(other["to"], last=False), ways, near) for other in others[:3]}
    return bool(here) and (-here in there) and (here not in there)


class _Way:
    """One of two ways: its last or first words, and its units."""

    def __init__(self, text: str, *, last: bool) -> None:
        words = _WORD.findall(text.lower())
        near = words[-4:] if last else words[:6]
        self.words = {base(word) for word in near}
        self.order = {name for word in near for known, name in _SAME if word in known}
        self.units: Sequence[Unit] = sense(" ".join(near)).units


def _pick(tail: _Way, ways: tuple[_Way, _Way], near: Near) -> int:
    """1 for the first way, -1 for the second, 0 when it cannot be told."""
    first, second = (_fit(tail, way, near) for way in ways)
    return (first > second) - (second > first)


def _fit(tail: _Way, way: _Way, near: Near) -> float:
    if tail.order and way.order:
        return 2.0 if tail.order & way.order else -2.0
    total = 0.0
    for unit in tail.units:
        for other in way.units:
            ends = dict(other.axes)
            opposed = any(ends.get(axis) == -sign for axis, sign in unit.axes)
            agreed = unit.stems == other.stems or any(
                ends.get(axis) == sign for axis, sign in unit.axes
            )
            total += (
                agreed - (opposed and not agreed) + 0.5 * (near(unit, other) >= 0.8 and not opposed)
            )
    return total
