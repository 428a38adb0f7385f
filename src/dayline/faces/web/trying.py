"""Doing what a form asks: done and said, or refused with everything typed kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from dayline.base.errors import DaylineError
from dayline.faces.statuses import status_of

Show = Callable[..., HttpResponse]


def tried(
    request: HttpRequest, act: Callable[[], Any], *, said: str, back: str, show: Show
) -> HttpResponse:
    """Run ``act``; then go ``back`` with a word that it was done, or ``show(error)`` the form."""
    try:
        act()
    except DaylineError as error:
        response = show(error)
        response.status_code = status_of(error)
        return response
    messages.success(request, said)
    return HttpResponseRedirect(back)
