"""An act that is sent twice under one key happens once, whatever happens in between."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, connections

from dayline.faces.api import gate
from dayline.journal.queries import head
from dayline.replays import actions as replays
from dayline.replays.actions import Answer, Claim, InProgress, KeyReused
from tests.cast import DECISION, Stage
from tests.faces.api.conftest import Caller

NEW = {"kind": "decision", "text": DECISION}
NOW = datetime.now(UTC)


def test_the_same_key_gives_the_same_bytes_and_one_record(ana: Caller, stage: Stage):
    first = ana.post("records", NEW, Idempotency_Key="k-1")
    size = head(stage.workspace).size
    again = ana.post("records", NEW, Idempotency_Key="k-1")
    assert (again.status_code, again.content) == (first.status_code, first.content)
    for name in ("Content-Type", "Location"):
        assert again.headers[name] == first.headers[name]
    assert again.headers["Idempotency-Replayed"] == "true"
    assert head(stage.workspace).size == size
    assert ana.post("records", NEW, Idempotency_Key="k-2").json()["ref"] == "D-2"


def test_a_refusal_is_repeated_too(ana: Caller, decision: str):
    body = {"move": "nonsense"}
    first = ana.post(f"records/{decision}/moves", body, Idempotency_Key="k")
    again = ana.post(f"records/{decision}/moves", body, Idempotency_Key="k")
    assert first.status_code == again.status_code >= 400
    assert first.content == again.content


def test_one_key_for_two_requests_is_a_mistake(ana: Caller, decision: str):
    ana.post("records", NEW, Idempotency_Key="k")
    refused = ana.post("records", {"kind": "question", "title": "x"}, Idempotency_Key="k")
    assert (refused.status_code, refused.json()["code"]) == (422, "key-reused")
    other = ana.post(f"records/{decision}/comments", {"text": "x"}, Idempotency_Key="k")
    assert other.status_code == 422


def test_keys_belong_to_persons(ana: Caller, ben: Caller):
    assert ana.post("records", NEW, Idempotency_Key="k").json()["ref"] == "D-1"
    assert ben.post("records", NEW, Idempotency_Key="k").json()["ref"] == "D-2"


def test_while_the_first_is_under_way_the_second_waits(stage: Stage):
    who = (stage.workspace, stage.ids["ana"], "k", "digest")
    first = replays.claim(*who, NOW)
    assert isinstance(first, Claim)
    with pytest.raises(InProgress):
        replays.claim(*who, NOW + timedelta(seconds=5))
    with pytest.raises(KeyReused):
        replays.claim(*who[:3], "other", NOW)


def test_who_was_overtaken_keeps_nothing(stage: Stage):
    who = (stage.workspace, stage.ids["ana"], "k", "digest")
    stalled = replays.claim(*who, NOW)
    second = replays.claim(*who, NOW + timedelta(minutes=2))
    assert isinstance(second, Claim)
    with pytest.raises(InProgress):
        replays.keep(stalled, Answer(201, b"late"))
    replays.let_go(stalled)
    replays.keep(second, Answer(201, b"once"))
    assert replays.claim(*who, NOW + timedelta(hours=23)).body == b"once"


def test_after_a_day_a_key_is_free_again(stage: Stage):
    who = (stage.workspace, stage.ids["ana"], "k", "digest")
    replays.keep(replays.claim(*who, NOW), Answer(201, b"once"))
    assert replays.forget(NOW + timedelta(hours=23)) == 0
    assert isinstance(replays.claim(*who, NOW + timedelta(hours=25)), Claim)
    assert replays.forget(NOW + timedelta(hours=50)) == 1


def test_an_act_whose_answer_cannot_be_kept_is_not_done(
    ana: Caller, stage: Stage, monkeypatch: pytest.MonkeyPatch
):
    size = head(stage.workspace).size

    def broken(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(gate, "keep", broken)
    assert ana.post("records", NEW, Idempotency_Key="k").status_code == 500
    assert head(stage.workspace).size == size
    monkeypatch.undo()
    assert ana.post("records", NEW, Idempotency_Key="k").status_code == 201


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_under_one_key_make_one_record(ana: Caller, stage: Stage):
    answers = []

    def send() -> None:
        try:
            answers.append(ana.post("records", NEW, Idempotency_Key="race"))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    statuses = sorted(one.status_code for one in answers)
    assert set(statuses) <= {201, 409}, [one.content for one in answers]
    assert 201 in statuses
    assert len({one.content for one in answers if one.status_code == 201}) == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM records_record")
        assert cursor.fetchone() == (1,)


@pytest.mark.parametrize("key", ["", "x" * 201, "käse", "a\tb"])
def test_what_is_no_key_is_refused(ana: Caller, key: str):
    from django.test import Client

    refused = Client().post(
        "/api/v1/records", NEW, "application/json",
        headers={"Authorization": f"Bearer {ana.secret}", "Idempotency-Key": key},
    )  # fmt: skip
    assert refused.status_code == 422
