"""Letting somebody in who showed a link: a session of its own, noted like every other sign-in."""

from __future__ import annotations

from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import user_logged_in
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse

from dayline.accounts.actions import Entrant

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def enter(request: HttpRequest, user: Entrant, workspace: int) -> None:
    """Sign ``user`` in to ``workspace``. The session's key is changed, so none can be planted.

    The link counts as a sign-in just now: who came by it may set a passkey or a password.
    """
    login(request, user, backend=BACKEND)
    request.session["workspace"] = workspace
    record_authentication(request, user, method="link", reauthenticated=True)
    user_logged_in.send(sender=type(user), request=request, response=HttpResponse(), user=user)
