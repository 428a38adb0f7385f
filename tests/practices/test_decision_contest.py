"""A contested decision reaches those who answer for it, quietly; an accepted one tells nobody."""

from __future__ import annotations

import pytest

from dayline.journal.actions import erase
from dayline.journal.queries import head
from dayline.journal.rebuild import rebuild
from dayline.practices.decision.actions import accept
from dayline.practices.decision.offsets import Scope
from dayline.records.actions import move, open_record
from tests.cast import DECISION, Stage, set_stage
from tests.clocks.requests import utc
from tests.inbox.post import Office, Post


@pytest.fixture
def office(db: None) -> Office:
    return Office(set_stage())


@pytest.fixture
def decision(office: Office) -> str:
    """Ben wrote it, Ana and Ines decide; every letter about that is out of the way."""
    stage: Stage = office.stage
    ref = open_record(stage.ben, "decision", text=DECISION).ref
    move(stage.ana, ref, "accept")
    stage.now = utc(11, 20, 2)  # Friday morning in Singapore, night elsewhere
    office.tick()
    office.until(utc(11, 20, 18))
    return ref


def contest(stage: Stage, ref: str) -> None:
    accept(stage.ken, ref, team="singapore", scope=Scope.CONTEST, note="Keys leak into the logs.")


def by(letters: list[Post], who: str) -> list[Post]:
    return [one for one in letters if one.to == who]


def test_the_author_and_the_deciders_are_told_in_their_morning(
    office: Office, decision: str
) -> None:
    stage = office.stage
    stage.now = utc(11, 23, 2)  # Monday 10:00 in Singapore: nobody else is awake
    contest(stage, decision)
    arrived = office.until(utc(11, 23, 16))
    (ines,), (ana,), (ben,) = (by(arrived, who) for who in ("ines", "ana", "ben"))
    assert (ines.at, ana.at) == (utc(11, 23, 9), utc(11, 23, 15))  # 9:00 where each is
    assert ben.subject == f"Contested: {decision} Every capture carries a key"
    said = " ".join(ben.text.split())
    assert "@ken contests version 2 for @singapore, yesterday 20:00: “Keys leak into the" in said
    assert "Why you: you wrote this decision or decide on it." in said
    assert not by(arrived, "ken") + by(arrived, "mei") + by(arrived, "omar")
    rebuild(stage.workspace, check=True)


def test_a_contest_taken_back_overnight_is_told_to_nobody(office: Office, decision: str) -> None:
    stage = office.stage
    stage.now = utc(11, 23, 2)
    contest(stage, decision)
    stage.later(minutes=30)
    accept(stage.ken, decision, team="singapore")
    assert office.until(utc(11, 23, 16)) == []
    rebuild(stage.workspace, check=True)


def test_what_applies_or_does_not_is_no_news(office: Office, decision: str) -> None:
    stage = office.stage
    accept(stage.ken, decision, team="singapore")
    accept(stage.mei, decision, scope=Scope.DOES_NOT, note="Risk only.")
    assert office.until(utc(11, 24, 16)) == []


def test_who_contests_their_own_decision_is_not_told_of_it(office: Office, decision: str) -> None:
    stage = office.stage
    accept(stage.ana, decision, team="austin", scope=Scope.CONTEST, note="The key is too long.")
    arrived = office.until(utc(11, 24, 16))
    assert {one.to for one in arrived} == {"ines", "ben"}


def test_erased_words_are_told_to_nobody(office: Office, decision: str) -> None:
    stage = office.stage
    stage.now = utc(11, 23, 2)
    contest(stage, decision)
    erase(stage.olga, head(stage.workspace).size - 1, "a name")
    assert not [one for one in office.until(utc(11, 23, 16)) if "leak" in one.text]
    rebuild(stage.workspace, check=True)
