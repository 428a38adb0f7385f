"""The board: teams as rows, how each stands, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dayline.base.zones import zone as zone_of
from dayline.board.queries import Card, Lane
from dayline.board.queries import board as read_board
from dayline.board.rules import Light
from dayline.faces.web.desk import Desk, seated
from dayline.people.queries import TeamFact
from dayline.people.timetable import Timetable, timetable

QUERIES = 20
"""The page may cost no more of them, however many teams and records there are."""

SHOWN = 4
"""So many pieces of evidence stand beside a light."""


@dataclass(frozen=True, slots=True)
class Row:
    """A team on the board. ``time`` is its local hour; ``evidence`` the cards that are not green,
    ``next`` the first to run out where all is green, if any."""

    team: TeamFact
    lane: Lane
    time: str
    awake: bool
    evidence: Sequence[Card]
    next: Sequence[Card]

    @property
    def more(self) -> int:
        """How many wait beside those that are shown."""
        return self.lane.total - len(self.evidence) - len(self.next)


@seated
def board(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every team, the worst first."""
    lanes = read_board(
        desk.workspace, person=desk.person, now=desk.now, cards=SHOWN, among=2 * SHOWN
    )
    times = timetable(desk.workspace)
    rows = [row_of(desk, times, lane) for lane in lanes if lane.light is not None]
    rows.sort(key=lambda row: (-(row.lane.light or 0), row.team.name.casefold()))
    page = {
        "here": "Board",
        "rows": rows,
        "others": [lane for lane in lanes if lane.light is None],
        "counts": counted(rows),
    }
    return render(request, "pages/board.html", page)


def row_of(desk: Desk, times: Timetable, lane: Lane) -> Row:
    """A lane as a row of the page."""
    team = desk.people.teams[lane.id]
    evidence = [card for card in lane.cards if card.light is not Light.GREEN][:SHOWN]
    local = desk.now.astimezone(zone_of(team.zone))
    return Row(
        team,
        lane,
        f"{local:%H:%M}",
        times.is_awake(team.id, desk.now),
        evidence,
        [lane.next] if lane.next else [],
    )


def counted(rows: Sequence[Row]) -> str:
    """How many teams have which light, in a sentence."""
    many = {light: sum(row.lane.light is light for row in rows) for light in Light}
    said = [f"{many[light]} {light.word.lower()}" for light in reversed(Light) if many[light]]
    if not said:
        return "There is no team yet."
    if len(said) == 1 and many[Light.GREEN]:
        return "All teams are green: nothing is late and nothing lies about."
    noun = "team" if len(rows) == 1 else "teams"
    return f"{len(rows)} {noun}: {', '.join(said)}."
