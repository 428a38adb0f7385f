"""``dayline search`` at the command line: what it says when nothing is found."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dayline.records.actions import open_record
from tests.cast import DECISION, Stage
from tests.faces.conftest import Said

Dayline = Callable[..., Said]


@pytest.fixture
def decided(stage: Stage) -> Stage:
    open_record(stage.ana, "decision", text=DECISION.replace("---\n", "---\narea: [ledger]\n", 1))
    return stage


@pytest.mark.usefixtures("decided")
@pytest.mark.parametrize(
    ("option", "value", "there"),
    [
        ("--kind", "decisions", "kind decisions. There are: decision."),
        ("--state", "done", "state done. There are: proposed."),
        ("--area", "Ledgers", "area ledgers. There are: ledger."),
        ("--tag", "urgent", "tag urgent."),
    ],
)
def test_a_filter_that_fits_nothing_tells_what_there_is(
    dayline: Dayline, option: str, value: str, there: str
) -> None:
    said = dayline("search", "captures", option, value)
    assert (said.code, said.out) == (0, "")
    assert f"No record that you may see has the {there}" in said.err


@pytest.mark.usefixtures("decided")
def test_one_of_several_values_that_fits_nothing_is_told_beside_what_was_found(dayline: Dayline):
    said = dayline("search", "captures", "--kind", "decision", "--kind", "zz")
    assert "D-1" in said.out
    assert "No record that you may see has the kind zz. There are: decision." in said.err
    assert "Try fewer" not in said.err


@pytest.mark.usefixtures("decided")
@pytest.mark.parametrize("handle", ["@ana", "@zed"])
def test_a_team_that_is_none_is_refused(dayline: Dayline, handle: str):
    said = dayline("search", "captures", "--team", handle)
    assert said.code == 1
    assert f"There is no team {handle}." in said.err


@pytest.mark.usefixtures("decided")
def test_programs_are_told_beside_their_list(dayline: Dayline):
    said = dayline("search", "captures", "--kind", "zz", "--json")
    assert said.out.strip() == "[]"
    assert "the kind zz" in said.err


@pytest.mark.usefixtures("decided")
@pytest.mark.parametrize("state", ["proposed", "Proposed", " proposed "])
def test_a_state_may_be_written_as_people_say_it(dayline: Dayline, state: str) -> None:
    assert "D-1" in dayline("search", "capture", "--state", state).out
    assert "written_down" in dayline("search", "capture", "--state", "Written down").err


def test_what_is_told_holds_nothing_that_is_hidden(decided: Stage, dayline: Dayline) -> None:
    hidden = DECISION.replace("---\n", "---\narea: [layoffs]\ntags: [secret]\n", 1)
    open_record(decided.ken, "decision", text=hidden, visibility="restricted")
    said = dayline("search", "captures", "--area", "x", "--tag", "x", who="ben")
    assert "There are: ledger." in said.err
    assert "layoffs" not in said.err
    assert "secret" not in said.err
    assert "layoffs" in dayline("search", "captures", "--area", "x", who="ken").err


@pytest.mark.usefixtures("decided")
def test_words_that_nobody_wrote_are_told_without_a_word_of_filters(dayline: Dayline) -> None:
    said = dayline("search", "zeppelins")
    assert "Try fewer or other words." in said.err
    narrowed = dayline("search", "zeppelins", "--kind", "decision")
    assert "fewer filters" in narrowed.err


@pytest.mark.parametrize("words", ["", "  ", "%%%", "\u2013"])
def test_without_words_it_asks_for_words(dayline: Dayline, words: str) -> None:
    said = dayline("search", words)
    assert said.code == 1
    assert "There are no words" in said.err


def test_days_in_the_wrong_order_and_limits_below_one_are_told(dayline: Dayline) -> None:
    said = dayline("search", "keys", "--since", "2026-05-01", "--until", "2026-04-01")
    assert "No day is on or after" in said.err
    assert dayline("search", "keys", "--limit", "-1").code == 2
