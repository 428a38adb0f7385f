"""Zones: names old and new, clock changes to the second, local times that lie."""

from __future__ import annotations

import json
import struct
from datetime import UTC, date, datetime, timedelta
from importlib import resources
from itertools import pairwise
from pathlib import Path
from zoneinfo import TZPATH, ZoneInfo

import pytest

from dayline.base.errors import InvalidInput
from dayline.base.micros import DAY, HOUR, SECOND, from_micros, to_micros
from dayline.base.zones import (
    Happens,
    clock_changes,
    current_name,
    day_span,
    offset_at,
    release,
    resolve_local,
    segments,
    start_of_day,
    zone,
    zone_names,
)


def test_every_old_name_is_accepted_and_leads_to_the_current_one(real_data):
    links = json.loads((real_data("tz-links") / "links.json").read_text())
    assert len(links) == 256
    for old, current in links.items():
        assert zone(old).key == old
        assert current_name(old) == current


def test_a_name_is_taken_in_any_case_and_with_spaces():
    assert zone("europe/london").key == "Europe/London"
    assert zone(" America/New York ").key == "America/New_York"


def test_a_name_that_is_none_is_refused_with_the_nearest_ones():
    with pytest.raises(InvalidInput, match=r"Europe/London"):
        zone("Europe/Lundon")
    with pytest.raises(InvalidInput, match=r"Africa/Nairobi"):
        zone("nairobi")


def test_the_edition_of_the_database_is_named():
    assert release()[:2] == "20"


# A second reader of the database, from its compiled files (RFC 9636), that shares nothing with
# the one under test.


def tzif_changes(name: str) -> tuple[list[tuple[int, int, int]], int]:
    """The changes of offset in a TZif file (second, before, after), and the last stated one."""
    data = _tzif(name)
    _, at = _block(data, 0, 4)
    (times, offsets, first), _ = _block(data, at, 8)
    changes, before = [], first
    for second, after in zip(times, offsets, strict=True):
        if after != before:
            changes.append((second, before, after))
        before = after
    return changes, times[-1] if times else 0


def _tzif(name: str) -> bytes:
    for folder in TZPATH:
        if (path := Path(folder, name)).is_file():
            return path.read_bytes()
    return resources.files("tzdata").joinpath("zoneinfo", *name.split("/")).read_bytes()


def _block(data: bytes, at: int, size: int):
    isut, isstd, leaps, count, types, letters = struct.unpack(">6l", data[at + 20 : at + 44])
    at += 44
    times = struct.unpack_from(f">{count}{'q' if size == 8 else 'l'}", data, at)
    at += count * size
    places = data[at : at + count]
    at += count
    kinds = [struct.unpack_from(">lBB", data, at + 6 * n)[0] for n in range(types)]
    at += 6 * types + letters + leaps * (size + 4) + isstd + isut
    return (times, [kinds[place] for place in places], kinds[0]), at


ODD = [
    "Australia/Lord_Howe",
    "Antarctica/Troll",
    "Pacific/Apia",
    "Africa/Casablanca",
    "Africa/El_Aaiun",
    "America/Caracas",
    "Asia/Pyongyang",
    "Asia/Kathmandu",
    "America/St_Johns",
    "Pacific/Chatham",
    "Asia/Gaza",
    "Africa/Cairo",
    "Europe/Istanbul",
    "Asia/Tehran",
    "Africa/Monrovia",
    "America/Scoresbysund",
    "Europe/Dublin",
]


