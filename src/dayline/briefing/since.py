"""Since when: a day, or when somebody left, was last seen, or joined."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from dayline.base.errors import DaylineError, InvalidInput
from dayline.base.zones import zone as zone_of
from dayline.inbox.today import last_awake
from dayline.journal import queries as journal
from dayline.people.timetable import Timetable, timetable

WORDS = ("left", "seen", "joined")
_LEAVE = timedelta(hours=96)
"""Longer than any usual weekend, with a holiday beside it."""

_BACK = 120
"""So many days back a leave is looked for."""


@dataclass(frozen=True, slots=True)
class Since:
    """An instant with the reason for it: ``your leave began``."""

    at: datetime
    why: str


def since_of(
    workspace: int, person: str, now: datetime, stated: str, *, seen: datetime | None = None
) -> Since:
    """What ``left``, ``seen``, ``joined`` or ``2026-11-02`` means for a person at an instant.

    Nothing stated is the end of the last working time before a leave that is over or has begun
    within the last 120 days; without one, when they last took part (``seen``), else their last
    working day. Raises :class:`InvalidInput`.
    """
    times = timetable(workspace)
    word = stated.strip().casefold().removeprefix("i-").removeprefix("i ")
    if word == "joined":
        return _joined(workspace, person, now)
    if word == "seen" and seen is not None:
        return Since(seen, "you last took part in this")
    if word in ("", "left", "seen"):
        left = _left(times, person, now)
        if left is not None:
            return Since(left, "your leave began")
        if seen is not None and word == "":
            return Since(seen, "you last took part in this")
        return Since(last_awake(times, person, now), "your last working day ended")
    return Since(_day(times, person, now, stated.strip()), "that day began for you")


def _joined(workspace: int, person: str, now: datetime) -> Since:
    entry = next(journal.entries(workspace, subject=person, kinds=("person.joined",)), None)
    return Since(entry.at if entry else now, "you joined")


def _left(times: Timetable, person: str, now: datetime) -> datetime | None:
    """The end of the last working time before the last long absence."""
    hours = times.hours(person)
    instant = now
    for _ in range(_BACK):
        try:
            closed, opens = hours.last_awake(instant), hours.next_awake(instant)
        except DaylineError:
            return None
        if opens - closed >= _LEAVE:
            return closed
        instant -= timedelta(days=1)
    return None


def _day(times: Timetable, person: str, now: datetime, stated: str) -> datetime:
    try:
        day = date.fromisoformat(stated)
    except ValueError:
        raise InvalidInput(
            f"{stated[:40]!r} is neither a day nor one of {', '.join(WORDS)}.",
            do="Write --since left, --since joined or --since 2026-11-02.",
        ) from None
    local = zone_of(times.zone(person, now))
    return datetime.combine(day, time(), local).astimezone(UTC)
