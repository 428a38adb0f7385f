"""Refusals as ``application/problem+json`` (RFC 9457), each of a type that resolves to a page."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from dayline.base.errors import Conflict, DaylineError, HostileInput, InvalidInput
from dayline.base.findings import Finding
from dayline.faces.api.problem_kinds import KINDS
from dayline.faces.statuses import status_of

MEDIA_TYPE = "application/problem+json"


class Unauthenticated(DaylineError):
    """Nobody signed in, and no token that holds."""

    code = "unauthenticated"


class RateLimited(DaylineError):
    """Too many requests in a short time; ``wait`` is in whole seconds."""

    code = "rate-limited"

    def __init__(self, what: str, *, wait: int, do: str) -> None:
        super().__init__(what, kept="Nothing was changed.", do=do)
        self.wait = wait


class PreconditionFailed(Conflict):
    """What ``If-Match`` named is no longer the current revision."""

    code = "precondition-failed"


class PreconditionRequired(DaylineError):
    """An edit that does not say which revision it was made from."""

    code = "precondition-required"


class MethodNotAllowed(DaylineError):
    """The address is there, the method is not."""

    code = "method-not-allowed"


class UnsupportedMedia(DaylineError):
    """A body in another form than JSON."""

    code = "unsupported-media-type"


class Malformed(InvalidInput):
    """A body that is no JSON."""

    code = "malformed"


class TooLarge(HostileInput):
    """A body past the limit."""

    code = "hostile-input"


def type_of(code: str) -> str:
    """The address of the page that says what a problem means."""
    return f"{settings.BASE_URL}/problems/{code}"


def document(error: DaylineError) -> dict[str, Any]:
    """The members of a problem: those of RFC 9457, and what a program may act on."""
    status = status_of(error)
    kind = KINDS.get(error.code, KINDS["refused"])
    stated: dict[str, Any] = {
        "type": type_of(error.code),
        "title": kind.title,
        "status": status,
        "detail": error.what,
        "code": error.code,
        "kept": error.kept,
        "do": error.do,
        "findings": [_finding(one) for one in error.findings],
    }
    if isinstance(error, Conflict):
        stated["theirs"], stated["yours"] = error.theirs, error.yours
    return stated


def _finding(one: Finding) -> dict[str, Any]:
    return {
        "rule": one.rule,
        "message": one.message,
        "remedy": one.remedy,
        "path": one.path,
        "line": one.line,
        "column": one.column,
        "severity": one.severity.value,
    }


def problem(error: DaylineError) -> HttpResponse:
    """The response of a refusal."""
    response = plain(status_of(error), document(error))
    if isinstance(error, Unauthenticated):
        response.headers["WWW-Authenticate"] = 'Bearer realm="Dayline"'
    if isinstance(error, RateLimited):
        response.headers["Retry-After"] = str(error.wait)
    return response


def fault() -> HttpResponse:
    """The response to a fault of ours; the log has it."""
    stated = {
        "type": type_of("fault"),
        "title": KINDS["fault"].title,
        "status": 500,
        "detail": "Something went wrong here. It is in the server's log.",
        "code": "fault",
        "kept": "An act that was not answered with success was not done.",
        "do": "Try again; with the same Idempotency-Key nothing happens twice.",
        "findings": [],
    }
    return plain(500, stated)


def plain(status: int, stated: dict[str, Any]) -> HttpResponse:
    """A problem document as a response."""
    body = json.dumps(stated, ensure_ascii=False, separators=(",", ":"))
    safe = body.encode("utf-8", "replace")
    response = HttpResponse(safe, status=status, content_type=MEDIA_TYPE)
    response.headers["Cache-Control"] = "no-store"
    return response


def not_here(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """An address of the API that there is not; reads the same as what one may not see."""
    from dayline.base.errors import NotFound

    return problem(
        NotFound(
            "There is nothing at this address.",
            do=f"See what there is: {settings.BASE_URL}/api/v1/openapi.json",
        )
    )
