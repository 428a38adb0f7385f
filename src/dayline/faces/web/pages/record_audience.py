"""Who sees a record, and why; its author and owners may change it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from dayline.base.errors import DaylineError
from dayline.faces.statuses import status_of
from dayline.faces.web.desk import Desk, seated
from dayline.records.queries import Record, find
from dayline.records.sharing.actions import show_to
from dayline.records.sharing.queries import audience

_LEVELS = (
    ("workspace", "Everybody here", "Guests see it only where they are named."),
    ("team", "One team or several", "Name the teams."),
    ("restricted", "Only some", "Name people or teams."),
)


@seated
def shown_to(request: HttpRequest, desk: Desk, ref: str) -> HttpResponse:
    """The audience of a record; a POST says who is to be it. What was typed survives a refusal."""
    known = find(desk.workspace, ref, person=desk.person)
    if request.method != "POST":
        return _page(request, desk, known, level=known.visibility, parties=_named(desk, known))
    level = request.POST.get("level", "")
    parties = request.POST.get("parties", "").replace(",", " ").split()
    try:
        show_to(desk.acting, known.ref, level, parties)
    except DaylineError as error:
        return _page(
            request, desk, known, level=level, parties=" ".join(parties), refusal=error,
            status=status_of(error),
        )  # fmt: skip
    messages.success(request, "That is who sees it now.")
    return HttpResponseRedirect(f"/{known.ref}/audience")


def _named(desk: Desk, known: Record) -> str:
    shown = (one for one in audience(desk.workspace, known.ref) if one.why == "shown")
    return " ".join(desk.people.handle(one.party) for one in shown)


def _is_author(desk: Desk, known: Record) -> bool:
    return desk.me.role == "member" and known.author == desk.person


def _page(
    request: HttpRequest,
    desk: Desk,
    known: Record,
    *,
    level: str,
    parties: str,
    refusal: DaylineError | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "record": known,
        "audience": audience(desk.workspace, known.ref),
        "levels": _LEVELS,
        "level": level,
        "parties": parties,
        "refusal": refusal,
        "may": desk.me.role == "owner"
        or (desk.me.role == "member" and known.author == desk.person),
    }
    return render(request, "pages/record_audience.html", context, status=status)
