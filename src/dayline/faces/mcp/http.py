"""The face over HTTP, at ``/mcp`` beside the pages: streamable HTTP without sessions.

Whoever calls shows a token, and a token alone: a cookie lets nobody in here, so no page elsewhere
can make a browser ask. The library is loaded by the first call, because it takes longer to load
than all the rest and most servers are never asked.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from anyio.to_thread import run_sync
from django.conf import settings
from django.db import close_old_connections
from starlette.requests import Request
from starlette.responses import Response

from dayline.accounts.audit.actions import note_reading
from dayline.accounts.queries import Bearer, bearer
from dayline.base.errors import DaylineError, Forbidden
from dayline.faces.api import limits
from dayline.faces.api.problems import MethodNotAllowed, RateLimited, Unauthenticated
from dayline.faces.mcp.seat import Seat, seat_of
from dayline.faces.statuses import status_of

if TYPE_CHECKING:
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
    from starlette.types import Receive, Scope, Send

_log = logging.getLogger(__name__)
_BEARER = "dayline.bearer"
LONGEST = 1024 * 1024
"""Bytes of one message."""


class Face:
    """The ASGI application; one for each process."""

    def __init__(self) -> None:
        self._manager: StreamableHTTPSessionManager | None = None
        self._starting = asyncio.Lock()
        self._running: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request: let the caller in, then let the library speak."""
        request = Request(scope)
        try:
            _check_form(request)
            scope[_BEARER] = await run_sync(_let_in, request)
        except DaylineError as error:
            await _refusal(error)(scope, receive, send)
            return
        except Exception:
            _log.exception("A call over MCP failed before it was read.")
            await _problem(500, "fault", "Dayline failed at this. Nothing was changed.", {})(
                scope, receive, send
            )
            return
        manager = self._manager or await self._started()
        await manager.handle_request(scope, receive, send)

    async def _started(self) -> StreamableHTTPSessionManager:
        async with self._starting:
            if self._manager is None:
                made = await run_sync(_made)
                up = asyncio.Event()
                self._running = asyncio.create_task(_run(made, up))
                await up.wait()
                self._manager = made
        return self._manager


def _made() -> StreamableHTTPSessionManager:
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

    from dayline.faces.mcp.server import serve

    return StreamableHTTPSessionManager(
        serve(_seat, note=_note), json_response=True, stateless=True, max_request_body_size=LONGEST
    )


async def _run(manager: StreamableHTTPSessionManager, up: asyncio.Event) -> None:
    """Keep the library's tasks until the server stops."""
    async with manager.run():
        up.set()
        await asyncio.Event().wait()


def _check_form(request: Request) -> None:
    if request.method != "POST":
        raise MethodNotAllowed("This address is spoken to by POST.", do="Use an MCP client.")
    origin = request.headers.get("origin")
    if origin is not None and origin != settings.BASE_URL:
        raise Forbidden("This call came from a page of elsewhere.", do="Call without a browser.")


def _let_in(request: Request) -> Bearer:
    """Whose token it is. Raises :class:`Unauthenticated`, :class:`RateLimited`."""
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    close_old_connections()
    try:
        found = bearer(secret.strip(), datetime.now(UTC)) if scheme.casefold() == "bearer" else None
        if found is None:
            limits.strangers.take(request.client.host if request.client else "")
            raise Unauthenticated(
                "This needs a token that holds.",
                do="Send Authorization: Bearer TOKEN. Make one with: dayline token make.",
            )
        limits.requests.take(found.token)
    finally:
        close_old_connections()
    if not found.may("read"):
        raise Forbidden("This needs the scope read.", do="Use a token that has it.")
    return found


def _seat(ctx: Any) -> Seat:
    held: Bearer = ctx.request.scope[_BEARER]
    return seat_of(held.workspace, held.origin, held.person, held.scopes, settings.BASE_URL)


def _note(seat: Seat, subject: str) -> None:
    """What auditors read is noted before it is shown."""
    if seat.people.people[seat.person].role == "auditor":
        note_reading(seat.acting, subject)


def _refusal(error: DaylineError) -> Response:
    headers: dict[str, str] = {}
    if isinstance(error, Unauthenticated):
        headers["WWW-Authenticate"] = "Bearer"
    elif isinstance(error, MethodNotAllowed):
        headers["Allow"] = "POST"
    elif isinstance(error, RateLimited):
        headers["Retry-After"] = str(error.wait)
    return _problem(status_of(error), error.code, str(error), headers)


def _problem(status: int, code: str, detail: str, headers: Mapping[str, str]) -> Response:
    body = {"type": f"{settings.BASE_URL}/problems/{code}", "status": status, "detail": detail}
    return Response(
        json.dumps(body, separators=(",", ":")),
        status,
        {"Cache-Control": "no-store", **headers},
        "application/problem+json",
    )
