"""Saying of a version of a decision that it applies, does not, or is contested."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from dayline.base.errors import DaylineError, InvalidInput
from dayline.base.line_endings import plain_endings
from dayline.faces.web.desk import Desk, seated
from dayline.faces.web.pages.record import record_page
from dayline.practices.decision.actions import accept
from dayline.practices.decision.offsets import Scope
from dayline.records.queries import find

_KEPT = ("who", "scope", "note")


@require_POST
@seated
def acceptance(request: HttpRequest, desk: Desk, ref: str) -> HttpResponse:
    """Say it for oneself or for a team; what was typed stays where it is refused."""
    known = find(desk.workspace, ref, person=desk.person)
    typed = {name: plain_endings(request.POST.get(name, "")) for name in _KEPT}
    who = typed["who"].strip()
    team = "" if desk.people.id_of(who) == desk.person else who
    try:
        if typed["scope"] not in list(Scope):
            raise InvalidInput("Nothing was said.", do="Say whether it applies.")
        version = request.POST.get("version", "")
        accept(
            desk.acting,
            known.ref,
            scope=Scope(typed["scope"]),
            team=team,
            revision=int(version) if version.isdigit() and len(version) < 9 else 0,
            note=typed["note"],
        )
    except DaylineError as error:
        extra = {"typed": {**typed, "saying": True}}
        return record_page(request, desk, known, extra, error=error)
    messages.success(request, f"Noted for {who or desk.me.handle}.")
    return HttpResponseRedirect(f"/{known.ref}#binding")
