"""What a team's page tells: its contract, what it promises, and how the promises are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dayline.base.micros import DAY, HOUR
from dayline.clocks.budgets.queries import budget, group, objectives
from dayline.clocks.budgets.rules import LEAST, Budget, Objective, TooFew
from dayline.people.queries import TeamFact
from dayline.people.timetable import timetable
from dayline.records import queries as records
from dayline.records.queries import Record


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise with a number, and how it stands; ``window`` is the rolling time in words."""

    budget: Budget
    window: str

    @property
    def objective(self) -> Objective:
        """What was promised."""
        return self.budget.objective


@dataclass(frozen=True, slots=True)
class Kept:
    """How a team keeps its promises: those with enough cases, and why there is no figure for the
    others ("" where there are none)."""

    promises: tuple[Promise, ...]
    silent: str


def contract_of_team(workspace: int, team: TeamFact, *, person: str) -> Record | None:
    """The record in which a team says what it takes and gives: published before drafted."""
    found = records.select(
        records.visible_to(workspace, person),
        "kind = 'team' AND state IN ('published', 'draft')",
        order="changed_at + 0 DESC, ref LIMIT 2000",  # by kind: few of all are of teams,
    )
    names = {f"@{team.handle}".casefold(), team.handle.casefold(), team.id.casefold()}
    own = [one for one in found if str(one.fields.get("team", "")).casefold() in names]
    return min(own, key=lambda one: one.state != "published", default=None)


def promises(workspace: int, team: str, now: datetime) -> Kept:
    """How a team keeps what the contracts promise. Never of fewer than five people or cases."""
    try:
        group(timetable(workspace).people, team)
    except TooFew as few:
        return Kept((), few.what)
    found, silent = [], []
    for objective in objectives(workspace, team=team):
        try:
            found.append(Promise(budget(workspace, objective, now), _window(objective)))
        except TooFew:
            silent.append(objective.title)
    why = f"Fewer than {LEAST} cases, so no figure: {', '.join(silent)}." if silent else ""
    return Kept(tuple(found), why)


def _window(objective: Objective) -> str:
    if objective.awake:
        return f"{objective.window // HOUR} awake-hours"
    return f"{objective.window // DAY} days"
