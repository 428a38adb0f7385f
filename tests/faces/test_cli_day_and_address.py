"""Days as people type them, and where a sign-in link leads."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayline.faces.cli.day import DAY, begin
from dayline.operation.serving import announced, served_at


@given(st.dates())
def test_a_day_is_read_as_it_is_printed(day: date):
    assert DAY.convert(day.isoformat(), None, None) == day
    assert begin(day).date() == day


def test_today_and_yesterday_follow_the_rehearsed_clock(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DAYLINE_NOW", "2026-03-01T00:30:00Z")
    assert DAY.convert("Today", None, None) == date(2026, 3, 1)
    assert DAY.convert("yesterday", None, None) == date(2026, 2, 28)


@pytest.mark.parametrize("text", ["soon", "2026-13-01", "01.02.2026", ""])
def test_what_is_no_day_is_told_how_to_write_one(text: str):
    with pytest.raises(click.BadParameter, match="Give it as 2026-11-18"):
        DAY.convert(text, None, None)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DAYLINE_HOME", str(tmp_path))
    monkeypatch.delenv("DAYLINE_URL", raising=False)
    return tmp_path


@pytest.fixture
def listening() -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def test_a_link_leads_to_the_server_that_runs_here(home: Path, listening: str):
    with announced(f"{listening}/"):
        assert served_at() == listening
    assert served_at() == "http://127.0.0.1:8000"


def test_a_server_that_listens_everywhere_is_reached_here(home: Path, listening: str):
    with announced(listening.replace("127.0.0.1", "0.0.0.0")):  # noqa: S104 -- no address to bind
        assert served_at() == listening


@pytest.mark.parametrize("left", ["http://127.0.0.1:1", "nonsense", "", "http://x:99999999999"])
def test_what_a_killed_server_left_is_not_believed(home: Path, left: str):
    (home / "served-at").write_text(left)
    assert served_at() == "http://127.0.0.1:8000"


def test_of_two_servers_the_one_that_ends_leaves_the_other_s_note(home: Path, listening: str):
    with announced("http://127.0.0.1:1"):
        (home / "served-at").write_text(listening)
    assert served_at() == listening


def test_what_is_configured_wins(home: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DAYLINE_URL", "https://dayline.example/")
    with announced("http://127.0.0.1:8013"):
        assert served_at() == "https://dayline.example"
