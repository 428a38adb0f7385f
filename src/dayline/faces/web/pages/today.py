"""Today: what waits on you, what was handed to you, what changed since you left."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dayline.faces.web.desk import Desk, seated


@seated
def today(request: HttpRequest, desk: Desk) -> HttpResponse:  # noqa: ARG001
    """The home page."""
    return render(request, "pages/today.html", {"here": "Today"})
