"""The dayline: who is awake when, as a band of time with now in its middle.

What is drawn is decided here, in instants; :mod:`dayline.base.band_text` draws it for a terminal
and the web draws it as SVG.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dayline.base.hours import Hours, NoAwakeTime
from dayline.base.micros import HOUR, MINUTE
from dayline.base.overlap import next_shared, next_shared_by_two, shared
from dayline.base.spans import EMPTY, Spans, difference, spans


class Light(StrEnum):
    """What a piece of somebody's time is."""

    AWAKE = "awake"
    NIGHT = "night"
    OFF = "off"
    """A public holiday or leave: a day on which they would work otherwise."""


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody on the band: a person, a team or a site. ``off`` are their holidays and leave.

    ``key`` is the id by which handoffs and deadlines name the row.
    """

    label: str
    zone: str
    hours: Hours
    off: Spans = EMPTY
    key: str = ""


@dataclass(frozen=True, slots=True)
class Passing:
    """Work that goes from one row to another, given at ``at`` and taken on at ``taken``.

    None stands for what nobody has taken on yet. Rows are named by their keys.
    """

    ref: str
    source: str
    target: str
    at: int
    taken: int | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """Something that is due at ``at`` from the row ``key``; ``late`` when it ran out unanswered."""

    ref: str
    key: str
    at: int
    late: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a row, ``start <= t < end`` in microseconds since 1970 UTC."""

    start: int
    end: int
    light: Light


@dataclass(frozen=True, slots=True)
class Twilight:
    """The softness beside awake time: dawn before an opening (``rising``), dusk after a closing.

    It lies in the night, never in the awake time, so that full light means awake and nothing else.
    """

    start: int
    end: int
    rising: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """A row of the band, cut into segments that follow each other without a gap.

    ``until`` is when the state of now ends: the closing of somebody who is awake, the opening of
    somebody who is not; None when that never comes.
    """

    label: str
    zone: str
    segments: tuple[Segment, ...]
    awake: bool
    until: int | None
    twilight: tuple[Twilight, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class Arc:
    """A handoff from lane ``source`` to lane ``target`` (their numbers).

    It ends where it was taken on, or where the receivers are awake for the first time after it was
    given. Either end may lie outside of the band.
    """

    ref: str
    source: int
    target: int
    start: int
    end: int
    taken: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A deadline on a lane (its number)."""

    ref: str
    lane: int
    at: int
    late: bool


@dataclass(frozen=True, slots=True)
class Band:
    """The dayline of several rows.

    ``together`` is when all are awake within the band; ``next_shared`` the first such span from
    now on that is long enough, within ``within_days``. ``pairs`` are, where three rows or more
    share none, the two by two that do: their places among the lanes, and their next span.
    """

    start: int
    now: int
    stop: int
    zone: str
    lanes: tuple[Lane, ...]
    together: Spans
    next_shared: tuple[int, int] | None
    within_days: int
    arcs: tuple[Arc, ...] = ()
    marks: tuple[Mark, ...] = ()
    pairs: tuple[tuple[int, int, tuple[int, int]], ...] = ()


MOST_PAIRED = 6
"""Of more rows the pairs are not told: fifteen are a long sentence already."""

TWILIGHT = 75 * MINUTE
"""How long dawn and dusk last, where the night is long enough for both."""


def band(
    rows: Sequence[Row],
    *,
    now: int,
    zone: str,
    hours: int = 48,
    minutes: int = 60,
    within_days: int = 14,
    passings: Sequence[Passing] = (),
    dues: Sequence[Due] = (),
) -> Band:
    """The band of ``hours`` (24 to 72) around ``now``, for a reader in ``zone``.

    A shared span counts when it lasts ``minutes`` or more and starts within ``within_days``.
    Passings and dues of rows that are not on the band, or of other times, are left out.
    """
    hours = min(max(hours, 24), 72)
    start, stop = now - hours * HOUR // 2, now + hours * HOUR // 2
    every = [row.hours for row in rows]
    together = next_shared(every, now, minutes=minutes, within_days=within_days)
    by_two = together is None and 3 <= len(rows) <= MOST_PAIRED
    return Band(
        start,
        now,
        stop,
        zone,
        tuple(_lane(row, start, now, stop) for row in rows),
        shared(every, start, stop),
        together,
        within_days,
        tuple(_arcs(rows, passings, start, stop)),
        tuple(_marks(rows, dues, start, now, stop)),
        tuple(next_shared_by_two(every, now, minutes=minutes, within_days=within_days))
        if by_two
        else (),
    )


def _arcs(rows: Sequence[Row], passings: Sequence[Passing], start: int, stop: int) -> Iterator[Arc]:
    numbers = {row.key: number for number, row in enumerate(rows)}
    for one in sorted(passings, key=lambda one: (one.at, one.ref)):
        source, target = numbers.get(one.source), numbers.get(one.target)
        if source is None or target is None or source == target:
            continue
        opening = _until(rows[target].hours, one.at, awake=False)
        end = one.taken or (one.at if opening is None else opening)
        if one.at < stop and end >= start:
            yield Arc(one.ref, source, target, one.at, max(one.at, end), one.taken is not None)


def _marks(
    rows: Sequence[Row], dues: Sequence[Due], start: int, now: int, stop: int
) -> Iterator[Mark]:
    numbers = {row.key: number for number, row in enumerate(rows)}
    for one in sorted(dues, key=lambda one: (one.at, one.ref, one.key)):
        if one.key in numbers and start <= one.at < stop:
            yield Mark(one.ref, numbers[one.key], one.at, one.late or one.at <= now)


def _lane(row: Row, start: int, now: int, stop: int) -> Lane:
    awake = row.hours.spans(start, stop)
    off = difference(row.off.within(start, stop), awake)
    night = difference(spans([(start, stop)]), spans([*awake, *off]))
    lights = ((awake, Light.AWAKE), (off, Light.OFF), (night, Light.NIGHT))
    segments = sorted((begin, end, light) for several, light in lights for begin, end in several)
    is_awake = now in awake
    return Lane(
        row.label,
        row.zone,
        tuple(Segment(*each) for each in segments),
        is_awake,
        _until(row.hours, now, awake=is_awake),
        tuple(_twilight(segments)),
        row.key,
    )


def _twilight(segments: Sequence[tuple[int, int, Light]]) -> Iterator[Twilight]:
    """Dusk where a night follows awake time, dawn where awake time follows it.

    A short night is shared between them, so that they never overlap.
    """
    for place, (begin, end, light) in enumerate(segments):
        if light is not Light.NIGHT:
            continue
        after = place > 0 and segments[place - 1][2] is Light.AWAKE
        before = place + 1 < len(segments) and segments[place + 1][2] is Light.AWAKE
        lasts = min(TWILIGHT, (end - begin) // (1 + (after and before)))
        if after:
            yield Twilight(begin, begin + lasts, rising=False)
        if before:
            yield Twilight(end - lasts, end, rising=True)


def _until(hours: Hours, now: int, *, awake: bool) -> int | None:
    try:
        return hours.closing_micros(now) if awake else hours.next_awake_micros(now)
    except NoAwakeTime:
        return None
