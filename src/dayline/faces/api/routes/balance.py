"""Meet or write, who owns what, what a team's new version breaks, coffee."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query, Router, Status

from dayline.base.errors import InvalidInput
from dayline.base.micros import from_micros, to_micros
from dayline.faces.api.caller import desk_of
from dayline.faces.api.operations import operation
from dayline.faces.api.shapes import balance as shapes
from dayline.faces.api.shapes.base import instant, maybe
from dayline.faces.api.telling import Ref
from dayline.faces.web.desk import Desk
from dayline.people.timetable import timetable
from dayline.practices.coffee import actions as coffee
from dayline.practices.coffee.queries import standing
from dayline.practices.meeting import actions, queries
from dayline.practices.meeting.queries import Hour, Measured
from dayline.practices.meeting.rules import RULES, route
from dayline.practices.meeting.slots.rules import together
from dayline.practices.meeting.terms import Level, Mode, Situation
from dayline.practices.meeting.values import advice_values, measured_values
from dayline.practices.ownership.queries import HEADROOM, organisation
from dayline.practices.ownership.rules import plan
from dayline.practices.ownership.values import plan_values
from dayline.practices.team import queries as team_contracts
from dayline.practices.team.values import change_values
from dayline.records.queries import find

router = Router()
Who = Annotated[str, Path(..., min_length=1, max_length=80, description="A team, or its contract.")]
MostMoves = Annotated[int | None, Query(None, ge=0, le=200, description="Move at most so many.")]
Headroom = Annotated[int, Query(HEADROOM, ge=0, le=1000, description="Percent above even.")]


@operation(router, "POST", "/route", scope="read", answers=shapes.Advice)
def route_situation(request: HttpRequest, payload: shapes.RouteAsked) -> Any:
    """Ask whether to meet or to write.

    Nothing is kept. The answer holds every rule in the order of precedence, with what it saw.
    """
    desk = desk_of(request)
    ids = desk.people.members_of(desk.people.known(one).id for one in payload.people)
    sites, _ = queries.sites_of(timetable(desk.workspace), sorted(ids), desk.now)
    asked = Situation(
        wanted=payload.wanted,
        complexity=Level(payload.complexity),
        urgency=Level(payload.urgency),
        documented=payload.documented,
        focus=payload.focus,
        strangers=payload.strangers,
        repeated=payload.repeated,
        asked_for=Mode(payload.asked) if payload.asked else None,
    )
    if sites:
        asked = replace(asked, together=together(sites, to_micros(desk.now)))
    return advice_values(route(asked))


@operation(router, "GET", "/route/rules", scope="read", answers=shapes.Fared)
def list_route_rules(request: HttpRequest) -> Any:
    """List the router's rules and how they fared.

    Answers count for rules, never for people; of fewer than five no share is told.
    """
    desk = desk_of(request)
    fared = {one.rule: one for one in queries.calibration(desk.workspace, person=desk.person)}
    items = []
    for rule in RULES:
        one = fared.get(rule.id)
        items.append(
            {
                "rule": rule.id,
                "wants": rule.wants or "either",
                "says": rule.says,
                "answers": one.answers if one else 0,
                "right": one.share if one else None,
                "low": one.low if one else None,
                "high": one.high if one else None,
            }
        )
    return {"items": items}


@operation(router, "GET", "/records/{ref}/route", scope="read", answers=shapes.RecordRoute)
def route_record(request: HttpRequest, ref: Ref) -> Any:
    """Measure a live record and say whether to meet about it.

    `hour` is when, where the advice is to meet and somebody is concerned.
    """
    desk = desk_of(request)
    record = find(desk.workspace, ref, person=desk.person)
    found = queries.measure(desk.workspace, record, desk.now, person=desk.person)
    hour = None
    if found.advice.mode is Mode.MEET and found.people:
        hour = queries.hour_for(desk.workspace, found.people, desk.now, person=desk.person)
    return _measured(record.ref, found, hour)


@operation(router, "POST", "/records/{ref}/call", scope="write:records", status=201,
           answers=shapes.RecordRoute)  # fmt: skip
def call_about(request: HttpRequest, ref: Ref, payload: shapes.CallAsked) -> Any:
    """Take a live record to a short call, at the shared hour or the fair one.

    Opens a meeting whose agenda is what is contested, sets its hour and tells those concerned.
    `ref` is the meeting.
    """
    desk = desk_of(request)
    done = actions.call(desk.acting, ref, minutes=payload.minutes)
    return Status(201, _measured(done.written.ref, done.measured, done.hour))


def _measured(ref: str, found: Measured, hour: Hour | None) -> dict[str, Any]:
    when = None
    if hour is not None:
        when = {
            "starts": instant(from_micros(hour.slot.start)),
            "ends": instant(from_micros(hour.slot.stop)),
            "shared": hour.slot.is_shared,
            "burden": dict(hour.slot.burden),
            "carried": dict(hour.before),
        }
    return {"ref": ref, **measured_values(found), "hour": when}


@operation(router, "POST", "/records/{ref}/right", scope="write:comments", status=204)
def answer_right(request: HttpRequest, ref: Ref, payload: shapes.RightAnswer) -> Any:
    """Say whether it was right to meet, or to write.

    Once, by who took part, when the talk is written up. It counts for the rules that advised it.
    """
    actions.answer(desk_of(request).acting, ref, payload.right)
    return Status(204, None)


@operation(router, "GET", "/plan/ownership", scope="read", answers=shapes.OwnershipPlan)
def plan_ownership(request: HttpRequest, most_moves: MostMoves, headroom: Headroom) -> Any:
    """Propose which team should own which area, so that work changes hands least.

    From the work of the last 91 days on records that you may see. Advice: nothing is changed.
    """
    desk = desk_of(request)
    found = organisation(desk.workspace, desk.now, person=desk.person, headroom=headroom)
    values = plan_values(plan(found.organisation, most_moves=most_moves), desk.people.handle)
    moves = [{**move, "source": move["from"], "target": move["to"]} for move in values["moves"]]
    for move in moves:
        del move["from"], move["to"]
    return {**values, "moves": moves, "records": found.records, "days": found.days}


@operation(router, "GET", "/teams/{who}/changes", scope="read", answers=shapes.TeamChanges)
def get_team_changes(request: HttpRequest, who: Who) -> Any:
    """Tell what a team's contract as written now changes against what is published.

    `needed` is the least version that may follow; `told` who hears of it when it is published.
    """
    desk = desk_of(request)
    record = team_contracts.contract_named(desk.workspace, who, person=desk.person)
    if record.kind != team_contracts.KIND:
        raise InvalidInput(f"{record.ref} is no team contract.", do="Name a team or its contract.")
    found = team_contracts.difference(record)
    return {
        "ref": record.ref,
        "published": found.published,
        "stated": found.stated,
        "needed": found.needed,
        "suffices": found.suffices,
        "told": [
            f"@{team.handle}"
            for team in team_contracts.dependants(desk.workspace, record, person=desk.person)
        ],
        "changes": [change_values(one) for one in found.changes],
    }


@operation(router, "GET", "/coffee", scope="read", answers=shapes.OwnCoffee)
def get_coffee(request: HttpRequest) -> Any:
    """Read your own coffee of this round, and whether you take part."""
    return _coffee(desk_of(request))


def _coffee(desk: Desk) -> dict[str, Any]:
    found = standing(desk.workspace, desk.person)
    mine = found.coffee
    return {
        "taking_part": found.taking_part,
        "partner": desk.people.handle(mine.partner) if mine else None,
        "at": maybe(mine.at) if mine else None,
        "questions": list(mine.questions) if mine else [],
    }


@operation(router, "PUT", "/coffee", scope="write:self", answers=shapes.OwnCoffee)
def choose_coffee(request: HttpRequest, payload: shapes.CoffeeChoice) -> Any:
    """Take part in rounds of coffee, or stay out. Nobody is told."""
    desk = desk_of(request)
    coffee.choose(desk.acting, taking_part=payload.taking_part)
    return _coffee(desk)


@operation(router, "POST", "/coffee/rounds", scope="admin", status=201,
           answers=shapes.CoffeeRound)  # fmt: skip
def draw_coffee(request: HttpRequest, payload: shapes.CoffeeDraw) -> Any:
    """Draw the next round of coffee. Owners only; each pair is told, and nobody else."""
    held = coffee.draw(desk_of(request).acting, seed=payload.seed)
    told = {
        "round": held.round,
        "seed": held.seed,
        "calls": held.calls,
        "written": held.written,
        "left": held.left,
    }
    return Status(201, told)
