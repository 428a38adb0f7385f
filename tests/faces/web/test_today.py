"""Today: what waits, what was handed over, what changed; and how little it costs to tell."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dayline.base.instants import to_text
from dayline.faces.web.pages import today as page
from dayline.inbox.today import Today, today
from dayline.records.actions import move, open_record
from dayline.records.remarks.actions import close_comment, comment, give_receipt
from tests.cast import DECISION, Stage, set_stage
from tests.faces.web.nights import hand_over
from tests.faces.web.visitors import visitor


@pytest.fixture
def stage(db: None) -> Stage:
    return set_stage()


def at(stage: Stage, text: str) -> None:
    stage.now = datetime.fromisoformat(f"2026-11-{text}Z")


def seen(stage: Stage, handle: str) -> Today:
    return today(stage.workspace, stage.ids[handle], stage.now)


def shown(stage: Stage, handle: str, monkeypatch: pytest.MonkeyPatch, address: str = "/") -> str:
    monkeypatch.setenv("DAYLINE_NOW", to_text(stage.now))
    answer = visitor(stage, handle).get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_a_handoff_is_handed_to_the_receivers_until_they_took_it_in(stage: Stage):
    at(stage, "18T17:00")
    ref = hand_over(stage)
    for receiver in ("ana", "ben"):
        assert [one.record.ref for one in seen(stage, receiver).handed] == [ref]
    assert seen(stage, "omar").handed == ()
    give_receipt(stage.ana, ref, "read")
    assert seen(stage, "ana").handed == ()
    assert [one.record.ref for one in seen(stage, "ana").turns] == [ref]
    assert [one.record.ref for one in seen(stage, "ben").handed] == [ref]


def test_what_is_left_counts_the_receivers_working_time(stage: Stage):
    at(stage, "18T22:30")  # 16:30 in Austin: half an hour before they close
    hand_over(stage, "ines")
    (turn,) = seen(stage, "ana").handed
    assert turn.left == 2 * 60 * 60 * 1_000_000
    assert turn.deadline is not None
    assert turn.deadline.due_at == datetime.fromisoformat("2026-11-19T16:30Z")
    assert "leads of both teams" in turn.cost
    at(stage, "19T20:00")
    (turn,) = seen(stage, "ana").handed
    assert turn.late
    assert turn.left is not None
    assert turn.left < 0


def test_what_presses_most_comes_first(stage: Stage):
    at(stage, "18T17:00")
    for name in ("a", "b"):
        open_record(stage.ines, "decision", text=DECISION.replace("Every", name), title=name)
        stage.later(hours=3)
    hand_over(stage)
    refs = [one.record.ref for one in (*seen(stage, "ana").handed, *seen(stage, "ana").turns)]
    assert refs[0] == "H-1"
    assert refs[1:] == ["D-1", "D-2"]


def test_an_empty_list_is_told_as_a_reward(stage: Stage, monkeypatch: pytest.MonkeyPatch):
    at(stage, "18T17:00")
    hand_over(stage)
    said = shown(stage, "mei", monkeypatch)
    assert "Nothing waits on you." in said
    assert "You are off until" in said
    waiting = shown(stage, "omar", monkeypatch)
    assert 'Next on your clocks is <a class="ref" href="/H-1">H-1</a>' in waiting


def test_changes_are_grouped_by_record_and_ones_own_acts_are_no_news(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
):
    at(stage, "18T10:00")
    ref = open_record(stage.ines, "decision", text=DECISION).ref
    at(stage, "18T18:00")
    close_comment(stage.omar, comment(stage.omar, ref, "Who keeps the keys?", concern="keys"))
    stage.later(minutes=5)
    comment(stage.ana, ref, "We do.")
    stage.later(minutes=5)
    move(stage.ana, ref, "accept")
    at(stage, "19T09:30")
    (change,) = seen(stage, "ines").changes
    assert [act.kind for act in change.acts] == ["concern", "comment", "moved"]
    assert change.mine
    said = shown(stage, "ines", monkeypatch)
    assert "Moved to accepted by @ana; concern “keys” by @omar; 1 comment by @ana." in said
    own = today(stage.workspace, stage.ids["ana"], stage.now, since=stage.now - timedelta(days=1))
    assert [act.kind for act in own.changes[0].acts] == ["opened", "concern"]


def test_since_you_left_is_since_the_last_visit_when_the_session_knows_it(stage: Stage):
    at(stage, "18T10:00")
    open_record(stage.ines, "decision", text=DECISION)
    before = today(stage.workspace, stage.ids["ken"], stage.now, since=stage.now)
    assert before.changes == ()
    after = today(
        stage.workspace, stage.ids["ken"], stage.now, since=stage.now - timedelta(hours=1)
    )
    assert len(after.changes) == 1


def test_nobody_is_told_of_what_they_may_not_see(stage: Stage):
    at(stage, "18T10:00")
    ref = open_record(stage.ines, "decision", text=DECISION, visibility="team:@london").ref
    comment(stage.ines, ref, "Not for others yet.")
    at(stage, "18T16:00")
    for stranger in ("mei", "gus"):
        found = seen(stage, stranger)
        assert (found.changes, found.turns, found.more_changes) == ((), (), 0)
    assert [one.record.ref for one in seen(stage, "omar").changes] == [ref]


def test_the_number_of_queries_does_not_grow_with_the_work(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
):
    at(stage, "18T17:00")
    monkeypatch.setenv("DAYLINE_NOW", to_text(stage.now))

    def cost() -> int:
        client = visitor(stage, "ana")
        client.get("/")  # the first one makes caches warm and notes the visit
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get("/").status_code == 200
        return len(captured)

    hand_over(stage)
    few = cost()
    for _ in range(6):
        ref = hand_over(stage)
        comment(stage.ines, ref, "And see the log.", concern="log")
        open_record(stage.ines, "decision", text=DECISION)
    assert cost() == few
    assert few <= page.QUERIES
