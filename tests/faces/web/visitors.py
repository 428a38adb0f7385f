"""Browsers without a browser: Django's client, signed in as one of the cast."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from django.test import Client

from dayline.accounts.actions import seat
from tests.cast import Stage

Enter = Callable[[str], Client]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def visitor(stage: Stage, handle: str, *, csrf: bool = False) -> Client:
    """A client with a session of that person."""
    client = Client(enforce_csrf_checks=csrf)
    client.force_login(seat(stage.workspace, handle), backend=BACKEND)
    session = client.session
    session["workspace"] = stage.workspace
    session.save()
    return client


@pytest.fixture
def enter(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Enter:
    """``enter("ana")`` is a browser in which @ana is signed in; its now is the stage's."""
    monkeypatch.setattr("dayline.faces.web.desk.now", lambda: stage.now)
    return partial(visitor, stage)


def page(client: Client, address: str, status: int = 200) -> str:
    """What stands at an address, which answers with that status."""
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()
