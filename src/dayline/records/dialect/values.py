"""Field values: what was written in, what it means out, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from dayline.base.findings import Severity
from dayline.records.dialect.dates import parse_date
from dayline.records.dialect.references import Refs, refs_in

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,20}:(?://)?\S+")
_ANGLED = re.compile(r"<[^<>\n]*>")
_RST_LINK = re.compile(r"`(?P<text>[^`<>]*)<(?P<url>[^<>]+)>`__?")
_EMPTY = frozenset(("", "-", "\u2013", "\u2014", "none", "n/a", "na", "null", "tbd", "[]"))
_LIST_GAP = re.compile(r"[,\n;]|(?<=`__)\s+|(?<=`_)\s+")
_LATER = frozenset(("pending", "tbd", "none"))


class Fault(NamedTuple):
    """What is wrong with a value: a finding without its place."""

    rule: str
    message: str
    remedy: str
    severity: Severity = Severity.ERROR


class DatedUrl(NamedTuple):
    """An address with the day that was written before it."""

    date: date | None
    url: str


class Parsing(NamedTuple):
    """What parsing a value needs to know of its field."""

    name: str
    formats: tuple[str, ...]
    choices: tuple[str, ...]
    folded: frozenset[str]
    refs: Refs


Parsed = tuple[object, Fault | None]
Parser = Callable[[object, Parsing], Parsed]


def is_empty(value: object) -> bool:
    """Whether a value says nothing: absent, blank, a dash, ``none``, an empty list."""
    if value is None:
        return True
    if isinstance(value, str):
        return value.strip().casefold() in _EMPTY
    return isinstance(value, (list, dict)) and not value


def _plain(value: object) -> str:
    return value if isinstance(value, str) else str(value)


def _wrong(field: Parsing, kind: str, value: object) -> Fault:
    return Fault(
        "field-type",
        f"`{field.name}` must be {kind}; it is {_shown(value)}.",
        f"Write {kind}.",
    )


def _shown(value: object) -> str:
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a mapping"
    text = _plain(value)
    return f"`{text[:57] + '...' if len(text) > 60 else text}`"


def _any(value: object, _field: Parsing) -> Parsed:
    return value, None


def _text(value: object, field: Parsing) -> Parsed:
    if isinstance(value, (list, dict, bool)):
        return None, _wrong(field, "text", value)
    return _plain(value).strip(), None


def _number(value: object, field: Parsing) -> Parsed:
    if isinstance(value, int) and not isinstance(value, bool):
        return value, None
    text = _plain(value).strip()
    if text.isascii() and text.isdigit() and len(text) < 19:
        return int(text), None
    return None, _wrong(field, "a whole number", value)


def _boolean(value: object, field: Parsing) -> Parsed:
    if isinstance(value, bool):
        return value, None
    text = _plain(value).strip().casefold()
    if text in ("true", "false", "yes", "no"):
        return text in ("true", "yes"), None
    return None, _wrong(field, "true or false", value)


def _choice(value: object, field: Parsing) -> Parsed:
    if isinstance(value, (list, dict)):
        return None, _wrong(field, "one word", value)
    text = _plain(value).strip()
    if text.casefold() in field.folded:
        return text, None
    return text, Fault(
        "field-choice",
        f"`{field.name}: {text[:60]}` is not one of the words in use.",
        f"Use one of: {', '.join(field.choices)}.",
    )


def _date(value: object, field: Parsing) -> Parsed:
    if isinstance(value, (list, dict, bool)):
        return None, _wrong(field, "a date", value)
    found, exact = parse_date(_plain(value), field.formats)
    return found, None if exact and found else _date_fault(field, value, found)


def _date_fault(field: Parsing, value: object, found: date | None) -> Fault:
    form = " or ".join(field.formats)
    if found:
        return Fault(
            "date-form",
            f"`{field.name}: {_plain(value).strip()[:60]}` is a date in another form.",
            f"Write {form}.",
            Severity.WARNING,
        )
    return Fault(
        "field-date",
        f"`{field.name}: {_plain(value).strip()[:60]}` is no date Dayline can be sure of.",
        f"Write {form}.",
    )


def _dates(value: object, field: Parsing) -> Parsed:
    if isinstance(value, (dict, bool)):
        return None, _wrong(field, "a list of dates", value)
    found: list[date] = []
    fault: Fault | None = None
    for item in _items(value):
        if item.casefold() in _LATER:
            continue
        one, problem = _date(_ANGLED.sub("", item).strip("`_ \t"), field)
        fault = fault or problem
        if isinstance(one, date):
            found.append(one)
    return tuple(found), fault


def _items(value: object) -> Iterator[str]:
    """The entries of a list that was written as YAML or with commas; blank ones left out."""
    if isinstance(value, list):
        entries = [_plain(item) for item in value]
    else:
        text = _plain(value)
        entries = _LIST_GAP.split(_ANGLED.sub(_no_commas, text) if "<" in text else text)
    for entry in entries:
        if entry.strip():
            yield entry.strip()


def _no_commas(found: re.Match[str]) -> str:
    return found[0].replace(",", "%2C").replace(";", "%3B")


def _dated_url(value: object, field: Parsing) -> Parsed:
    if isinstance(value, (list, dict, bool)):
        return None, _wrong(field, "an address", value)
    text = _plain(value).strip()
    link = _RST_LINK.search(text)
    if not link:
        return DatedUrl(None, text), None
    day, exact = parse_date(link["text"], field.formats)
    fault = None if exact and day else _date_fault(field, link["text"], day)
    return DatedUrl(day, link["url"]), fault


def _url(value: object, field: Parsing) -> Parsed:
    if isinstance(value, (list, dict, bool)):
        return None, _wrong(field, "an address", value)
    text = _plain(value).strip()
    bare = text[1:-1] if text.startswith("<") and text.endswith(">") else text
    if _URL.fullmatch(bare):
        return bare, None
    return None, _wrong(field, "an address such as https://example.org/page", value)


def _people(value: object, field: Parsing) -> Parsed:
    if isinstance(value, (dict, bool)):
        return None, _wrong(field, "names", value)
    return tuple(_items(value)), None


def _list(value: object, field: Parsing) -> Parsed:
    if isinstance(value, dict):
        return None, _wrong(field, "a list", value)
    return tuple(value) if isinstance(value, list) else tuple(_items(value)), None


def _map(value: object, field: Parsing) -> Parsed:
    return (value, None) if isinstance(value, dict) else (None, _wrong(field, "a mapping", value))


def _refs(value: object, field: Parsing) -> Parsed:
    if isinstance(value, (dict, bool)):
        return (), _wrong(field, "references", value)
    if isinstance(value, int):
        return (f"{field.refs.prefix}-{value}",), None
    found: list[str] = []
    fault: Fault | None = None
    for entry in value if isinstance(value, list) else [value]:
        if is_empty(entry):
            continue
        refs = tuple(refs_in(_plain(entry), field.refs, bare=True))
        if not refs:
            fault = fault or Fault(
                "field-reference",
                f"`{field.name}: {_plain(entry).strip()[:60]}` names no record.",
                f"Name records by number, such as {field.refs.prefix or 'ADR'}-12.",
            )
        found.extend(ref for ref in refs if ref not in found)
    return tuple(found), fault


PARSERS: Mapping[str, Parser] = {
    "any": _any,
    "text": _text,
    "number": _number,
    "boolean": _boolean,
    "choice": _choice,
    "date": _date,
    "dates": _dates,
    "dated-url": _dated_url,
    "url": _url,
    "people": _people,
    "list": _list,
    "map": _map,
    "refs": _refs,
}
