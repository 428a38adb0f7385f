"""Examples by consent, points of a retrospective, and one's own pace of learning."""

from __future__ import annotations

from itertools import groupby

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from dayline.base.errors import DaylineError
from dayline.faces.web.desk import Desk, seated
from dayline.faces.web.pages.record import record_page
from dayline.practices.critique.queries import own_pace
from dayline.practices.kudos import actions as kudos
from dayline.practices.kudos import queries as library
from dayline.practices.retro import actions as retro
from dayline.records.queries import find


@never_cache
@seated
def examples(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Records that are models of their kind; beside them the reader's own pace of learning."""
    found = library.examples(desk.workspace, person=desk.person)
    kinds = [(kind, list(some)) for kind, some in groupby(found, key=lambda one: one.record.kind)]
    own = own_pace(desk.workspace, desk.person, desk.now)
    usual = own.pace.usual
    hours = f"{usual.total_seconds() / 3600:.1f}" if usual is not None else ""
    return render(request, "pages/examples.html", {"kinds": kinds, "own": own, "hours": hours})


@require_POST
@seated
def consent(request: HttpRequest, desk: Desk, ref: str) -> HttpResponse:
    """Say whether one's own record is shown as an example."""
    known = find(desk.workspace, ref, person=desk.person)
    shown = request.POST.get("shown") == "yes"
    try:
        kudos.consent(desk.acting, known.ref, shown=shown)
    except DaylineError as error:
        return record_page(request, desk, known, {}, error=error)
    said = "shown when all who are thanked agree" if shown else "not shown as an example"
    messages.success(request, f"It is {said}.")
    return HttpResponseRedirect(f"/{known.ref}")


@require_POST
@seated
def say(request: HttpRequest, desk: Desk, ref: str) -> HttpResponse:
    """Add a point to a retrospective; what was typed survives a refusal."""
    known = find(desk.workspace, ref, person=desk.person)
    side, words = request.POST.get("side", ""), request.POST.get("point", "")
    try:
        retro.say(desk.acting, known.ref, side, words)
    except DaylineError as error:
        return record_page(request, desk, known, {"point": words, "side": side}, error=error)
    return HttpResponseRedirect(f"/{known.ref}#say-point")
