"""Refusals as pages: what happened, what was kept, what to do. Never a stack trace."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from dayline.base.errors import DaylineError, Forbidden, NotFound
from dayline.faces.statuses import status_of
from dayline.faces.web.absent import absent
from dayline.faces.web.desk import Desk
from dayline.records.missing import NoRecord

_log = logging.getLogger(__name__)


class Refusals:
    """Middleware: a :class:`DaylineError` that a view raised becomes its page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page of a refusal; anything else is a fault of ours and goes on to the log."""
        if isinstance(error, DaylineError):
            return refuse(request, error)
        if isinstance(error, Http404):
            return missing(request, error)
        return None


def refuse(request: HttpRequest, error: DaylineError) -> HttpResponse:
    """The page that says a refusal's three sentences and its findings."""
    desk: Desk | None = getattr(request, "desk", None)
    if isinstance(error, NoRecord) and desk is not None:
        return absent(request, desk, error)
    status = status_of(error)
    return render(request, "pages/refusal.html", {"error": error, "status": status}, status=status)


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """No such address. Reads the same as what one may not see."""
    return refuse(
        request,
        NotFound("There is nothing at this address.", do="Go to Today, or search for it."),
    )


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: from another site, or from a page that was open too long."""
    _log.info("A form was refused: %s", reason)
    error = Forbidden(
        "This form did not come from a page of yours, or the page was open too long.",
        kept="What you typed is still in the form: go back and it is there.",
        do="Go back, reload the page, and send it again.",
    )
    return refuse(request, error)


def broken(request: HttpRequest) -> HttpResponse:
    """A fault of ours; the log has it."""
    return render(request, "pages/fault.html", status=500)
