"""A thread that goes round becomes a call about what is contested, and is judged afterwards."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dayline.base.errors import DaylineError, Forbidden, GatesClosed, InvalidInput
from dayline.inbox.untold.queries import untold
from dayline.journal.rebuild import rebuild
from dayline.practices.meeting import queries
from dayline.practices.meeting.actions import answer, call
from dayline.practices.meeting.slots.rules import spread
from dayline.practices.meeting.terms import Mode
from dayline.records import queries as records
from dayline.records.actions import move, open_record, revise
from dayline.records.brought import with_fields
from dayline.records.facts import text_of
from dayline.records.remarks.actions import close_comment, comment
from tests.cast import DECISION, Stage, set_stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage() -> Stage:
    return set_stage()


def measured(stage: Stage, ref: str = "D-1", who: str = "ana") -> queries.Measured:
    record = records.find(stage.workspace, ref)
    return queries.measure(stage.workspace, record, stage.now, person=stage.ids[who])


def ping_pong(stage: Stage, turns: int, *, concern: str = "The key lives too long") -> list[str]:
    """A decision of Omar about which Ana and he go back and forth; the ids of the comments."""
    open_record(stage.omar, "decision", text=DECISION)
    said = [comment(stage.ana, "D-1", "A day is enough for any retry.", concern=concern)]
    for turn in range(1, turns):
        stage.later(minutes=20)
        who = stage.omar if turn % 2 else stage.ana
        said.append(comment(who, "D-1", f"I still see it so, {turn}.", parent=said[0]))
    return said


def test_a_quiet_record_goes_on_in_writing(stage: Stage) -> None:
    ping_pong(stage, 3)
    found = measured(stage)
    assert (found.advice.mode, found.advice.decided_by) == (Mode.WRITE, "several-zones")
    assert (found.thread.turns, found.thread.contested) == (3, 1)


def test_a_ping_pong_is_offered_a_call_on_what_is_contested(stage: Stage) -> None:
    said = ping_pong(stage, 6)
    found = measured(stage)
    assert (found.advice.mode, found.advice.decided_by) == (Mode.MEET, "stuck-thread")
    assert [one.id for one in found.contested] == [said[0]]
    assert found.contested[0].others == (stage.ids["omar"],)
    close_comment(stage.ana, said[0])
    assert measured(stage).advice.mode is Mode.WRITE


def test_it_comes_back_twice_or_is_three_days_old(stage: Stage) -> None:
    ping_pong(stage, 4)
    assert measured(stage).advice.mode is Mode.WRITE
    stage.later(days=5)  # Monday: three working days of London
    found = measured(stage)
    assert found.thread.age == pytest.approx(24, abs=2)
    assert found.advice.mode is Mode.MEET


def test_the_call_has_an_hour_an_agenda_and_nothing_else_on_it(stage: Stage) -> None:
    said = ping_pong(stage, 6)
    asked = comment(stage.ines, "D-1", "Does the ledger keep keys for a year?")
    answered = comment(stage.ines, "D-1", "Is it the same for refunds?")
    comment(stage.omar, "D-1", "Yes.", parent=answered)
    done = call(stage.ana, "D-1")
    meeting = records.find(stage.workspace, "M-1")
    assert (meeting.state, done.written.ref) == ("scheduled", "M-1")
    text = text_of(meeting)
    agenda = text.split("## Agenda")[1].split("## Outcome")[0]
    assert [line.split(",")[0] for line in agenda.strip().splitlines()] == [
        f"1. {said[0]}",
        f"2. {asked}",
    ]
    assert ("M-1", "about", "D-1") in [
        (one.source, one.type, one.target) for one in records.edges(stage.workspace, refs=["M-1"])
    ]
    assert meeting.fields["owner"] == "@ana"
    assert meeting.fields["participants"] == ["@omar", "@ana", "@ines"]
    assert meeting.fields["rules"][0] == "stuck-thread"
    assert done.hour.slot.is_shared
    assert done.starts_at == datetime(2026, 11, 18, 15, 0, tzinfo=UTC)  # Austin opens
    told = [one.words["text"] for one in untold(stage.workspace, stage.ids["omar"], stage.now)
            if one.topic == "notice"]  # fmt: skip
    assert told == ["A call of 15 minutes about D-1: Wednesday 2026-11-18 15:00 UTC."]


def test_without_anything_contested_there_is_no_call(stage: Stage) -> None:
    open_record(stage.omar, "decision", text=DECISION)
    comment(stage.ana, "D-1", "Fine with me.")
    with pytest.raises(InvalidInput, match="no agenda"):
        call(stage.ana, "D-1")
    assert records.listing(stage.workspace, kinds=["meeting"]) == []


def test_there_is_one_call_at_a_time(stage: Stage) -> None:
    ping_pong(stage, 6)
    call(stage.ana, "D-1")
    with pytest.raises(InvalidInput, match="M-1 is about D-1 already"):
        call(stage.omar, "D-1")


def test_without_a_shared_hour_it_says_so_and_the_bad_hour_rotates(stage: Stage) -> None:
    carried = dict.fromkeys(("America/Chicago", "Europe/London", "Asia/Singapore"), 0.0)
    for number in range(1, 10):
        ref = f"D-{number}"
        open_record(stage.omar, "decision", text=DECISION)
        comment(stage.ana, ref, "It lives too long.", concern="age")
        comment(stage.ken, ref, "It lives too short.", concern="youth")
        done = call(stage.ana, ref)
        assert not done.hour.slot.is_shared
        assert done.hour.before == pytest.approx(carried)
        text = text_of(records.find(stage.workspace, done.written.ref))
        assert "There is no shared hour." in text
        for zone, paid in done.hour.slot.burden.items():
            carried[zone] += paid
        stage.later(weeks=1)
    assert spread(carried) <= 0.2  # nine calls; a year of them: bench/meeting_fairness.py


def test_a_call_about_what_not_everybody_sees_is_not_for_everybody(stage: Stage) -> None:
    open_record(stage.omar, "decision", text=DECISION, visibility="restricted")
    comment(stage.ana, "D-1", "Too long.", concern="age")
    call(stage.omar, "D-1")
    seen = records.seen_among(stage.workspace, ["M-1"], person=stage.ids["ben"])
    assert (records.find(stage.workspace, "M-1").visibility, seen) == ("restricted", set())
    assert records.find(stage.workspace, "M-1", person=stage.ids["ana"])


def written_up(stage: Stage) -> None:
    record = records.find(stage.workspace, "M-1")
    text = text_of(record).rstrip() + "\n\nThe key lives for a day; Omar writes it into D-1.\n"
    revise(stage.ana, "M-1", text, expect=record.revision)
    move(stage.ana, "M-1", "write_up")


def test_it_is_over_when_its_outcome_is_written_and_both_sides_are_asked(stage: Stage) -> None:
    ping_pong(stage, 6)
    call(stage.ana, "D-1")
    with pytest.raises(GatesClosed):
        move(stage.ana, "M-1", "write_up")
    with pytest.raises(InvalidInput, match="no talk that is written up"):
        answer(stage.ana, "M-1", "yes")
    written_up(stage)
    for who in ("ana", "omar"):
        asked = [one for one in untold(stage.workspace, stage.ids[who], stage.now)
                 if one.words.get("matter") == "right_way"]  # fmt: skip
        assert len(asked) == (who != "ana")  # whoever wrote it up is not told of their own act
        assert queries.may_answer(records.find(stage.workspace, "M-1"), stage.ids[who])
    answer(stage.omar, "M-1", "no")
    assert not queries.may_answer(records.find(stage.workspace, "M-1"), stage.ids["omar"])
    assert not [one for one in untold(stage.workspace, stage.ids["omar"], stage.now)
                if one.words.get("matter") == "right_way"]  # fmt: skip
    with pytest.raises(InvalidInput, match="answered"):
        answer(stage.omar, "M-1", "yes")
    with pytest.raises(Forbidden):
        answer(stage.ken, "M-1", "yes")
    rebuild(stage.workspace, check=True)


def test_answers_are_told_for_rules_and_not_below_five(stage: Stage) -> None:
    ping_pong(stage, 6)
    call(stage.ana, "D-1")
    text = text_of(records.find(stage.workspace, "M-1"))
    people = ["ana", "omar", "ines", "ken", "ben"]
    named = with_fields(text, {"participants": [f"@{one}" for one in people]})
    revise(stage.ana, "M-1", named, expect=2)
    written_up(stage)
    for place, who in enumerate(people, 1):
        answer(stage.acting(who), "M-1", "no" if who == "ken" else "yes")
        told = {one.rule: one for one in queries.calibration(stage.workspace, person="system")}
        assert told["stuck-thread"].answers == place
        assert (told["stuck-thread"].share is None) == (place < 5)
    assert told["stuck-thread"].share == pytest.approx(0.8)
    assert set(told) == set(records.find(stage.workspace, "M-1").fields["rules"])
    assert queries.calibration(stage.workspace, person=stage.ids["gus"]) == []


def test_everybody_away_is_said(stage: Stage) -> None:
    with pytest.raises(DaylineError, match="away"):
        queries.hour_for(stage.workspace, [], stage.now, person=stage.ids["ana"])
