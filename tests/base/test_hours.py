"""Awake-hours: stories about working time, and the vectors that others worked out by hand."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from dayline.base.calendars import (
    ALWAYS,
    Fixed,
    Moves,
    Stay,
    TheseDays,
    Week,
    Without,
    WorkingWeek,
    all_of,
    any_of,
    shift,
    week,
)
from dayline.base.hours import Hours, NoAwakeTime, hours
from dayline.base.micros import to_micros
from dayline.base.spans import spans

NINE_TO_FIVE = week({day: [(540, 1020)] for day in range(5)})
NIGHTS = week({day: [(1320, 360)] for day in range(7)})
ROUND_THE_CLOCK = week({day: [(0, 1440)] for day in range(7)})
HOUR = timedelta(hours=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def of(zone: str, shifts: Week = NINE_TO_FIVE, **more) -> Hours:
    return Hours(WorkingWeek(zone, (shifts,), **more))


def test_the_vectors_agree_to_the_minute(real_data):
    days = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    vectors = json.loads((real_data("worktime-vectors") / "vectors.json").read_text())["vectors"]
    assert len(vectors) == 150
    for vector in vectors:
        shifts = {
            days.index(day): [(_minutes(start), _minutes(end)) for start, end in several]
            for day, several in vector["schedule"].items()
        }
        off = TheseDays(frozenset(map(date.fromisoformat, vector["holidays"])))
        who = of(vector["zone"], week(shifts), holidays=off)
        start, end, due = (
            datetime.fromisoformat(vector[f"{key}_utc"]) for key in ("start", "end", "deadline")
        )
        assert who.between(start, end) == timedelta(minutes=vector["working_minutes"])
        assert who.add(start, timedelta(minutes=vector["deadline_after_minutes"])) == due


def _minutes(text: str) -> int:
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)


class TestDeadlines:
    def test_sixteen_hours_end_with_the_working_day_and_not_at_the_next_opening(self):
        berlin = of("Europe/Berlin")
        assert berlin.add(at("2026-06-01 05:00"), 16 * HOUR) == at("2026-06-02 15:00")

    def test_a_deadline_set_at_night_counts_from_the_morning(self):
        berlin = of("Europe/Berlin")
        assert berlin.add(at("2026-06-01 22:00"), HOUR) == at("2026-06-02 08:00")

    def test_a_weekend_does_not_count(self):
        berlin = of("Europe/Berlin")
        assert berlin.add(at("2026-06-05 14:30"), HOUR) == at("2026-06-08 07:30")
        assert berlin.between(at("2026-06-05 15:00"), at("2026-06-08 07:00")) == timedelta(0)

    def test_no_time_at_all_is_due_at_once(self):
        assert of("Europe/Berlin").add(at("2026-06-06 12:00"), timedelta(0)) == at(
            "2026-06-06 12:00"
        )

    def test_seconds_and_microseconds_are_not_lost(self):
        berlin = of("Europe/Berlin")
        start = at("2026-06-01 08:00") + timedelta(seconds=1, microseconds=7)
        due = berlin.add(start, timedelta(hours=6, microseconds=5))
        assert due == at("2026-06-01 14:00") + timedelta(seconds=1, microseconds=12)
        assert berlin.between(start, due) == timedelta(hours=6, microseconds=5)

    def test_a_negative_duration_goes_back_to_the_opening(self):
        berlin = of("Europe/Berlin")
        assert berlin.add(at("2026-06-02 18:00"), -16 * HOUR) == at("2026-06-01 07:00")

    def test_an_instant_in_any_zone_is_the_same_instant(self):
        berlin = of("Europe/Berlin")
        tokyo = datetime.fromisoformat("2026-06-01T16:00:00+09:00")
        assert berlin.add(tokyo, HOUR) == at("2026-06-01 08:00")

    def test_a_naive_time_is_refused(self):
        with pytest.raises(ValueError, match="zone"):
            of("UTC").add(datetime.fromisoformat("2026-01-01"), HOUR)

    def test_between_is_negative_backwards(self):
        berlin = of("Europe/Berlin")
        assert berlin.between(at("2026-06-02 15:00"), at("2026-06-01 07:00")) == -16 * HOUR


class TestClockChanges:
    def test_a_night_shift_is_an_hour_short_in_spring_and_long_in_autumn(self):
        berlin = of("Europe/Berlin", NIGHTS)
        assert berlin.between(at("2026-03-28 12:00"), at("2026-03-29 12:00")) == 7 * HOUR
        assert berlin.between(at("2026-10-24 12:00"), at("2026-10-25 12:00")) == 9 * HOUR

    def test_a_shift_within_the_hour_that_is_skipped_is_no_work(self):
        who = of("Europe/Berlin", week({6: [(120, 180)]}))
        assert who.between(at("2026-03-28 00:00"), at("2026-03-30 00:00")) == timedelta(0)

    def test_a_shift_that_happens_twice_is_worked_twice_and_the_time_between_is_not(self):
        # 02:00 to 02:30 shows twice on 2026-10-25, with half an hour in between that is not it.
        who = of("Europe/Berlin", week({6: [(120, 150)]}))
        assert who.blocks(at("2026-10-24 12:00"), at("2026-10-25 12:00")) == [
            (at("2026-10-25 00:00"), at("2026-10-25 00:30")),
            (at("2026-10-25 01:00"), at("2026-10-25 01:30")),
        ]

    def test_half_an_hour_and_two_hours_of_summer_time(self):
        lord_howe = of("Australia/Lord_Howe", ROUND_THE_CLOCK)
        start = at("2026-10-03 13:30")  # Sunday midnight there
        assert lord_howe.add(start, 23.5 * HOUR) == at("2026-10-04 13:00")
        troll = of("Antarctica/Troll", week({6: [(0, 240)]}))
        assert troll.between(at("2026-03-28 12:00"), at("2026-03-29 12:00")) == 2 * HOUR

    def test_the_friday_that_samoa_skipped_was_not_worked(self):
        apia = of("Pacific/Apia")
        assert apia.between(at("2011-12-26 00:00"), at("2012-01-01 00:00")) == 4 * 8 * HOUR

    def test_the_leap_day_is_a_day(self):
        assert of("UTC").between(at("2024-02-26 00:00"), at("2024-03-04 00:00")) == 40 * HOUR


class TestCalendars:
    def test_a_night_shift_belongs_to_the_day_on_which_it_starts(self):
        nights = week({0: [(1320, 360)], 1: [(1320, 360)]})
        off_tuesday = of("UTC", nights, holidays=TheseDays(frozenset({date(2026, 6, 2)})))
        assert off_tuesday.blocks(at("2026-06-01 00:00"), at("2026-06-04 00:00")) == [
            (at("2026-06-01 22:00"), at("2026-06-02 06:00"))
        ]
        away_monday = of("UTC", nights, leave=((date(2026, 6, 1), date(2026, 6, 1)),))
        assert away_monday.blocks(at("2026-06-01 00:00"), at("2026-06-04 00:00")) == [
            (at("2026-06-02 22:00"), at("2026-06-03 06:00"))
        ]

    def test_leave_wins_over_a_stated_day_which_wins_over_a_holiday(self):
        days = (date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 3))
        who = of(
            "UTC",
            holidays=TheseDays(frozenset(days)),
            stated=tuple((day, (shift((600, 660)),)) for day in days[:2]),
            leave=((days[0], days[0]),),
        )
        assert who.between(at("2026-06-01 00:00"), at("2026-06-02 00:00")) == timedelta(0)
        assert who.between(at("2026-06-02 00:00"), at("2026-06-03 00:00")) == HOUR
        assert who.between(at("2026-06-03 00:00"), at("2026-06-04 00:00")) == timedelta(0)

    def test_every_second_friday_is_free(self):
        long = NINE_TO_FIVE
        short = week({day: [(540, 1020)] for day in range(4)})
        who = Hours(WorkingWeek("UTC", (long, short), turns_from=date(2026, 6, 3)))
        fridays = [at(f"2026-06-{day:02} 12:00") for day in (5, 12, 19, 26)]
        assert [who.is_awake(friday) for friday in fridays] == [True, False, True, False]

    def test_somebody_moves_from_austin_to_london(self):
        austin = WorkingWeek("America/Chicago", (NINE_TO_FIVE,))
        london = WorkingWeek("Europe/London", (NINE_TO_FIVE,))
        since = date(2026, 6, 3)
        who = Moves((Stay(None, austin.zone, austin), Stay(since, london.zone, london)))
        assert Hours(who).blocks(at("2026-06-02 00:00"), at("2026-06-04 00:00")) == [
            (at("2026-06-02 14:00"), at("2026-06-02 22:00")),
            (at("2026-06-03 08:00"), at("2026-06-03 16:00")),
        ]
        assert who.zone_on(date(2026, 6, 2)) == "America/Chicago"
        assert who.zone_on(since) == "Europe/London"

    def test_focus_blocks_are_taken_out(self):
        focus = spans([(to_micros(at("2026-06-01 08:00")), to_micros(at("2026-06-01 10:00")))])
        who = Hours(Without(WorkingWeek("Europe/London", (NINE_TO_FIVE,)), Fixed(focus)))
        assert who.add(at("2026-06-01 05:00"), HOUR) == at("2026-06-01 11:00")

    def test_a_team_is_awake_when_one_member_is_and_meets_when_all_are(self):
        sites = [
            WorkingWeek(zone, (NINE_TO_FIVE,)) for zone in ("America/Chicago", "Europe/London")
        ]
        day = (at("2026-06-01 00:00"), at("2026-06-02 00:00"))
        assert Hours(any_of(*sites)).between(*day) == 14 * HOUR
        assert Hours(all_of(*sites)).between(*day) == 2 * HOUR

    def test_a_shift_that_ends_when_it_starts_lasts_a_day(self):
        who = of("UTC", week({0: [(540, 540)]}))
        assert who.blocks(at("2026-06-01 00:00"), at("2026-06-08 00:00")) == [
            (at("2026-06-01 09:00"), at("2026-06-02 09:00"))
        ]

    def test_a_shift_outside_the_day_is_a_mistake(self):
        for wrong in ((-1, 60), (1440, 60), (60, 1501)):
            with pytest.raises(ValueError, match="shift"):
                shift(wrong)


class TestNextAndLast:
    def test_next_awake_is_now_or_the_next_opening(self):
        berlin = of("Europe/Berlin")
        assert berlin.next_awake(at("2026-06-01 10:00")) == at("2026-06-01 10:00")
        assert berlin.next_awake(at("2026-06-01 15:00")) == at("2026-06-02 07:00")
        assert berlin.next_awake(at("2026-06-05 15:00")) == at("2026-06-08 07:00")

    def test_last_awake_is_now_or_the_last_closing(self):
        berlin = of("Europe/Berlin")
        assert berlin.last_awake(at("2026-06-01 10:00")) == at("2026-06-01 10:00")
        assert berlin.last_awake(at("2026-06-01 07:00")) == at("2026-05-29 15:00")

    def test_closing_is_the_end_of_this_or_the_next_shift(self):
        berlin = of("Europe/Berlin")
        assert berlin.closing(at("2026-06-01 10:00")) == at("2026-06-01 15:00")
        assert berlin.closing(at("2026-06-01 15:00")) == at("2026-06-02 15:00")

    def test_is_awake_is_half_open(self):
        berlin = of("Europe/Berlin")
        assert berlin.is_awake(at("2026-06-01 07:00"))
        assert not berlin.is_awake(at("2026-06-01 15:00"))


class TestLimits:
    def test_somebody_who_never_works_is_never_due(self):
        nobody = of("UTC", week({}))
        assert nobody.between(at("1999-01-01 00:00"), at("2030-01-01 00:00")) == timedelta(0)
        for ask in (
            lambda: nobody.add(at("2026-01-01 00:00"), HOUR),
            lambda: nobody.add(at("2026-01-01 00:00"), -HOUR),
            lambda: nobody.next_awake(at("2026-01-01 00:00")),
            lambda: nobody.last_awake(at("2026-01-01 00:00")),
        ):
            with pytest.raises(NoAwakeTime, match="1970 and 2100"):
                ask()

    def test_the_answer_does_not_depend_on_what_was_asked_before(self):
        fresh, used = of("Europe/Berlin"), of("Europe/Berlin")
        for year in (2050, 1975, 2026, 2090):
            used.add(at(f"{year}-05-05 00:00"), 5000 * HOUR)
            used.add(at(f"{year}-05-05 00:00"), -5000 * HOUR)
        span = (at("1981-03-03 03:03"), at("2077-07-07 07:07"))
        assert used.between(*span) == fresh.between(*span)
        assert used.blocks(at("2050-01-01 00:00"), at("2050-02-01 00:00")) == fresh.blocks(
            at("2050-01-01 00:00"), at("2050-02-01 00:00")
        )

    def test_a_calendar_that_never_closes_has_no_closing(self):
        always = Hours(ALWAYS)
        assert always.add(at("2026-01-01 00:00"), 72 * HOUR) == at("2026-01-04 00:00")
        assert len(always.blocks(at("2020-01-01 00:00"), at("2060-01-01 00:00"))) == 1
        with pytest.raises(NoAwakeTime):
            always.closing(at("2026-01-01 00:00"))


def test_equal_calendars_share_their_work():
    one, two = (WorkingWeek("UTC", (NINE_TO_FIVE,)) for _ in range(2))
    assert hours(one) is hours(two)


def test_the_digest_changes_when_and_only_when_the_time_does():
    window = (at("2026-01-01 00:00"), at("2027-01-01 00:00"))
    usual = of("Europe/London").digest(*window)
    inside, outside = date(2026, 6, 1), date(2027, 6, 1)
    assert of("Europe/London").digest(*window) == usual
    assert of("Europe/London", leave=((outside, outside),)).digest(*window) == usual
    assert of("Europe/London", leave=((inside, inside),)).digest(*window) != usual
    assert of("Europe/Dublin").digest(*window) == usual
    assert of("Europe/Paris").digest(*window) != usual
