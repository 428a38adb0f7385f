"""Today: what a person finds when they sit down."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dayline.faces.web.band import band_for
from dayline.faces.web.desk import Desk, seated


@seated
def today(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The home page."""
    band = band_for(desk, sorted(desk.people.teams))
    return render(request, "pages/today.html", {"here": "Today", "band": band})
