"""Tokens: one's own, under settings; everybody's, under administration."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from dayline.accounts.actions import make_token, revoke_token
from dayline.accounts.queries import tokens
from dayline.accounts.scopes import SCOPES, scopes_of_role
from dayline.base.errors import DaylineError, InvalidInput
from dayline.faces.statuses import status_of
from dayline.faces.web.desk import Desk, seated
from dayline.people.queries import PersonFact, authorise

FEED = "Calendar of my deadlines"
"""The name of the token that the secret address of somebody's deadlines is made of."""


@never_cache
@seated
def own(request: HttpRequest, desk: Desk) -> HttpResponse:
    """One's tokens, and the secret address of one's deadlines. A secret is shown once."""
    if request.method != "POST":
        return _page(request, desk)
    try:
        if request.POST.get("form") == "feed":
            return _page(request, desk, feed=_new_feed(desk))
        return _page(request, desk, secret=_made(request, desk, desk.person))
    except DaylineError as error:
        response = _page(request, desk, error=error)
        response.status_code = status_of(error)
        return response


def _made(request: HttpRequest, desk: Desk, person: str) -> str:
    days = request.POST.get("days", "90")
    if days and not (days.isdigit() and 1 <= int(days) <= 3660):
        raise InvalidInput(f"{days!r} is no number of days.", do="Choose 1 to 3660 days.")
    _, secret = make_token(
        desk.acting,
        name=request.POST.get("name", ""),
        scopes=request.POST.getlist("scope"),
        at=datetime.now(UTC),
        person=person,
        lasts=timedelta(days=int(days)) if days else None,
    )
    return secret


def _new_feed(desk: Desk) -> str:
    """A new secret address; the one before leads nowhere any more."""
    at = datetime.now(UTC)
    for one in tokens(desk.workspace, person=desk.person):
        if one.scopes == ("ics",) and one.live(at):
            revoke_token(desk.acting, one.id, at=at)
    return make_token(desk.acting, name=FEED, scopes=["ics"], at=at)[1]


def _page(
    request: HttpRequest,
    desk: Desk,
    *,
    secret: str = "",
    feed: str = "",
    error: DaylineError | None = None,
) -> HttpResponse:
    at = datetime.now(UTC)
    live = [one for one in tokens(desk.workspace, person=desk.person) if one.live(at)]
    context = {
        "chapter": "tokens",
        "tokens": [one for one in live if one.scopes != ("ics",)],
        "feeds": [one for one in live if one.scopes == ("ics",)],
        "scopes": [(scope, SCOPES[scope]) for scope in scopes_of_role(desk.me.role)],
        "chosen": request.POST.getlist("scope") or ["read"],
        "given": request.POST if error else {},
        "secret": secret,
        "feed": f"{settings.BASE_URL}/deadlines/{feed}.ics" if feed else "",
        "server": os.environ.get("DAYLINE_URL", settings.BASE_URL),
        "error": error,
    }
    return render(request, "pages/settings_tokens.html", context)


@require_POST
@seated
def revoke(request: HttpRequest, desk: Desk, token: str) -> HttpResponse:
    """End a token at once; owners end anybody's."""
    revoke_token(desk.acting, token, at=datetime.now(UTC))
    messages.success(request, f"{token} is revoked.")
    back = request.POST.get("back", "")
    return HttpResponseRedirect("/workspace/tokens" if back == "workspace" else "/settings/tokens")


@never_cache
@seated
def everybodys(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All tokens of the workspace; owners make those of agents and bots."""
    authorise(desk.people, desk.person, "owner", "auditor")
    secret, error = "", None
    if request.method == "POST":
        try:
            secret = _made(request, desk, request.POST.get("person", ""))
        except DaylineError as refused:
            error = refused
    programs = [
        person for person in desk.people.people.values() if person.sort != "human" and person.active
    ]
    context = {
        "chapter": "tokens",
        "tokens": tokens(desk.workspace),
        "now": datetime.now(UTC),
        "programs": programs,
        "scopes": [(scope, SCOPES[scope]) for scope in _any_scope(programs)],
        "chosen": request.POST.getlist("scope") or ["read"],
        "given": request.POST if error else {},
        "secret": secret,
        "error": error,
        "may": desk.me.role == "owner",
    }
    status = status_of(error) if error else 200
    return render(request, "pages/workspace_tokens.html", context, status=status)


def _any_scope(people: list[PersonFact]) -> list[str]:
    allowed = {scope for person in people for scope in scopes_of_role(person.role)}
    return [scope for scope in SCOPES if scope in allowed]
