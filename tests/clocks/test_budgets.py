"""Promises with a number: what is spent, how fast, and what is done when too much is late."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dayline.base.micros import HOUR
from dayline.clocks.budgets.actions import review
from dayline.clocks.budgets.queries import budget, objectives, waits
from dayline.clocks.budgets.rules import Objective, Outcome, TooFew, reckon
from dayline.journal.queries import entries
from dayline.journal.rebuild import rebuild
from dayline.people.actions import change_team, join
from dayline.records.actions import move
from tests.cast import Stage
from tests.clocks.requests import ask, fire_due, utc

DAY = 24 * HOUR


def objective(stage: Stage, *, team: str = "") -> Objective:
    (found,) = [one for one in objectives(stage.workspace, team=team) if one.kind == "request"]
    return found


def enlarge_london(stage: Stage) -> None:
    """Three more people in London, who are awake when Ines and Omar are."""
    for handle in ("pat", "quin", "rae"):
        join(stage.olga, handle=handle, name=handle, zone="Europe/London")
    change_team(stage.ines, "london", members=["ines", "omar", "pat", "quin", "rae"])


def spend(stage: Stage, *, good: int, bad: int) -> None:
    """Requests to London, some answered within the hour, some an hour late."""
    for number in range(good + bad):
        ref = ask(stage)
        stage.later(hours=1 if number < good else 5)
        fire_due(stage)
        move(stage.ines, ref, "answer")
        weekend = stage.now.weekday() == 4
        stage.now = (stage.now + timedelta(days=3 if weekend else 1)).replace(hour=9)


def test_two_of_ten_late_spend_exactly_a_budget_of_80_percent(stage: Stage) -> None:
    spend(stage, good=8, bad=2)
    found = budget(stage.workspace, objective(stage), stage.now)
    assert (found.total, found.bad, found.allowed) == (10, 2, pytest.approx(2))
    assert (found.left, found.spent) == (pytest.approx(0), False)
    assert found.late == 2 * HOUR
    assert 0.49 < found.low < found.high < 0.95


def test_the_policy_is_declared_once_and_told_to_who_answers_for_it(stage: Stage) -> None:
    spend(stage, good=4, bad=2)
    (turned,) = review(stage.acting("olga"))
    assert turned.spent
    (entry,) = entries(stage.workspace, kinds=("budget.",))
    assert entry.payload is not None
    assert (entry.kind, entry.subject) == ("budget.spent", "request.answer")
    assert entry.payload["policy"] == "The lead names a deputy."
    assert entry.payload["tell"] == [stage.ids["olga"]]
    assert review(stage.acting("olga")) == []
    stage.later(days=21)  # the bad days leave the window of 28 days
    spend(stage, good=7, bad=0)
    (restored,) = review(stage.acting("olga"))
    assert not restored.spent
    assert rebuild(stage.workspace, check=True).differences == ()


def test_a_team_of_two_is_not_measured(stage: Stage) -> None:
    spend(stage, good=4, bad=2)
    with pytest.raises(TooFew, match="@london has 2 people"):
        budget(stage.workspace, objective(stage, team="T-2"), stage.now)
    with pytest.raises(TooFew, match="@london has 2 people"):
        waits(stage.workspace, objective(stage, team="T-2"), stage.now)


def test_a_team_of_five_is_and_its_lead_hears_of_it(stage: Stage) -> None:
    enlarge_london(stage)
    spend(stage, good=4, bad=2)
    found = budget(stage.workspace, objective(stage, team="T-2"), stage.now)
    assert (found.total, found.bad) == (6, 2)
    review(stage.acting("olga"))
    told = {
        entry.subject: entry.payload and entry.payload["tell"]
        for entry in entries(stage.workspace, kinds=("budget.spent",))
    }
    assert told["request.answer.T-2"] == [stage.ids["ines"]]


def test_four_cases_are_too_few(stage: Stage) -> None:
    spend(stage, good=2, bad=2)
    with pytest.raises(TooFew, match="only 4 cases"):
        budget(stage.workspace, objective(stage), stage.now)
    assert review(stage.acting("olga")) == []


def test_what_waits_still_is_counted_as_waiting(stage: Stage) -> None:
    spend(stage, good=4, bad=0)
    ask(stage)
    ask(stage)
    stage.later(hours=7)
    found = waits(stage.workspace, objective(stage), stage.now)
    assert (found.n, found.censored) == (6, 2)
    assert found.median.value == pytest.approx(1)
    assert found.ninety.value is None
    assert found.in_time is not None
    assert found.in_time.value == pytest.approx(4 / 6)


def test_dropped_ones_are_neither_good_nor_bad(stage: Stage) -> None:
    spend(stage, good=5, bad=0)
    move(stage.ben, ask(stage), "drop")
    assert budget(stage.workspace, objective(stage), stage.now).total == 5


PROMISE = Objective("request", "answer", "Request: Answer", 0.9, 28 * DAY, awake=False, policy="")


def outcomes(*, good: int, bad: int, ago_awake: int, ago: int = DAY) -> list[Outcome]:
    return [Outcome(True, ago, ago_awake)] * good + [Outcome(False, ago, ago_awake)] * bad


def test_a_burn_rate_of_one_spends_the_budget_as_fast_as_it_grows() -> None:
    steady = outcomes(good=9, bad=1, ago_awake=3 * HOUR)
    found = reckon(PROMISE, steady)
    assert (found.day, found.week) == (pytest.approx(1), pytest.approx(1))
    burning = outcomes(good=0, bad=4, ago_awake=HOUR) + outcomes(
        good=36, bad=0, ago_awake=30 * HOUR
    )
    found = reckon(PROMISE, burning)
    assert (found.day, found.week) == (pytest.approx(10), pytest.approx(1))


def test_one_late_case_is_no_pattern() -> None:
    assert not reckon(PROMISE, outcomes(good=4, bad=1, ago_awake=HOUR)).spent
    assert reckon(PROMISE, outcomes(good=4, bad=2, ago_awake=HOUR)).spent


def test_a_window_in_awake_hours_reaches_over_the_weekend() -> None:
    cases = outcomes(good=5, bad=0, ago_awake=30 * HOUR, ago=9 * DAY)
    awake = Objective("request", "answer", "", 0.9, 40 * HOUR, awake=True, policy="")
    wall = Objective("request", "answer", "", 0.9, 40 * HOUR, awake=False, policy="")
    assert reckon(awake, cases).total == 5
    with pytest.raises(TooFew):
        reckon(wall, cases)


def test_the_look_back_of_the_burn_rate_is_in_their_hours(stage: Stage) -> None:
    """What was late on Friday afternoon still burns on Monday morning."""
    stage.now = utc(11, 16, 9)
    spend(stage, good=4, bad=0)
    stage.now = utc(11, 20, 9)
    late = ask(stage)
    stage.now = utc(11, 20, 16)
    fire_due(stage)
    move(stage.ines, late, "answer")
    stage.now = utc(11, 23, 9, 30)
    found = budget(stage.workspace, objective(stage), stage.now)
    assert found.day is not None
    assert found.day == pytest.approx(5)
