"""Operations on people, teams and their hours."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router, Status

from dayline.faces.api.caller import Caller, desk_of
from dayline.faces.api.cursors import pack, unpack
from dayline.faces.api.operations import operation
from dayline.faces.api.shapes import people as shapes
from dayline.faces.api.shapes.base import Cursor, Limit, instant
from dayline.faces.web.desk import Desk
from dayline.people import actions
from dayline.people.calendars import actions as calendars
from dayline.people.queries import PersonFact, TeamFact
from dayline.people.timetable import timetable

router = Router()
Who = Annotated[str, Path(..., min_length=1, max_length=80, description="A handle or an id.")]
_CALENDAR = 512 * 1024
_AHEAD = timedelta(days=7)


@operation(router, "GET", "/me", scope="read", answers=shapes.Me)
def get_me(request: HttpRequest) -> Any:
    """Say who you are here, and what this token may be used for."""
    caller: Caller = request.caller  # type: ignore[attr-defined]
    desk = caller.desk
    return {
        "person": desk.person,
        "handle": f"@{desk.me.handle}",
        "name": desk.me.name,
        "role": desk.me.role,
        "zone": desk.me.zone,
        "workspace": desk.origin,
        "scopes": list(caller.scopes),
        "now": instant(desk.now),
    }


def _number(identity: str) -> int:
    return int(identity.partition("-")[2] or 0)


def _page(known: dict[str, Any], cursor: str, limit: int) -> tuple[list[Any], str | None]:
    """Facts in the order of their ids."""
    after = unpack(cursor, int)
    rest = sorted(known.values(), key=lambda one: _number(one.id))
    if after is not None:
        rest = [one for one in rest if _number(one.id) > after[0]]
    return rest[:limit], pack(_number(rest[limit - 1].id)) if len(rest) > limit else None


def _person(one: PersonFact) -> dict[str, Any]:
    return {
        "id": one.id,
        "handle": f"@{one.handle}" if one.handle else one.id,
        "name": one.name,
        "role": one.role,
        "sort": one.sort,
        "zone": one.zone,
        "active": one.active,
    }


@operation(router, "GET", "/people", scope="read", answers=shapes.People)
def list_people(request: HttpRequest, cursor: Cursor, limit: Limit) -> Any:
    """List people, agents and bots. Addresses are not part of it."""
    found, further = _page(desk_of(request).people.people, cursor, limit)
    return {"items": [_person(one) for one in found], "next": further}


@operation(router, "POST", "/people", scope="admin", answers=shapes.Person, status=201)
def add_person(request: HttpRequest, response: HttpResponse, payload: shapes.NewPerson) -> Any:
    """Add a person, an agent or a bot to the workspace."""
    desk = desk_of(request)
    identity = actions.join(
        desk.acting,
        handle=payload.handle,
        name=payload.name,
        email=payload.email,
        zone=payload.zone,
        role=payload.role,
        sort=payload.sort,
    )
    response.headers["Location"] = f"/api/v1/people/{identity}"
    return Status(201, _person(_fresh(desk).people[identity]))


def _fresh(desk: Desk) -> Any:
    from dayline.people.queries import directory

    return directory(desk.workspace)


@operation(router, "GET", "/people/{who}", scope="read", answers=shapes.Person)
def get_person(request: HttpRequest, who: Who) -> Any:
    """Read what is known of a person."""
    return _person(desk_of(request).people.person(who))


@operation(router, "PATCH", "/people/{who}", scope="admin", answers=shapes.Person)
def change_person(request: HttpRequest, who: Who, payload: shapes.PersonChange) -> Any:
    """Change what is known of a person. What is left out stays."""
    desk = desk_of(request)
    known = desk.people.person(who)
    actions.change_person(desk.acting, known.id, **payload.model_dump())
    return _person(_fresh(desk).people[known.id])


@operation(router, "PATCH", "/me", scope="write:self", answers=shapes.Person)
def change_me(request: HttpRequest, payload: shapes.PersonChange) -> Any:
    """Change your own name, address or zone. What is left out stays."""
    desk = desk_of(request)
    actions.change_person(desk.acting, desk.person, **payload.model_dump())
    return _person(_fresh(desk).people[desk.person])


def _team(desk: Desk, one: TeamFact) -> dict[str, Any]:
    handle = desk.people.handle
    return {
        "id": one.id,
        "handle": f"@{one.handle}",
        "name": one.name,
        "zone": one.zone,
        "members": sorted(handle(identity) for identity in one.members),
        "leads": sorted(handle(identity) for identity in one.leads),
        "areas": [{"name": name, "paths": list(paths)} for name, paths in one.areas],
    }


@operation(router, "GET", "/teams", scope="read", answers=shapes.Teams)
def list_teams(request: HttpRequest, cursor: Cursor, limit: Limit) -> Any:
    """List teams, with their members and areas."""
    desk = desk_of(request)
    found, further = _page(desk.people.teams, cursor, limit)
    return {"items": [_team(desk, one) for one in found], "next": further}


@operation(router, "POST", "/teams", scope="admin", answers=shapes.Team, status=201)
def form_team(request: HttpRequest, response: HttpResponse, payload: shapes.NewTeam) -> Any:
    """Form a team of people, with the areas that it owns."""
    desk = desk_of(request)
    identity = actions.form_team(
        desk.acting,
        handle=payload.handle,
        name=payload.name,
        zone=payload.zone,
        members=payload.members,
        leads=payload.leads,
        areas={area.name: area.paths for area in payload.areas},
    )
    response.headers["Location"] = f"/api/v1/teams/{identity}"
    return Status(201, _team(desk, _fresh(desk).teams[identity]))


@operation(router, "GET", "/teams/{who}", scope="read", answers=shapes.Team)
def get_team(request: HttpRequest, who: Who) -> Any:
    """Read a team."""
    desk = desk_of(request)
    return _team(desk, desk.people.team(who))


@operation(router, "PATCH", "/teams/{who}", scope="write:records", answers=shapes.Team)
def change_team(request: HttpRequest, who: Who, payload: shapes.TeamChange) -> Any:
    """Change who belongs to a team. Its leads may do this, and owners."""
    desk = desk_of(request)
    known = desk.people.team(who)
    actions.change_team(desk.acting, known.id, members=payload.members, leads=payload.leads)
    return _team(desk, _fresh(desk).teams[known.id])


@operation(router, "GET", "/calendars/{who}", scope="read", answers=shapes.Hours)
def get_calendar(request: HttpRequest, who: Who) -> Any:
    """Read the calendar of a person or a team, and when they are awake in the next seven days."""
    return _hours(desk_of(request), who)


def _hours(desk: Desk, who: str) -> dict[str, Any]:
    times = timetable(desk.workspace)
    known = times.people.known(who)
    blocks = times.hours(known.id).blocks(desk.now, desk.now + _AHEAD)
    return {
        "handle": times.people.handle(known.id),
        "zone": times.zone(known.id, desk.now),
        "calendar": known.calendar,
        "awake": [{"start": instant(start), "stop": instant(stop)} for start, stop in blocks],
    }


@operation(
    router, "PUT", "/calendars/{who}", scope="write:self", answers=shapes.Hours, limit=_CALENDAR
)
def set_calendar(request: HttpRequest, who: Who, payload: shapes.NewCalendar) -> Any:
    """Replace the calendar of a person or a team.

    People set their own, leads that of their team, owners anybody's. What depends on the hours
    moves in the same act.
    """
    desk = desk_of(request)
    calendars.set_calendar(desk.acting, who, payload.calendar)
    return _hours(desk, who)


@operation(router, "POST", "/calendars/{who}/leave", scope="write:self", answers=shapes.Hours)
def add_leave(request: HttpRequest, who: Who, payload: shapes.NewLeave) -> Any:
    """Add absences."""
    desk = desk_of(request)
    calendars.add_leave(desk.acting, who, payload.dates)
    return _hours(desk, who)


@operation(router, "POST", "/calendars/{who}/focus", scope="write:self", answers=shapes.Hours)
def add_focus(request: HttpRequest, who: Who, payload: shapes.NewFocus) -> Any:
    """Add focus blocks: working time in which nobody waits for you."""
    desk = desk_of(request)
    calendars.add_focus(desk.acting, who, payload.blocks)
    return _hours(desk, who)


@operation(router, "POST", "/calendars/{who}/stays", scope="write:self", answers=shapes.Hours)
def add_stay(request: HttpRequest, who: Who, payload: shapes.NewStay) -> Any:
    """Say that somebody lives elsewhere from a date on."""
    desk = desk_of(request)
    calendars.add_move(desk.acting, who, payload.since, payload.zone)
    return _hours(desk, who)
