"""What auditors read is noted before it is shown."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from dayline.accounts.audit.actions import note_reading
from dayline.base.ids import parse_ref
from dayline.faces.web.desk import Desk

_OWN = ("signin", "signout", "account", "settings", "static", "join")
"""Pages about oneself hold nothing of the workspace."""


def audited(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Middleware: an answer to an auditor goes out once the journal has it."""

    def with_note(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        desk: Desk | None = getattr(request, "desk", None)
        if desk is not None and desk.me.role == "auditor" and response.status_code == 200:
            subject = subject_of(request.path)
            if subject:
                note_reading(desk.acting, subject)
        return response

    return with_note


def subject_of(path: str) -> str:
    """``D-42`` for the pages of a record, else ``page:board``; nothing for pages about oneself."""
    first = path.strip("/").partition("/")[0].partition(".")[0]
    if first in _OWN:
        return ""
    ref = parse_ref(first)
    return str(ref) if ref else f"page:{first[:40] or 'today'}"
