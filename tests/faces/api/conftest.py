"""A workspace with the cast in it, and a caller for each of them over HTTP."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from dayline.accounts.actions import make_token
from dayline.accounts.scopes import scopes_of_role
from dayline.faces.api import limits
from dayline.people.queries import directory
from tests.cast import DECISION, Stage, set_stage


@dataclass
class Caller:
    """Somebody with a token: ``ana.post("records", {...})``."""

    secret: str

    def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        sent = {"Authorization": f"Bearer {self.secret}", **headers}
        sent = {name.replace("_", "-"): value for name, value in sent.items() if value}
        address = path if path.startswith("/") else f"/api/v1/{path}"
        data = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body)
        return Client().generic(method, address, data, "application/json", headers=sent)

    def get(self, path: str, **headers: str) -> HttpResponse:
        return self("GET", path, **headers)

    def post(self, path: str, body: Any, **headers: str) -> HttpResponse:
        return self("POST", path, body, **headers)

    def put(self, path: str, body: Any, **headers: str) -> HttpResponse:
        return self("PUT", path, body, **headers)


@pytest.fixture(autouse=True)
def fresh_allowances(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "requests", limits.Limiter(10_000))
    monkeypatch.setattr(limits, "strangers", limits.Limiter(10_000))


@pytest.fixture
def stage(db: None) -> Stage:
    return set_stage()


@pytest.fixture
def caller(stage: Stage) -> Callable[..., Caller]:
    """``caller("ana")`` has all scopes of her role; ``caller("ana", "read")`` only that."""

    def made(handle: str, *scopes: str) -> Caller:
        person = directory(stage.workspace).person(handle)
        _, secret = make_token(
            stage.acting(handle) if handle != "olga" else stage.olga,
            name="test",
            scopes=scopes or scopes_of_role(person.role),
            at=datetime.now(UTC),
        )
        return Caller(secret)

    return made


@pytest.fixture
def ana(caller: Callable[..., Caller]) -> Caller:
    return caller("ana")


@pytest.fixture
def ben(caller: Callable[..., Caller]) -> Caller:
    return caller("ben")


@pytest.fixture
def olga(caller: Callable[..., Caller]) -> Caller:
    return caller("olga")


@pytest.fixture
def decision(ana: Caller) -> str:
    """The id of an open decision of Ana's."""
    made = ana.post("records", {"kind": "decision", "text": DECISION})
    assert made.status_code == 201, made.content
    return str(made.json()["ref"])
