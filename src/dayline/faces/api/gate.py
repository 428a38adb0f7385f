"""The gate before every operation: who calls, how often, with which right, how large, once only."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from dayline.base.errors import DaylineError, InvalidInput
from dayline.faces.api import problems
from dayline.faces.api.caller import SAFE, Caller, caller_of
from dayline.faces.api.etags import conditional
from dayline.faces.api.operations import Operation
from dayline.replays.actions import Answer, Claim, claim, keep, let_go

_log = logging.getLogger(__name__)
_KEPT_HEADERS = ("Content-Type", "Location", "ETag", "Link")
_KEY = 200

View = Callable[..., HttpResponse]


def guarded(view: View, by_method: dict[str, Operation], known: dict[str, set[str]]) -> View:
    """``view`` behind the gate. ``known`` are the query parameters of each operation."""

    @wraps(view)
    def gate(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = _answer(request, lambda: view(request, *args, **kwargs), by_method, known)
        except DaylineError as error:
            response = problems.problem(error)
        except Exception:
            _log.exception("A request to the API failed.")
            response = problems.fault()
        caller: Caller | None = getattr(request, "caller", None)
        if caller is not None:
            for name, value in caller.allowance.headers().items():
                response.headers[name] = value
        response.headers.setdefault("Cache-Control", "private, no-cache")
        response.headers.setdefault("Vary", "Authorization, Cookie")
        if request.method == "HEAD":
            length = str(len(response.content))
            response.content = b""
            response.headers["Content-Length"] = length
        return response

    gate.csrf_exempt = True  # type: ignore[attr-defined]  # checked for sessions, in caller.py
    return gate


def _answer(
    request: HttpRequest,
    act: Callable[[], HttpResponse],
    by_method: dict[str, Operation],
    known: dict[str, set[str]],
) -> HttpResponse:
    method = "GET" if request.method == "HEAD" else str(request.method)
    found = by_method.get(method)
    if found is None:
        return _not_by_this_method(by_method)
    caller = caller_of(request)
    request.caller = caller  # type: ignore[attr-defined]
    caller.need(found.scope)
    _check_query(request, known[found.id])
    _check_body(request, found)
    if request.method == "HEAD":
        request.method = "GET"
        try:
            return conditional(request, act())
        finally:
            request.method = "HEAD"
    if method in SAFE:
        return conditional(request, act())
    key = request.headers.get("Idempotency-Key")
    if method != "POST" or key is None:
        with transaction.atomic():
            return _undone(act())
    return _once(request, caller, key, act)


def _not_by_this_method(by_method: dict[str, Operation]) -> HttpResponse:
    allowed = sorted({*by_method, *(("HEAD",) if "GET" in by_method else ())})
    response = problems.problem(
        problems.MethodNotAllowed(
            "This address does not answer that method.", do=f"Use {' or '.join(allowed)}."
        )
    )
    response.headers["Allow"] = ", ".join(allowed)
    return response


def _check_query(request: HttpRequest, known: set[str]) -> None:
    """A misspelt filter that were passed over in silence would answer another question."""
    unknown = sorted(set(request.GET) - known)
    if unknown:
        choice = f"Known are: {', '.join(sorted(known))}." if known else "Leave it out."
        raise InvalidInput(f"There is no query parameter {unknown[0][:40]!r}.", do=choice)


def _check_body(request: HttpRequest, found: Operation) -> None:
    if request.method in SAFE:
        return
    stated = request.headers.get("Content-Length") or "0"
    length = int(stated) if stated.isdigit() else 0
    if length > found.limit:
        raise problems.TooLarge(
            f"The body has {length:,} bytes; here {found.limit:,} are the most.",
            kept="Nothing was changed.",
            do="Make it smaller.",
        )
    media_type = (request.content_type or "").casefold()
    if length and media_type != "application/json":
        raise problems.UnsupportedMedia(
            "The body is not JSON.",
            kept="Nothing was changed.",
            do="Send Content-Type: application/json.",
        )


def _undone(response: HttpResponse) -> HttpResponse:
    """An act that was refused leaves nothing behind, whatever it had written before."""
    if response.status_code >= 400:
        transaction.set_rollback(True)
    return response


def _once(
    request: HttpRequest, caller: Caller, key: str, act: Callable[[], HttpResponse]
) -> HttpResponse:
    """The act, once for each key. What was answered is kept in the transaction of the act."""
    if not 1 <= len(key) <= _KEY or not key.isascii() or not key.isprintable():
        raise InvalidInput(
            "This is no Idempotency-Key.", do=f"Send 1 to {_KEY} printable ASCII characters."
        )
    digest = hashlib.sha256()
    for part in (str(request.method).encode(), request.get_full_path().encode(), request.body):
        digest.update(len(part).to_bytes(8, "big") + part)
    desk = caller.desk
    claimed = claim(desk.workspace, desk.person, key, digest.hexdigest(), datetime.now(UTC))
    if isinstance(claimed, Answer):
        return _replayed(claimed)
    try:
        response = _done(claimed, act)
        if response.status_code >= 500:
            let_go(claimed)
        elif response.status_code >= 400:
            keep(claimed, _kept(response))
    except BaseException:
        let_go(claimed)
        raise
    return response


def _done(claimed: Claim, act: Callable[[], HttpResponse]) -> HttpResponse:
    with transaction.atomic():
        response = _undone(act())
        if response.status_code < 400:
            keep(claimed, _kept(response))
    return response


def _kept(response: HttpResponse) -> Answer:
    headers = {name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers}
    return Answer(response.status_code, response.content, headers)


def _replayed(answer: Answer) -> HttpResponse:
    response = HttpResponse(answer.body, status=answer.status)
    for name, value in answer.headers.items():
        response.headers[name] = value
    response.headers["Idempotency-Replayed"] = "true"
    return response
