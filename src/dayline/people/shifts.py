"""Working time as people write it: ``mon-thu 09:00-12:30 13:30-17:30; fri 09:00-13:00``."""

from __future__ import annotations

import re

from dayline.base.calendars import Shift, shift

_RANGE = re.compile(r"\s*(?:-|\u2013|\bto\b)\s*")
_HOURS = re.compile(r"([0-9]{1,2})(?::([0-9]{2}))?-([0-9]{1,2})(?::([0-9]{2}))?")
_OFF = {"", "off", "none", "closed"}
_WHOLE = {"all day", "24h", "always"}
_NAMES = {
    name: day
    for day, full in enumerate(
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    )
    for name in (full, f"{full}s", full[:3], full[:4], full[:2])
}
_GROUPS = {"weekdays": range(5), "weekend": range(5, 7), "every day": range(7), "daily": range(7)}


def read_days(text: str) -> tuple[int, ...]:
    """The weekdays of ``mon-thu, sat`` (0 is Monday); ``fri-mon`` runs over the weekend.

    Raises ValueError with what is wrong.
    """
    text = text.strip().casefold()
    if text in _GROUPS:
        return tuple(_GROUPS[text])
    found: list[int] = []
    for part in re.split(r"[\s,]+", _RANGE.sub("-", text)):
        first, _, last = part.partition("-")
        found += range(_day(first), _after(_day(first), _day(last or first)))
    return tuple(dict.fromkeys(day % 7 for day in found))


def _day(name: str) -> int:
    if name not in _NAMES:
        raise ValueError(f"{name!r} is no day of the week")
    return _NAMES[name]


def _after(first: int, last: int) -> int:
    return last + 1 if last >= first else last + 8


def read_shifts(text: str) -> tuple[Shift, ...]:
    """The shifts of ``09:00-12:30, 13:30-17:30``, of ``22:00-06:00``, of ``off``.

    Raises ValueError with what is wrong.
    """
    text = text.strip().casefold()
    if text in _OFF:
        return ()
    if text in _WHOLE:
        return ((0, 1440),)
    found = []
    for part in re.split(r"[\s,+&]+", _RANGE.sub("-", text)):
        match = _HOURS.fullmatch(part)
        if match is None:
            raise ValueError(f"{part!r} is no time of work")
        found.append(shift((_minutes(match[1], match[2]), _minutes(match[3], match[4]))))
    return tuple(sorted(found))


def _minutes(hour: str, minute: str | None) -> int:
    if int(hour) > 24 or int(minute or 0) > 59:
        raise ValueError(f"no clock shows {hour}:{minute or '00'}")
    return int(hour) * 60 + int(minute or 0)


def write_shift(minutes: Shift) -> str:
    """A shift as ``22:00-06:00``."""
    start, end = minutes
    if end > 1440:
        end -= 1440
    return f"{start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02}"


def read_week(text: str) -> dict[int, tuple[Shift, ...]]:
    """The week of ``mon-thu 09:00-17:30; fri 09:00-13:00``. Raises ValueError."""
    found: dict[int, tuple[Shift, ...]] = {}
    for part in re.split(r"[;\n]+", text.strip(" ;\n")):
        match = re.search(r"[0-9]|\b(?:off|all day|24h|always)\b", part)
        if match is None:
            raise ValueError(f"{part!r} says no times")
        days = read_days(part[: match.start()].rstrip(" :") or "every day")
        shifts = read_shifts(part[match.start() :])
        for day in days:
            if day in found:
                raise ValueError(f"{part!r} states a day again")
            found[day] = shifts
    return found
