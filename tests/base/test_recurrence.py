"""Recurrence rules: the vectors of libical, and rules that were written to hang a machine."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date, datetime, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dayline.base.errors import DaylineError, HostileInput, InvalidInput
from dayline.base.micros import HOUR, MINUTE, from_micros, to_micros
from dayline.base.occurrences import MOST_INSTANCES, Budget, expand, occurrences, wall_seconds
from dayline.base.recurrence import Frequency, parse_rule
from dayline.base.repeating import Repeating


def local(text: str) -> datetime:
    return datetime.fromisoformat(text)


def stated(text: str) -> date:
    """A time of the vectors: 19970902T090000, with or without Z, or a date."""
    if "T" not in text:
        return date.fromisoformat(text)
    return datetime.fromisoformat(text.rstrip("Z"))


def test_the_vectors_that_libical_and_dateutil_agree_on(real_data):
    folder = real_data("rrule-vectors-libical")
    vectors = json.loads((folder / "vectors.json").read_text())
    agreed = [vector for vector in vectors if vector["dateutil_agrees"]]
    assert len(agreed) == 116
    for vector in agreed:
        wanted = [stated(each) for each in vector["instances"]]
        found: list[date] = list(
            occurrences(parse_rule(vector["rrule"]), stated(vector["dtstart"]))
        )
        if "T" not in vector["dtstart"]:
            found = [each.date() for each in found if isinstance(each, datetime)]
        assert found == wanted, vector["rrule"]


def test_vectors_that_start_later_are_the_end_of_the_whole_series(real_data):
    folder = real_data("rrule-vectors-libical")
    vectors = [v for v in json.loads((folder / "vectors.json").read_text()) if "start-at" in v]
    assert vectors
    for vector in vectors:
        after = local(vector["start-at"])
        found = occurrences(parse_rule(vector["rrule"]), stated(vector["dtstart"]), after=after)
        wanted = [each for each in map(local, vector["instances"]) if each >= after]
        assert found == wanted, vector["rrule"]


rules = st.builds(
    "FREQ={};INTERVAL={}{}{}".format,
    st.sampled_from(["YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY"]),
    st.integers(1, 9),
    st.sampled_from(["", ";COUNT=17", ";UNTIL=20270101T000000"]),
    st.sampled_from(
        ["", ";BYDAY=MO,FR", ";BYMONTH=2,5", ";BYMONTHDAY=1,-1", ";BYHOUR=9,17", ";WKST=SU"]
    ),
)


@settings(max_examples=60)
@given(rules, st.integers(0, 900), st.integers(1, 60))
def test_a_window_shows_what_the_whole_series_has_there(rule, begin, length):
    start = local("2026-01-31 09:30")
    low = start + timedelta(days=begin)
    high = low + timedelta(days=length)
    parsed = parse_rule(rule)
    try:
        every = occurrences(parsed, start, before=high)
    except HostileInput:
        assume(False)
    assert every == sorted(set(every))
    assert all(each >= start for each in every)
    assert occurrences(parsed, start, after=low, before=high) == [e for e in every if e >= low]


HOSTILE = [
    "FREQ=SECONDLY",
    "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=MINUTELY;BYHOUR=3;BYMONTHDAY=31;BYMONTH=4",
    "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=WEEKLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=MONTHLY;BYDAY=5FR;BYMONTHDAY=1",
    "FREQ=SECONDLY;COUNT=10000;BYSECOND=7;BYMINUTE=3;BYHOUR=2;BYMONTH=2",
    "FREQ=SECONDLY;INTERVAL=60;BYSECOND=1",
    "FREQ=DAILY;BYHOUR=8,9,10,11,12,13,14,15,16;BYMINUTE=0,5,10,15,20,25,30,35,40,45,50,55",
    "FREQ=DAILY;COUNT=10000",
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:50])
def test_a_rule_that_would_run_wild_is_refused_after_a_bounded_number_of_steps(text: str):
    with pytest.raises(HostileInput) as refusal:
        occurrences(parse_rule(text), local("1970-01-01 09:00"))
    assert "5,000" in refusal.value.what or "too long" in refusal.value.what
    assert refusal.value.do


@pytest.mark.parametrize(
    "text", ["FREQ=YEARLY;BYYEARDAY=366;BYMONTH=1", "FREQ=YEARLY;BYDAY=53MO;BYMONTH=1"]
)
def test_a_rule_that_does_not_happen_in_four_hundred_years_never_happens(text: str):
    assert occurrences(parse_rule(text), local("1990-01-01 09:00")) == []


def test_a_rule_from_long_ago_is_read_for_one_minute_of_today():
    rule = parse_rule("FREQ=SECONDLY")
    low, high = local("2026-11-21 09:00"), local("2026-11-21 09:01")
    budget = Budget(100)
    found = expand(
        rule, wall_seconds(local("1970-01-01 00:00")), wall_seconds(low), wall_seconds(high), budget
    )
    assert len(found) == 60
    assert budget.left >= 0


@pytest.mark.parametrize(
    "text",
    [
        "",
        "FREQ=NEVER",
        "BYDAY=MO",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=-1",
        "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;COUNT=1000000000",
        "FREQ=DAILY;COUNT=2;UNTIL=20260101",
        "FREQ=DAILY;FREQ=WEEKLY",
        "FREQ=DAILY;BYDAY=XX",
        "FREQ=DAILY;BYDAY=1MO",
        "FREQ=MONTHLY;BYWEEKNO=3",
        "FREQ=DAILY;BYSETPOS=1",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=YEARLY;BYMONTH=13",
        "FREQ=DAILY;UNTIL=tomorrow",
        "FREQ=DAILY;UNTIL=20260231",
        "RSCALE=CHINESE;FREQ=YEARLY",
        "FREQ=DAILY;BYHOUR=24",
        "FREQ=DAILY;COUNT=9" + "9" * 400,
        "FREQ=DAILY;\x1b[31m",
    ],
)
def test_what_is_no_rule_is_refused_with_a_way_on(text: str):
    with pytest.raises(InvalidInput) as refusal:
        parse_rule(text)
    assert refusal.value.do
    assert "\x1b" not in str(refusal.value)


def test_a_long_rule_is_refused_unread():
    with pytest.raises(HostileInput, match="characters"):
        parse_rule("FREQ=DAILY;BYHOUR=" + "1," * 2000 + "1")


@pytest.mark.parametrize("frequency", ["HOURLY", "MINUTELY", "SECONDLY"])
def test_a_shift_does_not_repeat_within_the_day(frequency: str):
    with pytest.raises(HostileInput, match="daily"):
        parse_rule(f"FREQ={frequency}", finest=Frequency.DAILY)


@given(st.text(alphabet="FREQDAILYWKMONTHBSCU=;,0123456789-+", max_size=80))
def test_no_text_makes_the_reader_fail_otherwise(text: str):
    try:
        rule = parse_rule(f"FREQ=DAILY;{text}")
    except DaylineError:
        return
    with suppress(HostileInput):
        assert len(occurrences(rule, local("2026-01-01 09:00"))) <= MOST_INSTANCES


def test_a_trailing_semicolon_is_forgiven():
    rule = parse_rule("FREQ=WEEKLY;INTERVAL=1;COUNT=2;BYDAY=MO;")
    assert occurrences(rule, local("2014-10-06 09:00")) == [
        local("2014-10-06 09:00"),
        local("2014-10-13 09:00"),
    ]


class TestRepeating:
    """A block of local time that a rule repeats is a calendar like any other."""

    def test_it_keeps_its_local_time_over_a_change_of_the_clocks(self):
        rule = parse_rule("FREQ=WEEKLY;BYDAY=SU")
        block = Repeating("Europe/Berlin", local("2026-03-22 09:00"), 120, rule)
        start, stop = (to_micros(local(f"2026-{day}T00:00Z")) for day in ("03-20", "04-01"))
        found = [from_micros(begin) for begin in block.spans(start, stop).starts]
        assert found == [local("2026-03-22T08:00Z"), local("2026-03-29T07:00Z")]

    def test_it_may_start_before_the_window_and_is_cut_there(self):
        rule = parse_rule("FREQ=DAILY")
        block = Repeating("UTC", local("2020-01-01 23:00"), 180, rule)
        start = to_micros(local("2026-05-01T00:00Z"))
        assert list(block.spans(start, start + 24 * HOUR)) == [
            (start, start + 2 * HOUR),
            (start + 23 * HOUR, start + 24 * HOUR),
        ]

    def test_a_daily_rule_is_read_for_a_century(self):
        rule = parse_rule("FREQ=DAILY")
        block = Repeating("UTC", local("1990-01-01 09:00"), 30, rule)
        start, stop = (to_micros(local(f"{year}-01-01T00:00Z")) for year in (2000, 2099))
        assert block.spans(start, stop).total == 36_160 * 30 * MINUTE
