"""Where theory knows the answer, the simulator has to give it.

An organisation that never closes, where nobody asks anything, is a queue of the textbooks.
"""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from dayline.base.micros import HOUR, from_micros, to_micros
from dayline.simulation.estimates import Estimate, estimate
from dayline.simulation.measures import Reading, read
from dayline.simulation.organisation import Organisation
from dayline.simulation.play import Play
from dayline.simulation.policies import AWAKE, SYNC, WALL, Policy
from dayline.simulation.season import Season, season
from dayline.simulation.span import Span
from dayline.simulation.workload import Item, Need, Stretch
from tests.simulation.organisations import MONDAY, QUEUE, queue
from tests.simulation.watching import watched, watched_season

YEAR = Span(MONDAY)
SEEDS = range(1, 25)
ARRIVALS = 84 / 168  # an hour
SERVICE = 1.4  # hours


def _readings(organisation: Organisation) -> list[Reading]:
    plays = [Play(organisation, WALL, season(organisation, seed, YEAR)) for seed in SEEDS]
    for play in plays:
        play.run()
    return [read(play) for play in plays]


def _mean(readings: list[Reading], name: str, unit: float = 1.0) -> Estimate:
    """With an interval so wide that a true simulator is outside of it once in a thousand times."""
    values = [value for each in readings if (value := each.values[name]) is not None]
    found = estimate([value * unit for value in values], 0.999)
    assert found is not None
    return found


def _erlang_c(servers: int, load: float) -> float:
    """The probability that a caller has to wait (Erlang, 1917)."""
    terms = [load**number / math.factorial(number) for number in range(servers)]
    last = load**servers / math.factorial(servers) * servers / (servers - load)
    return last / (sum(terms) + last)


@pytest.mark.parametrize("servers", [1, 2, 4])
def test_people_who_answer_calls_are_the_queue_of_erlang(servers: int) -> None:
    service = SERVICE * servers
    text = QUEUE.replace("engineers: 1", f"engineers: {servers}").replace("1.4 h", f"{service} h")
    readings = _readings(queue(text))
    load = ARRIVALS * service
    in_system = service + _erlang_c(servers, load) / (servers / service - ARRIVALS)
    found = _mean(readings, "lead_mean", 24)
    assert found.low < in_system < found.high
    assert found.half is not None
    assert found.half < 0.08 * in_system, "narrow enough to say something"
    busy = _mean(readings, "busy")
    assert busy.low < 100 * load / servers < busy.high


@pytest.mark.parametrize("spread", [0.0, 1.5])
def test_one_server_waits_as_pollaczek_and_khinchine_say(spread: float) -> None:
    """The wait grows with the variance of the work, whatever else is known of it."""
    readings = _readings(queue(shape="lognormal", spread=spread))
    load = ARRIVALS * SERVICE
    in_system = SERVICE + load * SERVICE * (1 + spread**2) / 2 / (1 - load)
    found = _mean(readings, "lead_mean", 24)
    assert found.low < in_system < found.high


def test_half_of_the_callers_of_one_server_are_served_in_the_time_that_theory_says() -> None:
    """In M/M/1 the time in the system is exponential: its median is ln 2 of its mean."""
    readings = _readings(queue())
    mean = 1 / (1 / SERVICE - ARRIVALS)
    half, tenth = _mean(readings, "lead_p50", 24), _mean(readings, "lead_p90", 24)
    assert half.low < mean * math.log(2) < half.high
    assert tenth.low < mean * math.log(10) < tenth.high


def test_a_wrong_mean_would_be_noticed() -> None:
    """The intervals above are narrow enough to tell a queue from one with 5 % more work."""
    readings = _readings(queue(QUEUE.replace("1.4 h", "1.47 h")))
    found = _mean(readings, "lead_mean", 24)
    assert not found.low < 1 / (1 / SERVICE - ARRIVALS) < found.high


def test_little_s_law_holds_to_the_microsecond_in_every_organisation() -> None:
    """The area under the number of open pieces is the sum of the times that they were open."""
    span = Span(MONDAY, 84, 0)
    organisation = replace(queue(), habits=replace(queue().habits, leave=25, sick=5.0))
    for seed in range(5):
        watcher = watched(organisation, AWAKE, seed, span)
        done = sum(finish - begin for begin, finish in watcher.finished.values())
        still = watcher.begun.keys() - watcher.finished.keys()
        still_open = sum(span.stop - watcher.begun[number] for number in still)
        assert watcher.piece_hours == done + still_open


# By hand: London in January, a day of 9:00 to 17:00.

OFFICE = """\
sites:
  london: {zone: Europe/London, holidays: GB-ENG, week: mon-fri 09:00-17:00, engineers: 1}
  tokyo: {zone: Asia/Tokyo, week: mon-fri 09:00-17:00, engineers: 1}
areas: {ledger: {owner: london}, cards: {owner: tokyo}}
work: {changes: {at: london, arrives: 0, steps: {ledger: 1 h, cards: 1 h}}}
habits: {leave: 0, sick: 0, loss: 50%, loss_read_back: 50%, note: 15 min, take_over: 30 min,
         answer: 1 h, review: 1 h, clarify: 30 min}
"""


