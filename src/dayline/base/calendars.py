"""Calendars: rules that say when somebody works, and the exact instants they come to.

A calendar is a value: it keeps the zone and the rule, never the instants, so that a new edition
of the time zone database changes what it means and nothing has to be migrated. ``spans`` gives
the instants of any window, exact to the microsecond:

* a minute counts when the local clock shows a time inside a shift; an hour that happens twice
  counts twice and an hour that is skipped does not count;
* a shift whose end is not after its start runs past midnight and belongs to the day on which it
  starts: a holiday or leave on that day removes the whole shift, one on the next day removes
  none of it;
* of two rules for one day, leave wins over a stated day, a stated day over a holiday, a holiday
  over the week.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple, Protocol

from dayline.base import spans as sets
from dayline.base.micros import DAY, EPOCH, MINUTE
from dayline.base.spans import Spans
from dayline.base.zones import segments, start_of_day

Shift = tuple[int, int]
"""Minutes after local midnight at which a shift starts and ends; the end may pass 1,440."""

Week = tuple[tuple[Shift, ...], ...]
"""Seven days of shifts, Monday first."""

_EPOCH_DAY = EPOCH.toordinal()


class Calendar(Protocol):
    """Anything that can say when it is on. A calendar is a value: equal ones share their work."""

    def __hash__(self) -> int: ...

    def spans(self, start: int, stop: int) -> Spans:
        """The instants of the calendar in ``start <= t < stop``, microseconds since 1970."""


class DaysOff(Protocol):
    """Dates on which a week does not apply, asked for one year at a time."""

    def in_year(self, year: int) -> Collection[date]:
        """The dates of that year that are off."""


@dataclass(frozen=True, slots=True)
class NoDaysOff:
    """No holidays at all."""

    def in_year(self, year: int) -> Collection[date]:  # noqa: ARG002 -- the protocol's shape
        """Nothing."""
        return ()


@dataclass(frozen=True, slots=True)
class TheseDays:
    """A fixed set of dates."""

    dates: frozenset[date]

    def in_year(self, year: int) -> Collection[date]:
        """Those of the dates that lie in the year."""
        return {day for day in self.dates if day.year == year}


def week(days: Mapping[int, Iterable[Shift]]) -> Week:
    """A week from weekday (0 is Monday) to shifts in minutes; ``(1320, 360)`` is 22:00 to 06:00.

    A shift whose end is not after its start ends on the next day.
    """
    return tuple(tuple(sorted(map(shift, days.get(day, ())))) for day in range(7))


def shift(minutes: Shift) -> Shift:
    """A shift with its end counted from the midnight before its start. Raises ValueError."""
    start, end = minutes
    if not (0 <= start < 1440 and 0 <= end <= start + 1440):
        raise ValueError(f"a shift starts within a day and ends within another, not {start}-{end}")
    return (start, end if end > start else end + 1440)


@dataclass(frozen=True)
class WorkingWeek:
    """The working time of one person in one zone.

    ``weeks`` repeat in turn, the first of them in the week of ``turns_from`` (a part-timer who
    has every second Friday off has two). ``stated`` replaces the shifts of single dates, holidays
    included; ``leave`` holds first and last date of each absence.
    """

    zone: str
    weeks: tuple[Week, ...]
    turns_from: date = date(1970, 1, 5)
    holidays: DaysOff = NoDaysOff()
    stated: tuple[tuple[date, tuple[Shift, ...]], ...] = ()
    leave: tuple[tuple[date, date], ...] = ()

    @cached_property
    def _stated(self) -> dict[int, tuple[Shift, ...]]:
        return {day.toordinal(): shifts for day, shifts in self.stated}

    @cached_property
    def _leave(self) -> Spans:
        return sets.spans((first.toordinal(), last.toordinal() + 1) for first, last in self.leave)

    def shifts_on(self, day: date) -> tuple[Shift, ...]:
        """The shifts that start on a local date."""
        off = {other.toordinal() for other in self.holidays.in_year(day.year)}
        return self._shifts(day.toordinal(), off)

    def is_off(self, day: date) -> bool:
        """Whether a date that the week would have as a working day is a holiday or leave."""
        usual = self._usual(day.toordinal())
        return bool(usual) and not self.shifts_on(day)

    def _shifts(self, ordinal: int, off: Collection[int]) -> tuple[Shift, ...]:
        if ordinal in self._leave:
            return ()
        stated = self._stated.get(ordinal)
        if stated is not None:
            return stated
        return () if ordinal in off else self._usual(ordinal)

    def _usual(self, ordinal: int) -> tuple[Shift, ...]:
        monday = self.turns_from.toordinal() - self.turns_from.weekday()
        turn = (ordinal - monday) // 7 % len(self.weeks)
        return self.weeks[turn][(ordinal - 1) % 7]

    def spans(self, start: int, stop: int) -> Spans:
        """See :class:`Calendar`."""
        if start >= stop:
            return sets.EMPTY
        pieces = segments(self.zone, start, stop)
        # Local time and UTC differ by a day at most, and yesterday's night shift reaches today.
        first = min(start + offset for start, _, offset in pieces) // DAY - 1
        last = max(stop + offset for _, stop, offset in pieces) // DAY
        wall = self._wall(first + _EPOCH_DAY, last + _EPOCH_DAY)
        return sets.spans(on_the_clock(wall, pieces))

    def _wall(self, first: int, last: int) -> Spans:
        """The shifts of the ordinal days ``first`` to ``last`` as local microseconds."""
        off: set[int] = set()
        for year in range(date.fromordinal(first).year, date.fromordinal(last).year + 1):
            off.update(day.toordinal() for day in self.holidays.in_year(year))
        found: list[tuple[int, int]] = []
        for ordinal in range(first, last + 1):
            midnight = (ordinal - _EPOCH_DAY) * DAY
            found += [
                (midnight + opens * MINUTE, midnight + closes * MINUTE)
                for opens, closes in self._shifts(ordinal, off)
            ]
        return sets.spans(found)


def on_the_clock(wall: Spans, pieces: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, int]]:
    """The UTC spans during which the local clock shows a time in ``wall`` (local microseconds)."""
    for start, stop, offset in pieces:
        low, high = start + offset, stop + offset
        for place in range(bisect_right(wall.ends, low), len(wall)):
            opens, closes = wall.starts[place], wall.ends[place]
            if opens >= high:
                break
            yield max(opens, low) - offset, min(closes, high) - offset


class Stay(NamedTuple):
    """Where somebody lives from a local date on (None: always), and the calendar there."""

    since: date | None
    zone: str
    calendar: Calendar


@dataclass(frozen=True, slots=True)
class Moves:
    """A person who moves: each stay holds from its date on, until the next one takes over.

    The first stay has no date; the dates of the others rise. A stay begins at the first instant
    of its date in its own zone.
    """

    stays: tuple[Stay, ...]

    def zone_on(self, day: date) -> str:
        """The zone of the stay that holds on a date."""
        zone = self.stays[0].zone
        for stay in self.stays[1:]:
            if stay.since is not None and stay.since <= day:
                zone = stay.zone
        return zone

    def spans(self, start: int, stop: int) -> Spans:
        """See :class:`Calendar`."""
        begins = [
            start if stay.since is None else start_of_day(stay.since, stay.zone)
            for stay in self.stays
        ]
        found: list[tuple[int, int]] = []
        for stay, low, high in zip(self.stays, begins, [*begins[1:], stop], strict=True):
            low, high = max(start, low), min(stop, high)  # noqa: PLW2901 -- cut to the window
            if low < high:
                found += stay.calendar.spans(low, high)
        return sets.spans(found)


@dataclass(frozen=True, slots=True)
class Fixed:
    """Instants that are known: leave and focus blocks from a calendar file."""

    known: Spans

    def spans(self, start: int, stop: int) -> Spans:
        """See :class:`Calendar`."""
        return self.known.within(start, stop)


@dataclass(frozen=True, slots=True)
class Always:
    """Every instant: the calendar of the law, and of a rota that never sleeps."""

    def spans(self, start: int, stop: int) -> Spans:
        """See :class:`Calendar`."""
        return Spans((start,), (stop,)) if start < stop else sets.EMPTY


ALWAYS = Always()


@dataclass(frozen=True, slots=True)
class AtLeast:
    """When at least ``count`` of the calendars are on: a team that must have two people awake."""

    count: int
    of: tuple[Calendar, ...]

    def spans(self, start: int, stop: int) -> Spans:
        """See :class:`Calendar`."""
        if not self.of:
            return sets.EMPTY
        return sets.at_least(self.count, [each.spans(start, stop) for each in self.of])


@dataclass(frozen=True, slots=True)
class Without:
    """A calendar less another: work less focus blocks."""

    base: Calendar
    less: Calendar

    def spans(self, start: int, stop: int) -> Spans:
        """See :class:`Calendar`."""
        return sets.difference(self.base.spans(start, stop), self.less.spans(start, stop))


def any_of(*calendars: Calendar) -> Calendar:
    """On when any of the calendars is: the hours of a team are those of its members."""
    return calendars[0] if len(calendars) == 1 else AtLeast(1, calendars)


def all_of(*calendars: Calendar) -> Calendar:
    """On when all of the calendars are: the time in which everybody can meet."""
    return calendars[0] if len(calendars) == 1 else AtLeast(len(calendars), calendars)
