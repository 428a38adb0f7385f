"""What auditors read is noted before it is shown."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from dayline.accounts.audit.actions import note_reading
from dayline.base.ids import parse_ref
from dayline.faces.web.desk import Desk

_OWN = ("signin", "signout", "account", "settings", "static", "join")
"""Pages about oneself hold nothing of the workspace."""

_SHOWN = (200, 304)
"""What somebody has already and is told to be fresh, they read again."""


def audited(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Middleware: an answer to an auditor goes out once the journal has it.

    ``request.reader`` is the desk of a token, ``request.desk`` that of a session.
    """

    def with_note(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        desk: Desk | None = getattr(request, "reader", None) or getattr(request, "desk", None)
        if desk is not None and desk.me.role == "auditor" and response.status_code in _SHOWN:
            subject = subject_of(request.path)
            if subject:
                note_reading(desk.acting, subject)
        return response

    return with_note


def subject_of(path: str) -> str:
    """``D-42`` for the pages of a record, else ``page:board``; nothing for pages about oneself.

    The API's addresses are told as pages: ``/api/v1/records/D-42/history`` is ``D-42``. A record
    that was asked for by its slug is ``page:records``, because a slug holds words.
    """
    first, _, rest = path.removeprefix("/api/v1").strip("/").partition("/")
    first = first.partition(".")[0]
    if first in _OWN:
        return ""
    ref = parse_ref(rest.partition("/")[0] if first == "records" else first)
    return str(ref) if ref else f"page:{first[:40] or 'today'}"
