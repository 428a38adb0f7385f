"""Wishes come once on each of their days, whatever the clocks do.

The names are those of bugs that others had: fired at eleven and again at twelve, skipped, an hour
late, stopped for good.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from dayline.base.errors import HostileInput
from dayline.base.micros import from_micros
from dayline.base.recurrence import parse_rule
from dayline.base.wishes import Wish
from dayline.base.zones import clock_changes, current_name, zone_names

DAY = timedelta(days=1)


def daily(zone: str, clock: str, rule: str = "FREQ=DAILY") -> Wish:
    return Wish(zone, datetime.fromisoformat(f"2010-01-01T{clock}"), parse_rule(rule))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_celery_1604_it_comes_once_when_the_clocks_go_back():
    found = daily("Europe/London", "01:30").times(at("2026-10-24"), at("2026-10-27"))
    assert found == [at("2026-10-24 00:30"), at("2026-10-25 00:30"), at("2026-10-26 01:30")]


def test_celery_10107_it_is_not_skipped_when_the_clocks_go_forward():
    found = daily("Europe/London", "01:30").times(at("2026-03-28"), at("2026-03-31"))
    assert found == [at("2026-03-28 01:30"), at("2026-03-29 01:00"), at("2026-03-30 00:30")]


def test_celery_9653_it_is_not_an_hour_late_after_a_change():
    found = daily("America/New_York", "09:00").times(at("2026-03-07"), at("2026-03-10"))
    assert [each.hour for each in found] == [14, 13, 13]


def test_celery_6438_it_goes_on_after_a_change():
    wish, instant = daily("Europe/Berlin", "02:30"), at("2026-03-28 12:00")
    for _ in range(400):
        following = wish.next_after(instant)
        assert following is not None
        assert timedelta(0) < following - instant < 1.2 * DAY
        instant = following


def test_a_day_that_samoa_skipped_does_not_come():
    found = daily("Pacific/Apia", "09:00").times(at("2011-12-28 12:00"), at("2012-01-01 12:00"))
    there = [each.astimezone(ZoneInfo("Pacific/Apia")) for each in found]
    assert [(each.day, each.hour) for each in there] == [(28, 9), (29, 9), (31, 9), (1, 9)]


@pytest.mark.parametrize("letter", sorted({name[0] for name in zone_names()}))
def test_in_every_zone_each_date_is_served_once_around_every_change(letter: str):
    checked = 0
    for name in sorted(zone_names()):
        if name[0] != letter or current_name(name) != name:
            continue  # an old name has the clock of a new one
        for year in range(2020, 2038):
            for change, before, after in clock_changes(name, year):
                check_around(name, change, before, after)
                checked += 1
    assert checked or letter not in "AEP"


def check_around(name: str, change: int, before: int, after: int) -> None:
    """A daily wish for a time in the middle of what the change skips or repeats."""
    instant = from_micros(change)
    edges = (instant + timedelta(microseconds=offset) for offset in (before, after))
    low, high = sorted(edge.replace(tzinfo=None) for edge in edges)
    wanted = low + (high - low) / 2
    wish = Wish(name, wanted - 3 * DAY, parse_rule("FREQ=DAILY;COUNT=7"))
    found = wish.times(instant - 9 * DAY, instant + 9 * DAY)
    assert len(found) == 7, (name, instant)
    shown = [each.astimezone(ZoneInfo(name)).replace(tzinfo=None) for each in found]
    others = [wanted + n * DAY for n in range(-3, 4) if n]
    assert shown[:3] + shown[4:] == others, (name, instant)
    first = (wanted - timedelta(microseconds=before)).replace(tzinfo=UTC)
    assert found[3] == (instant if after > before else first), (name, instant)


def test_a_wish_that_is_over_has_no_next_time():
    wish = daily("UTC", "09:00", "FREQ=DAILY;COUNT=2")
    assert wish.next_after(at("2010-01-01 09:00")) == at("2010-01-02 09:00")
    assert wish.next_after(at("2010-01-02 09:00")) is None


def test_a_rare_wish_is_found_years_ahead():
    leap = Wish("UTC", datetime.fromisoformat("2024-02-29T09:00"), parse_rule("FREQ=YEARLY"))
    assert leap.next_after(at("2024-03-01")) == at("2028-02-29 09:00")


def test_until_in_utc_is_read_in_the_zone_of_the_wish():
    wish = daily("Asia/Tokyo", "09:00", "FREQ=DAILY;UNTIL=20260602T000000Z")
    assert wish.times(at("2026-05-31"), at("2026-06-05"))[-1] == at("2026-06-02")


def test_within_the_day_nobody_wishes():
    with pytest.raises(HostileInput, match="within a day"):
        daily("UTC", "09:00", "FREQ=HOURLY")
