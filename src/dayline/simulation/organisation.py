"""An organisation as a value: sites, areas, the work that comes in, and what is assumed of it.

Nobody has a name here. A site has so many engineers, leads and reviewers, and a play reports on
the organisation and on sites of five people or more, never on one of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from dayline.base.calendars import WorkingWeek
from dayline.simulation.policies import POLICIES, Policy

SMALLEST_GROUP = 5
"""Figures of fewer people than this are not shown by themselves."""

REQUESTER = "requester"
"""Whoever asked for a piece of work, at the site where it came in."""


@dataclass(frozen=True)
class Site:
    """People in one place.

    Engineers build, answer and review; leads answer, review and decide; reviewers review and
    decide.
    """

    name: str
    calendar: WorkingWeek
    engineers: int
    leads: int = 1
    reviewers: int = 0

    @property
    def people(self) -> int:
        """How many work here."""
        return self.engineers + self.leads + self.reviewers

    @cached_property
    def weekly_hours(self) -> float:
        """The working hours of a week without holidays, over the turns of a part-timer's weeks."""
        weeks = self.calendar.weeks
        minutes = sum(end - start for week in weeks for day in week for start, end in day)
        return minutes / 60 / len(weeks)


@dataclass(frozen=True)
class Area:
    """What a site owns.

    With several owners the work follows the sun: it is handed over when a day ends. ``asks`` is
    how many questions one piece of work here has, on average, for another area or the requester.
    """

    name: str
    owners: tuple[str, ...]
    asks: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Step:
    """A part of a piece of work, done by those who own the area. ``hours`` is the mean."""

    area: str
    hours: float


@dataclass(frozen=True)
class Work:
    """A kind of work: it comes in at a site, in its working time, as a Poisson process.

    ``decided`` is the share of pieces that need a decision of all sites before they are built.
    """

    name: str
    site: str
    per_week: float
    steps: tuple[Step, ...]
    decided: float = 0.0

    @property
    def hours(self) -> float:
        """The mean work of a piece."""
        return sum(step.hours for step in self.steps)


@dataclass(frozen=True)
class Habits:
    """What is assumed. Times are working hours, shares are from 0 to 1.

    None of these numbers was measured in your organisation, and nobody has published good ones:
    they are in the file so that they can be argued about.
    """

    shape: Literal["lognormal", "exponential"] = "lognormal"
    spread: float = 0.8
    """Standard deviation of a step's work over its mean (lognormal only)."""

    in_progress: int = 3
    """Pieces that an engineer holds at once, blocked ones included."""

    answer: float = 0.5
    clarify: float = 0.25
    again_in_writing: float = 0.25
    """How often a written answer needs another round."""

    review: float = 1.0
    review_elsewhere: float = 0.2
    changes: float = 0.3
    """How often a review asks for changes."""
    rework: float = 0.1
    """The changes, as a share of the piece's work."""

    proposal: float = 3.0
    read: float = 1.0
    concern: float = 0.25
    """How often a reviewer of a proposal has a concern."""
    settle: float = 1.0
    late: float = 8.0
    """The work undone by a concern that comes after the decision."""
    window: float = 72.0
    """How long a proposal is open at least, in hours on the wall."""
    reviewer: float = 8.0
    """The awake-hours that each reviewer ought to have; a fair window gives them."""
    cap: float = 14.0
    """The days after which a proposal is decided whatever is still open."""

    refocus: float = 0.25
    """What an interruption costs beyond its own length."""

    note: float = 0.25
    take_over: float = 0.25
    loss: float = 0.2
    """The share of the giver's work that is done again after a handoff."""
    loss_read_back: float = 0.2
    """The same when the receiver writes back what they understood. No gain is assumed."""

    meeting: float = 0.5
    invited: int = 1
    """Who else attends a meeting, from each side."""

    leave: int = 25
    sick: float = 5.0
    """Working days of a year."""


@dataclass(frozen=True)
class Organisation:
    """A whole organisation, ready to be played."""

    name: str
    begins: date
    sites: tuple[Site, ...]
    areas: tuple[Area, ...]
    work: tuple[Work, ...]
    habits: Habits = Habits()
    policies: tuple[Policy, ...] = POLICIES
    arguments: tuple[str, ...] = field(default=(), compare=False)
    """What names it on the command line, so that a play can say how to see it again."""

    @property
    def people(self) -> int:
        """How many work in it."""
        return sum(site.people for site in self.sites)

    def site(self, name: str) -> Site:
        """The site of a name. Raises KeyError."""
        return {site.name: site for site in self.sites}[name]

    def area(self, name: str) -> Area:
        """The area of a name. Raises KeyError."""
        return {area.name: area for area in self.areas}[name]
