"""``dayline route``: what it says of a situation and of a live record, and the call."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from dayline.records.actions import open_record
from dayline.records.remarks.actions import comment
from tests.cast import DECISION, Stage
from tests.faces.conftest import Said

Dayline = Callable[..., Said]


@pytest.fixture(autouse=True)
def _nine_in_london(monkeypatch: pytest.MonkeyPatch, stage: Stage) -> None:
    monkeypatch.setenv("DAYLINE_NOW", "2026-11-18T12:00:00Z")
    open_record(stage.omar, "decision", text=DECISION)


def contest(stage: Stage) -> None:
    first = comment(stage.ana, "D-1", "A day is enough.", concern="The key lives too long")
    for turn in range(5):
        comment(stage.ana if turn % 2 else stage.omar, "D-1", "I see it so.", parent=first)


def test_a_situation_is_routed_with_its_trace(dayline: Dayline) -> None:
    said = dayline("route", "--for", "decide", "--complexity", "high", "--urgency", "high",
                   "--with", "@ana", "--with", "@omar", "--with", "@ken")  # fmt: skip
    assert said.out.startswith("Meet: Much to understand at once and no time: people talk.")
    assert "fair-hour: no hour is shared" in said.out
    assert "  3  complex-and-urgent      meet   decides     complexity is high" in said.out
    assert "outweighed  they live in 3 time zones" in said.out
    values = json.loads(dayline("route", "--for", "inform", "--json").out)
    assert (values["mode"], values["decided_by"]) == ("write", "readers-schedule")
    assert len(values["trace"]) == 14


def test_a_live_record_is_measured_and_taken_to_a_call(dayline: Dayline, stage: Stage) -> None:
    quiet = dayline("route", "D-1", who="ana")
    assert quiet.out.splitlines()[0].startswith("D-1: 0 comments, 0 turns")
    assert "Write: " in quiet.out
    refused = dayline("route", "D-1", "--call", who="ana")
    assert "no agenda" in refused.err
    contest(stage)
    loud = dayline("route", "D-1", who="ana")
    assert "contested: " in loud.out
    assert "Meet: Writing was tried and goes round" in loud.out
    assert "Next shared hour: 2026-11-18 15:00 UTC" in loud.out
    called = dayline("route", "D-1", "--call", who="ana")
    assert called.out.splitlines()[0] == "M-1 is scheduled. On its agenda: one contested point."
    assert dayline("route", "M-1", "--right", "yes", who="ana").err.startswith(
        "M-1 is no talk that is written up."
    )


def test_where_no_hour_is_shared_it_says_who_carried_how_much(
    dayline: Dayline, stage: Stage
) -> None:
    contest(stage)
    comment(stage.ken, "D-1", "And in the night?")
    said = dayline("route", "D-1", who="ana").out
    assert "There is no shared hour in the next five days." in said
    assert "Asia/Singapore" in said
    values = json.loads(dayline("route", "D-1", "--json", who="ana").out)
    assert values["hour"]["shared"] is False
    assert set(values["hour"]["carried"].values()) == {0.0}


def test_the_rules_are_listed_in_order_of_precedence(dayline: Dayline) -> None:
    values = json.loads(dayline("route", "--rules", "--json").out)
    assert [one["rule"] for one in values][:3] == [
        "asked-for", "difficult-conversation", "complex-and-urgent",
    ]  # fmt: skip
    assert "readers-schedule" in dayline("route", "--rules").out
