"""When the events of a calendar file happen, within a window and a budget."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from dayline.base.errors import HostileInput
from dayline.base.micros import DAY, EPOCH, SECOND, from_micros, to_micros
from dayline.base.occurrences import MOST_STEPS, Budget, expand, whole_days
from dayline.base.recurrence import Rule
from dayline.integrations.ics.clocks import Clock, Clocks
from dayline.integrations.ics.events import Event
from dayline.integrations.ics.values import Length, Time

MOST_STEPS_TOGETHER = 30 * MOST_STEPS
MOST_OCCURRENCES = 50_000
_EPOCH_WALL = EPOCH.toordinal() * 86_400


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that an event happens: ``start <= t < end`` in microseconds since 1970 UTC.

    ``days`` are its first and last date when it is a matter of dates, not of hours.
    """

    start: int
    end: int
    event: Event
    days: tuple[date, date] | None = None


def series(events: Iterable[Event]) -> list[tuple[Event, tuple[Event, ...]]]:
    """Each event with the events that replace some of its occurrences; those stand alone too.

    Of two versions of one event the one with the higher sequence counts, then the later one.
    """
    versions: dict[str, dict[Time | None, Event]] = {}
    for event in events:
        known = versions.setdefault(event.uid, {})
        if event.replaces not in known or known[event.replaces].sequence <= event.sequence:
            known[event.replaces] = event
    found: list[tuple[Event, tuple[Event, ...]]] = []
    for known in versions.values():
        moved = tuple(event for event in known.values() if event.replaces is not None)
        found += [(event, () if event.replaces else moved) for event in known.values()]
    return found


class Timetable:
    """Works out when events happen in ``start <= t < stop``."""

    def __init__(self, clocks: Clocks, start: int, stop: int) -> None:
        self._clocks = clocks
        self._start, self._stop = start, stop
        self._together = Budget(MOST_STEPS_TOGETHER)
        self._left = MOST_OCCURRENCES

    @property
    def spent(self) -> bool:
        """Whether the budget of the whole file is used up, and nothing more can be read."""
        return self._left < 0 or self._together.left < 0

    def of(self, event: Event, moved: Iterable[Event] = ()) -> list[Occurrence]:
        """The occurrences of an event, less those that ``moved`` events replace.

        Raises :class:`dayline.base.errors.InvalidInput` for an unknown time zone and
        :class:`HostileInput` when the event, or all events so far, are past the budget.
        """
        if event.cancelled:
            return []
        clock = self._clocks.of(event.start.zone)
        instants, days = self._without(event, moved)
        found = []
        for wall, end in self._walls(event, clock):
            begins = clock.instant(wall)
            if begins in instants or wall // DAY in days or begins >= self._stop:
                continue
            ends = self._end(event, clock, wall, end)
            if ends > max(begins, self._start):
                found.append(Occurrence(begins, ends, event, _dates(event, clock, wall, ends)))
        self._left -= len(found)
        if self._left < 0:
            raise HostileInput(
                f"The calendar holds more than {MOST_OCCURRENCES:,} occurrences.",
                do="Read a shorter time of it.",
            )
        return found

    def _without(self, event: Event, moved: Iterable[Event]) -> tuple[set[int], set[int]]:
        """What was taken out of a series: instants, and days counted from 1970."""
        gone = [*event.removed, *(each.replaces for each in moved if each.replaces is not None)]
        instants = {self._clocks.of(t.zone).instant(t.wall) for t in gone if not t.whole_day}
        days = {t.wall // DAY for t in gone if t.whole_day or event.start.whole_day}
        return instants, days

    def _walls(self, event: Event, clock: Clock) -> Iterator[tuple[int, Time | Length | None]]:
        """The wall times at which the event starts, each with an end of its own if it has one."""
        if event.rules:
            walls = {wall for rule in event.rules for wall in self._repeated(event, rule, clock)}
            yield from ((wall, None) for wall in sorted(walls))
        else:
            yield event.start.wall, None
        for time, end in event.added:
            instant = self._clocks.of(time.zone).instant(time.wall)
            yield (time.wall if time.whole_day else clock.wall(instant)), end

    def _repeated(self, event: Event, rule: Rule, clock: Clock) -> list[int]:
        if rule.until is not None and rule.until.tzinfo is not None:
            until = from_micros(clock.wall(to_micros(rule.until)))
            rule = replace(rule, until=until.replace(tzinfo=None))
        if event.start.whole_day:
            rule = whole_days(rule)
        moments = (
            event.start.wall,
            clock.wall(self._start) - _longest(event) - DAY,
            clock.wall(self._stop) + DAY,
        )
        first, low, high = (moment // SECOND + _EPOCH_WALL for moment in moments)
        found = expand(rule, first, low, high, Budget(together=self._together))
        return [(wall - _EPOCH_WALL) * SECOND for wall in found]

    def _end(self, event: Event, clock: Clock, wall: int, end: Time | Length | None) -> int:
        begins = clock.instant(wall)
        if isinstance(end, Time):
            return self._clocks.of(end.zone).instant(end.wall)
        length = end or event.end
        if isinstance(length, Length):
            return clock.instant(wall + length.days * DAY) + length.exact
        if length.zone != event.start.zone:
            first = clock.instant(event.start.wall)
            return begins + self._clocks.of(length.zone).instant(length.wall) - first
        # A shift from 22:00 to 06:00 ends at 06:00, also in the night when the clocks change.
        lasts = length.wall - event.start.wall
        ends = clock.instant(wall + lasts)
        return ends if ends >= begins else begins + lasts


def _longest(event: Event) -> int:
    if isinstance(event.end, Length):
        return event.end.days * DAY + event.end.exact
    return max(0, event.end.wall - event.start.wall) + DAY


def _dates(event: Event, clock: Clock, wall: int, ends: int) -> tuple[date, date] | None:
    if not event.start.whole_day:
        return None
    first = wall // DAY
    last = max(first, (clock.wall(ends) - 1) // DAY)
    return date.fromordinal(first + EPOCH.toordinal()), date.fromordinal(last + EPOCH.toordinal())
