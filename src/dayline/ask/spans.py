"""The days that a question speaks of: yesterday, this week, on 10 November. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_RECENT = 14
"""Days that somebody means by "recently"."""
_LEAP = 9
"""Years in which every day of a year has been at least once."""


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
    lie ahead. Without it, only what names its year is a span. What names no day that exists, or a
    day to come, is left in the text.
    """
    for pattern, made in _RULES:
        found = pattern.search(text)
        if found is None:
            continue
        try:
            span = None if _AHEAD.search(text[: found.start()]) else made(found, today)
        except (ValueError, OverflowError):
            span = None
        if span is None or span.since > span.until:
            return None, text
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


_DATING = ("decided_on", "date", "started_at", "recorded_on", "starts_at", "starts_on")
_AHEAD = re.compile(r"\b(?:next|coming|by|until|till|before|later)\s*(?:the\s+)?$", re.IGNORECASE)

Made = Callable[["re.Match[str]", date | None], Span | None]


def _from(found: re.Match[str], first: date, last: date, today: date | None) -> Span | None:
    """From ``first`` to ``last``; to today where the text says since when, or after when."""
    since = (found["since"] or "").lower()
    if not since:
        return Span(first, last)
    if today is None:
        return None
    return Span(last + timedelta(days=1) if since == "after" else first, max(today, first))


def _iso(found: re.Match[str], today: date | None) -> Span | None:
    day = date.fromisoformat(found["iso"])
    return _from(found, day, day, today)


def _of_month(found: re.Match[str], today: date | None) -> Span | None:
    """A day of a month; of the latest year that has it and does not lie ahead."""
    month, number = _MONTHS.index(found["month"][:3].lower()) + 1, int(found["day"])
    if not 1 <= number <= 31:
        return None
    if found["year"]:
        day = date(int(found["year"]), month, number)
        return _from(found, day, day, today)
    for back in range(_LEAP) if today else ():
        try:
            day = date(today.year - back, month, number) if today else date.max
        except ValueError:
            continue
        if today and day <= today:
            return _from(found, day, day, today)
    return None


def _month(found: re.Match[str], today: date | None) -> Span | None:
    month = _MONTHS.index(found["month"][:3].lower()) + 1
    if found["year"]:
        first = date(int(found["year"]), month, 1)
    elif today:
        first = date(today.year - (month > today.month), month, 1)
    else:
        return None
    return _from(found, first, _next_month(first) - timedelta(days=1), today)


def _of_year(found: re.Match[str], today: date | None) -> Span | None:
    year = int(found["year"])
    return _from(found, date(year, 1, 1), date(year, 12, 31), today)


def _next_month(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1)


def _near(found: re.Match[str], today: date | None) -> Span | None:
    """Days told from today on backwards."""
    if today is None:
        return None
    day, week = timedelta(days=1), today - timedelta(days=today.weekday())
    month, year = today.replace(day=1), date(today.year, 1, 1)
    before = (month - day).replace(day=1)
    first, last = {
        "today": (today, today), "this morning": (today, today),
        "yesterday": (today - day, today - day),
        "this week": (week, today), "last week": (week - 7 * day, week - day),
        "this month": (month, today), "last month": (before, month - day),
        "this year": (year, today), "last year": (date(today.year - 1, 1, 1), year - day),
    }.get(" ".join(found["near"].lower().split()), (today - _RECENT * day, today))  # fmt: skip
    return _from(found, first, last, today)


def _weekday(found: re.Match[str], today: date | None) -> Span | None:
    if today is None:
        return None
    back = (today.weekday() - _WEEKDAYS.index(found["weekday"].lower())) % 7
    day = today - timedelta(days=back or (7 if found["last"] else 0))
    return _from(found, day, day, today)


def _last_days(found: re.Match[str], today: date | None) -> Span | None:
    many = found["many"]
    days = int(many) if many else 1
    days *= {"d": 1, "w": 7, "m": 30}[found["unit"][0].lower()]
    return Span(today - timedelta(days=days), today) if today else None


_NAMES = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"(?P<year>(?:19|20)[0-9][0-9])"
_ORDINAL = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"


def _rule(pattern: str, made: Made) -> tuple[re.Pattern[str], Made]:
    prefix = r"\b(?:(?P<since>since|after)|on|in|during|of|for|from)?\s*(?:the\s+)?"
    return re.compile(rf"{prefix}{pattern}\b", re.IGNORECASE), made


_RULES: tuple[tuple[re.Pattern[str], Made], ...] = (
    _rule(r"(?P<iso>[0-9]{4}-[0-9][0-9]-[0-9][0-9])", _iso),
    _rule(rf"{_ORDINAL}(?: of)? {_NAMES}(?:,? {_YEAR})?", _of_month),
    _rule(rf"{_NAMES} {_ORDINAL}(?:,? {_YEAR})?(?![0-9])", _of_month),
    _rule(rf"{_NAMES} {_YEAR}", _month),
    _rule(rf"(?<=\b(?:in|of) ){_NAMES}(?P<year>)", _month),
    _rule(rf"(?<=\bsince ){_NAMES}(?P<year>)", _month),
    _rule(rf"(?<=\bin ){_YEAR}", _of_year),
    _rule(
        r"(?P<near>today|this morning|yesterday|(?:this|last) (?:week|month|year)|recently|lately)",
        _near,
    ),
    _rule(rf"(?P<last>last )?(?P<weekday>{'|'.join(_WEEKDAYS)})", _weekday),
    _rule(
        r"(?:last|past)(?: (?P<many>[0-9]{1,3}))? (?P<unit>days?|weeks?|months?)", _last_days
    ),
)  # fmt: skip
