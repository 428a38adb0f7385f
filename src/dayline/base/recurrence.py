"""Recurrence rules (RFC 5545, 3.3.10): refused when hostile, read when sane.

The rule is a value; :mod:`dayline.base.occurrences` says when it happens. Whatever could make an
expansion run long is refused here, before anything runs: intervals of nothing, counts in the
millions, more times in a day than a person could keep.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import IntEnum

from dayline.base.errors import HostileInput, InvalidInput

MOST_OCCURRENCES = 10_000
MOST_TEXT = 2_000
MOST_INTERVAL = 100_000

Nth = tuple[int, int]
"""A weekday (0 is Monday) and which one of the period: 0 every, 1 the first, -1 the last."""


class Frequency(IntEnum):
    """How often, from rare to frequent."""

    YEARLY = 0
    MONTHLY = 1
    WEEKLY = 2
    DAILY = 3
    HOURLY = 4
    MINUTELY = 5
    SECONDLY = 6


@dataclass(frozen=True, slots=True)
class Rule:
    """A recurrence rule. ``until`` is a local time, or aware in UTC when the text says ``Z``."""

    frequency: Frequency
    interval: int = 1
    count: int | None = None
    until: datetime | None = None
    months: frozenset[int] = frozenset()
    weeks: frozenset[int] = frozenset()
    year_days: frozenset[int] = frozenset()
    month_days: frozenset[int] = frozenset()
    weekdays: frozenset[Nth] = frozenset()
    hours: frozenset[int] = frozenset()
    minutes: frozenset[int] = frozenset()
    seconds: frozenset[int] = frozenset()
    positions: frozenset[int] = frozenset()
    week_start: int = 0
    text: str = field(default="", compare=False)


_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEKDAY = re.compile(r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_NUMBER = re.compile(r"[+-]?[0-9]{1,9}")
_UNTIL = re.compile(r"([0-9]{8})(?:T([0-9]{6})(Z?))?")


def parse_rule(text: str, *, finest: Frequency = Frequency.SECONDLY) -> Rule:
    """The rule that ``FREQ=WEEKLY;BYDAY=MO,WE`` states.

    ``finest`` is the greatest frequency allowed: shifts and focus blocks allow DAILY. Raises
    :class:`InvalidInput` for what is no rule and :class:`HostileInput` for one past the limits.
    """
    if len(text) > MOST_TEXT:
        raise HostileInput(
            f"The recurrence rule is {len(text)} characters long.",
            do=f"Write it in at most {MOST_TEXT}.",
        )
    values: dict[str, object] = {}
    # Google Calendar ends rules with a semicolon.
    for part in text.strip().removesuffix(";").split(";"):
        name, equals, value = part.partition("=")
        reader = _PARTS.get(name.strip().upper())
        if reader is None or not equals:
            raise _wrong(text, f"{part!r} is not a part of one")
        key, read = reader
        if key in values:
            raise _wrong(text, f"{name} stands in it twice")
        try:
            values[key] = read(value.strip().upper())
        except ValueError as reason:
            raise _wrong(text, f"{part}: {reason}") from None
    if "frequency" not in values:
        raise _wrong(text, "it has no FREQ")
    rule = Rule(text=text, **values)  # type: ignore[arg-type]
    _check(rule, finest)
    return rule


def _wrong(text: str, why: str) -> InvalidInput:
    return InvalidInput(
        f"{text[:120]!r} is no recurrence rule: {why}.",
        do="Write it as in FREQ=WEEKLY;BYDAY=TU,TH.",
    )


def _check(rule: Rule, finest: Frequency) -> None:
    if rule.frequency > finest:
        raise HostileInput(
            f"The rule {rule.text[:120]!r} repeats {rule.frequency.name.lower()}.",
            do=f"Write a rule that repeats {finest.name.lower()} or less often.",
        )
    if rule.count is not None and rule.until is not None:
        raise _wrong(rule.text, "COUNT and UNTIL exclude each other")
    nth = any(which for _, which in rule.weekdays)
    if nth and (rule.frequency > Frequency.MONTHLY or rule.weeks):
        raise _wrong(rule.text, "BYDAY counts weekdays of a month or a year only")
    if rule.weeks and rule.frequency is not Frequency.YEARLY:
        raise _wrong(rule.text, "BYWEEKNO belongs to FREQ=YEARLY")
    if rule.positions and not _choices(rule):
        raise _wrong(rule.text, "BYSETPOS chooses among other BY parts")


def _choices(rule: Rule) -> bool:
    days = rule.months | rule.weeks | rule.year_days | rule.month_days
    return bool(days or rule.weekdays or rule.hours or rule.minutes or rule.seconds)


def _frequency(value: str) -> Frequency:
    if value not in Frequency.__members__:
        raise ValueError("no such frequency")
    return Frequency[value]


def _bounded(low: int, high: int) -> Callable[[str], int]:
    def read(value: str) -> int:
        number = _integer(value)
        if not low <= number <= high:
            raise ValueError(f"it lies between {low} and {high}")
        return number

    return read


def _integer(value: str) -> int:
    if not _NUMBER.fullmatch(value):
        raise ValueError("no number")
    return int(value)


def _numbers(low: int, high: int, *, signed: bool = False) -> Callable[[str], frozenset[int]]:
    def read(value: str) -> frozenset[int]:
        found = set()
        for item in value.split(","):
            number = _integer(item.strip())
            size = abs(number) if signed else number
            if not low <= size <= high:
                raise ValueError(f"each lies between {low} and {high}")
            found.add(number)
        return frozenset(found)

    return read


def _weekdays(value: str) -> frozenset[Nth]:
    found = set()
    for item in value.split(","):
        match = _WEEKDAY.fullmatch(item.strip())
        if match is None:
            raise ValueError("weekdays are MO, TU, WE, TH, FR, SA, SU")
        which = int(match[1] or 0)
        if match[1] and not 1 <= abs(which) <= 53:
            raise ValueError("there is no such weekday")
        found.add((_DAYS.index(match[2]), which))
    return frozenset(found)


def _week_start(value: str) -> int:
    if value not in _DAYS:
        raise ValueError("weekdays are MO, TU, WE, TH, FR, SA, SU")
    return _DAYS.index(value)


def _until(value: str) -> datetime:
    match = _UNTIL.fullmatch(value)
    if match is None:
        raise ValueError("write it as 20261121T090000Z")
    # A date alone means the whole of that day.
    moment = datetime.strptime(match[1] + (match[2] or "235959"), "%Y%m%d%H%M%S")  # noqa: DTZ007
    return moment.replace(tzinfo=UTC) if match[3] else moment


_PARTS: dict[str, tuple[str, Callable[[str], object]]] = {
    "FREQ": ("frequency", _frequency),
    "INTERVAL": ("interval", _bounded(1, MOST_INTERVAL)),
    "COUNT": ("count", _bounded(1, MOST_OCCURRENCES)),
    "UNTIL": ("until", _until),
    "BYMONTH": ("months", _numbers(1, 12)),
    "BYWEEKNO": ("weeks", _numbers(1, 53, signed=True)),
    "BYYEARDAY": ("year_days", _numbers(1, 366, signed=True)),
    "BYMONTHDAY": ("month_days", _numbers(1, 31, signed=True)),
    "BYDAY": ("weekdays", _weekdays),
    "BYHOUR": ("hours", _numbers(0, 23)),
    "BYMINUTE": ("minutes", _numbers(0, 59)),
    "BYSECOND": ("seconds", _numbers(0, 60)),
    "BYSETPOS": ("positions", _numbers(1, 366, signed=True)),
    "WKST": ("week_start", _week_start),
}
