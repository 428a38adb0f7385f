"""`dayline simulate` as a stranger meets it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from dayline.faces.cli.main import main
from dayline.simulation.windows import FairWindow
from tests.simulation.organisations import TWO_SITES

SHORT = ("--seeds", "4", "--weeks", "4", "--jobs", "1")


@dataclass(frozen=True)
class Said:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str


Simulate = Callable[..., Said]


@pytest.fixture
def simulate(capsys: pytest.CaptureFixture[str]) -> Simulate:
    def run(*arguments: str) -> Said:
        with pytest.raises(SystemExit) as ended:
            main(["simulate", *arguments])
        printed = capsys.readouterr()
        return Said(int(ended.value.code or 0), printed.out, printed.err)

    return run


@pytest.fixture
def team(tmp_path: Path) -> str:
    path = tmp_path / "team.yaml"
    path.write_text(TWO_SITES, encoding="utf-8")
    return str(path)


def test_it_shows_three_policies_each_figure_with_its_error(team: str, simulate: Simulate) -> None:
    result = simulate(team, *SHORT)
    assert result.code == 0, result.err
    assert "Sync first     Wall clock    Awake-hours" in result.out
    assert "seeds 1 to 4" in result.out
    assert "±: half of a 95% interval, Student's t over 4 plays (one seed each)." in result.out
    assert all(len(line) <= 80 for line in result.out.splitlines() if "--show" not in line)


def test_the_same_seeds_print_the_same_figures(team: str, simulate: Simulate) -> None:
    one, other = (simulate(team, *SHORT).out.splitlines() for _ in range(2))
    assert [line for line in one if "played in" not in line] == [
        line for line in other if "played in" not in line
    ]


def test_programs_get_every_figure_with_its_n_and_its_method(team: str, simulate: Simulate) -> None:
    result = simulate(team, *SHORT, "--json", "--what-if", "loss=0")
    told = json.loads(result.out)
    assert told["method"].startswith("Student's t over independent replications, 95%")
    assert [each["title"] for each in told["variants"]] == ["Now", "What if"]
    for variant in told["variants"]:
        assert set(variant["values"]) == set(told["measures"])
        assert variant["values"]["lead_mean"]["n"] == 4
        assert len(set(variant["fingerprints"])) == 4
    assert told["differences"][0]["of"][0] == "What if"


def test_sites_of_fewer_than_five_are_not_shown_by_themselves(
    team: str, simulate: Simulate
) -> None:
    # Two sites, of three people and of two.
    assert "By site" not in simulate(team, *SHORT, "--by-site").out
    assert "By site" in simulate("meridian", *SHORT, "--by-site").out


def test_a_file_that_cannot_be_is_refused_with_its_line(team: str, simulate: Simulate) -> None:
    Path(team).write_text(TWO_SITES.replace("Asia/Tokyo", "Asia/Edo"), encoding="utf-8")
    result = simulate(team)
    assert result.code == 1
    assert "team.yaml:4: " in result.err


def test_what_would_never_end_is_refused_before_it_starts(team: str, simulate: Simulate) -> None:
    Path(team).write_text(TWO_SITES.replace("3 a week", "1900 a week"), encoding="utf-8")
    result = simulate(team, "--weeks", "520")
    assert result.code == 1
    assert "Play fewer weeks with --weeks" in result.err


def test_the_file_that_is_shown_is_a_file_that_plays(team: str, simulate: Simulate) -> None:
    shown = simulate("three-continents", "--show").out
    Path(team).write_text(shown, encoding="utf-8")
    assert simulate(team, *SHORT).code == 0


def test_a_play_that_breaks_a_rule_exits_1_and_its_replay_stops_there(
    team: str, simulate: Simulate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FairWindow, "closes", lambda _self, opened, *_: opened + 1)
    result = simulate(team, *SHORT)
    assert result.code == 1
    assert "closed too early" in result.err
    command = next(line for line in result.err.splitlines() if "--replay" in line)
    again = simulate(*command.split("dayline simulate ")[1].split())
    assert again.code == 1
    assert "closed too early" in again.err
