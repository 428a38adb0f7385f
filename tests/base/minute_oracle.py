"""The slow truth about working time: walk the minutes and look at the clock on the wall.

Written apart from the engine and sharing no code with it. It knows zoneinfo, and one sentence:
a UTC minute counts when the local time that it shows lies inside a shift that starts on a day
which is worked.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

Shift = tuple[int, int]
"""Minutes after midnight as people write them: (1320, 360) is 22:00 to 06:00."""


@dataclass
class Person:
    """What is agreed with one person in one zone."""

    zone: str
    weeks: list[dict[int, list[Shift]]]
    turns_from: date = date(1970, 1, 5)
    holidays: set[date] = field(default_factory=set)
    stated: dict[date, list[Shift]] = field(default_factory=dict)
    leave: list[tuple[date, date]] = field(default_factory=list)

    @cached_property
    def clock(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @cached_property
    def days(self) -> dict[date, list[Shift]]:
        return {}

    def shifts(self, day: date) -> list[Shift]:
        if day not in self.days:
            self.days[day] = self._shifts(day)
        return self.days[day]

    def _shifts(self, day: date) -> list[Shift]:
        if any(first <= day <= last for first, last in self.leave):
            return []
        if day in self.stated:
            return self.stated[day]
        if day in self.holidays:
            return []
        monday = self.turns_from - timedelta(days=self.turns_from.weekday())
        turn = ((day - monday).days // 7) % len(self.weeks)
        return self.weeks[turn].get(day.weekday(), [])

    def works(self, minute: int) -> bool:
        local = datetime.fromtimestamp(minute * 60, self.clock)
        shown = local.hour * 60 + local.minute
        today = local.date()
        for start, end in self.shifts(today):
            if end > start:
                if start <= shown < end:
                    return True
            elif shown >= start:
                return True
        return any(
            end <= start and shown < end for start, end in self.shifts(today - timedelta(days=1))
        )


@dataclass
class Mover:
    """A person who lives in one place and, from each date on, in another."""

    stays: list[tuple[date | None, Person]]

    def works(self, minute: int) -> bool:
        here = self.stays[0][1]
        for since, person in self.stays[1:]:
            if since and datetime.fromtimestamp(minute * 60, person.clock).date() >= since:
                here = person
        return here.works(minute)


@dataclass
class Busy:
    """Instants (in UTC minutes) at which somebody who works is not to be reached."""

    who: Person | Mover
    spans: list[tuple[int, int]]

    def works(self, minute: int) -> bool:
        return not any(start <= minute < end for start, end in self.spans) and self.who.works(
            minute
        )


@dataclass
class Team:
    """People of whom at least so many must be at work."""

    count: int
    members: list[Person | Mover | Busy]

    def works(self, minute: int) -> bool:
        return sum(member.works(minute) for member in self.members) >= self.count


Someone = Person | Mover | Busy | Team


def walk_between(who: Someone, start: int, stop: int) -> int:
    """The worked minutes of ``start <= minute < stop``."""
    return sum(who.works(minute) for minute in range(start, stop))


def walk_add(who: Someone, start: int, minutes: int, *, limit: int) -> int | None:
    """The end of the minute with which ``minutes`` have been worked; None past ``limit`` steps."""
    if minutes == 0:
        return start
    for minute in range(start, start + limit):
        minutes -= who.works(minute)
        if minutes == 0:
            return minute + 1
    return None
