"""An RFC in a workspace: it opens, people have their hours, concerns hold it, it closes on time."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta

import pytest

from dayline.base.errors import GatesClosed
from dayline.clocks import queries as clocks
from dayline.clocks.queries import Deadline
from dayline.inbox import queries as inbox
from dayline.inbox.letters import items_of
from dayline.inbox.rounds import make_round
from dayline.inbox.words import Item
from dayline.journal.queries import entries
from dayline.journal.rebuild import rebuild
from dayline.people.actions import change_person
from dayline.people.calendars.actions import add_leave
from dayline.practices.rfc.actions import end_windows
from dayline.practices.rfc.queries import promise, standing
from dayline.practices.rfc.rules import Standing
from dayline.records import queries
from dayline.records.actions import move, open_record, revise
from dayline.records.remarks.actions import close_comment, comment
from tests.cast import Stage, set_stage
from tests.clocks.requests import utc

RFC = """---
reviewers: ["@ana", "@ines", "@ken"]
delegates: ["@ben"]
min_awake_hours: 8
concern_policy: {policy}
hard_cap: 2026-12-01
default_disposition: postpone
---

# Cut the day at midnight UTC

## Summary

The settlement day ends at midnight UTC for every site, summer and winter alike.

## Context

Seven percent of the captures of a day fall into the hour that moves with summer time.

## Proposal

The ledger computes the day of a posting from its UTC instant; the cut-off moves once,
on a Sunday, and the statements of that day carry a note for merchants.

## Rejected alternatives

- Do nothing: the doubled hour comes back every October.

## Consequences