def _at(text: str) -> int:
    return to_micros(datetime.fromisoformat(text).replace(tzinfo=UTC))


def _by_hand(*items: Item) -> Season:
    organisation = queue(OFFICE)
    empty = season(organisation, 1, Span(MONDAY, 28, 0))
    return replace(empty, items=items)


def _finish(script: tuple[Stretch, ...], at: str, policy: Policy = AWAKE) -> list[datetime]:
    brought = _by_hand(Item(_at(at), 0, 0, script))
    watcher = watched_season(queue(OFFICE), policy, brought)
    return [from_micros(finish) for _, finish in watcher.finished.values()]


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _work(hours: float, need: Need = Need.NOTHING, *, area: int = -1, rounds: int = 0) -> Stretch:
    return Stretch(int(hours * HOUR), need, area, rounds)


def test_ten_hours_begun_on_friday_at_three_end_on_tuesday_at_nine() -> None:
    # 2 h on Friday, 8 h on Monday: the tenth hour ends as the day closes, not as the next opens.
    assert _finish((_work(10),), "2026-01-09 15:00") == [_utc("2026-01-12 17:00")]
    assert _finish((_work(10.5),), "2026-01-09 15:00") == [_utc("2026-01-13 09:30")]


def test_what_comes_in_on_saturday_waits_for_monday() -> None:
    assert _finish((_work(1),), "2026-01-10 12:00") == [_utc("2026-01-12 10:00")]


def test_a_question_to_tokyo_costs_a_night() -> None:
    # Asked at 11:00; Tokyo opens at 0:00 UTC and answers until 1:00; London goes on at 9:00.
    script = (_work(2, Need.ANSWER, area=1), _work(1))
    assert _finish(script, "2026-01-13 09:00") == [_utc("2026-01-14 10:00")]


def test_an_answer_that_raises_a_question_costs_a_second_night() -> None:
    # London writes back from 9:00 to 9:30, Tokyo answers until 0:30, London goes on at 9:00.
    script = (_work(2, Need.ANSWER, area=1, rounds=1), _work(1))
    assert _finish(script, "2026-01-13 09:00") == [_utc("2026-01-15 10:00")]


def test_a_handoff_takes_its_note_its_reading_and_what_is_lost() -> None:
    # 4 h and a note until 13:15. Tokyo: 30 min to read it, 2 h done again, 1 h of its own.
    script = (_work(4, Need.STEP, area=1), _work(1))
    assert _finish(script, "2026-01-13 09:00") == [_utc("2026-01-14 03:30")]


def test_an_unshared_hour_is_found_where_sync_needs_a_meeting() -> None:
    """London 9-17 and Tokyo 0-8 share nothing: the meeting lies at the edge of a day."""
    plain = replace(SYNC, standup=0.0, weekly=0.0)
    script = (_work(2, Need.ANSWER, area=1), _work(1))
    brought = _by_hand(Item(_at("2026-01-13 09:00"), 0, 0, script))
    watcher = watched_season(queue(OFFICE), plain, brought)
    counts = watcher.play.counts
    # Half an hour for each of the two, and only one of them is at work.
    assert counts.meeting == [HOUR // 2, HOUR // 2]
    assert sum(counts.paid) == HOUR // 2


def test_a_clock_on_the_wall_may_leave_nobody_an_hour() -> None:
    """24 hours from Friday noon in London hold no working hour in Tokyo; 8 awake-hours do."""
    script = (_work(2, Need.ANSWER, area=1), _work(1))
    brought = _by_hand(Item(_at("2026-01-09 10:00"), 0, 0, script))
    wall = watched_season(queue(OFFICE), WALL, brought).play.counts
    awake = watched_season(queue(OFFICE), AWAKE, brought).play.counts
    assert (wall.clocks, wall.missed, wall.hopeless) == (1, 1, 1)
    assert (awake.clocks, awake.missed, awake.hopeless) == (1, 0, 0)


def test_a_holiday_is_no_working_day() -> None:
    """Good Friday and Easter Monday: from Thursday at 16:00 two hours last until Tuesday."""
    organisation = queue(OFFICE)
    empty = season(organisation, 1, Span(MONDAY + timedelta(days=84), 28, 0))
    brought = replace(empty, items=(Item(_at("2026-04-02 15:00"), 0, 0, (_work(2),)),))
    watcher = watched_season(organisation, AWAKE, brought)
    # 16:00 to 17:00 in summer time is 15:00 to 16:00 UTC.
    assert [from_micros(finish) for _, finish in watcher.finished.values()] == [
        _utc("2026-04-07 09:00")
    ]
