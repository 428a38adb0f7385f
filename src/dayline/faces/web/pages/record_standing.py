"""Where a record stands: a page of its own, on which sides sign and a draft is made of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from dayline.base.errors import DaylineError, InvalidInput
from dayline.base.line_endings import plain_endings
from dayline.contracts.queries import in_force
from dayline.faces.statuses import status_of
from dayline.faces.web.desk import Desk, seated
from dayline.faces.web.record.standing import parts_of, positions
from dayline.faces.web.record.threads import may_comment
from dayline.records.actions import WRITERS
from dayline.synthesis.actions import LONGEST, promote, sign
from dayline.synthesis.queries import standing_of

_FIRST = ("decision", "question", "rfc", "incident")


@seated
def standing(request: HttpRequest, desk: Desk, ref: str) -> HttpResponse:
    """The page; a POST signs or corrects one's own position, or opens a record from it."""
    told = standing_of(desk.workspace, ref, person=desk.person)
    typed: dict[str, Any] = {}
    error: DaylineError | None = None
    if request.method == "POST":
        typed = {name: request.POST.get(name, "") for name in ("act", "text", "kind", "title")}
        try:
            return _done(request, desk, told.record.ref, typed)
        except DaylineError as refused:
            error = refused
    kinds = {one.name: one.title for one in in_force(desk.workspace)}
    context = {
        "told": told,
        "record": told.record,
        "parts": [one for one in parts_of(told.standing, told.record.ref) if one.lines],
        "positions": positions(told, desk.person),
        "mine": any(one.mine for one in positions(told, desk.person)),
        "may_say": may_comment(desk.people, desk.person),
        "may_open": desk.me.role in WRITERS,
        "kinds": [(name, kinds[name]) for name in _FIRST if name in kinds],
        "longest": LONGEST,
        "typed": typed,
        "error": error,
    }
    status = status_of(error) if error else 200
    return render(request, "pages/record_standing.html", context, status=status)


def _done(request: HttpRequest, desk: Desk, ref: str, typed: dict[str, Any]) -> HttpResponse:
    if typed["act"] == "promote":
        made = promote(desk.acting, ref, typed["kind"], title=typed["title"].strip()[:300])
        messages.success(request, f"{made.ref} is opened from {ref}. Mend it, then move it on.")
        return HttpResponseRedirect(f"/{made.ref}")
    words = plain_endings(typed["text"]).strip()
    if typed["act"] == "correct" and not words:
        raise InvalidInput(
            "Nothing is written yet.",
            kept="Nothing was recorded.",
            do="Say in your own words where you stand.",
        )
    sign(desk.acting, ref, text=words if typed["act"] == "correct" else "")
    said = "Your own words stand there now." if words else "You signed your position."
    messages.success(request, said)
    return HttpResponseRedirect(f"/{ref}/where-it-stands")
