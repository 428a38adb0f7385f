"""``dayline clock``: what runs out when, why then, and how promises stand."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from dayline.base.errors import NotFound
from dayline.base.micros import MINUTE
from dayline.clocks.queries import Deadline
from dayline.clocks.timing import amount
from dayline.faces.cli.session import Session, now, open_session
from dayline.faces.cli.terminal import as_json, note, safe, table
from dayline.inbox.words import local

if TYPE_CHECKING:
    from dayline.clocks.budgets.queries import Waits
    from dayline.clocks.budgets.rules import Budget
    from dayline.clocks.survival import Estimate


@click.group()
def clock() -> None:
    """See deadlines, and explain them to the minute."""


_JSON = click.option("--json", "json_", is_flag=True, help="Print it for programs.")


@clock.command("list")
@click.option("--mine", is_flag=True, help="Only what waits on you or your teams.")
@click.option("--all", "all_", is_flag=True, help="Also what was met, missed and answered.")
@_JSON
def list_(*, mine: bool, all_: bool, json_: bool) -> None:
    """List deadlines, the next one first."""
    session = open_session(to_write=False)
    from dayline.inbox.queries import deadlines

    found = deadlines(session.workspace, person=session.person, all_=all_)
    if mine:
        own = {session.person, *(team.id for team in session.people.teams_of(session.person))}
        found = [one for one in found if own & set(one.whose)]
    if json_:
        as_json([_values(session, one) for one in found])
        return
    if not found:
        note("Nothing runs." if not mine else "Nothing waits on you.")
        return
    titles = _titles(session, found)
    rows = [_row(session, one, titles) for one in found]
    table(rows, heads=("RUNS OUT", "LEFT", "RECORD", "CLOCK", "OF", "TITLE"), flexible=5)


def _row(session: Session, one: Deadline, titles: dict[str, str]) -> tuple[str, ...]:
    instant = now()
    zone = _zone(session, instant)
    whose = " ".join(session.people.handle(identity) for identity in one.whose)
    due = local(one.due_at, zone, instant) if one.due_at else "-"
    return due, _left(session, one, instant), one.ref, one.clock, whose, titles.get(one.ref, "")


def _left(session: Session, one: Deadline, instant: datetime) -> str:
    """What is left: in the working time of those who must act, for clocks that count it."""
    from dayline.clocks.reading import left

    if one.ended_at is not None or one.state in ("missed", "paused"):
        waits = one.state == "missed" and one.ended_at is None
        return "ran out" if waits else str(one.state.value)
    remaining = left(session.workspace, one, instant)
    return amount(remaining) if remaining > 0 else "now"


def _titles(session: Session, found: list[Deadline]) -> dict[str, str]:
    from dayline.records.queries import by_refs

    refs = sorted({one.ref for one in found})
    return {record.ref: record.title for record in by_refs(session.workspace, refs)}


def _zone(session: Session, instant: datetime) -> str:
    from dayline.people.timetable import timetable

    return timetable(session.workspace).zone(session.person, instant)


def _values(session: Session, one: Deadline) -> dict[str, Any]:
    handle = session.people.handle
    return {
        "id": one.id,
        "ref": one.ref,
        "clock": one.clock,
        "state": one.state.value,
        "of": [handle(identity) for identity in one.whose],
        "started_at": one.started_at,
        "due_at": one.due_at,
        "left_minutes": _left_minutes(session, one),
        "fired_at": one.fired_at,
        "ended_at": one.ended_at,
        "measure": one.promise.measure.value,
        "calendar": one.calendar,
        "edition": one.edition,
    }


def _left_minutes(session: Session, one: Deadline) -> int | None:
    from dayline.clocks.reading import left

    running = one.due_at is not None and one.ended_at is None and one.state == "running"
    return left(session.workspace, one, now()) // MINUTE if running else None


@clock.command()
@click.argument("ref")
@_JSON
def explain(ref: str, *, json_: bool) -> None:
    """Say why a record's clocks run out when they do: hour by hour, in their own time."""
    session = open_session(to_write=False)
    from dayline.clocks.reading import account
    from dayline.inbox.queries import deadlines
    from dayline.records.queries import find

    record = find(session.workspace, ref, person=session.person)
    found = deadlines(session.workspace, person=session.person, refs=[record.ref], all_=True)
    if json_:
        as_json([{**_values(session, one), "account": _account(session, one)} for one in found])
        return
    if not found:
        raise NotFound(
            f"{record.ref} has no clocks.", do=f"See what it promises: dayline show {record.ref}."
        )
    click.secho(f"{record.ref}  {safe(record.title)}", bold=True)
    instant = now()
    zone = _zone(session, instant)
    click.secho(f"Times are in {zone}, where nothing else is said.", dim=True)
    for one in found:
        click.echo()
        for line in account(session.workspace, one, zone=zone, now=instant):
            click.echo(click.style(safe(line.text), bold=line.head, dim=line.faint))


