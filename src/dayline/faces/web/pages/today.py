"""Today: the dayline, what waits on you, what was handed to you, what changed since you left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dayline.base.band import Passing
from dayline.base.instants import from_text, to_text
from dayline.base.zones import zone as zone_of
from dayline.faces.web.band import Drawing, around, band_for
from dayline.faces.web.changes import grouped
from dayline.faces.web.desk import Desk, seated
from dayline.faces.web.record.handoff import Point
from dayline.inbox.daylines import dues, passings
from dayline.inbox.today import today as find_today
from dayline.inbox.turns import Turn
from dayline.inbox.words import sentences
from dayline.practices.handoff.pending import pending

ROWS = 8
"""More teams than this make no dayline that anybody can read."""

QUERIES = 40
"""The page may cost no more of them, whatever there is to tell."""

_AWAY = timedelta(hours=3)
"""Somebody who comes back after so long has left in between."""


@seated
def today(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The home page."""
    since = _since(request, desk)
    found = find_today(desk.workspace, desk.person, desk.now, since=since)
    shown = {turn.record.ref for turn in (*found.handed, *found.turns)}
    letter = [
        (item, sentences(item, desk.me.zone, desk.now)[:-1])
        for item in found.messages
        if item.topic != "waits" or item.ref not in shown
    ]
    page = {
        "here": "Today",
        "date": desk.now.astimezone(desk.zone),
        "letter": letter,
        "today": found,
        "changes": [grouped(change, desk) for change in found.changes],
        "band": dayline(desk),
        **_before(desk, found.turns),
    }
    return render(request, "pages/today.html", page)


def _before(desk: Desk, turns: Sequence[Turn]) -> dict[str, object]:
    """What handoffs of the shift before ask, with the turns that this is; and the other turns."""
    asked = pending(desk.workspace, desk.person, desk.now)
    by_ref = {turn.record.ref: turn for turn in turns}
    judged = {one.ref for one in asked if one.judge}
    before = [
        (
            one,
            [Point(number, item) for number, item in enumerate(one.items, 1)],
            by_ref.get(one.ref) if one.judge else None,
        )
        for one in asked
    ]
    return {"before": before, "turns": [one for one in turns if one.record.ref not in judged]}


def dayline(desk: Desk, *, hours: int = 48) -> Drawing:
    """The dayline of the teams: one's own, those that handoffs connect, then others; west first."""
    start, stop = around(desk.now, hours)
    passed = passings(desk.workspace, desk.people, start, person=desk.person)
    rows = _rows(desk, passed)
    due = dues(desk.workspace, desk.people, rows, start, stop, person=desk.person)
    return band_for(desk, rows, hours=hours, passings=passed, dues=due)


def _rows(desk: Desk, passed: Sequence[Passing]) -> list[str]:
    teams = desk.people.teams
    if not teams:
        return [desk.person]
    mine = [team.id for team in desk.people.teams_of(desk.person)]
    tied = [key for one in passed for key in (one.source, one.target) if key in teams]
    chosen = list(dict.fromkeys([*mine, *tied, *sorted(teams)]))[:ROWS]
    return sorted(chosen, key=lambda key: (_offset(desk, teams[key].zone), teams[key].name))


def _offset(desk: Desk, zone: str) -> timedelta:
    return desk.now.astimezone(zone_of(zone)).utcoffset() or timedelta()


def _since(request: HttpRequest, desk: Desk) -> datetime | None:
    """When the reader was last here before they came back; kept in their session and nowhere else.

    None before anybody knows: then the end of their last working day counts.
    """
    session, present = request.session, desk.now.astimezone(UTC)
    seen = _instant(session.get("seen"))
    if seen is not None and seen > present:
        seen = None  # a rehearsal ran ahead
    if seen is not None and present - seen > _AWAY:
        session["left"] = to_text(seen)
    if seen is None or present - seen > _AWAY / 12:
        session["seen"] = to_text(present)
    left = _instant(session.get("left"))
    return left if left is not None and left < present else None


def _instant(text: object) -> datetime | None:
    return from_text(text) if isinstance(text, str) else None