Merchants in Singapore see their day end at eight in the morning.
"""


@pytest.fixture
def stage(db: None) -> Stage:
    return set_stage()


def opened(stage: Stage, policy: str = "block", *edits: tuple[str, str]) -> str:
    """An RFC of @omar that is open; ``edits`` replace words of its text."""
    text = RFC.format(policy=policy)
    for before, after in edits:
        assert before in text
        text = text.replace(before, after)
    ref = open_record(stage.omar, "rfc", text=text).ref
    move(stage.omar, ref, "open")
    return ref


def look(stage: Stage, ref: str) -> Standing:
    return standing(stage.workspace, queries.find(stage.workspace, ref), stage.now)


def test_it_closes_by_itself_on_the_minute_that_it_promised(stage: Stage) -> None:
    ref = opened(stage)
    promised = look(stage, ref).closes_at
    assert promised is not None
    assert promised >= stage.now + timedelta(hours=72)

    stage.now = promised - timedelta(minutes=1)
    assert end_windows(stage.olga) == []
    with pytest.raises(GatesClosed) as early:
        move(stage.omar, ref, "close")
    assert "The window is not over" in early.value.findings[0].message
    assert "It closes 2026" in early.value.findings[0].remedy

    stage.now = promised
    assert [(one.ref, one.move, one.refused) for one in end_windows(stage.olga)] == [
        (ref, "close", "")
    ]
    assert queries.find(stage.workspace, ref).state == "closing"
    assert end_windows(stage.olga) == []
    note = queries.history(stage.workspace, ref)[-1].note
    assert note == "The window is over. Silent, not as agreeing: @ana, @ines, @ken."
    rebuild(stage.workspace, check=True)


def test_a_concern_holds_it_and_settling_it_lets_it_go(stage: Stage) -> None:
    ref = opened(stage)
    promised = look(stage, ref).closes_at
    assert promised is not None
    stage.later(hours=2)
    concern = comment(stage.ken, ref, "Who tells merchants?", concern="merchants")

    stage.now = promised + timedelta(hours=1)
    held = look(stage, ref)
    assert held.reasons == (f"the concern 'merchants' of @ken is open ({concern})",)
    assert "once the open concerns are settled" in promise(held)
    assert end_windows(stage.olga) == []

    close_comment(stage.ken, concern)
    assert [one.move for one in end_windows(stage.olga)] == ["close"]


def test_under_restart_a_settled_concern_begins_the_window_anew(stage: Stage) -> None:
    ref = opened(stage, "restart")
    stage.later(hours=70)
    concern = comment(stage.ken, ref, "Who tells merchants?", concern="merchants")
    stage.later(hours=5)
    close_comment(stage.ken, concern)
    found = look(stage, ref)
    assert found.starts_at == stage.now
    assert found.floor_at == stage.now + timedelta(hours=72)


def test_the_cap_applies_the_default_that_was_stated(stage: Stage) -> None:
    ref = opened(stage)
    comment(stage.ken, ref, "Never.", concern="never")
    stage.later(days=14)
    assert [(one.move, one.refused) for one in end_windows(stage.olga)] == [("postpone", "")]
    record = queries.find(stage.workspace, ref)
    assert record.state == "postponed"
    assert "hard cap" in record.fields["reason"]


def window(stage: Stage, ref: str) -> Deadline:
    return clocks.deadline(stage.workspace, f"{ref}.window.1")


def content(stage: Stage, ref: str) -> str:
    found = queries.content(queries.find(stage.workspace, ref))
    assert found is not None
    return found.decode()


def state(stage: Stage, ref: str) -> str:
    return queries.find(stage.workspace, ref).state


def kinds(stage: Stage, subject: str) -> list[str]:
    return [entry.kind for entry in entries(stage.workspace, subject=subject)]


def rounds(stage: Stage, until: datetime, *, step: timedelta = timedelta(hours=1)) -> None:
    """A worker that makes a round every hour."""
    while stage.now < until:
        stage.now = min(until, stage.now + step)
        make_round(stage.workspace, stage.now, worker="w")


def test_the_deadline_says_what_the_practice_says(stage: Stage) -> None:
    ref = opened(stage)
    make_round(stage.workspace, stage.now, worker="w")
    assert window(stage, ref).due_at == look(stage, ref).closes_at
    assert kinds(stage, f"{ref}.window.1") == ["clock.started"]


def test_the_worker_closes_it_on_the_minute_and_nothing_fires_twice(stage: Stage) -> None:
    ref = opened(stage)
    promised = look(stage, ref).closes_at
    assert promised is not None
    rounds(stage, promised - timedelta(minutes=1))
    assert state(stage, ref) == "open"
    done = make_round(stage.workspace, promised, worker="w")
    assert (done.ended, state(stage, ref)) == ([ref], "closing")
    rounds(stage, promised + timedelta(days=2))
    assert kinds(stage, f"{ref}.window.1") == ["clock.started", "clock.met"]
    assert [past.move for past in queries.history(stage.workspace, ref)].count("close") == 1


@pytest.mark.parametrize("policy", ["pause", "restart"])
def test_a_concern_stops_the_deadline_and_settling_it_lets_it_go_on(
    stage: Stage, policy: str
) -> None:
    ref = opened(stage, policy)
    rounds(stage, stage.now + timedelta(hours=30))
    first = window(stage, ref).due_at
    concern = comment(stage.ken, ref, "Who tells merchants?", concern="merchants")
    rounds(stage, stage.now + timedelta(days=6))  # long past the first promise
    assert (window(stage, ref).state, window(stage, ref).due_at) == ("paused", None)
    close_comment(stage.ken, concern)
    make_round(stage.workspace, stage.now, worker="w")
    again = look(stage, ref).closes_at
    assert again is not None
    assert first is not None
    left = timedelta(hours=42) if policy == "pause" else timedelta(hours=72)
    assert again >= stage.now + left
    assert window(stage, ref).due_at == again
    rounds(stage, again)
    assert state(stage, ref) == "closing"
    turns = ["clock.started", "clock.paused", "clock.resumed", "clock.met"]
    assert kinds(stage, f"{ref}.window.1") == turns
    rebuild(stage.workspace, check=True)


def test_the_author_hears_once_of_each_new_promise(stage: Stage) -> None:
    ref = opened(stage, "pause")
    concern = comment(stage.ken, ref, "Who?", concern="who")
    rounds(stage, stage.now + timedelta(hours=20))
    close_comment(stage.ken, concern)
    rounds(stage, stage.now + timedelta(hours=2))
    told = [one for one in _letters(stage, "omar") if one.topic == "moved"]
    assert [one.ref for one in told] == [ref]


def _letters(stage: Stage, handle: str) -> list[Item]:
    """Everything that somebody was told, and what they will be told."""
    person = stage.ids[handle]
    stated = [
        item
        for entry in entries(stage.workspace, subject=person, kinds=("letter.composed",))
        for item in (entry.payload or {})["items"]
    ]
    pending = [
        {**asdict(one), "at": one.made_at}
        for one in inbox.pending(stage.workspace)
        if one.receiver == person
    ]
    return items_of(stage.workspace, person, [*stated, *pending], now=stage.now)


def test_a_new_concern_in_the_last_call_brings_a_restarting_window_back(stage: Stage) -> None:
    ref = opened(stage, "restart", ("2026-12-01", "2026-12-20"))
    promised = look(stage, ref).closes_at
    assert promised is not None
    rounds(stage, promised)
    comment(stage.ken, ref, "Wait.", concern="late")
    make_round(stage.workspace, stage.now, worker="w")
    assert state(stage, ref) == "open"
    assert look(stage, ref).starts_at == stage.now


def test_a_delegate_is_heard_for_who_is_away_and_is_told_so(stage: Stage) -> None:
    add_leave(stage.ken, "ken", ["2026-11-18 to 2026-12-31"])
    ref = opened(stage)
    make_round(stage.workspace, stage.now, worker="w")
    assert {(one.reviewer, one.by) for one in look(stage, ref).hearings} == {
        ("@ana", "@ana"), ("@ines", "@ines"), ("@ken", "@ben"),
    }  # fmt: skip
    assert stage.ids["ben"] in window(stage, ref).whose
    (item,) = [one for one in _letters(stage, "ben") if one.topic == "stands_in"]
    assert item.why == "the author named you as a delegate."
    rounds(stage, stage.now + timedelta(days=7))
    assert state(stage, ref) == "closing"


def test_who_is_away_without_a_delegate_holds_it_until_the_cap(stage: Stage) -> None:
    add_leave(stage.ken, "ken", ["2026-11-18 to 2026-12-31"])
    ref = opened(stage, "block", ('delegates: ["@ben"]', "delegates: []"))
    found = look(stage, ref)
    assert found.capped
    assert promise(found) == "The hard cap ends it 2026-12-02 00:00 UTC."
    rounds(stage, utc(12, 1, 23))
    assert state(stage, ref) == "open"
    rounds(stage, utc(12, 2, 0))
    assert state(stage, ref) == "postponed"


def test_nobody_waits_for_somebody_who_has_left(stage: Stage) -> None:
    ref = opened(stage)
    change_person(stage.olga, "ken", active=False)
    assert [one.reviewer for one in look(stage, ref).hearings] == ["@ana", "@ines"]


@pytest.mark.parametrize("disposition", ["accept", "reject"])
def test_a_default_that_the_gates_refuse_is_postponed_and_says_why(
    stage: Stage, disposition: str
) -> None:
    """No outcome is written, and a concern is open: neither can be agreed by silence."""
    ref = opened(stage, "block", ("disposition: postpone", f"disposition: {disposition}"))
    comment(stage.ken, ref, "Never.", concern="never")
    stage.now = utc(12, 2, 0)
    assert [(one.move, one.refused) for one in end_windows(stage.olga)] == [("postpone", "")]
    reason = queries.find(stage.workspace, ref).fields["reason"]
    assert reason.startswith(f"The hard cap came, and {disposition} was not possible.")
    assert end_windows(stage.olga) == []


def test_a_default_to_accept_is_consent_by_stated_silence(stage: Stage) -> None:
    outcome = "\n## Outcome\n\nAgreed as proposed; the strongest objection is the statement.\n"
    ref = opened(
        stage, "block",
        ("disposition: postpone", "disposition: accept"),
        ("eight in the morning.\n", f"eight in the morning.\n{outcome}"),
    )  # fmt: skip
    stage.now = utc(12, 2, 0)
    assert [(one.move, one.refused) for one in end_windows(stage.olga)] == [("close", "")]
    assert [(one.move, one.refused) for one in end_windows(stage.olga)] == [("accept", "")]
    last = queries.history(stage.workspace, ref)[-1]
    assert (last.state, last.note) == ("accepted", "By the default stated for the hard cap.")


def test_without_that_default_silence_accepts_nothing(stage: Stage) -> None:
    ref = opened(stage)
    for _ in range(40):
        stage.later(days=1)
        make_round(stage.workspace, stage.now, worker="w")
        assert state(stage, ref) != "accepted"
    assert state(stage, ref) == "postponed"


@pytest.mark.parametrize(
    ("before", "after"),
    [("awake_hours: 8", "awake_hours: many"), ("cap: 2026-12-01", "cap: later"),
     ("policy: block", "policy: none"), ("disposition: postpone", "disposition: burn")],
)  # fmt: skip
def test_the_worker_does_not_stumble_over_a_text_that_was_spoilt(
    stage: Stage, before: str, after: str
) -> None:
    ref = opened(stage)
    text = content(stage, ref)
    assert before in text
    revise(stage.omar, ref, text.replace(before, after), expect=2)
    make_round(stage.workspace, stage.now, worker="w")
    assert look(stage, ref).due == ""
