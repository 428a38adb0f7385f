"""The timeline of an incident, where it stands, its claims and its actions, on one page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from dayline.base.errors import DaylineError, InvalidInput
from dayline.base.instants import date_from_text, from_text, to_text
from dayline.faces.statuses import status_of
from dayline.faces.web.desk import Desk, seated
from dayline.practices.incident import actions, queries
from dayline.practices.incident.actions import Given
from dayline.practices.incident.timing import taken_apart

_KEPT = ("act", "line", "statement", "evidence", "reason", "number", "text", "owner", "due")


@never_cache
@seated
def timeline(request: HttpRequest, desk: Desk, ref: str) -> HttpResponse:
    """The page; a POST does one act and comes back to where it was made."""
    if request.method == "POST":
        known = queries.incident(desk.workspace, ref, person=desk.person)
        try:
            place = _act(desk, known.ref, request.POST)
        except DaylineError as error:
            typed = {name: request.POST.get(name, "") for name in _KEPT}
            return _page(request, desk, known.ref, {"error": error, "typed": typed})
        return HttpResponseRedirect(f"/{known.ref}/timeline{place}")
    return _page(request, desk, ref, {})


def _page(request: HttpRequest, desk: Desk, ref: str, extra: dict[str, Any]) -> HttpResponse:
    known = queries.standing(desk.workspace, ref, person=desk.person)
    running = not known.record.final
    context = {
        "known": known,
        "running": running,
        "events": known.events[::-1] if running else known.events,
        "facts": [
            (name, known.instant(field))
            for name, field in (
                ("Began", "started_at"), ("Known since", "aware_at"), ("Stopped", "mitigated_at"),
            )
        ],
        "today": desk.now.date(),
        "late": [one.number for one in known.actions if one.late(desk.now.date())],
        "minutes": sum(point.minutes for point in known.agenda),
        "server_now": to_text(desk.now),
        **extra,
    }  # fmt: skip
    status = status_of(extra["error"]) if "error" in extra else 200
    return render(request, "pages/incident.html", context, status=status)


def _act(desk: Desk, ref: str, said: QueryDict) -> str:
    """Do what the form asks for; the place on the page to come back to."""
    act = _ACTS.get(said.get("act", ""))
    if act is None:
        raise InvalidInput("This is no act of an incident.", do="Use the forms of the page.")
    return act(desk, ref, said)


def _note(desk: Desk, ref: str, said: QueryDict) -> str:
    at, text = taken_apart(said.get("line", ""), desk.now.astimezone(desk.zone))
    stated = said.get("at", "")
    if at is None and stated:  # what was typed without a network comes with its time
        at = min(from_text(stated), desk.now)
    given = Given(text, at, said.get("key", ""), said.get("corrects", ""))
    added = actions.add_notes(desk.acting, ref, [given])
    return f"#{given.corrects or added[0].id}" if given.corrects else ""


def _claim(desk: Desk, ref: str, said: QueryDict) -> str:
    made = actions.add_claim(
        desk.acting, ref, said.get("statement", ""), evidence=said.get("evidence", "")
    )
    return f"#claim-{made.number}"


def _number(said: QueryDict) -> int:
    given = said.get("number", "")
    return int(given) if given.isdigit() and len(given) < 6 else 0


def _contest(desk: Desk, ref: str, said: QueryDict) -> str:
    return (
        f"#claim-{actions.contest(desk.acting, ref, _number(said), said.get('reason', '')).number}"
    )


def _agree(desk: Desk, ref: str, said: QueryDict) -> str:
    return f"#claim-{actions.settle(desk.acting, ref, _number(said)).number}"


def _dissent(desk: Desk, ref: str, said: QueryDict) -> str:
    return f"#claim-{actions.settle(desk.acting, ref, _number(said), keep_dissent=True).number}"


def _action(desk: Desk, ref: str, said: QueryDict) -> str:
    due = date_from_text(said.get("due", ""))
    actions.add_action(desk.acting, ref, said.get("text", ""), owner=said.get("owner", ""), due=due)
    return "#actions"


def _done(desk: Desk, ref: str, said: QueryDict) -> str:
    actions.finish_action(desk.acting, ref, _number(said))
    return "#actions"


_ACTS: dict[str, Callable[[Desk, str, QueryDict], str]] = {
    "note": _note, "claim": _claim, "contest": _contest, "agree": _agree, "dissent": _dissent,
    "action": _action, "done": _done,
}  # fmt: skip
