"""The second step: a code from an app, a recovery code, and no way round."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.test import Client

from dayline.accounts.actions import seat
from dayline.people.actions import change_person
from tests.cast import Stage, set_stage

PASSWORD = "a-long-night-in-austin"  # noqa: S105 -- a test's own
ADDRESS = "ana@meridian.example"


@pytest.fixture
def stage(db: None) -> Stage:
    cache.clear()
    stage = set_stage()
    change_person(stage.olga, "@ana", email=ADDRESS)
    user = seat(stage.workspace, "ana")
    user.set_password(PASSWORD)
    user.save()
    return stage


def code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def with_password(stage: Stage) -> Client:
    client = Client()
    client.post("/signin", {"login": ADDRESS, "password": PASSWORD})
    return client


def set_up(client: Client) -> str:
    """Turn codes on as a person would; returns the secret."""
    asked = client.get("/account/ways/totp/activate/")
    if asked.status_code == 302:
        client.post(asked["Location"], {"password": PASSWORD})
        asked = client.get("/account/ways/totp/activate/")
    secret = re.search(r"Secret: <code>(\w+)</code>", asked.content.decode())[1]
    done = client.post("/account/ways/totp/activate/", {"code": code(secret)})
    assert done.status_code == 302
    return secret


def test_after_the_password_a_code_is_asked(stage: Stage):
    secret = set_up(with_password(stage))
    cache.clear()
    client = with_password(stage)
    assert client.get("/settings").status_code == 302
    assert client.get("/account/ways/authenticate/").status_code == 200
    client.post("/account/ways/authenticate/", {"code": "000000"})
    assert client.get("/settings").status_code == 302
    cache.clear()
    client.post("/account/ways/authenticate/", {"code": code(secret)})
    assert client.get("/settings").status_code == 200


def test_a_recovery_code_works_once(stage: Stage):
    client = with_password(stage)
    set_up(client)
    page = client.get("/account/ways/recovery-codes/").content.decode()
    spare = re.search(r"<li><code>([\w-]+)</code>", page)[1]
    for works in (True, False):
        cache.clear()
        other = with_password(stage)
        other.post("/account/ways/authenticate/", {"code": spare})
        assert (other.get("/settings").status_code == 200) is works


def test_the_database_alone_gives_no_codes(stage: Stage):
    secret = set_up(with_password(stage))
    (row,) = Authenticator.objects.filter(type="totp")
    assert secret not in str(row.data)


def test_changing_how_one_signs_in_asks_who_one_is(stage: Stage):
    answer = with_password(stage).get("/account/ways/totp/activate/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/confirm")
