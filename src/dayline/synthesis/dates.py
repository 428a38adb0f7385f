"""By when: days as people write them, counted from the day on which they wrote. Pure."""

from __future__ import annotations

import re
from datetime import date, timedelta

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_DAY = "|".join(f"{name}|{name[:3]}" for name in _DAYS)
_MONTH = "|".join(f"{name}|{name[:3]}" for name in _MONTHS)
_ISO = re.compile(r"\b(20\d\d)-(\d\d)-(\d\d)\b")
_DATED = re.compile(
    rf"\b(?:(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({_MONTH})"
    rf"|({_MONTH}) (\d{{1,2}})(?:st|nd|rd|th)?)\b"
    r"(?:,? (20\d\d))?",
    re.IGNORECASE,
)
_SOON = re.compile(
    r"\b(today|tonight|eod|end of (?:the )?day|tomorrow|end of (?:the |this )?(?:week|month))\b",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    rf"\b(?:by|on|until|till|before|this|next|due)\s+(?:next\s+)?({_DAY})\b|\b({'|'.join(_DAYS)})\b",
    re.IGNORECASE,
)


def due(text: str, said_on: date) -> date | None:
    """The first day that a sentence names and that is not before the day on which it was said."""
    for find in (_iso, _dated, _soon, _weekday):
        found = find(text, said_on)
        if found is not None:
            return found
    return None


def _iso(text: str, _said_on: date) -> date | None:
    fits = _ISO.search(text)
    return _date(int(fits[1]), int(fits[2]), int(fits[3])) if fits else None


def _dated(text: str, said_on: date) -> date | None:
    fits = _DATED.search(text)
    if fits is None:
        return None
    day, month = int(fits[1] or fits[4]), (fits[2] or fits[3]).lower()[:3]
    number = next(place for place, name in enumerate(_MONTHS, 1) if name.startswith(month))
    if fits[5]:
        return _date(int(fits[5]), number, day)
    found = _date(said_on.year, number, day)
    return found if found is None or found >= said_on else _date(said_on.year + 1, number, day)


def _soon(text: str, said_on: date) -> date | None:
    fits = _SOON.search(text)
    if fits is None:
        return None
    word = fits[1].lower()
    if word == "tomorrow":
        return said_on + timedelta(days=1)
    if word.endswith("week"):
        return said_on + timedelta(days=(4 - said_on.weekday()) % 7)
    if word.endswith("month"):
        first = (said_on.replace(day=28) + timedelta(days=4)).replace(day=1)
        return first - timedelta(days=1)
    return said_on


def _weekday(text: str, said_on: date) -> date | None:
    fits = _WEEKDAY.search(text)
    if fits is None:
        return None
    wanted = next(
        n for n, name in enumerate(_DAYS) if name.startswith((fits[1] or fits[2]).lower()[:3])
    )
    ahead = (wanted - said_on.weekday()) % 7 or 7
    return said_on + timedelta(days=ahead)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
