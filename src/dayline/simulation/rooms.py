"""When people of several sites can meet: shared hours, and the least bad ones.

Found once for each day, from the calendars of the sites. Who is absent on that day is the
business of whoever invites.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from dayline.base.calendars import Calendar
from dayline.base.hours import hours
from dayline.base.micros import DAY, HOUR
from dayline.base.spans import Spans, intersection
from dayline.simulation.span import Span
from dayline.simulation.standing import outside


class BadHour(NamedTuple):
    """A meeting that begins or ends with the day of one of the sites. ``cost`` is the hours by
    which it misses the days of the others, ``who`` their places."""

    cost: int
    start: int
    who: tuple[int, ...]


class Rooms:
    """The meetings of one length that some sites can have. Days are days of UTC since 1970."""

    def __init__(self, calendars: tuple[Calendar, ...], length: int) -> None:
        self._everybody = [hours(calendar) for calendar in calendars]
        self._length = length
        self._shared: dict[int, Spans] = {}
        self._bad: dict[int, tuple[BadHour, ...]] = {}

    def shared(self, day: int) -> Spans:
        """When all sites work."""
        found = self._shared.get(day)
        if found is None:
            window = (day * DAY, (day + 1) * DAY)
            found = intersection(*(each.spans(*window) for each in self._everybody))
            self._shared[day] = found
        return found

    def bad(self, day: int) -> tuple[BadHour, ...]:
        """What is left where nothing is shared, cheapest first."""
        found = self._bad.get(day)
        if found is None:
            starts = self._edges(day)
            found = self._bad[day] = tuple(sorted(self._rate(start) for start in starts))
        return found

    def _edges(self, day: int) -> set[int]:
        begins, ends = day * DAY, (day + 1) * DAY
        found: set[int] = set()
        for each in self._everybody:
            for opens, shuts in each.spans(begins - DAY, ends + DAY):
                if shuts - opens >= self._length:
                    found |= {opens, shuts - self._length}
        return {start for start in found if begins <= start < ends}

    def _rate(self, start: int) -> BadHour:
        missed = [outside(each, start, self._length) for each in self._everybody]
        who = tuple(place for place, far in enumerate(missed) if far)
        return BadHour(sum(missed) // HOUR, start, who)


@lru_cache(maxsize=512)
def rooms(calendars: tuple[Calendar, ...], length: int) -> Rooms:
    """The meetings that sites can have; kept, since every seed asks for the same."""
    return Rooms(calendars, length)


def shared_a_week(calendars: tuple[Calendar, ...], span: Span) -> float:
    """The hours a week in which all of several sites work, over the whole of a play."""
    found = [hours(calendar).spans(span.measured, span.stop) for calendar in calendars]
    return intersection(*found).total / HOUR / (span.days / 7)
