"""The share of items that was lost, with an interval that knows that items come in handoffs. Pure.

Items of one handoff are lost together: the same tired reader, the same vague text. So many items
tell less than so many independent ones would, by the design effect (Kish 1965), which is estimated
from the spread between handoffs. The interval is Wilson's (1927) over the number of items divided
by that effect, with Student's t in place of the normal quantile (Korn and Graubard 1998).

Two rules keep it honest where little was seen. The design effect is never taken to be smaller than
its mean with that of ten handoffs whose items are alike with a correlation of 0.1, because the
spread of a few handoffs is easily too small by luck. And the degrees of freedom are those of the
handoffs that tell something of it: twice the number of those with a loss, or with something kept
where that is fewer. How often it covers the truth is measured by ``bench/handoff_interval.py``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dayline.base.student import student

LEVEL: Final = 0.95
METHOD: Final = (
    "Wilson's interval over the effective number of items (design effect of handoffs), Student's t"
)
_ALIKE: Final = 0.1
_HELD: Final = 10
_FEWEST: Final = 4
_MOST: Final = 400


@dataclass(frozen=True, slots=True)
class Count:
    """Of one handoff: how many items, how many of them were lost, and its weight."""

    items: int
    lost: int
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Share:
    """A share with the ends of its 95 % interval; ``effect`` is the design effect it rests on."""

    value: float
    low: float
    high: float
    effect: float


def share_lost(counts: Sequence[Count]) -> Share:
    """The share of items that was lost, each handoff counted by its weight.

    Raises :class:`ValueError` for fewer than two handoffs with items: no spread, no interval.
    """
    told = [one for one in counts if one.items and one.weight > 0]
    if len(told) < 2:
        raise ValueError("An interval needs two handoffs.")
    items = sum(one.weight * one.items for one in told)
    value = sum(one.weight * one.lost for one in told) / items
    squares = sum(one.weight**2 * one.items for one in told)
    effective = items**2 / squares
    size = sum((one.weight * one.items) ** 2 for one in told) / squares
    effect = _effect(told, value, items, effective, size)
    low, high = _wilson(value, effective / effect, student(_freedom(told), LEVEL))
    return Share(value, low, high, effect)


def _effect(
    told: Sequence[Count], value: float, items: float, effective: float, size: float
) -> float:
    """The design effect; ``size`` is the mean number of items that an item shares a handoff with,
    itself included."""
    expected = 1 + (size - 1) * _ALIKE
    alone = value * (1 - value) / effective
    if alone <= 0:
        return expected
    number = len(told)
    spread = sum((one.weight * (one.lost - value * one.items)) ** 2 for one in told)
    own = spread * number / (number - 1) / items**2 / alone
    return max(1.0, own, (own * number + expected * _HELD) / (number + _HELD))


def _freedom(told: Sequence[Count]) -> int:
    losing = sum(one.lost > 0 for one in told)
    keeping = sum(one.lost < one.items for one in told)
    return min(_MOST, len(told) - 1, max(_FEWEST, 2 * min(losing, keeping)))


def _wilson(value: float, number: float, quantile: float) -> tuple[float, float]:
    square = quantile * quantile / number
    middle = value + square / 2
    spread = math.sqrt(square * value * (1 - value) + square * square / 4)
    return max(0.0, (middle - spread) / (1 + square)), min(1.0, (middle + spread) / (1 + square))


def difference(one: Share, other: Share) -> tuple[float, float, float]:
    """``other`` less ``one`` with the ends of its interval, from theirs (Newcombe 1998, method 10).

    The two must rest on different handoffs.
    """
    value = other.value - one.value
    down = math.hypot(other.value - other.low, one.high - one.value)
    up = math.hypot(other.high - other.value, one.value - one.low)
    return value, max(-1.0, value - down), min(1.0, value + up)
