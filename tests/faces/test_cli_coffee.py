"""``dayline coffee``: yours alone, in your own hours; out and in."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from dayline.records.actions import open_record
from tests.cast import Stage
from tests.faces.conftest import Said

Dayline = Callable[..., Said]


@pytest.fixture(autouse=True)
def _links(monkeypatch: pytest.MonkeyPatch, stage: Stage) -> None:
    monkeypatch.setenv("DAYLINE_NOW", "2026-11-18T12:00:00Z")
    for who, team, needs in (("ines", "london", "austin"), ("ken", "singapore", "london")):
        text = f'---\nteam: "@{team}"\ndepends_on: ["@{needs}"]\n---\n\n# {team}\n'
        open_record(stage.acting(who), "team", text=text)


def test_a_round_from_the_lot_to_the_cup(dayline: Dayline) -> None:
    assert dayline("coffee", who="ana").out == "There is no coffee for you in this round.\n"
    assert dayline("coffee", "draw", who="ana").code == 1
    assert dayline("coffee", "out", who="ben").out == "You stay out. Nobody is told.\n"
    drawn = dayline("coffee", "draw", "--seed", "7", who="olga")
    assert drawn.out.startswith("Round 1: ")
    assert "by its seed 7" in drawn.err
    assert dayline("coffee", who="ben").out.startswith("You stay out of coffee.")
    said = {who: json.loads(dayline("coffee", "--json", who=who).out)
            for who in ("ana", "ines", "omar", "ken", "mei")}  # fmt: skip
    pairs = {who: one["with"] for who, one in said.items() if one["with"]}
    assert pairs
    for who, other in pairs.items():
        assert pairs[other.removeprefix("@")] == f"@{who}"
    for one in said.values():
        assert bool(one["with"]) == bool(one["at"] or one["questions"])
    written = [who for who, one in said.items() if one["questions"]]
    for who in written:
        assert "each in your own time" in dayline("coffee", who=who).out
    called = [who for who, one in said.items() if one["at"]]
    for who in called:
        assert "20 minutes." in dayline("coffee", who=who).out
    assert dayline("coffee", "in", who="ben").out.startswith("You take part")
