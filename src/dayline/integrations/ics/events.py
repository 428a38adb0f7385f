"""Events as a calendar file states them."""

from __future__ import annotations

from dataclasses import dataclass

from dayline.base.errors import HostileInput, InvalidInput
from dayline.base.recurrence import Frequency, Rule, parse_rule
from dayline.integrations.ics.components import Component, Property
from dayline.integrations.ics.values import Length, Time, read_length, read_time, read_times

_WANTED = frozenset(
    {
        *("UID", "SEQUENCE", "RECURRENCE-ID"),
        *("DTSTART", "DTEND", "DURATION", "RRULE", "EXRULE", "RDATE", "EXDATE"),
        *("STATUS", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS", "SUMMARY", "CATEGORIES"),
    }
)

_LISTS = ("RDATE", "EXDATE", "CATEGORIES")
MOST_DATES = 10_000


@dataclass(frozen=True, slots=True)
class Event:
    """An event, or with ``replaces`` an occurrence of another one that was moved.

    ``labels`` are its summary and categories, for telling leave from meetings; nothing keeps them.
    """

    uid: str
    start: Time
    end: Time | Length
    rules: tuple[Rule, ...] = ()
    added: tuple[tuple[Time, Time | Length | None], ...] = ()
    removed: tuple[Time, ...] = ()
    replaces: Time | None = None
    sequence: int = 0
    busy: bool = True
    cancelled: bool = False
    labels: tuple[str, ...] = ()
    line: int = 0


def read_event(component: Component) -> Event:
    """The event that a VEVENT states.

    Raises :class:`InvalidInput`, and :class:`HostileInput` for rules and lists past a limit.
    """
    stated: dict[str, list[Property]] = {}
    for each in component.properties(_WANTED):
        stated.setdefault(each.name, []).append(each)
    if "DTSTART" not in stated or not stated["DTSTART"][0].value:
        raise InvalidInput("The event has no start that can be read.", do="Give it a DTSTART.")
    if "EXRULE" in stated:
        raise InvalidInput("EXRULE was taken out of the standard.", do="Write EXDATE instead.")
    dates = sum(each.value.count(",") for name in _LISTS for each in stated.get(name, ()))
    if dates > MOST_DATES:
        raise HostileInput(
            f"The event states {dates:,} single dates.", do=f"At most {MOST_DATES:,} are read."
        )
    start = _time(stated["DTSTART"][0])
    busy = _text(stated, "X-MICROSOFT-CDO-BUSYSTATUS").upper()
    categories = [name for each in stated.get("CATEGORIES", ()) for name in each.value.split(",")]
    return Event(
        uid=_text(stated, "UID") or f"line {component.line}",
        start=start,
        end=_end(stated, start),
        rules=tuple(map(_rule, stated.get("RRULE", ()))),
        added=tuple(pair for each in stated.get("RDATE", ()) for pair in read_times(each)),
        removed=tuple(time for each in stated.get("EXDATE", ()) for time, _ in read_times(each)),
        replaces=_time(stated["RECURRENCE-ID"][0]) if "RECURRENCE-ID" in stated else None,
        sequence=_number(_text(stated, "SEQUENCE")),
        busy=_text(stated, "TRANSP").upper() != "TRANSPARENT" and busy != "FREE",
        cancelled=_text(stated, "STATUS").upper() == "CANCELLED",
        labels=(busy, _text(stated, "SUMMARY"), *categories),
        line=component.line,
    )


def _rule(stated: Property) -> Rule:
    return parse_rule(stated.value, finest=Frequency.HOURLY)


def _time(stated: Property) -> Time:
    return read_time(stated.value, stated.parameters.get("TZID", ""))


def _text(stated: dict[str, list[Property]], name: str) -> str:
    return stated[name][0].value.strip() if name in stated else ""


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _end(stated: dict[str, list[Property]], start: Time) -> Time | Length:
    if "DTEND" in stated:
        end = _time(stated["DTEND"][0])
        if end.whole_day != start.whole_day:
            raise InvalidInput("One of start and end is a date.", do="Mend its DTEND.")
        if end.zone == start.zone and end.wall < start.wall:
            raise InvalidInput("The event ends before it starts.", do="Mend its DTEND.")
        # Some programs end a one-day event on the date on which it starts.
        return end if end != start or not start.whole_day else Length(1, 0)
    if "DURATION" in stated:
        return read_length(stated["DURATION"][0].value)
    return Length(1 if start.whole_day else 0, 0)
