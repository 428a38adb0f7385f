"""The fair window: everybody has their working hours, whatever the minute at which it opens."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dayline.base.hours import hours
from dayline.people.schedule import usual
from dayline.people.schedule_text import parse_schedule
from dayline.practices.rfc.rules import (
    FLOOR,
    Concern,
    Policy,
    Reviewer,
    Standing,
    Terms,
    assess,
    fairness,
    in_words,
)

ZONES = {"ana": "America/Chicago", "ines": "Europe/London", "ken": "Asia/Singapore"}
REVIEWERS = [Reviewer(name, hours(usual(zone).awake)) for name, zone in ZONES.items()]
FRIDAY_EVENING = datetime(2026, 11, 13, 18, 0, tzinfo=UTC)
EIGHT = Terms(awake=timedelta(hours=8))


def at(days: float, hour: float = 0) -> datetime:
    return FRIDAY_EVENING + timedelta(days=days, hours=hour)


def look(
    now: datetime, *concerns: Concern, terms: Terms = EIGHT, reviewers: list[Reviewer] = REVIEWERS
) -> Standing:
    return assess(terms, FRIDAY_EVENING, now, reviewers=reviewers, concerns=concerns)


def test_a_weekend_is_nobody_s_time() -> None:
    """72 hours after Friday evening is Monday evening: London has had one day, Singapore too."""
    standing = look(at(0))
    assert standing.floor_at == at(3)
    assert standing.closes_at is not None
    assert standing.closes_at >= at(3)
    for hearing in standing.hearings:
        assert hearing.full_at is not None
        assert hearing.full_at <= standing.closes_at


def test_it_says_to_the_minute_why_it_is_still_open() -> None:
    standing = look(at(2, 23.5))
    assert "0 h" not in standing.reasons[0]
    assert standing.reasons[0] == "30 min of the floor remain"
    assert any(reason.startswith("ana has") for reason in standing.reasons)


def test_it_closes_on_the_minute_that_it_had_promised() -> None:
    promised = look(at(0)).closes_at
    assert promised is not None
    assert look(promised - timedelta(minutes=1)).due == ""
    assert look(promised).due == "close"


@given(st.floats(0, 10), st.integers(1, 40))
def test_the_promise_does_not_move_while_nothing_happens(days: float, awake: int) -> None:
    terms = Terms(awake=timedelta(hours=awake))
    promised = look(at(0), terms=terms).closes_at
    assert promised is not None
    now = at(days)
    if now < promised:
        assert look(now, terms=terms).closes_at == promised


@given(st.floats(0, 14), st.integers(1, 60))
def test_it_never_closes_before_everybody_had_their_hours(days: float, awake: int) -> None:
    terms = Terms(awake=timedelta(hours=awake))
    now = at(days)
    if look(now, terms=terms).due == "close":
        assert now - FRIDAY_EVENING >= FLOOR
        for reviewer in REVIEWERS:
            assert reviewer.hours.between(FRIDAY_EVENING, now) >= terms.awake


def concern(raised: float, closed: float | None = None) -> Concern:
    return Concern("C1", "cost", "ken", at(raised), None if closed is None else at(closed))


def test_block_keeps_the_clock_running_but_the_door_shut() -> None:
    promised = look(at(0)).closes_at
    assert promised is not None
    held = look(promised, concern(1))
    assert held.due == ""
    assert held.reasons == ("the concern 'cost' of ken is open (C1)",)
    assert look(promised, concern(1, 2)).due == "close"


def test_pause_stops_the_clock_while_a_concern_is_open() -> None:
    terms = Terms(awake=timedelta(hours=8), policy=Policy.PAUSE)
    promised = look(at(0), terms=terms).closes_at
    paused = look(at(4), concern(1, 2), terms=terms)
    assert promised is not None
    assert paused.floor_at == at(4)
    assert paused.closes_at is not None
    assert paused.closes_at > promised


def test_restart_begins_anew_when_the_last_concern_is_settled() -> None:
    terms = Terms(awake=timedelta(hours=8), policy=Policy.RESTART)
    standing = look(at(3), concern(1, 2.5), terms=terms)
    assert standing.starts_at == at(2.5)
    assert standing.floor_at == at(5.5)


def test_a_concern_may_be_raised_again_after_it_was_settled() -> None:
    again = Concern("C2", "cost", "ken", at(3.5))
    assert look(at(9), concern(1, 2), again).open_concerns == (again,)


def test_the_cap_ends_it_with_the_disposition_that_was_stated() -> None:
    terms = Terms(awake=timedelta(hours=400), cap=at(7), disposition="postpone")
    early = look(at(1), terms=terms)
    assert (early.closes_at, early.capped, early.due) == (at(7), True, "")
    assert look(at(7), terms=terms).due == "postpone"


def test_an_open_concern_meets_the_cap_too() -> None:
    terms = Terms(awake=timedelta(hours=8), cap=at(20), disposition="reject")
    assert look(at(19), concern(1), terms=terms).due == ""
    assert look(at(20), concern(1), terms=terms).due == "reject"


def test_a_delegate_is_heard_for_somebody_who_is_away() -> None:
    from dayline.base.calendars import Fixed
    from dayline.base.spans import EMPTY

    away = Reviewer("mei", hours(Fixed(EMPTY)))
    alone = assess(EIGHT, FRIDAY_EVENING, at(1), reviewers=[away])
    assert alone.closes_at is None
    heard = assess(EIGHT, FRIDAY_EVENING, at(1), reviewers=[away], delegates=REVIEWERS[:1])
    assert heard.hearings[0].by == "ana"
    assert heard.closes_at is not None


@pytest.mark.parametrize(
    ("minutes", "words"), [(0.2, "1 min"), (59, "59 min"), (60, "1 h 00 min"), (185, "3 h 05 min")]
)
def test_words(minutes: float, words: str) -> None:
    assert in_words(timedelta(minutes=minutes)) == words


def test_fairness_is_the_least_over_the_most() -> None:
    standing = look(at(30))
    assert fairness(standing.hearings) == 1.0
    assert fairness(()) is None


MONDAY = datetime(2026, 11, 16, 0, 0, tzinfo=UTC)
FEW = [
    Reviewer("night", hours(parse_schedule("zone: UTC\nweek: every day 22:00-03:00\n").awake)),
    Reviewer("part", hours(parse_schedule("zone: UTC\nweek: tue,thu 09:00-13:00\n").awake)),
]
_SPANS = st.lists(st.tuples(st.integers(0, 200), st.integers(1, 60)), max_size=4)


def played(terms: Terms, concerns: list[Concern]) -> datetime:
    """When the window closes, hour by hour, as somebody would count on paper."""
    at, hour = MONDAY, timedelta(hours=1)
    wall, had = timedelta(), dict.fromkeys(("night", "part"), timedelta())
    while True:
        is_open = any(one.raised_at <= at < (one.closed_at or at) for one in concerns)
        full = wall >= terms.floor and all(time >= terms.awake for time in had.values())
        if full and not is_open:
            return at
        if is_open and terms.policy is Policy.RESTART:
            wall, had = timedelta(), dict.fromkeys(had, timedelta())
        elif not (is_open and terms.policy is Policy.PAUSE):
            wall += hour
            for one in FEW:
                had[one.id] += one.hours.between(at, at + hour)
        at += hour


@given(_SPANS, st.sampled_from(list(Policy)), st.integers(1, 20))
@settings(deadline=None)
def test_it_closes_when_counting_hour_by_hour_says_so(
    spans: list[tuple[int, int]], policy: Policy, awake: int
) -> None:
    terms = Terms(timedelta(hours=awake), policy)
    concerns = [
        Concern(f"C{begin}", "x", "part", MONDAY + timedelta(hours=begin),
                MONDAY + timedelta(hours=begin + length))
        for begin, length in spans
    ]  # fmt: skip
    closes = played(terms, concerns)
    known = [one for one in concerns if one.raised_at < closes]

    def due(now: datetime) -> str:
        return assess(terms, MONDAY, now, reviewers=FEW, concerns=known).due

    assert due(closes) == "close"
    assert due(closes - timedelta(minutes=1)) == ""


@given(_SPANS, st.sampled_from(list(Policy)), st.floats(0, 30), st.integers(1, 30))
def test_the_cap_ends_it_in_any_case(
    spans: list[tuple[int, int]], policy: Policy, days: float, cap: int
) -> None:
    terms = Terms(
        timedelta(hours=40), policy, cap=MONDAY + timedelta(days=cap), disposition="reject"
    )
    concerns = [Concern("C", "x", "part", MONDAY + timedelta(hours=begin)) for begin, _ in spans]
    now = MONDAY + timedelta(days=days)
    found = assess(terms, MONDAY, now, reviewers=FEW, concerns=concerns)
    assert found.closes_at is not None
    assert terms.cap is not None
    assert found.due in ("", "close") if now < terms.cap else found.due in ("close", "reject")
    if found.due == "close":
        assert found.ends_at is not None
        assert found.ends_at <= terms.cap
        assert not found.open_concerns


def test_a_weekend_a_holiday_and_part_time_are_no_absence() -> None:
    """Nobody is heard in place of somebody who is there within a week."""
    saturday = datetime(2026, 11, 14, 0, 0, tzinfo=UTC)
    found = assess(EIGHT, saturday, saturday, reviewers=FEW, delegates=REVIEWERS)
    assert [one.by for one in found.hearings] == ["night", "part"]
    away = parse_schedule("zone: UTC\nleave: [2026-11-14 to 2026-11-21]\n")
    found = assess(
        EIGHT, saturday, saturday, reviewers=[Reviewer("away", hours(away.awake))],
        delegates=REVIEWERS,
    )  # fmt: skip
    assert found.hearings[0].by == "ken"  # Singapore begins its Monday first
