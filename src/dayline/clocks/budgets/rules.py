"""Error budgets: what a promise allows to be late, what was late, how fast it is spent. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dayline.base.errors import DaylineError
from dayline.base.micros import HOUR
from dayline.clocks.survival import wilson

LEAST = 5
"""Figures exist for groups of at least so many people, and from at least so many cases."""

DAY_BACK, WEEK_BACK = 8 * HOUR, 40 * HOUR
"""How far burn rates look back, in the awake time of those who had to act."""


class TooFew(DaylineError):
    """A group or a number of cases so small that a figure would be about single persons."""

    code = "too-few"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One case that was decided: in time or late, and how long ago.

    ``ago`` is on the wall, ``ago_awake`` in the time of those who had to act, ``late`` by how much
    of their time the promise was broken so far; all in microseconds.
    """

    good: bool
    ago: int
    ago_awake: int
    late: int = 0


@dataclass(frozen=True, slots=True)
class Objective:
    """A promise with a number: ``target`` of the cases within ``window`` are in time.

    ``awake`` says that the window counts awake time; ``team`` is "" for the whole workspace.
    """

    kind: str
    clock: str
    title: str
    target: float
    window: int
    awake: bool
    policy: str
    team: str = ""

    @property
    def id(self) -> str:
        """``handoff.accept``, or ``handoff.accept.T-2`` for one team."""
        return ".".join(part for part in (self.kind, self.clock, self.team) if part)


@dataclass(frozen=True, slots=True)
class Budget:
    """How an objective stands.

    ``allowed`` is what may be late, ``low`` and ``high`` bound the share in time (Wilson, 95 %).
    A burn rate of 1 spends the budget exactly as fast as it grows; None where nothing was decided.
    """

    objective: Objective
    total: int
    bad: int
    allowed: float
    low: float
    high: float
    day: float | None
    week: float | None
    late: int

    @property
    def good(self) -> int:
        """The cases in time."""
        return self.total - self.bad

    @property
    def left(self) -> float:
        """The share of the budget that is left; negative when more is spent."""
        return 1 - self.bad / self.allowed

    @property
    def spent(self) -> bool:
        """Whether more was late than the objective allows."""
        return self.bad > self.allowed


def reckon(objective: Objective, outcomes: Sequence[Outcome]) -> Budget:
    """The budget of an objective. One case may always be late: one is no pattern.

    Raises :class:`TooFew` for fewer than five cases in the window.
    """
    within = [one for one in outcomes if _ago(objective, one) < objective.window]
    total, bad = len(within), sum(not one.good for one in within)
    if total < LEAST:
        raise TooFew(
            f"{objective.title}: only {total} cases in the window; {LEAST} are needed.",
            do="Wait for more, or look at a longer window.",
        )
    low, high = wilson(total - bad, total)
    return Budget(
        objective,
        total,
        bad,
        max(1.0, round((1 - objective.target) * total, 9)),
        low,
        high,
        _burn(objective, outcomes, DAY_BACK),
        _burn(objective, outcomes, WEEK_BACK),
        sum(one.late for one in within),
    )


def _ago(objective: Objective, one: Outcome) -> int:
    return one.ago_awake if objective.awake else one.ago


def _burn(objective: Objective, outcomes: Sequence[Outcome], back: int) -> float | None:
    recent = [one for one in outcomes if one.ago_awake < back]
    allowed = 1 - objective.target
    if not recent or allowed <= 0:
        return None
    return sum(not one.good for one in recent) / len(recent) / allowed
