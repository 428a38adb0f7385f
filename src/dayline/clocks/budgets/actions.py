"""Noticing that a promise was broken too often, and saying what was agreed for that case."""

from __future__ import annotations

from collections.abc import Iterator

from dayline.base.acting import Acting
from dayline.base.canonical import Json
from dayline.clocks.budgets import queries
from dayline.clocks.budgets.rules import LEAST, Budget, TooFew
from dayline.journal.append import writing
from dayline.people.queries import Directory, directory


def review(acting: Acting) -> list[Budget]:
    """Look at every objective of the workspace and of its larger teams; those that turned.

    A budget that is newly spent, or whole again, is written down once and told to those who
    answer for it, with the policy that the contract declares.
    """
    before = queries.spent_before(acting.workspace)
    if not any(_turned(budget, before) for budget in _budgets(acting)):
        return []
    with writing(acting) as pen:
        before = queries.spent_before(acting.workspace)
        turned = [budget for budget in _budgets(acting) if _turned(budget, before)]
        people = directory(acting.workspace)
        for budget in turned:
            kind = "budget.spent" if budget.spent else "budget.restored"
            pen.add(kind, budget.objective.id, _payload(budget, people))
    return turned


def _turned(budget: Budget, before: dict[str, bool]) -> bool:
    return budget.spent != before.get(budget.objective.id, False)


def _budgets(acting: Acting) -> Iterator[Budget]:
    people = directory(acting.workspace)
    larger = [team.id for team in people.teams.values() if len(team.members) >= LEAST]
    for team in ("", *sorted(larger)):
        for objective in queries.objectives(acting.workspace, team=team):
            try:
                yield queries.budget(acting.workspace, objective, acting.at)
            except TooFew:
                continue


def _payload(budget: Budget, people: Directory) -> dict[str, Json]:
    objective = budget.objective
    owners = sorted(
        person.id for person in people.people.values() if person.active and person.role == "owner"
    )
    leads = sorted(people.teams[objective.team].leads) if objective.team else []
    return {
        "objective": f"{objective.target * 100:g}",
        "window": objective.window,
        "total": budget.total,
        "bad": budget.bad,
        "allowed": f"{budget.allowed:.2f}",
        "policy": objective.policy,
        "tell": list(leads or owners),
    }
