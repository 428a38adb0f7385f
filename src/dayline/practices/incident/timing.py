"""When a note happened, as its writer says it: at its beginning or beside it. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from dayline.base.errors import InvalidInput

_AHEAD = timedelta(minutes=10)
_HOUR = re.compile(r"(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)Z?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?")
_AGO = re.compile(r"-(?P<amount>\d{1,4})(?P<unit>[mh])")
_LINE = re.compile(
    rf"(?P<stamp>{_DAY.pattern}|{_HOUR.pattern}|{_AGO.pattern})[,:]?\s+(?P<text>\S.*)", re.DOTALL
)
_FORMS = "Write it as 18:24, -5m, or 2026-11-10T18:24:00Z."


def instant_of(stamp: str, now: datetime) -> datetime:
    """The instant that ``18:24``, ``-5m`` or a date with a time means, read in the zone of ``now``.

    An hour that is still to come today was yesterday's. Raises :class:`InvalidInput` for other
    forms, and for what lies in the future.
    """
    stamp = stamp.strip()
    at = _instant(stamp, now)
    if at is None:
        raise InvalidInput(f"{stamp!r} is no time.", kept="Nothing was added.", do=_FORMS)
    return checked(at, now)


def checked(at: datetime, now: datetime) -> datetime:
    """``at``, unless it lies in the future. Clocks of devices may go ten minutes wrong."""
    if at > now + _AHEAD:
        raise InvalidInput(
            "That lies in the future; a timeline says what happened.",
            kept="Nothing was added.",
            do=f"It is {now:%Y-%m-%d %H:%M %Z}. {_FORMS}",
        )
    return min(at, now.astimezone(UTC))


def _instant(stamp: str, now: datetime) -> datetime | None:
    if found := _HOUR.fullmatch(stamp):
        today = now.replace(
            hour=int(found["hour"]), minute=int(found["minute"]), second=0, microsecond=0
        )
        at = today if today <= now + _AHEAD else today - timedelta(days=1)
        return at.astimezone(UTC)
    if found := _AGO.fullmatch(stamp):
        unit = timedelta(minutes=1) if found["unit"] == "m" else timedelta(hours=1)
        return now.astimezone(UTC) - int(found["amount"]) * unit
    if _DAY.fullmatch(stamp):
        try:
            at = datetime.fromisoformat(_padded(stamp))
        except ValueError:
            return None
        return (at if at.tzinfo else at.replace(tzinfo=now.tzinfo)).astimezone(UTC)
    return None


def _padded(stamp: str) -> str:
    day, hour = stamp[:10], stamp[11:]
    return f"{day}T{hour.rjust(5, '0') if len(hour) == 4 else hour}"


def taken_apart(line: str, now: datetime) -> tuple[datetime | None, str]:
    """What a line says, and when, where it begins with a time: ``18:24 page answered``."""
    found = _LINE.fullmatch(line.strip())
    at = _instant(found["stamp"], now) if found else None
    if found is None or at is None:
        return None, line.strip()
    return checked(at, now), found["text"].strip()
