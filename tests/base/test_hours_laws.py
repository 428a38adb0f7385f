"""Laws of the arithmetic, on calendars nobody would think of."""

from __future__ import annotations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dayline.base.bulk import add_many, between_many
from dayline.base.hours import Hours, NoAwakeTime
from dayline.base.micros import DAY, HOUR, MINUTE
from tests.base.random_calendars import Case, random_case, seeded

cases = st.integers(0, 10**9).map(lambda seed: random_case(seeded(seed)))
durations = st.integers(0, 60 * HOUR)
distances = st.integers(-20 * DAY, 20 * DAY)


def engine(case: Case) -> Hours:
    return Hours(case.fast)


def added(who: Hours, start: int, duration: int) -> int:
    try:
        return who.add_micros(start, duration)
    except NoAwakeTime:
        assume(False)
        raise


@given(cases, durations)
def test_what_was_added_lies_between(case: Case, duration: int):
    who, start = engine(case), case.start * MINUTE
    assert who.between_micros(start, added(who, start, duration)) == duration


@given(cases, durations)
def test_what_was_taken_off_lies_between(case: Case, duration: int):
    who, start = engine(case), case.start * MINUTE
    assert who.between_micros(added(who, start, -duration), start) == duration


@given(cases, durations, st.integers(0, 20 * DAY))
def test_a_deadline_has_come_exactly_when_its_time_has_passed(
    case: Case, duration: int, later: int
):
    who, start = engine(case), case.start * MINUTE
    due = added(who, start, duration)
    assert (due <= start + later) == (duration <= who.between_micros(start, start + later))


@given(cases, durations)
def test_no_earlier_instant_would_do(case: Case, duration: int):
    assume(duration > 0)
    who, start = engine(case), case.start * MINUTE
    due = added(who, start, duration)
    assert who.between_micros(start, due - 1) == duration - 1


@given(cases, durations, durations)
def test_two_steps_are_one(case: Case, first: int, second: int):
    assume(second > 0)
    who, start = engine(case), case.start * MINUTE
    halfway = added(who, start, first)
    assert added(who, halfway, second) == added(who, start, first + second)


@given(cases, distances, distances)
def test_spans_add_up(case: Case, to_middle: int, to_end: int):
    who, start = engine(case), case.start * MINUTE
    middle, end = start + to_middle, start + to_end
    whole = who.between_micros(start, end)
    assert who.between_micros(start, middle) + who.between_micros(middle, end) == whole
    assert who.between_micros(end, start) == -whole


@given(cases, st.integers(0, 20 * DAY))
def test_the_blocks_of_a_window_are_what_lies_between(case: Case, length: int):
    who, start = engine(case), case.start * MINUTE
    blocks = who.spans(start, start + length)
    assert blocks.total == who.between_micros(start, start + length)
    assert blocks == case.fast.spans(start, start + length)


@given(cases, distances)
def test_next_and_last_are_the_edges_of_blocks(case: Case, distance: int):
    who, instant = engine(case), case.start * MINUTE + distance
    try:
        following, before = who.next_awake_micros(instant), who.last_awake_micros(instant)
    except NoAwakeTime:
        assume(False)
    assert who.between_micros(before, following) == 0
    assert who.between_micros(following, following + 1) == 1
    assert who.between_micros(before - 1, before) == 1


@settings(max_examples=25)
@given(cases, st.integers(0, 2**32))
def test_the_bulk_form_gives_the_same_answers(case: Case, seed: int):
    rng = seeded(seed)
    who, base = engine(case), case.start * MINUTE
    starts = [base + rng.randint(-400 * DAY, 400 * DAY) for _ in range(600)]
    wanted = [rng.choice((0, 1, rng.randint(0, 90 * HOUR))) for _ in starts]
    stops = [base + rng.randint(-400 * DAY, 400 * DAY) for _ in starts]
    found = between_many(who, starts, stops)
    assert list(map(int, found)) == [
        who.between_micros(start, stop) for start, stop in zip(starts, stops, strict=True)
    ]
    try:
        due = add_many(who, starts, wanted)
    except NoAwakeTime:
        assume(False)
    assert list(map(int, due)) == [
        who.add_micros(start, each) for start, each in zip(starts, wanted, strict=True)
    ]
