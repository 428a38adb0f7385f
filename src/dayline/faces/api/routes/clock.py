"""Operations on time: deadlines, the board, the inbox, who is awake when."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from dayline.base.band import Band, band
from dayline.base.micros import HOUR, MINUTE, from_micros, to_micros
from dayline.board.queries import Lane, board
from dayline.clocks.queries import Deadline
from dayline.clocks.reading import account
from dayline.faces.api.caller import desk_of
from dayline.faces.api.compact import compact, written
from dayline.faces.api.cursors import pack, unpack
from dayline.faces.api.operations import operation
from dayline.faces.api.shapes import people as people_shapes
from dayline.faces.api.shapes import time as shapes
from dayline.faces.api.shapes.base import Cursor, Limit, instant, maybe
from dayline.faces.api.telling import Ref
from dayline.faces.web.desk import Desk
from dayline.inbox import queries as inbox
from dayline.inbox.untold.queries import untold
from dayline.people.timetable import timetable
from dayline.records.queries import find

router = Router()


def deadline_values(desk: Desk, one: Deadline) -> dict[str, Any]:
    """A deadline for programs."""
    return {
        "id": one.id,
        "ref": one.ref,
        "clock": one.clock,
        "state": one.state.value,
        "of": [desk.people.handle(identity) for identity in one.whose],
        "measure": one.promise.measure.value,
        "started_at": instant(one.started_at),
        "due_at": maybe(one.due_at),
        "fired_at": maybe(one.fired_at),
        "ended_at": maybe(one.ended_at),
        "calendar": one.calendar,
        "edition": one.edition,
    }


def own_ids(desk: Desk) -> set[str]:
    """Somebody and their teams."""
    return {desk.person, *(team.id for team in desk.people.teams_of(desk.person))}


@operation(router, "GET", "/deadlines", scope="read", answers=shapes.Deadlines)
def list_deadlines(
    request: HttpRequest,
    *,
    own: Annotated[bool, Query(default=False, description="Only what waits on you or your teams.")],
    all: Annotated[bool, Query(default=False, description="Also what has ended.")],  # noqa: A002
    cursor: Cursor,
    limit: Limit,
) -> Any:
    """List deadlines, the next one first."""
    desk = desk_of(request)
    found = inbox.deadlines(
        desk.workspace,
        person=desk.person,
        all_=all,
        whose=own_ids(desk) if own else (),
        after=unpack(cursor, int, str),
        limit=limit + 1,
    )
    last = found[limit - 1] if len(found) > limit else None
    return {
        "items": [deadline_values(desk, one) for one in found[:limit]],
        "next": pack(*inbox.place_of(last)) if last else None,
    }


@operation(router, "GET", "/records/{ref}/deadlines", scope="read", answers=shapes.Explanations)
def explain_deadlines(request: HttpRequest, ref: Ref) -> Any:
    """Say why a record's clocks run out when they do, hour by hour in your zone."""
    desk = desk_of(request)
    record = find(desk.workspace, ref, person=desk.person)
    found = inbox.deadlines(desk.workspace, person=desk.person, refs=[record.ref], all_=True)
    zone = desk.zone.key
    return {
        "ref": record.ref,
        "zone": zone,
        "items": [
            {
                **deadline_values(desk, one),
                "account": [
                    line.text.strip()
                    for line in account(desk.workspace, one, zone=zone, now=desk.now)
                ],
            }
            for one in found
        ],
    }


@operation(router, "GET", "/board", scope="read", answers=shapes.Board)
def get_board(
    request: HttpRequest,
    team: Annotated[list[str], Query([], max_length=50, description="Handles; none is all.")],
) -> Any:
    """Show how each team stands and what waits on it, the worst first.

    A light is computed, never chosen; `evidence` says why it is not green.
    """
    desk = desk_of(request)
    ids = [desk.people.team(handle).id for handle in team]
    lanes = board(desk.workspace, person=desk.person, now=desk.now, teams=ids)
    return written(f'{{"items":[{",".join(map(lane_text, lanes))}]}}')


