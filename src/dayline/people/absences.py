"""Leave and focus blocks in a calendar's YAML form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial

from dayline.base.calendars import Calendar, Moves, Stay, WorkingWeek
from dayline.base.micros import DAY, to_micros
from dayline.base.recurrence import Frequency, Rule, parse_rule
from dayline.base.repeating import Repeating
from dayline.base.spans import EMPTY, Spans, spans
from dayline.base.zones import Happens, day_span, resolve_local
from dayline.people.reading import Path, Reader
from dayline.people.schedule_values import read_working_week

_BETWEEN = re.compile(r"\s*(?:\.\.|\bto\b|/)\s*")
_DURATION = re.compile(
    r"(?:([0-9]{1,2})\s*(?:hours?|h))?\s*(?:([0-9]{1,3})\s*(?:minutes?|mins?|m))?"
)


@dataclass(frozen=True, slots=True)
class Leave:
    """Absences: whole dates, which take the shifts that start on them, and exact instants."""

    dates: tuple[tuple[date, date], ...] = ()
    instants: Spans = EMPTY


def read_leave(reader: Reader, at: Path, value: object, stays: Sequence[Stay]) -> Leave:
    """Leave as a list of dates, of ``2026-08-03 to 2026-08-14``, of ``{from, to}``.

    A bound with a time is an instant when it has an offset, else a local time of the zone where
    the person then is; a local time that happens twice or never is asked about.
    """
    dates, instants = [], []
    for here, item in reader.items(at, value):
        bounds = _bounds(reader, here, item)
        if bounds is None:
            continue
        first, last = bounds
        if not isinstance(first, datetime) and not isinstance(last, datetime):
            if last < first:
                _backwards(reader, here)
            else:
                dates.append((first, last))
            continue
        start = _instant(reader, here, first, stays, end=False)
        stop = _instant(reader, here, last, stays, end=True)
        if start is None or stop is None:
            continue
        if stop <= start:
            _backwards(reader, here)
        instants.append((start, stop))
    return Leave(tuple(sorted(dates)), spans(instants))


def _backwards(reader: Reader, at: Path) -> None:
    reader.wrong(at, "leave-backwards", "The leave ends before it starts.", "Swap its dates.")


def _bounds(reader: Reader, at: Path, item: object) -> tuple[date, date] | None:
    if isinstance(item, dict):
        fields = reader.mapping(at, item, ("from", "to", "note"))
        stated = [fields.get("from"), fields.get("to", fields.get("from"))]
    else:
        stated = list(_BETWEEN.split(str(item)))
        stated = stated * 2 if len(stated) == 1 else stated
    found = [_date_or_time(each) for each in stated]
    if len(found) != 2 or found[0] is None or found[1] is None:
        remedy = "Write 2026-08-03 to 2026-08-14, or {from: 2026-08-03 13:00, to: …}."
        reader.wrong(at, "leave-shape", "Here stand no dates of leave.", remedy)
        return None
    return found[0], found[1]


def _date_or_time(value: object) -> date | None:
    text = str(value).strip()
    try:
        return date.fromisoformat(text) if len(text) <= 10 else datetime.fromisoformat(text)
    except ValueError:
        return None


def _instant(
    reader: Reader, at: Path, bound: date, stays: Sequence[Stay], *, end: bool
) -> int | None:
    zone = Moves(tuple(stays)).zone_on(bound if not isinstance(bound, datetime) else bound.date())
    if not isinstance(bound, datetime):
        return day_span(bound, zone)[end]
    if bound.tzinfo is not None:
        return to_micros(bound)
    local = resolve_local(bound, zone)
    if local.happens is Happens.ONCE:
        return to_micros(local.earlier)
    happens = "happens twice" if local.happens is Happens.TWICE else "never happens"
    message = f"{bound:%Y-%m-%d %H:%M} {happens} in {zone}: the clocks change."
    remedy = f"Write {local.earlier:%Y-%m-%dT%H:%MZ} or {local.later:%Y-%m-%dT%H:%MZ}."
    reader.wrong(at, "time-doubtful", message, remedy)
    return None


def read_focus(
    reader: Reader, at: Path, value: object, stays: Sequence[Stay]
) -> Iterator[Calendar]:
    """Focus blocks: a week of them, or a list of weeks and of ``{rule, start, for}``."""
    for here, item in reader.items(at, value):
        if isinstance(item, dict) and "rule" in item:
            block = _repeating(reader, here, item, stays)
            if block is not None:
                yield block
            continue
        week = read_working_week(reader, here, item)
        if week is not None:
            yield Moves(
                tuple(stay._replace(calendar=WorkingWeek(stay.zone, (week,))) for stay in stays)
            )


def _repeating(
    reader: Reader, at: Path, item: dict[str, object], stays: Sequence[Stay]
) -> Repeating | None:
    fields = reader.mapping(at, item, ("rule", "start", "for", "note"))
    rule: Rule | None = reader.attempt(
        (*at, "rule"),
        "focus-rule",
        "Write a rule such as FREQ=WEEKLY;BYDAY=TU,TH.",
        lambda: parse_rule(str(fields["rule"]), finest=Frequency.DAILY),
    )
    start = _date_or_time(fields.get("start"))
    if not isinstance(start, datetime) or start.tzinfo is not None:
        remedy = "Write its first local time, such as 2026-01-05 13:00."
        reader.wrong((*at, "start"), "focus-start", "The block has no start.", remedy)
        return None
    minutes = read_minutes(str(fields.get("for", "")))
    if not minutes:
        reader.wrong((*at, "for"), "focus-length", "The block has no length.", "Write for: 2h.")
        return None
    if rule is None:
        return None
    block = Repeating(Moves(tuple(stays)).zone_on(start.date()), start, minutes, rule)
    return reader.attempt(
        (*at, "rule"), "focus-rule", "Write a rarer rule.", partial(_tried, block)
    )


def _tried(block: Repeating) -> Repeating:
    """The block, worked out once: a rule that is too much is refused here and not when it is due.

    Raises :class:`dayline.base.errors.HostileInput`.
    """
    first = to_micros(block.start.replace(tzinfo=UTC))
    block.spans(first, first + 2 * 366 * DAY)
    return block


def read_minutes(text: str) -> int | None:
    """The minutes of ``2h``, ``90m`` or ``1h 30m``, at most a day; else None."""
    match = _DURATION.fullmatch(text.strip().casefold())
    if match is None:
        return None
    minutes = int(match[1] or 0) * 60 + int(match[2] or 0)
    return minutes if 0 < minutes <= 1440 else None
