"""When people are awake together, against answers that were counted minute by minute."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from dayline.base.busy import at_once, busy, outside, per_week
from dayline.base.calendars import WorkingWeek, week
from dayline.base.hours import Hours, hours
from dayline.base.micros import DAY, HOUR, MINUTE, to_micros
from dayline.base.overlap import next_shared, next_shared_by_two, overlap, shared

EVERY_DAY = week({day: [(540, 1020)] for day in range(7)})
WEEKDAYS = week({day: [(540, 1080)] for day in range(5)})


def of(zone: str, shifts=WEEKDAYS) -> Hours:
    return hours(WorkingWeek(zone, (shifts,)))


def at(text: str) -> int:
    return to_micros(datetime.fromisoformat(text))


def test_overlaps_of_a_real_team_are_exact(real_data):
    folder = real_data("sourcegraph-team-timezones")
    cases = json.loads((folder / "truth_overlap.json").read_text())
    offsets = {
        each["local_date"]: each["utc_offset_minutes"]
        for each in json.loads((folder / "truth_offsets.json").read_text())
    }
    checked = 0
    for case in cases:
        day = date.fromisoformat(case["local_date"])
        if any(offset(zone, day) != offsets[str(day)][zone] for zone in case["zones"]):
            continue  # this machine's edition of the database has moved the clock since
        found = overlap([(of(zone, EVERY_DAY), zone) for zone in case["zones"]], day)
        assert found.total == case["overlap_minutes"] * MINUTE, case
        checked += 1
    assert checked >= 55
    assert len(cases) == 60


def offset(zone: str, day: date) -> int:
    noon = datetime.combine(day, datetime.min.time().replace(hour=12), ZoneInfo(zone))
    return round((noon.utcoffset() or timedelta()).total_seconds() / 60)


def test_three_sites_around_the_world_share_no_hour():
    sites = [of(zone) for zone in ("America/Chicago", "Europe/London", "Asia/Singapore")]
    assert next_shared(sites, at("2026-09-21T14:00Z")) is None
    assert not shared(sites, at("2026-09-21T00:00Z"), at("2026-09-28T00:00Z"))


def test_of_three_sites_that_share_none_the_pairs_that_do_are_named():
    zones = ["America/Chicago", "Europe/London", "Asia/Singapore"]
    sites, monday = [of(zone) for zone in zones], at("2026-09-21T14:00Z")
    found = next_shared_by_two(sites, monday)
    assert [(one, other) for one, other, _ in found] == [(0, 1), (1, 2)]
    for one, other, span in found:
        assert span == next_shared([sites[one], sites[other]], monday)


def test_two_sites_share_the_afternoon_of_one():
    sites = [of(zone) for zone in ("America/Chicago", "Europe/London")]
    # Friday evening: the next hour is on Monday, 15:00 in London.
    assert next_shared(sites, at("2026-09-18T20:00Z")) == (
        at("2026-09-21T14:00Z"),
        at("2026-09-21T17:00Z"),
    )


def test_a_shared_span_must_be_long_enough_and_soon():
    sites = [of(zone) for zone in ("America/Los_Angeles", "Europe/London")]
    monday = at("2026-09-21T00:00Z")
    assert next_shared(sites, monday, minutes=60) == (monday + 16 * HOUR, monday + 17 * HOUR)
    assert next_shared(sites, monday, minutes=61) is None
    assert next_shared(sites, monday - 2 * DAY, within_days=1) is None


def test_a_shared_hour_that_runs_starts_now():
    sites = [of(zone) for zone in ("Europe/Berlin", "Europe/London")]
    now = at("2026-09-21T10:30Z")
    assert next_shared(sites, now) == (now, at("2026-09-21T16:00Z"))


def test_sydney_and_los_angeles_share_an_instant_but_no_date():
    people = [(of(zone), zone) for zone in ("Australia/Sydney", "America/Los_Angeles")]
    assert not overlap(people, date(2026, 1, 14))
    window = at("2026-01-13T00:00Z"), at("2026-01-15T00:00Z")
    assert shared([each for each, _ in people], *window).total == 4 * 2 * HOUR


class TestMeetings:
    def test_a_meeting_over_sunday_midnight_counts_in_both_weeks(self):
        night = (at("2026-09-20T23:00Z"), at("2026-09-21T01:30Z"))
        assert per_week([night]) == {"2026-W38": HOUR, "2026-W39": 90 * MINUTE}

    def test_meetings_at_once_are_busy_time_once(self):
        assert busy([(0, 2 * HOUR), (HOUR, 3 * HOUR), (5 * HOUR, 6 * HOUR)]) == 4 * HOUR

    def test_an_evening_meeting_lies_outside_hours(self):
        call = (at("2026-09-21T16:30Z"), at("2026-09-21T18:00Z"))  # 17:30 to 19:00 in London
        assert outside([call], of("Europe/London")) == HOUR

    def test_meetings_that_touch_do_not_overlap(self):
        hour = [(name, n * HOUR, (n + 1) * HOUR) for n, name in enumerate("abc")]
        assert at_once(hour) == []
        assert at_once([*hour, ("d", HOUR, 3 * HOUR)]) == [
            ("b", "d", HOUR, 2 * HOUR),
            ("d", "c", 2 * HOUR, 3 * HOUR),
        ]
