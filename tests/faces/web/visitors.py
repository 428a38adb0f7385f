"""Browsers without a browser: Django's client, signed in as one of the cast."""

from __future__ import annotations

from django.test import Client

from dayline.accounts.actions import seat
from tests.cast import Stage

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def visitor(stage: Stage, handle: str, *, csrf: bool = False) -> Client:
    """A client with a session of that person."""
    client = Client(enforce_csrf_checks=csrf)
    client.force_login(seat(stage.workspace, handle), backend=BACKEND)
    session = client.session
    session["workspace"] = stage.workspace
    session.save()
    return client