def lane_text(lane: Lane) -> str:
    """A lane of the board as JSON.

    There are thousands of records on a board, and most of them were there a moment ago.
    """
    evidence = [
        {"ref": one.ref, "light": one.light.word.lower(), "words": one.words}
        for one in lane.evidence
    ]
    light = None if lane.light is None else lane.light.word.lower()
    values = {"id": lane.id, "name": lane.name, "light": light, "evidence": evidence,
              "total": lane.total}  # fmt: skip
    cards = (
        _card_text((card.ref, card.kind, card.state, card.title, card.begun, card.due))
        for card in lane.cards
    )
    return f'{compact(values)[:-1]},"records":[{",".join(cards)}]}}'


@lru_cache(maxsize=16_384)
def _card_text(card: tuple[str, str, str, str, int, int | None]) -> str:
    ref, kind, state, title, begun, due = card
    return compact(
        {
            "ref": ref,
            "kind": kind,
            "state": state,
            "title": title,
            "since": instant(from_micros(begun)),
            "due_at": None if due is None else instant(from_micros(due)),
        }
    )


@operation(router, "GET", "/inbox", scope="read", answers=shapes.Inbox)
def get_inbox(request: HttpRequest) -> Any:
    """Show what you have not been told yet."""
    desk = desk_of(request)
    return {
        "items": [
            {
                "topic": one.topic,
                "ref": one.ref,
                "title": one.title,
                "by": one.who,
                "at": instant(one.at),
                "need_by": maybe(one.need_by),
                "why": one.why,
            }
            for one in untold(desk.workspace, desk.person, desk.now)
        ]
    }


@operation(router, "GET", "/inbox/letters", scope="read", answers=shapes.Letters)
def list_letters(request: HttpRequest) -> Any:
    """List the last letters to you, newest first."""
    desk = desk_of(request)
    return {
        "items": [
            {
                "id": one.id,
                "sort": one.sort,
                "state": one.state,
                "composed_at": instant(one.composed_at),
                "sent_at": maybe(one.sent_at),
            }
            for one in inbox.letters_to(desk.workspace, desk.person)
        ]
    }


@operation(router, "GET", "/dayline", scope="read", answers=people_shapes.Dayline)
def get_dayline(
    request: HttpRequest,
    *,
    who: Annotated[list[str], Query([], max_length=40, description="Handles; none is all teams.")],
    hours: Annotated[int, Query(48, ge=24, le=72, description="How much to show.")],
    minutes: Annotated[int, Query(60, ge=1, le=1440, description="The least time to share.")],
    days: Annotated[int, Query(14, ge=1, le=60, description="How far to look for it.")],
) -> Any:
    """Show who is awake when, and the next time that all of them share."""
    desk = desk_of(request)
    times = timetable(desk.workspace)
    known = [times.people.known(one).id for one in who] or sorted(times.people.teams)
    known = known or [one.id for one in times.people.people.values() if one.active]
    present = to_micros(desk.now) - to_micros(desk.now) % MINUTE
    half = hours * HOUR // 2
    rows = [times.row(identity, present - half, present + half) for identity in known[:40]]
    drawn = band(
        rows, now=present, zone=desk.zone.key, hours=hours, minutes=minutes, within_days=days
    )
    return _band(drawn)


def _band(drawn: Band) -> dict[str, Any]:
    return {
        "now": _at(drawn.now),
        "start": _at(drawn.start),
        "stop": _at(drawn.stop),
        "zone": drawn.zone,
        "people": [
            {
                "who": lane.label,
                "zone": lane.zone,
                "awake": lane.awake,
                "until": None if lane.until is None else _at(lane.until),
                "segments": [
                    {"start": _at(one.start), "stop": _at(one.end), "light": one.light.value}
                    for one in lane.segments
                ],
            }
            for lane in drawn.lanes
        ],
        "together": [_span(one) for one in drawn.together],
        "next_shared": None if drawn.next_shared is None else _span(drawn.next_shared),
    }


def _span(pair: tuple[int, int]) -> dict[str, str]:
    return {"start": _at(pair[0]), "stop": _at(pair[1])}


def _at(micros: int) -> str:
    return instant(from_micros(micros))