def _account(session: Session, one: Deadline) -> list[str]:
    from dayline.clocks.reading import account

    lines = account(session.workspace, one, zone="UTC", now=now())
    return [line.text.strip() for line in lines]


@clock.command()
@click.option("--team", help="For one team of five or more, instead of the workspace.")
@click.option("--openslo", is_flag=True, help="Print the objectives as OpenSLO v1 YAML.")
@_JSON
def slo(team: str | None, *, openslo: bool, json_: bool) -> None:
    """Show how promises are kept: error budgets, burn rates, waits with their intervals.

    Figures are of groups of five or more people, never of a person.
    """
    session = open_session(to_write=False)
    from dayline.clocks.budgets import queries
    from dayline.clocks.budgets.rules import TooFew

    if openslo:
        click.echo(queries.openslo(session.workspace), nl=False)
        return
    group = session.people.team(team).id if team else ""
    queries.group(session.people, group)
    shown, few = [], 0
    for objective in queries.objectives(session.workspace, team=group):
        try:
            budget = queries.budget(session.workspace, objective, now())
            waits = queries.waits(session.workspace, objective, now())
        except TooFew:
            few += 1
            continue
        shown.append((budget, waits))
    if json_:
        as_json([_measured(budget, waits) for budget, waits in shown])
        return
    rows = [_promise(budget, waits) for budget, waits in shown]
    heads = ("PROMISE", "GOAL", "IN TIME", "n", "BUDGET LEFT", "BURN 8 h", "40 h", "MEDIAN WAIT")
    table(rows, heads=heads, flexible=0)
    if few:
        note(f"{few} promises have fewer than five cases in their window: too few for a figure.")


def _promise(budget: Budget, waits: Waits) -> tuple[str, ...]:
    share = budget.good / budget.total
    spent = " (spent)" if budget.spent else ""
    return (
        budget.objective.title,
        f"{budget.objective.target * 100:g}%",
        f"{share * 100:.0f}% ({budget.low * 100:.0f}-{budget.high * 100:.0f})",
        str(budget.total),
        f"{budget.left * 100:.0f}%{spent}",
        "-" if budget.day is None else f"{budget.day:.1f}",
        "-" if budget.week is None else f"{budget.week:.1f}",
        _median(waits),
    )


def _median(waits: Waits) -> str:
    median = waits.median
    if median.value is None:
        return "not yet reached"
    low = "0" if median.low is None else f"{median.low:.1f}"
    high = "?" if median.high is None else f"{median.high:.1f}"
    return f"{median.value:.1f} h ({low}-{high})"


def _measured(budget: Budget, waits: Waits) -> dict[str, Any]:
    def interval(estimate: Estimate | None) -> dict[str, float | None] | None:
        if estimate is None:
            return None
        return {"value": estimate.value, "low": estimate.low, "high": estimate.high}

    return {
        "promise": budget.objective.id,
        "target": budget.objective.target,
        "total": budget.total,
        "late": budget.bad,
        "allowed": budget.allowed,
        "in_time_low": budget.low,
        "in_time_high": budget.high,
        "spent": budget.spent,
        "policy": budget.objective.policy,
        "burn_8_awake_hours": budget.day,
        "burn_40_awake_hours": budget.week,
        "waits": {
            "n": waits.n,
            "censored": waits.censored,
            "method": "Kaplan-Meier, 95 % intervals",
            "median_hours": interval(waits.median),
            "ninety_percent_hours": interval(waits.ninety),
            "answered_in_time": interval(waits.in_time),
        },
    }
