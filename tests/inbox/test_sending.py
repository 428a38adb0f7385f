"""Sending: at least once, always under one id; who was overtaken marks nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail as outbox

from dayline.inbox import mail
from dayline.inbox.actions import claim_letters, compose, send_letters
from dayline.inbox.queries import letter, letters_ready, letters_to
from dayline.journal.queries import entries
from dayline.journal.rebuild import rebuild
from dayline.people.actions import change_person
from tests.clocks.requests import ask, utc
from tests.inbox.post import Office


@pytest.fixture
def morning(office: Office) -> Office:
    """A letter to Ines and one to Omar are composed and not sent yet."""
    office.stage.now = utc(11, 18, 19)
    ask(office.stage)
    office.stage.now = utc(11, 19, 9)
    assert len(compose(office.stage.workspace, office.stage.now)) == 2
    return office


def ids(office: Office) -> list[str]:
    return [one.headers["Message-ID"] for one in office.collect()]


def test_killed_between_sending_and_marking_it_goes_out_again_under_the_same_id(
    morning: Office, monkeypatch
) -> None:
    stage = morning.stage
    claims = claim_letters(stage.workspace, stage.now, worker="w1")

    class Killed(BaseException):
        pass

    real = mail.send

    def send_and_die(connection, words) -> None:
        real(connection, words)
        raise Killed

    monkeypatch.setattr(mail, "send", send_and_die)
    with pytest.raises(Killed):
        send_letters(stage.workspace, claims, stage.now)
    monkeypatch.setattr(mail, "send", real)
    (once,) = ids(morning)
    assert letters_ready(stage.workspace, stage.now, limit=9)

    stage.later(minutes=1)
    claims = claim_letters(stage.workspace, stage.now, worker="w2")
    assert len(send_letters(stage.workspace, claims, stage.now).sent) == 2
    again = ids(morning)
    assert again.count(once) == 1
    assert len(set(again)) == 2
    assert len(list(entries(stage.workspace, kinds=("letter.sent",)))) == 2
    assert rebuild(stage.workspace, check=True).differences == ()


def test_a_sender_that_slept_past_its_lease_marks_nothing(morning: Office, monkeypatch) -> None:
    stage = morning.stage
    asleep = claim_letters(stage.workspace, stage.now, worker="asleep")
    real = mail.send

    def send_slowly(connection, words) -> None:
        """While the first letter is under way another worker takes over and sends both."""
        monkeypatch.setattr(mail, "send", real)
        real(connection, words)
        stage.later(minutes=1)
        awake = claim_letters(stage.workspace, stage.now, worker="awake")
        assert len(send_letters(stage.workspace, awake, stage.now).sent) == 2

    monkeypatch.setattr(mail, "send", send_slowly)
    posted = send_letters(stage.workspace, asleep, stage.now)

    assert (posted.sent, len(posted.refused)) == ([], 2)
    assert len(list(entries(stage.workspace, kinds=("letter.sent",)))) == 2
    arrived = ids(morning)
    assert (len(arrived), len(set(arrived))) == (3, 2)


def test_a_mail_server_that_is_down_loses_nothing(morning: Office, monkeypatch) -> None:
    stage = morning.stage
    real = mail.send

    def refuse(connection, words) -> None:
        raise ConnectionRefusedError("no route to the mail server")

    monkeypatch.setattr(mail, "send", refuse)
    tries = 0
    for _ in range(60):
        claims = claim_letters(stage.workspace, stage.now, worker="w")
        tries += len(send_letters(stage.workspace, claims, stage.now).failed)
        stage.later(minutes=1)
    assert 8 <= tries <= 14  # two letters: after 1, 2, 4, 8 ... minutes
    monkeypatch.setattr(mail, "send", real)
    stage.later(hours=4)
    claims = claim_letters(stage.workspace, stage.now, worker="w")
    assert len(send_letters(stage.workspace, claims, stage.now).sent) == 2
    (kept,) = letters_to(stage.workspace, stage.ids["ines"])
    assert (kept.state, kept.tries) == ("sent", tries // 2 + 1)
    assert rebuild(stage.workspace, check=True).differences == ()


def test_without_an_address_the_letter_is_kept_to_be_read_here(office: Office) -> None:
    stage = office.stage
    change_person(stage.olga, "ines", email="")
    stage.now = utc(11, 18, 19)
    ask(stage)
    office.until(utc(11, 19, 9))
    (kept,) = letters_to(stage.workspace, stage.ids["ines"])
    assert letter(stage.workspace, kept.id).state == "kept"
    assert "ines" not in [one.to for one in office.delivered]


def test_two_workers_compose_one_letter(morning: Office) -> None:
    stage = morning.stage
    assert compose(stage.workspace, stage.now) == []
    one = claim_letters(stage.workspace, stage.now, worker="w1")
    two = claim_letters(stage.workspace, stage.now, worker="w2")
    assert (len(one), two) == (2, {})
    assert claim_letters(stage.workspace, stage.now + timedelta(hours=1), worker="w3")
    assert outbox.outbox == []
