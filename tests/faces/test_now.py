"""The instant that faces tell: the real one, a rehearsed one, or one that runs faster."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from dayline.base.errors import InvalidInput
from dayline.faces.now import now

START = datetime(2026, 11, 20, 14, 55, tzinfo=UTC)


def test_it_stands_still_where_no_pace_is_given(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DAYLINE_NOW", "2026-11-20T14:55:00Z")
    assert now() == now() == START


def test_two_processes_that_were_told_a_common_start_tell_the_same_time(
    monkeypatch: pytest.MonkeyPatch,
):
    since = datetime.now(UTC) - timedelta(minutes=2)
    monkeypatch.setenv("DAYLINE_NOW", f"2026-11-20T14:55:00Z*60@{since:%Y-%m-%dT%H:%M:%S.%fZ}")
    assert START + timedelta(hours=2) <= now() < START + timedelta(hours=4)


@pytest.mark.parametrize("given", ["soon", "2026-11-20T14:55:00Z*fast", "2026-11-20T14:55:00Z*2@x"])
def test_what_is_no_instant_is_refused(monkeypatch: pytest.MonkeyPatch, given: str):
    monkeypatch.setenv("DAYLINE_NOW", given)
    with pytest.raises(InvalidInput):
        now()
