"""The types of fields: what a value must look like, and how to say that it does not."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from dayline.base.errors import InvalidInput
from dayline.base.ids import parse_ref
from dayline.base.instants import from_text
from dayline.contracts.reading import did_you_mean, shown
from dayline.contracts.terms import Field, Span

UNITS: Mapping[str, str] = {
    "awake-hours": "Working hours of those who must act, in their own zones, weeks and holidays.",
    "hours": "Hours of the clock on the wall.",
    "days": "Spans of 24 hours.",
    "workdays": "Working days of those who must act.",
    "weeks": "Spans of seven days.",
    "minutes": "Minutes of the clock on the wall.",
}
_MOST = 50  # problems of one list; more of them help nobody
_SHORT_UNITS = {"m": "minutes", "min": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_SPAN = re.compile(r"(?P<amount>[0-9]{1,6}(?:\.[0-9]{1,3})?)\s*(?P<unit>[a-z][a-z-]*)")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PERSON = re.compile(r"@[A-Za-z0-9][A-Za-z0-9._-]{0,63}|P-[0-9]{1,9}")
_TEAM = re.compile(r"@?[A-Za-z0-9][A-Za-z0-9._-]{0,63}|T-[0-9]{1,9}")
_AREA = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,99}")
_URL = re.compile(r"https?://[^\s<>\"\\]{1,2000}")
_EMAIL = re.compile(r"[^\s@<>]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?")
_VERSION = re.compile(r"v?[0-9]{1,9}(?:\.[0-9]{1,9}){0,3}(?:[-+][0-9A-Za-z.+-]{1,100})?")
_RECORD_VERSION = re.compile(r"@[0-9]{1,6}\Z")


def span(text: str) -> Span | None:
    """``2 awake-hours``, ``1 day``, ``28d`` as a :class:`Span`; None when it is none."""
    found = _SPAN.fullmatch(text.strip().lower())
    if not found:
        return None
    unit = _SHORT_UNITS.get(found["unit"], found["unit"])
    unit = unit if unit in UNITS else unit + "s"
    amount = Decimal(found["amount"])
    return Span(amount, unit) if unit in UNITS and amount > 0 else None


def _text(value: object) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def _number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def decimal(value: object) -> Decimal | None:
    """A finite decimal number, from a number or from text; None when it is none."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = Decimal(str(value)[:60])
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _date(value: object) -> bool:
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _instant(value: object) -> bool:
    if not isinstance(value, str) or len(value) > 40:
        return False
    try:
        from_text(value)
    except InvalidInput:
        return False
    return True


def _matches(pattern: re.Pattern[str]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and bool(pattern.fullmatch(value))


def _path(value: object) -> bool:
    if not isinstance(value, str) or not 0 < len(value) <= 500:
        return False
    plain = not re.search(r"[\x00-\x1f\\]", value) and not value.startswith(("/", "~"))
    return plain and ".." not in value.split("/")


def record_ref(value: object) -> str:
    """``D-42`` or ``D-42@3`` as the plain id ``D-42``; "" when it is no record id."""
    if not isinstance(value, str) or len(value) > 40:
        return ""
    ref = parse_ref(_RECORD_VERSION.sub("", value.strip()))
    return str(ref) if ref else ""


@dataclass(frozen=True, slots=True)
class FieldType:
    """A type of field: ``holds`` decides on one value; ``article`` names it in a message."""

    article: str
    help: str
    example: str
    holds: Callable[[object], bool]
    bounds: str = ""  # what min and max measure: "value", "length" or nothing


def _decimal(value: object) -> bool:
    return decimal(value) is not None


def _boolean(value: object) -> bool:
    return isinstance(value, bool)


def _duration(value: object) -> bool:
    return isinstance(value, str) and span(value) is not None


def _record(value: object) -> bool:
    return bool(record_ref(value))


def _version(value: object) -> bool:
    return _number(value) or (isinstance(value, str) and bool(_VERSION.fullmatch(value)))


TYPES: Mapping[str, FieldType] = {
    "text": FieldType("text", "One line of text.", "Ledger refuses duplicates", _text, "length"),
    "number": FieldType("a whole number", "A whole number.", "3", _number, "value"),
    "decimal": FieldType("a number", "A number, also with a fraction.", "2.5", _decimal, "value"),
    "boolean": FieldType("true or false", "`true` or `false`.", "true", _boolean),
    "date": FieldType("a date", "A calendar date; it has no zone.", "2026-11-21", _date),
    "instant": FieldType(
        "an instant", "A moment, with its offset.", "2026-11-21T09:00:00Z", _instant
    ),
    "duration": FieldType("a duration", "An amount and a unit.", "2 awake-hours", _duration),
    "choice": FieldType("one of the choices", "One of the words in `of`.", "urgent", _text),
    "person": FieldType("a person", "A handle or id.", '"@ana"', _matches(_PERSON)),
    "team": FieldType("a team", "A team's handle or id.", '"@london"', _matches(_TEAM)),
    "area": FieldType("an area", "The name of what a team owns.", "ledger", _matches(_AREA)),
    "record": FieldType("a record", "An id, with or without `@revision`.", "D-42", _record),
    "url": FieldType("a web address", "http or https.", "https://example.org", _matches(_URL)),
    "path": FieldType("a path", "A path or glob of the repository.", "src/ledger/**", _path),
    "email": FieldType("an email address", "An address.", "ana@example.org", _matches(_EMAIL)),
    "version": FieldType("a version", "Numbers joined by dots, quoted.", '"1.4.0"', _version),
}


def is_empty(value: object) -> bool:
    """Whether a field holds nothing: absent, blank text or an empty list."""
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def value_problems(field: Field, value: object) -> list[tuple[str, str, str, int | None]]:
    """What is wrong with a non-empty ``value``: (rule, message, remedy, index in the list)."""
    if not field.many:
        if isinstance(value, list):
            message = f"`{field.name}` takes one value, not a list."
            return [("field-type", message, "Keep one value and remove the brackets.", None)]
        return [(*problem, None) for problem in _one(field, value)]
    items = value if isinstance(value, list) else [value]
    found: list[tuple[str, str, str, int | None]] = []
    for index, item in enumerate(items):
        found += [(*problem, index) for problem in _one(field, item)]
        if len(found) >= _MOST:
            break
    return [*found, *((*problem, None) for problem in _bounds(field, len(items), "entries"))]


def _one(field: Field, value: object) -> list[tuple[str, str, str]]:
    kind = TYPES[field.type]
    if not kind.holds(value):
        message = f"`{field.name}` must be {kind.article}, not {shown(value)}."
        return [("field-type", message, f"Write it as {kind.example}.")]
    if field.type == "choice" and str(value) not in field.of:
        message = f"`{field.name}` cannot be {shown(value)}."
        return [("field-choice", message, did_you_mean(str(value), field.of, what="choices"))]
    if field.many or not kind.bounds:
        return []
    if kind.bounds == "length":
        return _bounds(field, len(str(value)), "characters")
    return _bounds(field, decimal(value) or Decimal(0), "")


def _bounds(field: Field, amount: Decimal | int, unit: str) -> list[tuple[str, str, str]]:
    message = f"`{field.name}` {f'has {amount} {unit}' if unit else f'is {amount}'}."
    after = f" {unit}" if unit else ""
    if field.minimum is not None and amount < field.minimum:
        return [("field-range", message, f"Make it at least {field.minimum}{after}.")]
    if field.maximum is not None and amount > field.maximum:
        return [("field-range", message, f"Make it at most {field.maximum}{after}.")]
    return []
