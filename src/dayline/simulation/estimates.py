"""How well a mean over plays is known: Student's t over independent replications.

Each seed is one replication and gives one number of each sort (a mean lead time, a ninetieth
percentile); those numbers are independent and alike, whatever goes on within a play. Plays of one
seed under two policies meet the same work, so their difference is taken seed by seed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, stdev

from dayline.base.student import student

LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over ``n`` replications, with half the width of its interval (None for n of 1)."""

    mean: float
    half: float | None
    n: int

    @property
    def low(self) -> float:
        """The lower end of the interval."""
        return self.mean - (self.half or 0.0)

    @property
    def high(self) -> float:
        """The upper end of the interval."""
        return self.mean + (self.half or 0.0)

    @property
    def differs_from_nothing(self) -> bool:
        """Whether the interval leaves out zero."""
        return self.half is not None and not self.low <= 0.0 <= self.high


def estimate(values: Sequence[float], level: float = LEVEL) -> Estimate | None:
    """The mean of replications with its interval; None of no values."""
    if not values:
        return None
    number = len(values)
    if number == 1:
        return Estimate(values[0], None, 1)
    half = student(number - 1, level) * stdev(values) / math.sqrt(number)
    return Estimate(fmean(values), half, number)


def difference(
    one: Sequence[float | None], other: Sequence[float | None], level: float = LEVEL
) -> Estimate | None:
    """``other`` less ``one``, seed by seed; a seed that lacks either does not count."""
    pairs = zip(one, other, strict=True)
    return estimate([b - a for a, b in pairs if a is not None and b is not None], level)


def quantile(ordered: Sequence[float], share: float) -> float:
    """The value below which a share of sorted values lies (nearest rank)."""
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
