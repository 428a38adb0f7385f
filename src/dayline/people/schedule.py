"""What is agreed about somebody's time: where they live and when they work, are away, want focus.

The text form is read by :mod:`dayline.people.schedule_text`; this is the value it becomes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from dayline.base import overlap as base
from dayline.base.band import Row
from dayline.base.calendars import (
    AtLeast,
    Calendar,
    Fixed,
    Moves,
    Stay,
    Without,
    WorkingWeek,
    any_of,
    week,
)
from dayline.base.findings import Finding
from dayline.base.hours import Hours, hours
from dayline.base.spans import EMPTY, Spans, spans, union
from dayline.base.zones import day_span, local_date
from dayline.people.holidays import Holidays

_A_DAY = timedelta(days=1)


class Whose(StrEnum):
    """Whose hours a schedule states."""

    OWN = "own"
    MEMBERS = "members"


@dataclass(frozen=True)
class Schedule:
    """A person's or a team's time.

    ``working`` has the week, moves, holidays and leave; ``focus`` what of it is not for others.
    ``whose`` is MEMBERS for a team whose hours are those of at least ``at_least`` members (0 means
    all of them). ``notes`` are warnings that did not stop the reading.
    """

    stays: tuple[Stay, ...]
    away: Spans = EMPTY
    focus: tuple[Calendar, ...] = ()
    focus_counts: bool = False
    whose: Whose = Whose.OWN
    at_least: int = 1
    notes: tuple[Finding, ...] = field(default=(), compare=False)

    @property
    def zone(self) -> str:
        """The zone of the latest stay: where the person is going to be."""
        return self.stays[-1].zone

    def zone_on(self, day: date) -> str:
        """The zone in which the person spends a date."""
        return Moves(self.stays).zone_on(day)

    @cached_property
    def working(self) -> Calendar:
        """When they work."""
        base = self.stays[0].calendar if len(self.stays) == 1 else Moves(self.stays)
        return Without(base, Fixed(self.away)) if self.away else base

    @cached_property
    def awake(self) -> Calendar:
        """When they can be waited for: working, less focus blocks."""
        if not self.focus or self.focus_counts:
            return self.working
        return Without(self.working, any_of(*self.focus))

    @property
    def hours(self) -> Hours:
        """The arithmetic of their awake time."""
        return hours(self.awake)

    def off(self, start: int, stop: int) -> Spans:
        """Holidays and leave in ``start <= t < stop`` (microseconds), as whole local dates.

        Only dates on which the person would have worked; absences with times are given as such.
        """
        found = list(self.away.within(start, stop))
        day, last = local_date(start, self.zone) - _A_DAY, local_date(stop, self.zone) + _A_DAY
        while day <= last:
            stay = self._stay_on(day)
            if isinstance(stay.calendar, WorkingWeek) and stay.calendar.is_off(day):
                found.append(day_span(day, stay.zone))
            day += _A_DAY
        return spans(found).within(start, stop)

    def _stay_on(self, day: date) -> Stay:
        later = [stay for stay in self.stays[1:] if stay.since is not None and stay.since <= day]
        return later[-1] if later else self.stays[0]

    def row(self, label: str, start: int, stop: int) -> Row:
        """The person's row on a dayline that shows ``start <= t < stop``."""
        middle = local_date((start + stop) // 2, self.zone)
        return Row(label, self.zone_on(middle), self.hours, self.off(start, stop))

    def with_away(self, away: Spans) -> Schedule:
        """The schedule with more absences: leave from a calendar file."""
        return replace(self, away=union(self.away, away))

    def with_leave(self, dates: Iterable[tuple[date, date]]) -> Schedule:
        """The schedule with more leave of whole dates, first and last of each."""
        away = tuple(dates)
        return replace(
            self,
            stays=tuple(
                stay._replace(calendar=_on_leave(stay.calendar, away)) for stay in self.stays
            ),
        )

    def with_focus(self, blocks: Spans) -> Schedule:
        """The schedule with more focus blocks, known as instants."""
        return replace(self, focus=(*self.focus, Fixed(blocks))) if blocks else self


def _on_leave(calendar: Calendar, dates: Iterable[tuple[date, date]]) -> Calendar:
    if not isinstance(calendar, WorkingWeek):
        return calendar
    return replace(calendar, leave=tuple(sorted({*calendar.leave, *dates})))


USUAL_WEEK = week({day: [(9 * 60, 17 * 60)] for day in range(5)})


def usual(zone: str) -> Schedule:
    """What holds for somebody who said nothing: Monday to Friday, nine to five."""
    return Schedule((Stay(None, zone, WorkingWeek(zone, (USUAL_WEEK,), holidays=Holidays())),))


def team_calendar(team: Schedule, members: Sequence[Schedule]) -> Calendar:
    """When a team is awake: as declared, or when enough of its members are.

    A team without members that lives by its members' hours is never awake.
    """
    if team.whose is Whose.OWN:
        return team.awake
    return AtLeast(team.at_least or max(1, len(members)), tuple(each.awake for each in members))


def overlap(people: Sequence[Schedule], day: date) -> Spans:
    """When everybody is awake on their own date ``day``."""
    return base.overlap([(each.hours, each.zone_on(day)) for each in people], day)
