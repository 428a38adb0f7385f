"""Meetings that stand: a short one of each site as the day begins, a weekly one of all sites."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from dayline.base.calendars import Fixed, WorkingWeek
from dayline.base.hours import Hours, hours
from dayline.base.micros import DAY, HOUR, MINUTE
from dayline.base.spans import Spans, difference, spans
from dayline.simulation.organisation import Organisation
from dayline.simulation.policies import Policy
from dayline.simulation.season import Season, Shift, shifts_of
from dayline.simulation.span import Span

_HALF_HOUR = 30 * MINUTE
_WEDNESDAY = 2


class Day(NamedTuple):
    """A shift with its meetings: what is left for work, the time in meetings, and how much of
    that lies outside the shift. Meetings before the measured time do not count."""

    shift: Shift
    work: tuple[tuple[int, int], ...]
    meeting: int
    paid: int


class Diary(NamedTuple):
    """Somebody's time for work, and what their standing meetings add up to."""

    work: Hours
    meeting: int
    paid: int


def diaries(organisation: Organisation, policy: Policy, season: Season) -> list[list[Diary]]:
    """The diary of every member of every site."""
    if not policy.standup and not policy.weekly:
        return [[Diary(awake, 0, 0) for awake in here] for here in season.awake]
    calendars = tuple(site.calendar for site in organisation.sites if site.people)
    weekly = weekly_meetings(calendars, int(policy.weekly * HOUR), season.span)
    standup = int(policy.standup * HOUR)
    return [
        [_diary(_days(site.calendar, standup, weekly, season.span), absent) for absent in here]
        for site, here in zip(organisation.sites, season.absent, strict=True)
    ]


def _diary(days: Sequence[Day], absent: frozenset[int]) -> Diary:
    here = [day for day in days if day.shift.day not in absent]
    pieces = [piece for day in here for piece in day.work]
    work = Spans(tuple(start for start, _ in pieces), tuple(end for _, end in pieces))
    return Diary(
        Hours(Fixed(work)), sum(day.meeting for day in here), sum(day.paid for day in here)
    )


@lru_cache(maxsize=256)
def _days(calendar: WorkingWeek, standup: int, weekly: Spans, span: Span) -> tuple[Day, ...]:
    """Each shift of a site with its meetings; a weekly one belongs to the shift next to it."""
    shifts = shifts_of(calendar, span)
    meetings: dict[int, list[tuple[int, int]]] = {place: [] for place in range(len(shifts))}
    for start, end in weekly:
        nearest = min(meetings, key=lambda place: _distance(shifts[place], start, end))
        meetings[nearest].append((start, end))
    before = 0
    for place, shift in enumerate(shifts):
        begins = shift.start
        if standup and shift.day != before and begins + standup < shift.end:
            meetings[place].append((begins, begins + standup))
        before = shift.day
    return tuple(_day(shift, meetings[place], span) for place, shift in enumerate(shifts))


def _distance(shift: Shift, start: int, end: int) -> int:
    return max(shift.start - start, end - shift.end)


def _day(shift: Shift, meetings: Sequence[tuple[int, int]], span: Span) -> Day:
    whole, sat = Spans((shift.start,), (shift.end,)), spans(meetings)
    counted = sat.within(span.measured, span.stop)
    paid = difference(counted, whole).total
    return Day(shift, tuple(difference(whole, sat)), counted.total, paid)


@lru_cache(maxsize=64)
def weekly_meetings(calendars: tuple[WorkingWeek, ...], length: int, span: Span) -> Spans:
    """One meeting a week for all sites, on a Wednesday (UTC), where it costs least sleep.

    Of the hours that cost nearly the least another one is taken each week, so that it is not
    always the same site that stays late.
    """
    if not length:
        return Spans()
    everybody = [hours(calendar) for calendar in calendars]
    first = span.start + (_WEDNESDAY - span.begins.weekday()) % 7 * DAY
    found = []
    for week, day in enumerate(range(first, span.stop, 7 * DAY)):
        cost = {
            start: sum(outside(each, start, length) for each in everybody)
            for start in range(day, day + DAY, _HALF_HOUR)
        }
        least = min(cost.values())
        near = [start for start in cost if cost[start] <= least + HOUR]
        start = near[week % len(near)]
        found.append((start, start + length))
    return spans(found)


def outside(each: Hours, start: int, length: int) -> int:
    """How far before opening or after closing a meeting lies; 0 when it lies within the hours."""
    if each.between_micros(start, start + length) == length:
        return 0
    early = each.next_awake_micros(start + length) - start
    late = start + length - each.last_awake_micros(start)
    return min(early, late)
