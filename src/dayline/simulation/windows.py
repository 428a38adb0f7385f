"""When the window of a proposal closes. Pure: instants in, an instant out, in microseconds.

The rule is that of the practice (:mod:`dayline.practices.rfc.rules`); here it is computed ahead,
in integers, because a play asks for it thousands of times. Every close in every play is put
before the practice's own rule, which has to agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from dayline.base.hours import Hours
from dayline.base.micros import DAY, HOUR


class Window(Protocol):
    """A rule for closing."""

    def closes(self, opened: int, reviewers: Sequence[Hours], after: int) -> int:
        """The first instant, not before ``after``, at which the window may close."""


@dataclass(frozen=True)
class WallWindow:
    """A number of hours on the wall, whoever was awake in them."""

    hours: float = 72

    def closes(self, opened: int, reviewers: Sequence[Hours], after: int) -> int:  # noqa: ARG002
        """See :class:`Window`."""
        return max(after, opened + int(self.hours * HOUR))


@dataclass(frozen=True)
class FairWindow:
    """``floor`` hours on the wall and ``each`` awake-hours of everybody; ``cap`` days end it."""

    floor: float = 72
    each: float = 8
    cap: float = 14

    def closes(self, opened: int, reviewers: Sequence[Hours], after: int) -> int:
        """See :class:`Window`."""
        wanted = int(self.each * HOUR)
        served = (hours.add_micros(opened, wanted) for hours in reviewers)
        heard = max(opened + int(self.floor * HOUR), *served)
        return max(after, min(heard, opened + int(self.cap * DAY)))


def had(opened: int, reviewers: Sequence[Hours], until: int) -> list[int]:
    """The awake time that each reviewer had since ``opened``."""
    return [hours.between_micros(opened, until) for hours in reviewers]


def least_over_most(times: Sequence[int]) -> float:
    """How even the times are: 1 when all are equal, 0 when somebody had none."""
    most = max(times, default=0)
    return min(times) / most if most else 0.0
