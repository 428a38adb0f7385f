"""A seed played out as far as no policy can change it: the work, the absences, the hours left.

It is made once for a seed and shared by the plays of all policies.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from dayline.base.calendars import Fixed, WorkingWeek
from dayline.base.hours import Hours, hours
from dayline.base.micros import DAY
from dayline.base.spans import Spans
from dayline.base.zones import local_date
from dayline.simulation.organisation import Organisation
from dayline.simulation.span import Span
from dayline.simulation.workload import Item, absences, items

_LONG = 3
"""Working days from which on an absence hands work to others."""


_NEVER = 0
"""The date of a shift on which nobody is absent."""


class Shift(NamedTuple):
    """A shift of a site: the ordinal of its local date, and where it starts and ends."""

    day: int
    start: int
    end: int


@dataclass(frozen=True)
class Season:
    """What a seed brings. ``absent[site][member]`` are ordinals of local dates, ``awake`` and
    ``leaves`` are by site and member too: the hours that remain, and the instants at which an
    absence of several days begins."""

    seed: int
    span: Span
    items: tuple[Item, ...]
    absent: tuple[tuple[frozenset[int], ...], ...]
    awake: tuple[tuple[Hours, ...], ...]
    leaves: tuple[tuple[tuple[int, ...], ...], ...]


def season(organisation: Organisation, seed: int, span: Span) -> Season:
    """Draw everything that a seed decides."""
    absent = absences(organisation, seed, span)
    everywhere = [
        (shifts_of(site.calendar, span), here)
        for site, here in zip(organisation.sites, absent, strict=True)
    ]
    return Season(
        seed,
        span,
        items(organisation, seed, span),
        absent,
        tuple(tuple(_hours(shifts, off) for off in here) for shifts, here in everywhere),
        tuple(tuple(_leaves(shifts, off) for off in here) for shifts, here in everywhere),
    )


@lru_cache(maxsize=256)
def shifts_of(calendar: WorkingWeek, span: Span) -> tuple[Shift, ...]:
    """Each shift of a site, as if nobody were ever absent. Where it never closes a shift is a day.

    The last one is the eternity of the span.
    """
    known = hours(calendar).spans(span.start - 7 * DAY, span.beyond)
    found = [
        Shift(local_date(start, calendar.zone).toordinal(), start, min(end, start + DAY))
        for opens, end in known
        for start in range(opens, end, DAY)
    ]
    return (*found, Shift(_NEVER, span.beyond, span.eternity))


def _hours(shifts: tuple[Shift, ...], absent: frozenset[int]) -> Hours:
    """An absence takes the whole of the shifts that start on its date, as leave does."""
    here = [shift for shift in shifts if shift.day not in absent]
    return Hours(
        Fixed(Spans(tuple(shift.start for shift in here), tuple(shift.end for shift in here)))
    )


def _leaves(shifts: tuple[Shift, ...], absent: frozenset[int]) -> tuple[int, ...]:
    """The start of each row of several shifts that somebody misses."""
    missed = [place for place, shift in enumerate(shifts) if shift.day in absent]
    found, length = [], 0
    for number, place in enumerate(missed):
        length = length + 1 if number and missed[number - 1] == place - 1 else 1
        if length == _LONG:
            found.append(shifts[place - _LONG + 1].start)
    return tuple(found)
