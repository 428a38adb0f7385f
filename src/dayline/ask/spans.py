"""The days that a question speaks of: yesterday, this week, on 10 November. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_RECENT = 14
"""Days that somebody means by "recently"."""


@dataclass(frozen=True, slots=True)
class Span:
    """Days from ``since`` to ``until``, both of them included."""

    since: date
    until: date

    def __contains__(self, day: date) -> bool:
        return self.since <= day <= self.until


def span_in(text: str, today: date | None) -> tuple[Span | None, str]:
    """The days that a text names, and the text without their words.

    ``today`` tells what "yesterday" is, and the year where none is named: the latest that does not
    lie ahead. Without it, only what names its year is a span. What names no day that exists is
    left in the text.
    """
    for pattern, made in _RULES:
        found = pattern.search(text)
        try:
            span = made(found, today) if found else None
        except (ValueError, OverflowError):
            return None, text
        if found and span:
            return span, f"{text[: found.start()]} {text[found.end() :]}"
    return None, text


def day_of(kind: str, fields: Mapping[str, object]) -> tuple[str, date] | None:
    """The field that dates a record, with its day: when it was decided, began, is for."""
    for name in (*_DATING, *(("due",) if kind == "update" else ())):
        stated = str(fields.get(name) or "")[:10]
        try:
            return name, date.fromisoformat(stated)
        except ValueError:
            continue
    return None


_DATING = ("decided_on", "date", "started_at", "recorded_on", "held_on")

Made = Callable[["re.Match[str]", date | None], Span | None]


def _one(day: date) -> Span:
    return Span(day, day)


def _stated(found: re.Match[str], today: date | None) -> Span | None:
    """A day of a month, or the month or year alone; since then if it says so."""
    told = found.groupdict()
    until = today if told.get("since") else None
    if told.get("iso"):
        first = last = date.fromisoformat(told["iso"])
    elif told.get("month"):
        month = _month(told["month"])
        day = int(told.get("day") or told.get("day_after") or 0)
        year = int(told["year"]) if told.get("year") else _year(month, day or 1, today)
        if not year:
            return None
        first = date(year, month, day or 1)
        last = first if day else _next_month(first) - timedelta(days=1)
    else:
        first, last = date(int(told["year"]), 1, 1), date(int(told["year"]), 12, 31)
    return Span(first, max(until, last) if until else last)


def _month(name: str) -> int:
    return next(
        at for at, one in enumerate(_MONTHS, start=1) if one.startswith(name[:3].lower())
    )  # fmt: skip


def _year(month: int, day: int, today: date | None) -> int:
    if today is None:
        return 0
    return today.year if (month, day) <= (today.month, today.day) else today.year - 1


def _next_month(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1)


def _near(found: re.Match[str], today: date | None) -> Span | None:
    """Days told from today on backwards."""
    if today is None:
        return None
    word = " ".join(found["near"].lower().split())
    since = bool(found["since"])
    begins = {
        "today": today, "this morning": today, "yesterday": today - timedelta(days=1),
        "this week": today - timedelta(days=today.weekday()), "this month": today.replace(day=1),
        "this year": date(today.year, 1, 1),
        "last week": today - timedelta(days=today.weekday() + 7),
        "last month": (today.replace(day=1) - timedelta(days=1)).replace(day=1),
        "last year": date(today.year - 1, 1, 1),
    }  # fmt: skip
    begin = begins.get(word) or today - timedelta(days=_RECENT)
    ends = {
        "yesterday": begin, "last week": begin + timedelta(days=6),
        "last month": today.replace(day=1) - timedelta(days=1),
        "last year": date(today.year - 1, 12, 31),
    }  # fmt: skip
    return Span(begin, today if since else ends.get(word, today))


def _weekday(found: re.Match[str], today: date | None) -> Span | None:
    if today is None:
        return None
    back = (today.weekday() - _WEEKDAYS.index(found["weekday"].lower())) % 7
    day = today - timedelta(days=back or (7 if found["last"] else 0))
    return Span(day, today) if found["since"] else _one(day)


def _last_days(found: re.Match[str], today: date | None) -> Span | None:
    many = found["many"]
    days = int(many) if many and many.isdecimal() else 1
    days *= {"d": 1, "w": 7, "m": 30}[found["unit"][0].lower()]
    return Span(today - timedelta(days=days), today) if today else None


_SINCE = r"(?:(?P<since>since|after|from)|on|in|during|of|for)?\s*(?:the\s+)?"
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)"


def _rule(pattern: str, made: Made) -> tuple[re.Pattern[str], Made]:
    return re.compile(rf"\b{_SINCE}{pattern}\b", re.IGNORECASE), made


_RULES: tuple[tuple[re.Pattern[str], Made], ...] = (
    _rule(r"(?P<iso>\d{4}-\d\d-\d\d)", _stated),
    _rule(rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH}(?:,? {_YEAR})?", _stated),
    _rule(rf"{_MONTH} (?P<day_after>\d{{1,2}})(?:st|nd|rd|th)?(?:,? {_YEAR})?", _stated),
    _rule(rf"{_MONTH} {_YEAR}", _stated),
    _rule(rf"(?<=\b(?:in|of) )(?:{_MONTH})", _stated),
    _rule(rf"(?<=\bsince ){_MONTH}", _stated),
    _rule(rf"(?<=\bin ){_YEAR}", _stated),
    _rule(
        r"(?P<near>today|this morning|yesterday|(?:this|last) (?:week|month|year)|recently|lately)",
        _near,
    ),
    _rule(rf"(?P<last>last )?(?P<weekday>{'|'.join(_WEEKDAYS)})", _weekday),
    _rule(
        r"(?:last|past)(?: (?P<many>\d{1,3}))? (?P<unit>days?|weeks?|months?)", _last_days
    ),
)  # fmt: skip
