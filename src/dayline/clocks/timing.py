"""When a clock runs out: from what is promised and whose time counts to one instant. Pure.

All instants and amounts are whole microseconds. What has passed is counted per person and team
that must act, so that after a pause everybody gets the rest of *their* hours, not of the fastest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from dayline.base.calendars import WorkingWeek
from dayline.base.hours import Hours, NoAwakeTime
from dayline.base.hours import hours as compiled
from dayline.base.micros import DAY, HOUR, MINUTE, from_micros
from dayline.base.zones import day_span, local_date, start_of_day

WALL = "wall"
"""The key under which the time on the wall is counted."""

_REST = 5 * HOUR
_LONGEST_DAY = 16 * HOUR
_AHEAD = 28
_GIVE_UP = timedelta(days=3 * 366)


class Measure(StrEnum):
    """How a promise counts time."""

    AWAKE = "awake"
    WORKDAYS = "workdays"
    WALL = "wall"
    INSTANT = "instant"
    DAY = "day"

    @property
    def human(self) -> bool:
        """Whether it depends on calendars; the others are the law's and never move."""
        return self in (Measure.AWAKE, Measure.WORKDAYS, Measure.DAY)


@dataclass(frozen=True, slots=True)
class Promise:
    """What one running clock promises.

    ``amount`` is microseconds for AWAKE and WALL, a count for WORKDAYS, an instant for INSTANT
    and the ordinal of a date for DAY. ``floor`` microseconds on the wall must pass in any case.
    """

    measure: Measure
    amount: int
    floor: int = 0


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody whose time counts: a person or a team, where they are and when they are awake."""

    id: str
    zone: str
    hours: Hours


Spent = Mapping[str, int]
"""What has passed by the last pause, per party and on the wall."""

_USUAL = ((540, 1020),)


def usual_hours(zone: str) -> Hours:
    """Nine to five: for a party that is never awake, because a clock must not stop for that."""
    return compiled(WorkingWeek(zone, (((_USUAL,) * 5) + ((), ()),)))


NOBODY = Party("", "UTC", usual_hours("UTC"))
"""Whose time counts where nobody is named."""


def due(promise: Promise, since: int, parties: tuple[Party, ...], spent: Spent) -> int:
    """The instant at which a clock that runs on since ``since`` runs out.

    Each party must have had its time: the slowest of them decides.
    """
    if promise.measure is Measure.INSTANT:
        found = [promise.amount]
    elif promise.measure is Measure.WALL:
        found = [since + max(0, promise.amount - spent.get(WALL, 0))]
    else:
        found = [_for_party(promise, since, party, spent) for party in parties or (NOBODY,)]
    if promise.floor:
        found.append(since + max(0, promise.floor - spent.get(WALL, 0)))
    return max(found)


def _for_party(promise: Promise, since: int, party: Party, spent: Spent) -> int:
    try:
        return _reach(promise, since, party, spent)
    except NoAwakeTime:
        return _reach(promise, since, replace(party, hours=usual_hours(party.zone)), spent)


def _reach(promise: Promise, since: int, party: Party, spent: Spent) -> int:
    if promise.measure is Measure.AWAKE:
        left = promise.amount - spent.get(party.id, 0)
        return party.hours.add_micros(since, left) if left > 0 else since
    if promise.measure is Measure.DAY:
        return _close_of(party, date.fromordinal(promise.amount))
    return _after_workdays(party, since, promise.amount)


def _after_workdays(party: Party, since: int, count: int) -> int:
    """The close of the ``count``-th working day after the one in which ``since`` lies."""
    today = local_date(since, party.zone)
    for day, opens, closes in working_days(party, today - timedelta(days=1)):
        if opens <= since < closes:
            today = day  # a night shift belongs to the date on which it began
        elif day > today and opens > since:
            count -= 1
            if count <= 0:
                return closes
    raise NoAwakeTime("This calendar has not that many working days.")


def _close_of(party: Party, wanted: date) -> int:
    """The close of a date, or of the next working day where that date is none."""
    for day, _, closes in working_days(party, wanted):
        if day >= wanted:
            return closes
    raise NoAwakeTime("This calendar has no working day after that date.")


def working_days(party: Party, first: date) -> Iterator[tuple[date, int, int]]:
    """The working days from a date on: (local date, opening, close), for three years at most.

    A day is a stretch of work between two rests of five hours or more, and belongs to the date
    on which it begins; a party that is awake around the clock has days from midnight to midnight.
    """
    # One day earlier: a night shift into the first date belongs to the day before.
    for stretch in _stretches(party, first - timedelta(days=1)):
        for day, opens, closes in _dated(stretch, party.zone):
            if day >= first:
                yield day, opens, closes


def _stretches(party: Party, first: date) -> Iterator[tuple[int, int]]:
    begin, last = first, first + _GIVE_UP
    standing: tuple[int, int] | None = None
    while begin < last:
        until = begin + timedelta(days=_AHEAD)
        window = (start_of_day(begin, party.zone), start_of_day(until, party.zone))
        for opens, closes in party.hours.spans(*window):
            if standing is not None and opens - standing[1] < _REST:
                standing = (standing[0], closes)
                continue
            if standing is not None:
                yield standing
            standing = (opens, closes)
        begin = until
        if standing is not None and _is_over(standing, window[1]):
            yield standing
            standing = None


def _is_over(stretch: tuple[int, int], now: int) -> bool:
    """Whether a stretch of work has had its rest behind it, or never ends at all."""
    return now - stretch[1] >= _REST or stretch[1] - stretch[0] > DAY


def _dated(stretch: tuple[int, int], zone: str) -> Iterator[tuple[date, int, int]]:
    opens, closes = stretch
    day = local_date(opens, zone)
    if closes - opens <= _LONGEST_DAY:
        yield day, opens, closes
        return
    while opens < closes:
        _, midnight = day_span(day, zone)
        yield day, opens, min(midnight, closes)
        opens, day = max(opens, midnight), day + timedelta(days=1)


def passed(since: int, until: int, parties: tuple[Party, ...], spent: Spent) -> dict[str, int]:
    """What has passed by ``until`` for each party and on the wall, with what was spent before."""
    found = {WALL: spent.get(WALL, 0) + max(0, until - since)}
    for party in parties:
        awake = party.hours.between_micros(since, max(since, until))
        found[party.id] = spent.get(party.id, 0) + awake
    return found


def waited(measure: Measure, spent: Spent, parties: tuple[Party, ...]) -> int:
    """How long a case has waited, in the unit of its promise: by the party that had the least.

    A promise is kept exactly when this is not more than its amount.
    """
    if not measure.human or not parties:
        return spent.get(WALL, 0)
    return min(spent.get(party.id, 0) for party in parties)


def paused(promise: Promise, at: int, ends: int, parties: tuple[Party, ...]) -> Promise:
    """The promise as it goes on after a pause: of workdays the awake time that was left."""
    if promise.measure is not Measure.WORKDAYS or not parties:
        return promise
    left = max(party.hours.between_micros(at, max(at, ends)) for party in parties)
    return replace(promise, measure=Measure.AWAKE, amount=left)


def fingerprint(
    promise: Promise, since: int, until: int, parties: tuple[Party, ...], edition: Callable[[], str]
) -> tuple[str, str]:
    """The awake time that an instant was computed with, as a digest, and the edition of the rules.

    Empty for what no calendar can move.
    """
    if not promise.measure.human:
        return "", ""
    marks = [
        f"{party.id} {party.hours.digest(from_micros(since), from_micros(max(since + 1, until)))}"
        for party in parties
    ]
    return hashlib.sha256("\n".join(marks).encode()).hexdigest()[:32], edition()


def amount(micros: int) -> str:
    """An amount of working time: ``40 min``, ``2 h``, ``2 h 10 min``."""
    hours, rest = divmod(max(0, micros), HOUR)
    minutes = rest // MINUTE
    if not hours:
        return f"{minutes} min"
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def spoken(micros: int, *, human: bool) -> str:
    """An amount as a sentence says it: ``3 awake-hours``, ``40 awake-minutes``, ``2.5 hours``.

    ``human`` amounts are of working time. Rounded down to half hours, so that no more time is
    promised than there is.
    """
    awake = "awake-" if human else ""
    minutes = max(0, micros) // MINUTE
    if minutes < 60:
        return f"{minutes} {awake}minute{'' if minutes == 1 else 's'}"
    halves = minutes // 30
    number = f"{halves // 2}.5" if halves % 2 and halves < 20 else f"{halves // 2}"
    return f"{number} {awake}hour{'' if number == '1' else 's'}"