@pytest.mark.parametrize("name", [*ODD, *sorted(zone_names())[::23]])
def test_every_change_of_a_clock_is_found_to_the_second(name: str):
    stated, last = tzif_changes(name)
    years = range(1971, 2037)
    low, high = (int(datetime(year, 1, 1, tzinfo=UTC).timestamp()) for year in (1971, 2037))
    found = [
        (instant // SECOND, before // SECOND, after // SECOND)
        for year in years
        for instant, before, after in clock_changes(name, year)
        if instant <= last * SECOND
    ]
    assert found == [change for change in stated if low <= change[0] < high]


@pytest.mark.parametrize("name", ODD)
def test_segments_cover_a_window_without_gap_and_agree_with_the_clock(name: str):
    start, stop = (to_micros(datetime(year, 5, 5, 5, tzinfo=UTC)) for year in (2009, 2024))
    pieces = segments(name, start, stop)
    assert (pieces[0][0], pieces[-1][1]) == (start, stop)
    for (_, end, before), (begin, _, after) in pairwise(pieces):
        assert end == begin
        assert before != after
    for begin, end, offset in pieces:
        for instant in (begin, (begin + end) // 2, end - 1):
            shift = from_micros(instant).astimezone(ZoneInfo(name)).utcoffset()
            assert timedelta(microseconds=offset) == shift
            assert offset_at(instant, name) == offset


def test_a_window_that_ends_with_a_change_has_no_empty_piece():
    change = clock_changes("Europe/Berlin", 2026)[0][0]
    assert len(segments("Europe/Berlin", change - DAY, change)) == 1
    assert len(segments("Europe/Berlin", change, change + DAY)) == 1
    assert len(segments("Europe/Berlin", change - DAY, change + DAY)) == 2


class TestLocalTimesThatLie:
    def test_half_past_one_happens_twice_when_london_goes_back(self):
        local = resolve_local(datetime.fromisoformat("2026-10-25 01:30"), "Europe/London")
        assert local.happens is Happens.TWICE
        assert local.earlier == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
        assert local.later == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
        assert local.wish == local.calendar == local.earlier

    def test_half_past_two_never_happens_when_new_york_goes_forward(self):
        local = resolve_local(datetime.fromisoformat("2026-03-08 02:30"), "America/New_York")
        assert local.happens is Happens.NEVER
        assert local.earlier == datetime(2026, 3, 8, 6, 30, tzinfo=UTC)  # 01:30 EST
        assert local.later == datetime(2026, 3, 8, 7, 30, tzinfo=UTC)  # 03:30 EDT
        assert local.wish == local.change == datetime(2026, 3, 8, 7, tzinfo=UTC)  # 03:00 EDT
        assert local.calendar == local.later

    def test_an_ordinary_time_happens_once(self):
        local = resolve_local(datetime.fromisoformat("2026-06-01 09:00"), "Asia/Kolkata")
        assert local.happens is Happens.ONCE
        assert local.earlier == local.later == datetime(2026, 6, 1, 3, 30, tzinfo=UTC)

    def test_half_an_hour_and_two_hours_of_summer_time_are_known(self):
        half = resolve_local(datetime.fromisoformat("2026-10-04 02:15"), "Australia/Lord_Howe")
        assert half.later - half.earlier == timedelta(minutes=30)
        two = resolve_local(datetime.fromisoformat("2026-03-29 02:30"), "Antarctica/Troll")
        assert two.later - two.earlier == timedelta(hours=2)

    def test_a_whole_day_never_happened_in_samoa(self):
        local = resolve_local(datetime.fromisoformat("2011-12-30 12:00"), "Pacific/Apia")
        assert local.happens is Happens.NEVER
        assert local.later - local.earlier == timedelta(days=1)
        assert local.change == datetime(2011, 12, 30, 10, tzinfo=UTC)

    def test_a_local_time_with_a_zone_of_its_own_is_a_mistake_of_the_caller(self):
        with pytest.raises(ValueError, match="zone"):
            resolve_local(datetime(2026, 1, 1, tzinfo=UTC), "UTC")


class TestDays:
    @pytest.mark.parametrize(
        ("day", "name", "hours"),
        [
            (date(2026, 3, 29), "Europe/Berlin", 23),
            (date(2026, 10, 25), "Europe/Berlin", 25),
            (date(2026, 10, 4), "Australia/Lord_Howe", 23.5),
            (date(2011, 12, 30), "Pacific/Apia", 0),
            (date(2011, 12, 29), "Pacific/Apia", 24),
            (date(2024, 2, 29), "UTC", 24),
        ],
    )
    def test_a_day_lasts_as_long_as_the_clock_says(self, day: date, name: str, hours: float):
        start, stop = day_span(day, name)
        assert stop - start == hours * HOUR

    def test_a_day_starts_when_its_midnight_does_not_exist(self):
        # Beirut, 2026-03-29: 00:00 becomes 01:00.
        assert from_micros(start_of_day(date(2026, 3, 29), "Asia/Beirut")) == datetime(
            2026, 3, 28, 22, tzinfo=UTC
        )

    def test_days_follow_each_other_without_gap(self):
        for name in ODD:
            day = date(2011, 1, 1)
            for _ in range(800):
                start, stop = day_span(day, name)
                day += timedelta(days=1)
                assert stop == start_of_day(day, name)
                assert 0 <= stop - start <= 2 * DAY
