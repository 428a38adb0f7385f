"""Administration of teams: form one, change who belongs to it, its hours."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dayline.base.errors import DaylineError
from dayline.faces.web.desk import Desk, seated
from dayline.faces.web.trying import tried
from dayline.people.actions import change_team, form_team
from dayline.people.calendars.actions import set_calendar
from dayline.people.queries import authorise


@seated
def teams(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All teams, and a form for a new one."""
    authorise(desk.people, desk.person, "owner", "auditor")

    def show(error: DaylineError | None = None) -> HttpResponse:
        context = {
            "chapter": "teams",
            "teams": sorted(desk.people.teams.values(), key=lambda one: one.handle),
            "given": request.POST if error else {},
            "error": error,
            "may": desk.me.role == "owner",
        }
        return render(request, "pages/workspace_teams.html", context)

    if request.method != "POST":
        return show()
    handle = request.POST.get("handle", "").strip()
    return tried(
        request,
        lambda: form_team(
            desk.acting,
            handle=handle,
            name=request.POST.get("name", "").strip() or handle,
            zone=request.POST.get("zone", "").strip() or desk.me.zone,
            members=_handles(request, "members"),
            leads=_handles(request, "leads"),
            areas=_areas(request.POST.get("areas", "")),
        ),
        said=f"{handle} has formed.",
        back="/workspace/teams",
        show=show,
    )


def _handles(request: HttpRequest, name: str) -> list[str]:
    return request.POST.get(name, "").replace(",", " ").split()


def _areas(text: str) -> dict[str, list[str]]:
    """``gateway: src/gateway/**`` on each line, as names and globs."""
    areas: dict[str, list[str]] = {}
    for line in text.splitlines():
        name, _, globs = line.partition(":")
        if name.strip():
            areas.setdefault(name.strip(), []).extend(globs.replace(",", " ").split())
    return areas


@seated
def team(request: HttpRequest, desk: Desk, handle: str) -> HttpResponse:
    """One team: members, leads, hours. Its leads may change them, too."""
    known = desk.people.team(handle)
    lead = desk.person in known.leads
    if not lead:
        authorise(desk.people, desk.person, "owner", "auditor")

    def show(error: DaylineError | None = None) -> HttpResponse:
        sent = request.POST if error else {}
        context = {
            "chapter": "teams",
            "team": known,
            "members": sent.get("members") or _listed(desk, known.members - known.leads),
            "leads": sent.get("leads") or _listed(desk, known.leads),
            "text": sent.get("text", known.calendar),
            "error": error,
            "may": lead or desk.me.role == "owner",
        }
        return render(request, "pages/workspace_team.html", context)

    if request.method != "POST":
        return show()

    def act() -> None:
        if request.POST.get("form") == "hours":
            text = request.POST.get("text", "").replace("\r\n", "\n")
            set_calendar(desk.acting, known.id, text)
        else:
            members, leads = _handles(request, "members"), _handles(request, "leads")
            change_team(desk.acting, known.id, members=members, leads=leads)

    return tried(request, act, said="Saved.", back=f"/workspace/teams/{known.handle}", show=show)


def _listed(desk: Desk, people: frozenset[str]) -> str:
    return " ".join(sorted(desk.people.handle(person) for person in people))
