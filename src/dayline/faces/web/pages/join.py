"""Joining by an invitation."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import available_timezones

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from dayline.accounts.invitations.actions import accept
from dayline.accounts.invitations.queries import Open, opened
from dayline.base.errors import DaylineError
from dayline.faces.now import now
from dayline.faces.statuses import status_of
from dayline.faces.web.entering import enter
from dayline.people.queries import directory

_FIELDS = ("handle", "name", "email", "zone")


@never_cache
def join(request: HttpRequest, secret: str) -> HttpResponse:
    """What the invitation is to, and a form; with it one is in."""
    invitation = opened(secret, datetime.now(UTC))
    if request.method != "POST":
        return _form(request, invitation, _suggested(invitation))
    given = {name: request.POST.get(name, "") for name in _FIELDS}
    user = request.user if request.user.is_authenticated else None
    try:
        entrant, workspace = accept(secret, at=datetime.now(UTC), now=now(), user=user, **given)
    except DaylineError as error:
        return _form(request, invitation, given, error)
    if settings.OIDC_ONLY and user is None:
        messages.success(request, f"You have joined. Sign in with {settings.OIDC_NAME}.")
        return HttpResponseRedirect("/signin")
    if user is None:
        enter(request, entrant, workspace)
    request.session["workspace"] = workspace
    messages.success(request, "You have joined. Choose how you sign in from now on.")
    return HttpResponseRedirect("/account/ways/")


def _suggested(invitation: Open) -> dict[str, str]:
    handle = "".join(
        char if char.isalnum() and char.isascii() else "-"
        for char in invitation.email.partition("@")[0].casefold()
    )
    return {"handle": handle.strip("-"), "name": "", "email": invitation.email, "zone": ""}


def _form(
    request: HttpRequest,
    invitation: Open,
    given: dict[str, str],
    error: DaylineError | None = None,
) -> HttpResponse:
    people = directory(invitation.workspace)
    context: dict[str, Any] = {
        "invitation": invitation,
        "inviter": people.handle(invitation.invited_by),
        "known": people.people.get(invitation.person),
        "given": given,
        "error": error,
        "zones": sorted(available_timezones()),
        "signed_in": request.user.is_authenticated,
    }
    return render(request, "pages/join.html", context, status=status_of(error) if error else 200)
