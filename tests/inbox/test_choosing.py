"""The rule that decides when somebody is told, for calendars of every shape."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dayline.base.micros import HOUR, MINUTE, to_micros
from dayline.clocks.timing import Party, working_days
from dayline.inbox.rules import GAP, Pending, Sort, choose, day_of
from dayline.people.timetable import read
from tests.clocks.requests import utc

SCHEDULES = [
    "zone: America/Chicago\nweek: mon-thu 09:00-12:30, 13:30-17:30\n",
    "zone: Europe/London\nfocus: tue,thu 13:00-15:00\nholidays: GB-ENG\n",
    "zone: Asia/Singapore\nweek: sun-thu 22:00-06:00\n",
    "zone: Australia/Lord_Howe\nleave: [2026-10-01 to 2026-10-20]\n",
    "zone: Africa/Casablanca\nweek: every day 00:00-24:00\n",
    "zone: Asia/Kathmandu\nweek: mon-sun off\n",
]
START = to_micros(utc(10, 1))


def party(text: str) -> Party:
    schedule = read(text, "UTC")
    return Party("P-1", schedule.zone, schedule.hours)


def pending(number: int, made: int, need: int | None, *, page: bool = False) -> Pending:
    return Pending(f"{number}.P-1", "waits", "P-1", "V-1", "", number, "P-2", made, need, page)


parties = st.sampled_from(SCHEDULES).map(party)
instants = st.integers(0, 60 * 24 * 60).map(lambda minute: START + minute * MINUTE)
messages = st.lists(
    st.tuples(instants, st.none() | instants, st.booleans()), min_size=1, max_size=5
).map(
    lambda rows: [
        pending(number, made, need, page=page) for number, (made, need, page) in enumerate(rows)
    ]
)


@given(parties, messages, instants, st.none() | instants)
def test_nobody_is_woken_but_by_a_page(who, found, now, last):
    chosen = choose(found, who, now, last)
    awake = who.hours.between_micros(now, now + 1) == 1
    if chosen is None:
        return
    sort, items = chosen
    assert awake or (sort is Sort.PAGE and all(item.page for item in items))
    assert items
    if awake:
        assert sorted(item.id for item in items) == sorted(one.id for one in found)


@given(parties, instants, st.none() | instants)
def test_what_is_older_than_the_day_goes_out_in_it(who, now, last):
    day = day_of(who, now)
    chosen = choose([pending(1, START - 48 * HOUR, None)], who, now, last)
    if day is None:
        assert chosen is None
    elif last is None or last < day.opens:
        assert chosen is not None
        assert chosen[0] is Sort.DIGEST


@given(parties, instants)
def test_a_day_holds_the_present_and_ends_before_the_next(who, now):
    day = day_of(who, now)
    if day is None:
        return
    assert day.opens <= now
    assert day.next is None or day.next > now


@given(parties, instants, st.integers(1, 40))
def test_what_needs_an_answer_today_is_not_kept_until_tomorrow(who, now, hours):
    """Awake time is lost by waiting for the morning: never more than half of what there is."""
    day = day_of(who, now)
    if day is None or day.next is None:
        return
    due = who.hours.add_micros(now, hours * HOUR)
    lost = who.hours.between_micros(now, min(day.next, due))
    if 2 * lost >= hours * HOUR:
        assert choose([pending(1, now, due)], who, now, None) is not None
    assert choose([pending(1, now, None)], who, now, None) is None


@given(instants, st.integers(0, 29))
def test_letters_of_one_day_keep_their_distance(now, minutes):
    who = party(SCHEDULES[4])
    fresh = [pending(1, now, now - 1)]
    assert choose(fresh, who, now, now - minutes * MINUTE) is None
    assert choose(fresh, who, now, now - GAP) is not None


@given(parties, instants)
def test_working_days_rise_and_never_overlap(who, now):
    first = utc(10, 1).date()
    days = [day for day, _ in zip(working_days(who, first), range(30), strict=False)]
    for (one, opens, closes), (two, after, _) in pairwise(days):
        assert opens < closes <= after
        assert one < two
