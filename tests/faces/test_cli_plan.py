"""``dayline plan ownership``: from the workspace and from a file."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from dayline.records.actions import open_record
from tests.cast import DECISION, Stage
from tests.faces.conftest import Said

Dayline = Callable[..., Said]


def test_a_workspace_is_planned_by_its_own_work(
    dayline: Dayline, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DAYLINE_NOW", "2026-11-18T12:00:00Z")
    for _ in range(6):
        text = DECISION.replace("deciders:", "area: [gateway]\ndeciders:")
        open_record(stage.ken, "decision", text=text)
    said = dayline("plan", "ownership", "--headroom", "1000")
    assert "Expected handoffs a week: 0.5 now, 0.0 as planned." in said.out
    assert said.out.splitlines()[2].split()[:4] == ["gateway", "@austin", "@singapore", "-0.5"]
    assert "From 6 records of 91 days" in said.err
    values = json.loads(dayline("plan", "ownership", "--headroom", "1000", "--json").out)
    assert values["owners"]["gateway"] == "@singapore"
    none = json.loads(dayline("plan", "ownership", "--most-moves", "0", "--json").out)
    assert (none["moves"], none["before"]) == ([], none["after"])


def test_a_file_needs_no_workspace(dayline: Dayline, tmp_path: Path) -> None:
    path = tmp_path / "organisation.yaml"
    path.write_text(
        "sites:\n  a: {zone: Europe/London, capacity: 9}\n  b: {zone: Asia/Tokyo, capacity: 9}\n"
        "areas:\n  x: {owner: a, load: 3, transfer: 12}\n"
        "work:\n  - {site: b, area: x, often: 4}\n"
    )
    said = dayline("plan", "ownership", str(path))
    assert "Expected handoffs a week: 4.0 now, 0.0 as planned." in said.out
    assert "All of it costs 12 hours once" in said.out
    path.write_text("sites: {}\n")
    refused = dayline("plan", "ownership", str(path))
    assert (refused.code, "describes no organisation" in refused.err) == (1, True)
