"""A deadline that runs out fires once, in the order of what matters, and its effect follows."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dayline.base.errors import DaylineError
from dayline.clocks import leases, queries
from dayline.clocks.firing.actions import claim, fire
from dayline.journal.queries import entries
from dayline.journal.rebuild import rebuild
from dayline.people.calendars.actions import set_calendar
from dayline.records import actions as records
from dayline.records.actions import move
from dayline.records.queries import find
from dayline.records.remarks.actions import close_comment, comment
from tests.cast import Stage
from tests.clocks.requests import ask, deadline, due, fire_due, open_rfc, states, utc


def missed(stage: Stage) -> list[str]:
    return [entry.subject for entry in entries(stage.workspace, kinds=("clock.missed",))]


def test_it_fires_when_it_is_due_and_not_a_minute_before(stage: Stage) -> None:
    ref = ask(stage)
    stage.now = utc(11, 18, 12, 59)
    assert fire_due(stage).missed == []
    stage.now = utc(11, 18, 13)
    assert fire_due(stage).missed == [f"{ref}.answer.1"]
    assert fire_due(stage).missed == []


def test_the_law_comes_first_then_the_oldest(stage: Stage) -> None:
    first = ask(stage, by="2026-11-20")
    stage.later(hours=1)
    second = ask(stage)
    stage.now = utc(12, 18, 9)
    fired = fire_due(stage).missed
    assert fired[:2] == [f"{first}.law.1", f"{second}.law.1"]
    assert set(fired[2:4]) == {f"{first}.answer.1", f"{second}.answer.1"}
    assert missed(stage) == fired


def test_two_workers_share_what_is_due_and_none_gets_the_same(stage: Stage) -> None:
    refs = [ask(stage) for _ in range(3)]
    stage.now = utc(11, 18, 14)
    one = claim(stage.workspace, stage.now, worker="w1", limit=2)
    two = claim(stage.workspace, stage.now, worker="w2", limit=2)
    assert (len(one), len(two)) == (2, 1)
    assert {*one, *two} == {f"{ref}.answer.1" for ref in refs}
    assert claim(stage.workspace, stage.now, worker="w3") == {}


def test_a_worker_that_died_is_followed_by_another_when_its_lease_is_over(stage: Stage) -> None:
    ref = ask(stage)
    stage.now = utc(11, 18, 14)
    claim(stage.workspace, stage.now, worker="dead")
    assert fire_due(stage, worker="alive").missed == []
    stage.later(seconds=31)
    assert fire_due(stage, worker="alive").missed == [f"{ref}.answer.1"]


def test_a_worker_that_slept_through_its_lease_is_refused(stage: Stage) -> None:
    ref = ask(stage)
    stage.now = utc(11, 18, 14)
    asleep = claim(stage.workspace, stage.now, worker="asleep")
    stage.later(minutes=1)
    awake = claim(stage.workspace, stage.now, worker="awake")
    assert awake[f"{ref}.answer.1"] > asleep[f"{ref}.answer.1"]

    refused = fire(stage.workspace, asleep, stage.now)

    assert (refused.missed, refused.refused) == ([], [f"{ref}.answer.1"])
    assert missed(stage) == []
    assert fire(stage.workspace, awake, stage.now).missed == [f"{ref}.answer.1"]
    assert fire(stage.workspace, asleep, stage.now).missed == []
    assert missed(stage) == [f"{ref}.answer.1"]


def test_late_is_late_even_when_no_worker_has_noticed(stage: Stage) -> None:
    in_time, late = ask(stage), ask(stage)
    stage.now = utc(11, 18, 13)
    move(stage.ines, in_time, "answer")
    stage.later(minutes=1)
    move(stage.ines, late, "answer")
    assert states(stage, in_time)["answer"] == "met"
    found = deadline(stage, late, "answer")
    assert (found.state, found.fired_at, found.ended_at) == ("missed", stage.now, stage.now)
    assert found.id not in fire_due(stage).missed
    kinds = [e.kind for e in entries(stage.workspace, subject=found.id)]
    assert kinds == ["clock.started", "clock.missed", "clock.answered"]
    rebuild(stage.workspace, check=True)


def test_what_was_answered_between_claim_and_firing_does_not_fire(stage: Stage) -> None:
    ref = ask(stage)
    stage.now = utc(11, 18, 14)
    claims = claim(stage.workspace, stage.now, worker="w1")
    move(stage.ines, ref, "answer")  # an hour late, which is noted with the answer
    assert fire(stage.workspace, claims, stage.now).missed == []
    assert [one for one in missed(stage) if one == f"{ref}.answer.1"] == [f"{ref}.answer.1"]


@pytest.mark.parametrize("jump", ["1s", "5m", "1h", "1d", "365d"])
@pytest.mark.parametrize("sign", [-1, 1])
def test_a_clock_that_jumps_neither_loses_nor_doubles_anything(stage, jump: str, sign: int) -> None:
    span = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}[jump[-1]]
    distance = sign * timedelta(**{span: int(jump[:-1])})
    ref = ask(stage)
    honest = utc(11, 18, 13)
    stage.now = honest
    claim(stage.workspace, stage.now, worker="dies with its claim")
    stage.now = honest + distance  # the clock is set while the claim stands
    fire_due(stage, worker="w2")
    for _ in range(3):
        stage.now = honest + timedelta(minutes=5)  # and set right again
        fire_due(stage, worker="w3")
        stage.later(minutes=5)
    assert missed(stage).count(f"{ref}.answer.1") == 1
    assert len(set(missed(stage))) == len(missed(stage))


def test_the_hour_that_comes_twice_fires_once(stage: Stage) -> None:
    set_calendar(stage.ines, "london", "zone: Europe/London\nweek: every day 00:00-08:00\n")
    stage.now = utc(10, 25, 0, 30)  # 01:30, and at 01:00 UTC it is 01:00 again
    ref = ask(stage)
    assert due(stage, ref, "answer") == utc(10, 25, 4, 30)
    stage.now = utc(10, 25, 4, 30)
    assert fire_due(stage).missed == [f"{ref}.answer.1"]
    stage.now -= timedelta(hours=1)  # somebody's wall clock goes back
    assert fire_due(stage).missed == []


def test_dayline_makes_the_move_that_the_contract_wants(stage: Stage) -> None:
    ref = ask(stage, by="2026-11-18")
    stage.now = utc(11, 18, 17)
    assert f"{ref}.day.1" in fire_due(stage).missed
    assert find(stage.workspace, ref).state == "dropped"
    dropped = deadline(stage, ref, "day")
    assert (dropped.state, dropped.ended_at) == ("missed", stage.now)
    assert states(stage, ref)["law"] == "cancelled"
    assert rebuild(stage.workspace, check=True).differences == ()


def test_a_gate_that_stays_shut_is_told_to_the_owner_and_the_clock_has_fired(stage: Stage) -> None:
    ref = open_rfc(stage)
    window = deadline(stage, ref, "window")
    assert window.due_at is not None
    comment(stage.ken, ref, "Who pays?", concern="cost")
    stage.now = window.due_at

    assert fire_due(stage).missed == [window.id]

    (stuck,) = entries(stage.workspace, kinds=("clock.stuck",))
    assert stuck.payload is not None
    assert (stuck.subject, stuck.payload["move"]) == (window.id, "close")
    assert "concern" in str(stuck.payload["todo"])
    assert find(stage.workspace, ref).state == "open"
    assert fire_due(stage).missed == []


def test_the_window_of_an_rfc_closes_on_its_minute(stage: Stage) -> None:
    ref = open_rfc(stage)
    window = deadline(stage, ref, "window")
    assert window.due_at is not None
    # Wednesday 9:00 in London; 72 hours are over on Saturday, all eight hours long before.
    assert window.due_at == utc(11, 21, 9)
    concern = comment(stage.ken, ref, "Who pays?", concern="cost")
    close_comment(stage.ken, concern)
    stage.now = window.due_at
    fire_due(stage)
    assert find(stage.workspace, ref).state == "closing"


def test_an_effect_that_breaks_half_way_takes_back_only_itself(stage: Stage, monkeypatch) -> None:
    """The first record's move writes and then fails; both deadlines still fire."""
    first, second = ask(stage, by="2026-11-18"), ask(stage, by="2026-11-18")
    from dayline.clocks.firing import actions as firing

    def breaks(acting, ref: str, name: str) -> None:
        with records.writing(acting) as pen:
            if ref == first:
                pen.add("record.revised", ref, {"note": "half", "move": ""})
                pen.flush()
                raise DaylineError("The other half is missing.")
        records.move(acting, ref, name)

    monkeypatch.setattr(firing, "_movers", [breaks])
    stage.now = utc(11, 18, 17)
    fired = fire_due(stage)
    assert {f"{first}.day.1", f"{second}.day.1"} <= set(fired.missed)
    assert find(stage.workspace, first).revision == 2
    assert find(stage.workspace, second).state == "dropped"
    (stuck,) = entries(stage.workspace, kinds=("clock.stuck",))
    assert stuck.subject == f"{first}.day.1"
    assert rebuild(stage.workspace, check=True).differences == ()


def test_a_month_without_a_worker(stage: Stage) -> None:
    refs = [ask(stage) for _ in range(10)]
    stage.later(days=30)
    fired = fire_due(stage)
    assert len(fired.missed) == len(set(fired.missed))
    assert {f"{ref}.answer.1" for ref in refs} <= set(fired.missed)
    assert queries.due(stage.workspace, stage.now, limit=9) == []


def test_tokens_rise_and_only_one_of_many_claims_wins(stage: Stage) -> None:
    tokens = []
    for number in range(5):
        won = leases.claim(stage.workspace, ["task"], worker=f"w{number}", now=stage.now)
        again = leases.claim(stage.workspace, ["task"], worker="late", now=stage.now)
        assert again == {}
        tokens.append(won["task"])
        stage.later(minutes=1)
    assert tokens == sorted(set(tokens))
