"""Awake-hours arithmetic: how much working time lies between, and when it will have passed.

A calendar is compiled into sorted instants with running totals, grown as far as questions reach,
so that every answer is two binary searches whatever the length of the span.

The law of the two verbs, for ``b >= a`` and ``d >= 0``::

    add(a, d) <= b   exactly when   d <= between(a, b)

So ``add`` lands on the *first* instant at which ``d`` has passed: sixteen hours that run out with
the working day end at its closing, never at the next opening. ``between(a, add(a, d)) == d``
always; ``add(a, between(a, b))`` is the last awake moment up to ``b``.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from dayline.base.calendars import Calendar
from dayline.base.errors import DaylineError
from dayline.base.micros import from_micros, lasting, length, to_micros
from dayline.base.spans import EMPTY, Spans, spans

_FIRST_YEAR, _LAST_YEAR = 1970, 2100


class NoAwakeTime(DaylineError):
    """The calendar never has the working time that was asked for."""

    code = "no-awake-time"


class Compiled(NamedTuple):
    """The awake spans of whole UTC years, ``low <= t < high``.

    ``through[i]`` is the awake time up to ``ends[i]``. The first span is empty and stands at
    ``low``, so that a search never falls off the left edge.
    """

    low: int
    high: int
    starts: list[int]
    ends: list[int]
    through: list[int]


class Hours:
    """The arithmetic of one calendar. Safe to share between threads: growing swaps one value."""

    __slots__ = ("_compiled", "calendar")

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self._compiled = Compiled(0, 0, [0], [0], [0])

    # In datetimes, for people who write rules.

    def between(self, start: datetime, stop: datetime) -> timedelta:
        """The awake time in ``start <= t < stop``; negative when ``stop`` comes first."""
        return lasting(self.between_micros(to_micros(start), to_micros(stop)))

    def add(self, start: datetime, duration: timedelta) -> datetime:
        """The first instant at which ``duration`` awake time has passed since ``start``, in UTC.

        A negative duration goes back: the last instant from which that much passes until
        ``start``. Raises :class:`NoAwakeTime` when the calendar ends before that.
        """
        return from_micros(self.add_micros(to_micros(start), length(duration)))

    def is_awake(self, instant: datetime) -> bool:
        """Whether the calendar is on at an instant."""
        return self.next_awake_micros(to_micros(instant)) == to_micros(instant)

    def next_awake(self, instant: datetime) -> datetime:
        """The instant itself when awake, else the next opening. Raises :class:`NoAwakeTime`."""
        return from_micros(self.next_awake_micros(to_micros(instant)))

    def last_awake(self, instant: datetime) -> datetime:
        """The instant itself when time before it was awake, else the last closing before it."""
        return from_micros(self.last_awake_micros(to_micros(instant)))

    def closing(self, instant: datetime) -> datetime:
        """The end of the awake span that holds an instant, else of the next one."""
        return from_micros(self.closing_micros(to_micros(instant)))

    def blocks(self, start: datetime, stop: datetime) -> list[tuple[datetime, datetime]]:
        """The awake spans of a window, as pairs of UTC instants."""
        found = self.spans(to_micros(start), to_micros(stop))
        return [(from_micros(opens), from_micros(closes)) for opens, closes in found]

    def digest(self, start: datetime, stop: datetime) -> str:
        """A fingerprint of the awake spans of a window.

        It changes when and only when they do, whatever the cause: an edited calendar, a new
        holiday table, a new edition of the time zone database.
        """
        found = self.spans(to_micros(start), to_micros(stop))
        return hashlib.sha256(repr((found.starts, found.ends)).encode()).hexdigest()

    # In microseconds, for loops.

    def between_micros(self, start: int, stop: int) -> int:
        """As :meth:`between`, in microseconds."""
        low, high, starts, ends, through = self._compiled
        if not (low <= start < high and low <= stop < high):
            low, high, starts, ends, through = self.compiled(start, stop)
        place = bisect_right(starts, start) - 1
        left = ends[place] - start
        before = through[place] - left if left > 0 else through[place]
        place = bisect_right(starts, stop) - 1
        left = ends[place] - stop
        return (through[place] - left if left > 0 else through[place]) - before

    def add_micros(self, start: int, duration: int) -> int:
        """As :meth:`add`, in microseconds."""
        if duration <= 0:
            return self._back(start, -duration) if duration else start
        while True:
            low, high, starts, ends, through = self._compiled
            reach = start
            if low <= start < high:
                place = bisect_right(starts, start) - 1
                left = ends[place] - start
                target = duration + (through[place] - left if left > 0 else through[place])
                if target <= through[-1]:
                    place = bisect_left(through, target)
                    return ends[place] - (through[place] - target)
                reach = high
            self._reach(reach)

    def _back(self, start: int, duration: int) -> int:
        while True:
            low, high, starts, ends, through = self._compiled
            reach = start
            if low <= start < high:
                place = bisect_right(starts, start) - 1
                left = ends[place] - start
                target = (through[place] - left if left > 0 else through[place]) - duration
                if target >= 0:
                    place = bisect_right(through, target)
                    return starts[place] + target - through[place - 1]
                reach = low - 1
            self._reach(reach)

    def next_awake_micros(self, instant: int) -> int:
        """As :meth:`next_awake`, in microseconds."""
        while True:
            low, high, starts, ends, _ = self._compiled
            reach = instant
            if low <= instant < high:
                place = bisect_right(ends, instant)
                if place < len(ends):
                    return max(instant, starts[place])
                reach = high
            self._reach(reach)

    def closing_micros(self, instant: int) -> int:
        """The end of the awake span that holds an instant, else of the next one."""
        while True:
            low, high, _, ends, _ = self._compiled
            reach = instant
            if low <= instant < high:
                place = bisect_right(ends, instant)
                if place < len(ends) and ends[place] < high:
                    return ends[place]
                reach = high
            self._reach(reach)

    def last_awake_micros(self, instant: int) -> int:
        """As :meth:`last_awake`, in microseconds."""
        while True:
            low, high, starts, ends, _ = self._compiled
            reach = instant
            if low <= instant < high:
                place = bisect_left(starts, instant) - 1
                if place > 0:
                    return min(instant, ends[place])
                reach = low - 1
            self._reach(reach)

    def spans(self, start: int, stop: int) -> Spans:
        """The awake spans of ``start <= t < stop``."""
        if start >= stop:
            return EMPTY
        _, _, starts, ends, _ = self.compiled(start, stop)
        first, last = bisect_right(ends, start), bisect_left(starts, stop)
        return Spans(tuple(starts[first:last]), tuple(ends[first:last])).within(start, stop)

    def compiled(self, *reaching: int) -> Compiled:
        """The sorted spans with their running totals, grown to hold the instants ``reaching``.

        A compiled form never changes; a later one, which reaches further, is another value.
        """
        for instant in reaching:
            self._reach(instant)
        return self._compiled

    def _reach(self, instant: int) -> None:
        """Grow the compiled form until it holds ``instant``; each growth doubles it."""
        low, high, *_ = self._compiled
        if low <= instant < high:
            return
        if not _new_year(_FIRST_YEAR) <= instant < _new_year(_LAST_YEAR):
            raise NoAwakeTime(
                "This calendar has no such working time between 1970 and 2100.",
                do="Give it working hours, or ask for less.",
            )
        year = from_micros(instant).year
        if low == high:
            self._compiled = self._compile(year, year + 2)
            return
        first, last = from_micros(low).year, from_micros(high).year
        years = last - first
        if instant < low:
            first = min(year, max(_FIRST_YEAR, first - years))
        else:
            last = max(year + 1, min(_LAST_YEAR, last + years))
        self._compiled = self._compile(first, last)

    def _compile(self, first: int, last: int) -> Compiled:
        """The years ``first`` up to ``last``; what was compiled before is used again."""
        low, high = _new_year(first), _new_year(last)
        known = self._compiled
        if known.low == known.high:
            found = list(self.calendar.spans(low, high))
        else:
            found = [
                *self.calendar.spans(low, known.low),
                *zip(known.starts[1:], known.ends[1:], strict=True),
                *self.calendar.spans(known.high, high),
            ]
        whole = spans(found)
        starts, ends = [low, *whole.starts], [low, *whole.ends]
        lengths = (end - start for start, end in zip(starts, ends, strict=True))
        return Compiled(low, high, starts, ends, list(accumulate(lengths)))


def _new_year(year: int) -> int:
    return to_micros(datetime(year, 1, 1, tzinfo=UTC))


@lru_cache(maxsize=4096)
def hours(calendar: Calendar) -> Hours:
    """The arithmetic of a calendar, compiled once for all who ask with an equal one."""
    return Hours(calendar)
