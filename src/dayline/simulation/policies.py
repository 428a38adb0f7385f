"""How an organisation works together: three policies, as values.

A policy only changes when people talk, write, are told and decide. The work that comes in, how
long it takes and who is ill is the same under each of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from dayline.base.micros import HOUR


@dataclass(frozen=True)
class Within:
    """A time allowed: working hours of whoever is asked, or hours on the wall."""

    hours: float
    awake: bool

    @cached_property
    def micros(self) -> int:
        """The same in microseconds."""
        return int(self.hours * HOUR)

    def __str__(self) -> str:
        return f"{self.hours:g} {'awake-hours' if self.awake else 'hours'}"


@dataclass(frozen=True)
class Policy:
    """One way to work together.

    ``meets``: questions to another site and decisions become meetings, in a shared hour or, where
    there is none soon, in a bad one. ``interrupts``: a question within a site is asked at once.
    ``quiet``: nothing is delivered outside the receiver's hours. ``standup`` and ``weekly`` are
    the lengths, in hours, of the daily meeting of a site and the weekly one of all. ``fair``: the
    window of a proposal counts the reviewers' awake-hours, not only those on the wall.
    """

    name: str
    title: str
    answer_within: Within | None = None
    review_within: Within | None = None
    meets: bool = False
    interrupts: bool = False
    quiet: bool = False
    fair: bool = False
    read_back: bool = False
    standup: float = 0.0
    weekly: float = 0.0


SYNC = Policy(
    "sync-first",
    "Sync first",
    meets=True,
    interrupts=True,
    standup=0.25,
    weekly=1.0,
)
WALL = Policy(
    "wall-clock",
    "Wall clock",
    answer_within=Within(24, awake=False),
    review_within=Within(48, awake=False),
)
# A day on the wall is eight awake-hours of one site, so that neither policy is the stricter one.
AWAKE = Policy(
    "awake-hours",
    "Awake-hours",
    answer_within=Within(8, awake=True),
    review_within=Within(16, awake=True),
    quiet=True,
    fair=True,
    read_back=True,
)
POLICIES = (SYNC, WALL, AWAKE)
