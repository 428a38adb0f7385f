"""Who should own what: a plan from the teams' own work. Advice; nothing is changed by it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dayline.base.errors import NotFound
from dayline.faces.web.desk import Desk, seated
from dayline.practices.ownership.queries import (
    HEADROOM,
    TRANSFER_BASE,
    TRANSFER_EACH,
    organisation,
)
from dayline.practices.ownership.rules import plan


@dataclass(frozen=True, slots=True)
class Load:
    """What a team carries and would carry, as shares of the widest bar in percent."""

    team: str
    now: float
    planned: float
    limit: float
    now_wide: str
    planned_wide: str
    limit_at: str
    above: bool


@seated
def ownership(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The plan with its moves, what each costs, and what the teams would carry."""
    most = request.GET.get("most_moves", "")
    room = request.GET.get("headroom", "")
    headroom = min(int(room), 1000) if room.isdigit() else HEADROOM
    page: dict[str, object] = {"here": "Teams", "most": most, "headroom": headroom}
    try:
        found = organisation(desk.workspace, desk.now, person=desk.person, headroom=headroom)
    except NotFound as error:
        return render(request, "pages/ownership.html", {**page, "nothing": error})
    made = plan(found.organisation, most_moves=int(most) if most.isdigit() else None)
    widest = max([1e-9, *made.limit.values(), *(max(pair) for pair in made.load.values())])
    handle = desk.people.handle
    page |= {
        "plan": made,
        "found": found,
        "hours": made.saved * found.organisation.hours_per_handoff,
        "per": found.organisation.hours_per_handoff,
        "moves": [(move, handle(move.source), handle(move.target)) for move in made.moves],
        "stays": [
            (area.id, handle(area.owner))
            for area in found.organisation.areas
            if made.owners[area.id] == area.owner
        ],
        "loads": [
            Load(
                handle(site), before, after, made.limit[site], _wide(before / widest),
                _wide(after / widest), _wide(made.limit[site] / widest), site in made.above,
            )
            for site, (before, after) in made.load.items()
        ],
        "base": TRANSFER_BASE,
        "each": TRANSFER_EACH,
    }  # fmt: skip
    return render(request, "pages/ownership.html", page)


def _wide(share: float) -> str:
    return f"{100 * min(1.0, share):.2f}%"
