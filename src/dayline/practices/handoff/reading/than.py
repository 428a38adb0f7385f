"""Which of two things is more than the other: ``the new one is faster than the old``. Pure."""

from __future__ import annotations

import re
from typing import NamedTuple

from dayline.practices.handoff.reading.lexicon import lexicon
from dayline.practices.handoff.reading.order import Near, shared_share
from dayline.practices.handoff.reading.sense import Sense, Unit

_THAN = re.compile(r"\bthan\b", re.IGNORECASE)
_END = re.compile(r"[,.;:?!]|\b(?:because|since|but|so)\b", re.IGNORECASE)
LONGEST_SIDE = 90
"""How far a side may reach from the word, in characters."""


class Compared(NamedTuple):
    """What is more, or less where ``sign`` is -1, than what."""

    left: tuple[Unit, ...]
    right: tuple[Unit, ...]
    sign: int


def compared(sense: Sense) -> list[Compared]:
    """The comparisons of a text that tell which way they go."""
    found, directed = [], lexicon().directed
    for match in list(_THAN.finditer(sense.text))[:3]:
        before = _END.split(sense.text[max(0, match.start() - LONGEST_SIDE) : match.start()])[-1]
        after = _END.split(sense.text[match.end() : match.end() + LONGEST_SIDE])[0]
        start, end = match.start() - len(before), match.end() + len(after)
        left = tuple(unit for unit in sense.units if start <= unit.start < match.start())
        right = tuple(unit for unit in sense.units if match.end() <= unit.start < end)
        signs = [sign for unit in left for axis, sign in unit.axes if axis in directed]
        if signs and right:
            found.append(Compared(left, right, signs[-1]))
    return found


def turned(item: Sense, told: Sense, near: Near) -> bool:
    """Whether both compare the same two things and have the other one ahead."""
    for one in compared(item):
        for other in compared(told):
            straight = shared_share(one.right, other.right, near)
            crossed = min(
                shared_share(one.right, other.left, near), shared_share(other.right, one.left, near)
            )
            if straight != crossed:
                return (one.sign == other.sign) == (crossed > straight)
    return False
