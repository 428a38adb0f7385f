"""Reading error budgets and waits of groups: never of a person, never of fewer than five."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from dayline.base.micros import DAY, HOUR, to_micros
from dayline.clocks import queries
from dayline.clocks.budgets.rules import LEAST, Budget, Objective, Outcome, TooFew, reckon
from dayline.clocks.queries import Deadline
from dayline.clocks.rules import State, rolling, share
from dayline.clocks.survival import Estimate, answered_within, kaplan_meier, quantile
from dayline.clocks.timing import Measure, passed, waited
from dayline.contracts.queries import registry
from dayline.contracts.terms import Clock, Contract
from dayline.journal.database import fetch, marks
from dayline.journal.queries import origin_of
from dayline.people.queries import Directory
from dayline.people.timetable import Timetable, timetable


@dataclass(frozen=True, slots=True)
class Waits:
    """How long cases of one promise wait, in hours of its unit, unanswered ones included.

    ``n`` cases, of which ``censored`` have no answer yet; ``in_time`` is the share answered within
    the promise. Estimated by Kaplan and Meier's method, with intervals of 95 %.
    """

    n: int
    censored: int
    median: Estimate
    ninety: Estimate
    in_time: Estimate | None


def objectives(workspace: int, *, team: str = "") -> list[Objective]:
    """The promises with a number in the contracts in force."""
    return [
        _objective(contract, clock, team)
        for versions in registry(workspace).versions.values()
        for contract in versions[-1:]
        for clock in contract.clocks.values()
        if clock.objective is not None and clock.window is not None
    ]


def openslo(workspace: int) -> str:
    """Every objective as OpenSLO v1 documents in YAML."""
    from dayline.clocks.budgets.openslo import export

    contracts = registry(workspace)
    promises = []
    for objective in objectives(workspace):
        contract = contracts.latest(objective.kind)
        promises.append((contract, contract.clocks[objective.clock], objective))
    return export(promises, origin=origin_of(workspace))


def _objective(contract: Contract, clock: Clock, team: str) -> Objective:
    awake = clock.window is not None and clock.window.unit == "awake-hours"
    return Objective(
        contract.name,
        clock.name,
        f"{contract.title}: {clock.title}",
        share(clock.objective),
        rolling(clock.window),
        awake,
        clock.policy,
        team,
    )


def group(people: Directory, team: str) -> list[str]:
    """The active humans of a team, or of the workspace. Raises :class:`TooFew` under five."""
    members = people.teams[team].members if team else people.people.keys()
    found = [
        one
        for one in sorted(members)
        if people.people[one].active and people.people[one].sort == "human"
    ]
    if len(found) < LEAST:
        whose = people.handle(team) if team else "The workspace"
        raise TooFew(
            f"{whose} has {len(found)} people; figures exist for groups of {LEAST} or more.",
            do="Look at a larger group, or at the records themselves.",
        )
    return found


def budget(workspace: int, objective: Objective, now: datetime) -> Budget:
    """How an objective stands. Raises :class:`TooFew` where that would be about persons."""
    times = timetable(workspace)
    group(times.people, objective.team)
    reach = objective.window * (_AWAKE_SHARE if objective.awake else 1)
    since = to_micros(now) - max(reach, _FAR_BACK)
    decided = _decided(workspace, objective, times.people, since)
    return reckon(objective, [_outcome(times, one, now) for one in decided])


_FAR_BACK = 21 * DAY
"""Forty awake-hours are reached within three weeks, but for people who are hardly ever awake."""

_AWAKE_SHARE = 12
"""An hour of awake time is reached within so many on the wall, with leave and holidays."""


def _decided(workspace: int, objective: Objective, people: Directory, since: int) -> list[Deadline]:
    """The cases of the promise that were met or missed since an instant, in microseconds."""
    refs = _versions(workspace, objective)
    team = people.teams.get(objective.team)
    theirs = [team.id, *sorted(team.members)] if team else []
    held = f" AND party IN ({marks(theirs)})" if team else ""
    return list(
        queries.select(
            workspace,
            "id IN (SELECT id FROM clocks_decided WHERE workspace = %s"  # noqa: S608
            f" AND contract IN ({marks(refs)}) AND clock = %s AND at > %s{held})"
            " ORDER BY started_at, id",
            [workspace, *refs, objective.clock, since, *theirs],
        )
    )


def _started(workspace: int, objective: Objective, people: Directory, since: int) -> list[Deadline]:
    """The cases of the promise that began since an instant, in microseconds."""
    refs = _versions(workspace, objective)
    found = queries.select(
        workspace,
        f"contract IN ({marks(refs)}) AND clock = %s AND started_at > %s ORDER BY started_at, id",
        [*refs, objective.clock, since],
    )
    return list(_of_team(found, people, objective.team))


def _versions(workspace: int, objective: Objective) -> list[str]:
    return [contract.ref for contract in registry(workspace).versions[objective.kind]]


def _of_team(found: Iterable[Deadline], people: Directory, team: str) -> Iterable[Deadline]:
    if not team:
        return found
    known = people.teams[team]
    return (one for one in found if {team, *known.members} & set(one.whose))


def _outcome(times: Timetable, one: Deadline, now: datetime) -> Outcome:
    at = one.fired_at or one.ended_at or now
    parties = queries.parties(times, one.whose, at)
    instant, present = to_micros(at), to_micros(now)
    awake = min(
        (party.hours.between_micros(instant, present) for party in parties),
        default=present - instant,
    )
    late = 0
    if one.state is State.MISSED and one.promise.measure in (Measure.AWAKE, Measure.WALL):
        late = max(0, _waited(times, one, now) - one.promise.amount)
    return Outcome(one.state is not State.MISSED, present - instant, awake, late)


def _waited(times: Timetable, one: Deadline, now: datetime) -> int:
    """How long a case has waited, up to its end or to the present."""
    if one.waited is not None:
        return one.waited
    parties = queries.parties(times, one.whose, one.since)
    spent = one.spent
    if one.state is not State.PAUSED:
        spent = passed(to_micros(one.since), to_micros(now), parties, one.spent)
    return waited(one.promise.measure, spent, parties)


def waits(workspace: int, objective: Objective, now: datetime) -> Waits:
    """How long the cases of the window wait. Raises :class:`TooFew`."""
    times = timetable(workspace)
    group(times.people, objective.team)
    since = to_micros(now) - objective.window
    cases = _started(workspace, objective, times.people, since)
    if len(cases) < LEAST:
        raise TooFew(f"{objective.title}: only {len(cases)} cases; {LEAST} are needed.")
    measured = [
        (_waited(times, one, now) / HOUR, one.ended_at is not None and one.state != "cancelled")
        for one in cases
    ]
    steps = kaplan_meier(measured)
    amounts = {one.promise.amount for one in cases if one.promise.measure is Measure.AWAKE}
    promised = amounts.pop() / HOUR if len(amounts) == 1 else None
    return Waits(
        len(cases),
        sum(not answered for _, answered in measured),
        quantile(steps, 0.5),
        quantile(steps, 0.9),
        None if promised is None else answered_within(steps, promised),
    )


def spent_before(workspace: int) -> dict[str, bool]:
    """Which budgets were told to be spent, by the id of the objective."""
    rows = fetch("SELECT id, spent FROM clocks_budget WHERE workspace = %s", [workspace])
    return {identity: bool(spent) for identity, spent in rows}
