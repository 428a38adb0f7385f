"""Who calls: by a bearer token with scopes, or by the session cookie of a page of ours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware

from dayline.accounts.queries import bearer
from dayline.accounts.scopes import allows, scopes_of_role
from dayline.base.errors import Forbidden
from dayline.faces.api import limits
from dayline.faces.api.limits import Allowance
from dayline.faces.api.problems import Unauthenticated
from dayline.faces.now import now
from dayline.faces.web.desk import Desk
from dayline.people.queries import directory

SAFE = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True, slots=True)
class Caller:
    """A desk, the scopes under which it may be used, and the allowance that is left."""

    desk: Desk
    scopes: tuple[str, ...]
    allowance: Allowance

    def need(self, scope: str) -> None:
        """Raises :class:`Forbidden` where the scope is not among those granted."""
        if not allows(self.scopes, scope):
            raise Forbidden(
                f"This needs the scope {scope}.",
                kept="Nothing was changed.",
                do="Use a token that has it, if your role may have one.",
            )


def caller_of(request: HttpRequest) -> Caller:
    """Who calls. A request with an Authorization header is judged by that alone.

    Raises :class:`Unauthenticated`, :class:`Forbidden` (a form from elsewhere) and
    :class:`RateLimited`.
    """
    stated = request.headers.get("Authorization")
    if stated is not None:
        return _by_token(request, stated)
    desk: Desk | None = getattr(request, "desk", None)
    if desk is None:
        raise Unauthenticated(
            "This needs a token.",
            do="Send Authorization: Bearer TOKEN. Make one with: dayline token make.",
        )
    if request.method not in SAFE:
        _check_form(request)
    allowance = limits.requests.take(f"{desk.workspace}:{desk.person}")
    return Caller(desk, scopes_of_role(desk.me.role), allowance)


def _by_token(request: HttpRequest, stated: str) -> Caller:
    scheme, _, secret = stated.partition(" ")
    found = bearer(secret.strip(), datetime.now(UTC)) if scheme.casefold() == "bearer" else None
    if found is None:
        limits.strangers.take(str(request.META.get("REMOTE_ADDR", "")))
        raise Unauthenticated(
            "This token does not hold.",
            do="It may be misspelt, over or revoked. Make one with: dayline token make.",
        )
    people = directory(found.workspace)
    desk = Desk(found.workspace, found.origin, found.person, people, now())
    held = set(scopes_of_role(desk.me.role))
    scopes = tuple(scope for scope in found.scopes if scope in held)
    request.reader = desk  # type: ignore[attr-defined]  # the audit of readings asks for it
    return Caller(desk, scopes, limits.requests.take(found.token))


def _check_form(request: HttpRequest) -> None:
    """The same check as for our forms: the token of the page, and where the request comes from."""
    check = CsrfViewMiddleware(lambda _request: HttpResponse())
    check.process_request(request)
    if check.process_view(request, HttpResponse, (), {}) is not None:
        raise Forbidden(
            "This request did not come from a page of yours.",
            kept="Nothing was changed.",
            do="Send X-CSRFToken as the page has it, or use a token.",
        )


def desk_of(request: HttpRequest) -> Desk:
    """The desk of the caller, once the gate has let them in."""
    return cast("Caller", request.caller).desk  # type: ignore[attr-defined]
