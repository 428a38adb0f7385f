"""Law 4: time is one stored instant, and nobody but a face looks at the clock.

Shown to fail: with ``datetime.now(UTC)`` in a fold, with a naive instant in ``Acting``, and with
an instant printed in a local zone in ``to_text``.
"""

from __future__ import annotations

import ast
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dayline
from dayline.base.acting import Acting
from dayline.base.errors import InvalidInput
from dayline.base.instants import from_text, to_text
from dayline.journal import queries as journal
from dayline.records import queries
from dayline.records.actions import open_record
from tests.cast import MORNING, Stage, set_stage

SOURCE = Path(dayline.__file__).parent
CLOCKS = {"now", "utcnow", "today", "time", "time_ns", "localtime", "gmtime"}
MODULES = {"datetime", "date", "time", "timezone"}
# Faces tell the acting person's time; a budget measures how long a computation took.
MAY_LOOK = ("faces/", "project/")


def looks_at_the_clock(path: Path) -> list[int]:
    return [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CLOCKS
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in MODULES
    ]


def test_only_faces_look_at_the_clock() -> None:
    found = {
        f"{path.relative_to(SOURCE)}:{line}"
        for path in SOURCE.rglob("*.py")
        if not str(path.relative_to(SOURCE)).startswith(MAY_LOOK)
        for line in looks_at_the_clock(path)
    }
    assert not found, found


def test_the_rule_can_find_somebody_who_looks(tmp_path: Path) -> None:
    path = tmp_path / "fold.py"
    path.write_text("from datetime import datetime, UTC\nat = datetime.now(UTC)\n")
    assert looks_at_the_clock(path) == [2]


@given(st.datetimes(timezones=st.timezones()))
def test_an_instant_survives_its_text(instant: datetime) -> None:
    text = to_text(instant)
    assert text.endswith("Z")
    assert len(text) == 27
    assert from_text(text) == instant.astimezone(UTC)


def test_a_local_time_is_no_instant() -> None:
    with pytest.raises(InvalidInput, match="zone"):
        to_text(datetime(2026, 11, 21, 9, 0))  # noqa: DTZ001
    with pytest.raises(InvalidInput, match="not an instant"):
        from_text("2026-11-21T09:00:00")


def test_acts_of_three_sites_are_stored_in_utc_to_the_microsecond(db: None) -> None:
    stage: Stage = set_stage()
    singapore = timezone(timedelta(hours=8))
    at = datetime(2026, 11, 18, 17, 0, 0, 123456, tzinfo=singapore)
    open_record(Acting(stage.workspace, stage.ids["ken"], at), "decision", title="x")
    (entry,) = journal.entries(stage.workspace, subject="D-1")
    assert entry.at == MORNING + timedelta(microseconds=123456)
    assert entry.at.tzinfo is UTC
    assert queries.find(stage.workspace, "D-1").opened_at == entry.at
