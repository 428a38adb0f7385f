"""The values of a calendar's YAML form: zones, weeks, times, dates of their own, holidays."""

from __future__ import annotations

import re
from datetime import date
from functools import partial

from dayline.base.calendars import Shift, Week, week
from dayline.base.zones import known_name
from dayline.people import gazetteer
from dayline.people.holidays import Holidays, PublicHolidays, public_holidays
from dayline.people.places import Place, resolve_place
from dayline.people.reading import Path, Reader
from dayline.people.schedule import Whose
from dayline.people.shifts import read_days, read_shifts, read_week

Stated = tuple[tuple[date, tuple[Shift, ...]], ...]

_WEEK = "Write mon-fri 09:00-12:30 13:30-17:30, or a mapping from days to times."
_TIMES = "Write 09:00-12:30 13:30-17:30, 22:00-06:00 for a night, or off."
_MEMBERS = re.compile(r"(?:(all)|at least ([0-9]{1,3}))? ?members?")


def read_zone(reader: Reader, at: Path, value: object) -> str | None:
    """A zone, or a place whose zone is certain; what leaves a doubt is asked about."""
    text = str(value).strip()
    name = known_name(text)
    if name == "localtime":
        message = "localtime is another zone on each machine."
        reader.wrong(at, "zone-unknown", message, "Write the zone of the place.")
        return None
    if name is None:
        found = resolve_place(text)
        if isinstance(found, Place):
            return found.zone
        choice = ", ".join(found.candidates) or "an IANA name such as Europe/London"
        reader.wrong(at, "zone-ambiguous", found.question, f"Write one of: {choice}.")
        return None
    if text.upper() in gazetteer.abbreviations():
        message = f"{text} is a zone of its own in the database, not the clock of a place."
        reader.warn(at, "zone-abbreviation", message, "Write the zone of the place.")
    return name


def read_working_week(reader: Reader, at: Path, value: object) -> Week | None:
    """A week: ``mon-fri 09:00-17:00``, or a mapping from days to times."""
    if isinstance(value, str):
        return reader.attempt(at, "calendar-week", _WEEK, lambda: week(read_week(value)))
    if not isinstance(value, dict):
        reader.wrong(at, "calendar-week", "Here stands no week.", _WEEK)
        return None
    days: dict[int, tuple[Shift, ...]] = {}
    for key, times in value.items():
        here = (*at, key)
        shifts = read_times(reader, here, times)
        named = reader.attempt(here, "calendar-day", _WEEK, partial(read_days, str(key))) or ()
        if not days.keys().isdisjoint(named):
            reader.wrong(here, "calendar-day", "A day stands twice.", "State each day once.")
        days |= dict.fromkeys(named, shifts)
    return week(days)


def read_times(reader: Reader, at: Path, value: object) -> tuple[Shift, ...]:
    """Times of work: ``09:00-17:00``, several of them, a list of them, or ``off``."""
    found: list[Shift] = []
    for here, item in reader.items(at, value):
        found += (
            reader.attempt(here, "calendar-times", _TIMES, partial(read_shifts, str(item))) or ()
        )
    return tuple(sorted(found))


def read_stated(reader: Reader, at: Path, value: object) -> Stated:
    """Single dates with times of their own."""
    if value is None:
        return ()
    if not isinstance(value, dict):
        remedy = "Write a mapping such as 2026-05-02: 10:00-14:00."
        reader.wrong(at, "calendar-days", "Here stand no dates.", remedy)
        return ()
    found = {}
    for key, times in value.items():
        day = reader.date((*at, key), key)
        if day is not None:
            found[day] = read_times(reader, (*at, key), times)
    return tuple(sorted(found.items()))


def read_holidays(reader: Reader, at: Path, value: object) -> Holidays:
    """``GB-ENG``, a list of such codes, or a mapping with ``of``, ``worked`` and ``also``."""
    if not isinstance(value, dict):
        return Holidays(_public(reader, at, value))
    fields = reader.mapping(at, value, ("of", "worked", "also"))
    return Holidays(
        _public(reader, (*at, "of"), fields.get("of")),
        _dates(reader, (*at, "worked"), fields.get("worked")),
        _dates(reader, (*at, "also"), fields.get("also")),
    )


def _public(reader: Reader, at: Path, value: object) -> tuple[PublicHolidays, ...]:
    found = []
    for here, item in reader.items(at, value):
        code = str(item).strip()
        if code.casefold() == "none":
            continue
        place = reader.attempt(
            here,
            "holidays-unknown",
            "Write a code such as GB-ENG.",
            partial(public_holidays, code),
        )
        found += [place] if place else []
    return tuple(found)


def _dates(reader: Reader, at: Path, value: object) -> frozenset[date]:
    """Dates in a list, or as the keys of a mapping to their names."""
    if isinstance(value, dict):
        days = [reader.date((*at, key), key) for key in value]
    else:
        days = [reader.date(here, item) for here, item in reader.items(at, value)]
    return frozenset(day for day in days if day is not None)


def read_whose(reader: Reader, at: Path, value: object) -> tuple[Whose, int]:
    """``members``, ``at least 2 members``, ``all members``, or ``own``."""
    text = str(value if value is not None else "own").strip().casefold()
    if text == "own":
        return Whose.OWN, 1
    match = _MEMBERS.fullmatch(text)
    if match is None or match[2] == "0":
        remedy = "Write members, at least 2 members, all members or own."
        reader.wrong(at, "calendar-hours", f"{text!r} are nobody's hours.", remedy)
        return Whose.OWN, 1
    return Whose.MEMBERS, 0 if match[1] else int(match[2] or 1)
