"""Values of calendar files: times with their zone, durations, periods.

Wall times are microseconds as the local clock shows them, counted from 1970; a *clock* turns them
into instants.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from dayline.base.errors import InvalidInput
from dayline.base.micros import DAY, EPOCH, SECOND
from dayline.integrations.ics.components import Property

_TIME = re.compile(r"([0-9]{8})(?:T([0-9]{2})([0-9]{2})([0-9]{2})(Z?))?")
_DURATION = re.compile(
    r"([+-]?)P(?:([0-9]{1,4})W|(?:([0-9]{1,5})D)?"
    r"(?:T(?:([0-9]{1,6})H)?(?:([0-9]{1,7})M)?(?:([0-9]{1,9})S)?)?)"
)
_EPOCH_DAY = EPOCH.toordinal()
_FIRST_YEAR, _LAST_YEAR = 1600, 2400


class Time(NamedTuple):
    """A time as a file states it.

    ``wall`` is local, or UTC when ``zone`` is ``UTC``; ``zone`` is the TZID, or empty for a
    floating time, which is local wherever one is. ``whole_day`` marks a date.
    """

    wall: int
    zone: str = ""
    whole_day: bool = False


class Length(NamedTuple):
    """A duration: nominal days, which may have 23 or 25 hours, and exact microseconds."""

    days: int
    exact: int


def read_time(text: str, zone: str) -> Time:
    """``20261121T090000Z`` or ``20261121``. Raises :class:`InvalidInput`."""
    match = _TIME.fullmatch(text.strip())
    if match is None:
        raise InvalidInput(f"{text[:40]!r} is no time.", do="Write it as 20261121T090000Z.")
    digits, hour, minute, second, utc = match.groups()
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        day = date.max
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise InvalidInput(f"{digits} is no date.", do="Write it as 20261121.")
    midnight = (day.toordinal() - _EPOCH_DAY) * DAY
    if hour is None:
        return Time(midnight, zone, whole_day=True)
    if hour > "23" or minute > "59" or second > "60":
        raise InvalidInput(f"No clock shows {hour}:{minute}:{second}.", do="Mend the time.")
    # A leap second is the last second of its minute.
    passed = int(hour) * 3600 + int(minute) * 60 + min(int(second), 59)
    return Time(midnight + passed * SECOND, "UTC" if utc else zone)


def read_times(stated: Property) -> list[tuple[Time, Time | Length | None]]:
    """The values of DTSTART, EXDATE or RDATE: times, each with the end of its period if it has one.

    Raises :class:`InvalidInput`.
    """
    zone = stated.parameters.get("TZID", "")
    found: list[tuple[Time, Time | Length | None]] = []
    for part in filter(None, stated.value.split(",")):
        start, slash, end = part.partition("/")
        until: Time | Length | None = None
        if slash:
            until = read_length(end) if "P" in end.upper() else read_time(end, zone)
        found.append((read_time(start, zone), until))
    return found


def read_length(text: str) -> Length:
    """``PT1H30M``, ``P1D``, ``P2W``. Raises :class:`InvalidInput` for others and for negatives."""
    match = _DURATION.fullmatch(text.strip().upper())
    if match is None or match[1] == "-" or not any(match.groups()[1:]):
        raise InvalidInput(f"{text[:40]!r} is no duration.", do="Write it as PT1H30M.")
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:])
    exact = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    if weeks * 7 + days + exact.days > 3660:
        raise InvalidInput(f"{text[:40]!r} lasts more than ten years.", do="Shorten it.")
    return Length(weeks * 7 + days, (exact.days * 86_400 + exact.seconds) * SECOND)
