"""What ``dayline doctor`` says of the worker and of the address, in each of their states."""

from __future__ import annotations

import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dayline.clocks.leases import last_round, tell_round
from dayline.faces.cli.worker import Worker
from dayline.operation.examination import Finding, examine
from dayline.operation.serving import announced, listening_at, served_at
from tests.cast import Stage, set_stage

NOW = datetime(2026, 11, 18, 15, 0, tzinfo=UTC)


@pytest.fixture
def stage(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    monkeypatch.setenv("DAYLINE_HOME", str(tmp_path))
    monkeypatch.delenv("DAYLINE_URL", raising=False)
    return set_stage()


def told(of: str, now: datetime = NOW) -> list[Finding]:
    return [one for one in examine(now) if of in one.what]


def test_a_workspace_without_a_worker_is_told_how_to_start_one(stage: Stage) -> None:
    [one] = told("No worker")
    assert (one.level, one.what) == ("note", "No worker ever made a round of meridian.")
    assert "dayline serve --worker" in one.do


def test_a_worker_is_at_work_until_it_told_of_no_round_for_minutes(stage: Stage) -> None:
    tell_round(stage.workspace, worker="lyra-7", at=NOW - timedelta(minutes=9))
    tell_round(stage.workspace, worker="vega-1", at=NOW - timedelta(seconds=70))
    [one] = told("orker is at work")
    assert one.level == "good"
    assert one.what == (
        "A worker is at work: vega-1 made a round of meridian at 2026-11-18 14:58 UTC."
    )
    [one] = told("orker is at work", NOW + timedelta(hours=2))
    assert one.level == "note"
    assert one.what == (
        "No worker is at work. vega-1 made a round of meridian at 2026-11-18 14:58 UTC,"
        " and none did since."
    )


def test_a_round_of_a_worker_is_told_and_takes_no_deadline_from_it(stage: Stage) -> None:
    for _ in range(2):
        Worker("lyra-7", 10, timedelta(seconds=30)).round()
    made = last_round(stage.workspace)
    assert made
    assert made.worker == "lyra-7"
    assert made.is_recent(datetime.now(UTC))


def test_the_address_is_that_of_a_server_that_listens(stage: Stage) -> None:
    [one] = told("server of this folder")
    assert one.level == "note"
    assert "dayline serve" in one.do
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
        with announced(address):
            [one] = told("pages are served")
            assert (one.level, one.what) == ("good", f"The pages are served at {address}.")
            assert served_at() == address
        assert not listening_at()


@pytest.mark.parametrize(("url", "level"), [("https://d.example.org", "good"),
                                            ("http://d.example.org", "bad")])  # fmt: skip
def test_a_configured_address_is_said_too(
    url: str, level: str, stage: Stage, settings: pytest.MonkeyPatch
) -> None:
    settings.BASE_URL, settings.HTTPS = url, url.startswith("https")  # type: ignore[attr-defined]
    [one] = told(f"People reach the pages at {url}")
    assert one.level == level
