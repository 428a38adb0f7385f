"""An RFC in a workspace: it opens, people have their hours, concerns hold it, it closes on time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dayline.base.errors import GatesClosed
from dayline.journal.rebuild import rebuild
from dayline.practices.rfc.actions import end_windows
from dayline.practices.rfc.queries import promise, standing
from dayline.practices.rfc.rules import Standing
from dayline.records import queries
from dayline.records.actions import move, open_record
from dayline.records.remarks.actions import close_comment, comment
from tests.cast import Stage, set_stage

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


def opened(stage: Stage, policy: str = "block") -> str:
    ref = open_record(stage.omar, "rfc", text=RFC.format(policy=policy)).ref
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
    assert "can close at" in early.value.findings[0].remedy

    stage.now = promised
    assert [(one.ref, one.move, one.refused) for one in end_windows(stage.olga)] == [
        (ref, "close", "")
    ]
    assert queries.find(stage.workspace, ref).state == "closing"
    assert end_windows(stage.olga) == []
    note = queries.history(stage.workspace, ref)[-1].note
    assert "silent, not as agreeing" in note
    rebuild(stage.workspace, check=True)


def test_a_concern_holds_it_and_settling_it_lets_it_go(stage: Stage) -> None:
    ref = opened(stage)
    promised = look(stage, ref).closes_at
    assert promised is not None
    stage.later(hours=2)
    concern = comment(stage.ken, ref, "Who tells merchants?", concern="merchants")

    stage.now = promised + timedelta(hours=1)
    held = look(stage, ref)
    assert held.reasons == ("the concern 'merchants' of @ken is open",)
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
