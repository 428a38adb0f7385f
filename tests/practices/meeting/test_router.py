"""The router against a table of situations that was written by hand, each with its trace."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dayline.base.hours import hours
from dayline.base.micros import to_micros
from dayline.base.zones import offset_at
from dayline.people.schedule_text import parse_schedule
from dayline.practices.meeting.rules import BY_ID, RULES, route, told
from dayline.practices.meeting.slots.rules import Site, together
from dayline.practices.meeting.terms import (
    WANTED,
    Level,
    Mode,
    Situation,
    Thread,
    Together,
)

WEEK = to_micros(datetime(2026, 11, 18, 9, tzinfo=UTC))
TABLE: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "situations.yaml").read_text()
)


def site(zone: str) -> Site:
    """A site that works nine to six, Monday to Friday."""
    schedule = parse_schedule("week: mon-fri 9-18", zone=zone)
    return Site(zone, hours(schedule.awake), offset_at(WEEK, zone))


def situation(row: dict[str, Any]) -> Situation:
    """A row of the table as the router sees it."""
    asked = row.get("asked")
    return Situation(
        wanted=row["for"],
        complexity=Level(row.get("complexity", "medium")),
        urgency=Level(row.get("urgency", "low")),
        together=together([site(zone) for zone in row.get("at", ["Europe/London"])], WEEK),
        documented=row.get("documented", False),
        focus=row.get("focus", False),
        strangers=row.get("strangers", False),
        repeated=row.get("repeated", 0),
        asked_for=Mode(asked) if asked else None,
        thread=Thread(**row["thread"]) if "thread" in row else None,
    )


@pytest.mark.parametrize("row", TABLE, ids=[row["what"] for row in TABLE])
def test_every_situation_goes_the_way_that_is_written_down(row: dict[str, Any]) -> None:
    advice = route(situation(row))
    found = {
        "as": advice.mode.value,
        "by": advice.decided_by,
        "but": list(advice.outweighed),
        "terms": list(advice.term_ids),
    }
    assert found == {name: row[name] for name in found}, "\n".join(told(advice))


def test_the_table_covers_every_rule_term_and_conflict_that_it_must() -> None:
    assert len(TABLE) >= 60
    assert len({row["what"] for row in TABLE}) == len(TABLE)
    assert {row["by"] for row in TABLE} == set(BY_ID)
    four_to_meet = {
        "complex-and-urgent", "new-relationship", "creative-riffing", "difficult-conversation",
    }  # fmt: skip
    four_to_write = {
        "readers-schedule", "several-zones", "must-be-documented", "interrupts-deep-work",
    }  # fmt: skip
    met = {(row["by"], other) for row in TABLE for other in row["but"]}
    for one in four_to_meet:
        wanted = four_to_write - ({"readers-schedule"} if one == "complex-and-urgent" else set())
        assert {other for by, other in met if by == one} >= wanted
    assert {"no-shared-hour", "halves", "fair-hour"} <= {
        name for row in TABLE for name in (row["by"], *row["terms"])
    }


@pytest.mark.parametrize("row", TABLE, ids=[row["what"] for row in TABLE])
def test_the_trace_names_every_rule_and_says_what_it_saw(row: dict[str, Any]) -> None:
    advice = route(situation(row))
    assert [step.rule for step in advice.trace] == list(RULES)
    assert [step.rule.id for step in advice.trace if step.part == "decides"] == [row["by"]]
    for step in advice.trace:
        assert bool(step.saw) == (step.part != "silent")
    lines = told(advice)
    for rule in RULES:
        assert sum(f"  {rule.id} " in line for line in lines) == 1


levels = st.sampled_from(Level)
situations = st.builds(
    Situation,
    wanted=st.sampled_from(sorted(WANTED)),
    complexity=levels,
    urgency=levels,
    together=st.builds(
        Together,
        zones=st.integers(1, 5),
        shared=st.none() | st.integers(0, 540),
        pairs=st.booleans(),
    ),
    documented=st.booleans(),
    focus=st.booleans(),
    strangers=st.booleans(),
    repeated=st.integers(0, 9),
    asked_for=st.none() | st.sampled_from(Mode),
    thread=st.none()
    | st.builds(
        Thread,
        age=st.floats(0, 500),
        comments=st.integers(0, 50),
        turns=st.integers(0, 20),
        reopened=st.integers(0, 5),
        contested=st.integers(0, 9),
    ),
)


@given(situations)
def test_precedence_alone_decides_and_nothing_that_is_outweighed_is_lost(one: Situation) -> None:
    advice = route(one)
    held = [step for step in advice.trace if step.saw]
    assert held[0].rule.id == advice.decided_by
    assert advice.mode is (held[0].rule.wants or one.asked_for or Mode.WRITE)
    for step in held[1:]:
        agrees = step.rule.wants is advice.mode
        assert step.part == ("agrees" if agrees else "outweighed")
    if advice.mode is Mode.MEET:
        assert "outcome-written" in advice.term_ids
        silent = not one.together.none_shared
        assert silent or {"fair-hour", "halves"} & set(advice.term_ids)
    else:
        assert not {"fair-hour", "shared-hour", "halves"} & set(advice.term_ids)


@given(situations)
def test_what_must_be_said_in_person_is_never_declined(one: Situation) -> None:
    kept = ("difficult_conversation", "get_to_know", "explore")
    if one.wanted in kept and one.asked_for is not Mode.WRITE:
        assert route(one).mode is Mode.MEET
