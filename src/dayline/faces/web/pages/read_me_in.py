"""Read me in: what changed on something since one left, and the path of a newcomer."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dayline.base.errors import DaylineError
from dayline.briefing.queries import read_me_in as brief
from dayline.faces.briefings import lines_of
from dayline.faces.statuses import status_of
from dayline.faces.web.desk import Desk, seated

_SINCE = (
    ("", "my last leave, or when I last took part"),
    ("left", "I left"),
    ("seen", "I last took part"),
    ("joined", "I joined"),
)
_MINUTES = (20, 60, 120, 240)


@seated
def read_me_in(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The page: a form, and with ``?on=ledger`` the briefing."""
    on = request.GET.get("on", "").strip()[:200]
    since = request.GET.get("day", "").strip()[:20] or request.GET.get("since", "")[:20]
    asked = request.GET.get("minutes", "")
    minutes = int(asked) if asked.isdigit() and 0 < int(asked) <= 600 else 60
    context: dict[str, Any] = {
        "on": on,
        "since": since,
        "minutes": minutes,
        "choices": _SINCE,
        "lengths": sorted({*_MINUTES, minutes}),
        "areas": sorted({area for team in desk.people.teams.values() for area, _ in team.areas}),
        "teams": sorted(f"@{team.handle}" for team in desk.people.teams.values()),
    }
    if not on:
        return render(request, "pages/read_me_in.html", context)
    try:
        found = brief(
            desk.workspace, on, person=desk.person, now=desk.now, since=since, minutes=minutes
        )
    except DaylineError as error:
        context["error"] = error
        return render(request, "pages/read_me_in.html", context, status=status_of(error))
    context |= {"found": found, "lines": lines_of(found, desk)}
    return render(request, "pages/read_me_in.html", context)
