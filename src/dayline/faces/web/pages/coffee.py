"""Coffee: one's own, and whether to take part. Nobody else's is shown to anybody."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from dayline.base.errors import DaylineError
from dayline.faces.statuses import status_of
from dayline.faces.web.desk import Desk, seated
from dayline.practices.coffee.actions import choose, draw
from dayline.practices.coffee.queries import standing


@seated
def coffee(request: HttpRequest, desk: Desk) -> HttpResponse:
    """One's coffee of this round. A POST takes part, stays out, or draws the next round."""
    error, status = None, 200
    if request.method == "POST":
        try:
            return _acted(request, desk)
        except DaylineError as refused:
            error, status = refused, status_of(refused)
    found = standing(desk.workspace, desk.person)
    mine = found.coffee
    page = {
        "here": "Teams",
        "found": found,
        "mine": mine,
        "partner": desk.people.people.get(mine.partner) if mine else None,
        "error": error,
    }
    return render(request, "pages/coffee.html", page, status=status)


def _acted(request: HttpRequest, desk: Desk) -> HttpResponse:
    act = request.POST.get("act", "")
    if act == "draw":
        held = draw(desk.acting)
        messages.success(
            request,
            f"Round {held.round} is drawn: {held.calls} pairs meet, {held.written} write to each"
            f" other, {held.left} come first next time. Each pair is told, and nobody else.",
        )
    else:
        choose(desk.acting, taking_part=act == "in")
        words = "You take part from the next round on." if act == "in" else "You stay out."
        messages.success(request, f"{words} Nobody is told.")
    return HttpResponseRedirect("/coffee")
