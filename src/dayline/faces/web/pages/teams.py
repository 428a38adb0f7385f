"""Teams, and one team as a page that tells others how to work with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe

from dayline.base.errors import DaylineError
from dayline.base.heads import split
from dayline.base.zones import zone as zone_of
from dayline.board.queries import board
from dayline.board.teams import Promise, contract_of_team, promises
from dayline.contracts.queries import registry
from dayline.faces.web.band import band_for
from dayline.faces.web.desk import Desk, seated
from dayline.faces.web.pages.board import row_of
from dayline.faces.web.record.body import body_of
from dayline.faces.web.record.references import named_in, neighbours
from dayline.inbox.queries import page_budget
from dayline.people.queries import TeamFact
from dayline.people.timetable import timetable
from dayline.practices.team.queries import dependants, difference
from dayline.practices.update.queries import told
from dayline.records.queries import Record, content

ROWS = 12
"""More teams than this make no dayline that anybody can read."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a team's contract as safe HTML."""

    name: str
    anchor: str
    html: SafeString


@dataclass(frozen=True, slots=True)
class Bar:
    """An error budget as a bar: shares in percent of the width. ``low`` to ``high`` is the interval
    of 95 % round the share in time, ``target`` what was promised."""

    promise: Promise
    share: str
    low: str
    span: str
    target: str
    percent: str


@seated
def teams(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All teams with their areas and hours."""
    times = timetable(desk.workspace)
    known = sorted(desk.people.teams.values(), key=lambda team: team.name.casefold())
    rows = [
        (team, f"{_local(desk, team):%H:%M}", times.is_awake(team.id, desk.now)) for team in known
    ]
    west_first = sorted(
        known, key=lambda team: (_local(desk, team).replace(tzinfo=None), team.name)
    )
    mine = {team.id for team in desk.people.teams_of(desk.person)}
    chosen = {team.id for team in sorted(known, key=lambda team: team.id not in mine)[:ROWS]}
    band = band_for(desk, [team.id for team in west_first if team.id in chosen])
    return render(request, "pages/teams.html", {"here": "Teams", "rows": rows, "band": band})


@seated
def team(request: HttpRequest, desk: Desk, handle: str) -> HttpResponse:
    """One team: what it takes and gives, when it is awake, how it keeps its promises."""
    found = desk.people.team(handle)
    record = contract_of_team(desk.workspace, found, person=desk.person)
    (lane,) = board(desk.workspace, person=desk.person, now=desk.now, teams=[found.id], cards=30)
    kept = promises(desk.workspace, found.id, desk.now)
    mine = [one.id for one in desk.people.teams_of(desk.person) if one.id != found.id]
    page = {
        "here": "Teams",
        "team": found,
        "people": [desk.people.people[one] for one in sorted(found.members)],
        "row": row_of(desk, timetable(desk.workspace), lane),
        "record": record,
        "sections": _sections(desk, record) if record else [],
        "band": band_for(desk, [found.id, *(mine or [desk.person])[:1]]),
        "bars": [_bar(one) for one in kept.promises],
        "silent": kept.silent,
        **changes_of(record, desk.person),
        "told": told(desk.workspace, sorted(found.members), person=desk.person, now=desk.now),
        "pages": page_budget(desk.workspace, found.id, desk.now, person=desk.person),
    }
    return render(request, "pages/team.html", page)


def changes_of(record: Record | None, person: str) -> dict[str, object]:
    """What the text of a team's contract changes against the version in force, and who is told."""
    if record is None:
        return {}
    found = difference(record)
    told_to = dependants(record.workspace, record, person=person) if found.changes else []
    return {"difference": found, "dependants": told_to}


def _local(desk: Desk, team: TeamFact) -> datetime:
    return desk.now.astimezone(zone_of(team.zone))


def _sections(desk: Desk, record: Record) -> list[Section]:
    """The parts of the contract by its headings; none where its words cannot be shown."""
    text = (content(record) or b"").decode(errors="replace")
    try:
        start = split(text, path=record.ref).end
        near = neighbours(desk, registry(desk.workspace), named_in(text))
        body = body_of(text, start, path=record.ref, near=near)
    except DaylineError:
        return []
    found: list[Section] = []
    for block in body.blocks:
        if block.level == 2:
            found.append(Section(block.words, block.name, mark_safe("")))
        elif found:
            last = found[-1]
            found[-1] = Section(last.name, last.anchor, mark_safe(last.html + block.html))  # noqa: S308 -- both are safe
    return found


def _bar(promise: Promise) -> Bar:
    budget = promise.budget
    share = budget.good / budget.total
    return Bar(
        promise,
        _wide(share),
        _wide(budget.low),
        _wide(budget.high - budget.low),
        _wide(promise.objective.target),
        f"{100 * share:.0f} %",
    )


def _wide(share: float) -> str:
    return f"{100 * share:.2f}%"
