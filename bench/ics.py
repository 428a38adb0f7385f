"""Calendar files of a company: how fast they are read, and whether every occurrence is right.

    python bench/ics.py [--people 200]

The files are made here, each with its truth: every occurrence is written down by walking the days
of the year with zoneinfo before the file that implies it is written. They hold weekly, fortnightly,
daily and monthly meetings in several zones, with moved and cancelled occurrences, all-day leave and
long descriptions. Beside ours, where installed: ical, and icalendar with recurring-ical-events.
Times are of the processor.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from importlib.util import find_spec
from typing import Any
from zoneinfo import ZoneInfo

from dayline.base.micros import from_micros
from dayline.integrations.ics.receive import occurrences

START, STOP = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
ZONES = ("Europe/London", "America/Chicago", "Asia/Singapore", "Australia/Sydney", "Asia/Kolkata")
CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
PROSE = "Agenda and notes are in the record that this meeting refers to. " * 4
Spans = set[tuple[datetime, datetime]]


class Writer:
    """Writes one person's file and the truth about it."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Dayline//bench//EN"]
        self.truth: Spans = set()
        self.number = 0

    def event(self, *lines: str, uid: str = "") -> None:
        self.number += 1
        self.lines += [
            "BEGIN:VEVENT",
            f"UID:{uid or self.number}@bench",
            "DTSTAMP:20260101T000000Z",
        ]
        self.lines += [*lines, f"SUMMARY:Meeting {self.number}", *_folded(f"DESCRIPTION:{PROSE}")]
        self.lines += ["END:VEVENT"]

    def single(self) -> None:
        start = START + timedelta(minutes=15 * self.rng.randrange(365 * 96))
        end = start + timedelta(minutes=self.rng.choice((15, 30, 60, 90)))
        self._tell(start, end)
        self.event(f"DTSTART:{start:%Y%m%dT%H%M%SZ}", f"DTEND:{end:%Y%m%dT%H%M%SZ}")

    def series(self) -> None:
        rng = self.rng
        zone, length = rng.choice(ZONES), timedelta(minutes=rng.choice((15, 30, 60)))
        first = date(2025, 6, 2) + timedelta(days=rng.randrange(200))
        at = dt.time(rng.randrange(7, 19), rng.choice((0, 15, 30)))
        rule, days = self._rule(first)
        start = datetime.combine(days[0], at)
        gone = set(rng.sample(days[1:], min(2, len(days) - 1)))
        moved = rng.choice([day for day in days[1:] if day not in gone] or [None])
        uid = f"series-{self.number}"
        exdates = [f"EXDATE;TZID={zone}:{datetime.combine(day, at):%Y%m%dT%H%M%S}" for day in gone]
        self.event(
            f"DTSTART;TZID={zone}:{start:%Y%m%dT%H%M%S}",
            f"DTEND;TZID={zone}:{start + length:%Y%m%dT%H%M%S}",
            f"RRULE:{rule}",
            *exdates,
            uid=uid,
        )
        for day in days:
            if day not in gone and day != moved:
                self._tell_local(datetime.combine(day, at), length, zone)
        if moved:
            later = datetime.combine(moved, at) + timedelta(hours=1)
            self._tell_local(later, length, zone)
            self.event(
                f"RECURRENCE-ID;TZID={zone}:{datetime.combine(moved, at):%Y%m%dT%H%M%S}",
                f"DTSTART;TZID={zone}:{later:%Y%m%dT%H%M%S}",
                f"DTEND;TZID={zone}:{later + length:%Y%m%dT%H%M%S}",
                uid=uid,
            )

    def _rule(self, first: date) -> tuple[str, list[date]]:
        """A rule, and its dates from ``first`` on worked out day by day.

        They go to 2027-01-01, which in Sydney begins while it is 2026 in UTC.
        """
        every = [first + timedelta(days=n) for n in range((date(2027, 1, 1) - first).days + 1)]
        kind = self.rng.random()
        if kind < 0.5:
            wanted = sorted(self.rng.sample(range(5), self.rng.randint(1, 2)))
            step = self.rng.choice((1, 1, 2))
            monday = first - timedelta(days=first.weekday())
            days = [
                day
                for day in every
                if day.weekday() in wanted and (day - monday).days // 7 % step == 0
            ]
            names = ",".join(CODES[day] for day in wanted)
            # The count of weeks starts at the first date that the rule hits.
            if (days[0] - monday).days >= 7:
                return self._rule(first + timedelta(days=1))
            return f"FREQ=WEEKLY;INTERVAL={step};BYDAY={names};UNTIL=20261231T235959Z", days
        if kind < 0.8:
            nth = self.rng.choice((1, 2, 3))
            weekday = self.rng.randrange(5)
            days = [d for d in every if d.weekday() == weekday and (d.day - 1) // 7 + 1 == nth]
            return f"FREQ=MONTHLY;BYDAY={nth}{CODES[weekday]}", days
        count = self.rng.randint(5, 60)
        return f"FREQ=DAILY;COUNT={count}", every[:count]

    def leave(self) -> None:
        first = date(2026, 1, 1) + timedelta(days=self.rng.randrange(330))
        last = first + timedelta(days=self.rng.randint(1, 10))
        zero = datetime.min.time()
        self.truth.add((datetime.combine(first, zero, UTC), datetime.combine(last, zero, UTC)))
        self.event(f"DTSTART;VALUE=DATE:{first:%Y%m%d}", f"DTEND;VALUE=DATE:{last:%Y%m%d}")

    def _tell_local(self, local: datetime, length: timedelta, zone: str) -> None:
        there = ZoneInfo(zone)
        self._tell(
            *(each.replace(tzinfo=there).astimezone(UTC) for each in (local, local + length))
        )

    def _tell(self, start: datetime, end: datetime) -> None:
        if end > START and start < STOP:
            self.truth.add((start, end))

    @property
    def text(self) -> str:
        return "\r\n".join([*self.lines, "END:VCALENDAR", ""])


def _folded(line: str) -> Iterator[str]:
    """A line of at most 75 characters, then continuations."""
    yield line[:75]
    yield from (f" {line[at : at + 74]}" for at in range(75, len(line), 74))


def person(seed: int) -> Writer:
    writer = Writer(random.Random(seed))
    for _ in range(14):
        writer.series()
    for _ in range(60):
        writer.single()
    for _ in range(3):
        writer.leave()
    return writer


# Who is asked: a function from a file to its spans.


def ours(text: str) -> Spans:
    found, findings = occurrences(text, zone="UTC", start=START, stop=STOP)
    assert not findings
    return {(from_micros(each.start), from_micros(each.end)) for each in found}


def ical(text: str) -> Spans:
    stream = import_module("ical.calendar_stream").IcsCalendarStream
    found: Spans = set()
    for event in stream.calendar_from_ics(text).timeline_tz(UTC).overlapping(START, STOP):
        found.add((_instant(event.dtstart), _instant(event.dtend)))
    return found


def recurring_ical_events(text: str) -> Spans:
    calendar: Any = import_module("icalendar").Calendar.from_ical(text)
    library = import_module("recurring_ical_events")
    return {
        (_instant(event["DTSTART"].dt), _instant(event["DTEND"].dt))
        for event in library.of(calendar).between(START, STOP)
    }


def _instant(value: date) -> datetime:
    if not isinstance(value, datetime):
        return datetime.combine(value, datetime.min.time(), UTC)
    return value.astimezone(UTC)


def ask(name: str, read: Callable[[str], Spans], people: list[Writer], least: float) -> float:
    read(people[0].text)
    texts = [each.text for each in people]
    begin = time.process_time()
    found = [read(text) for text in texts]
    took = time.process_time() - begin
    wrong = sum(spans != each.truth for spans, each in zip(found, people, strict=True))
    ratio = f", {took / least:.1f} times ours" if least else ""
    print(f"  {name:34}{took:7.2f} s{ratio}; {wrong} of {len(people)} people wrong")
    return took


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=200)
    count = parser.parse_args().people
    people = [person(seed) for seed in range(count)]
    size = sum(len(each.text) for each in people)
    total = sum(len(each.truth) for each in people)
    print(f"{count} people, {size / 1e6:.1f} MB of ICS, {total:,} occurrences in 2026")
    least = ask("Dayline", ours, people, 0.0)
    for name, module, read in (
        ("ical", "ical", ical),
        ("icalendar + recurring-ical-events", "recurring_ical_events", recurring_ical_events),
    ):
        if find_spec(module) is None:
            print(f"  {name:34} not installed here")
        else:
            ask(name, read, people, least)


if __name__ == "__main__":
    main()
