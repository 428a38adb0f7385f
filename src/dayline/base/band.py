"""The dayline: who is awake when, as a band of time with now in its middle.

What is drawn is decided here, in instants; :mod:`dayline.base.band_text` draws it for a terminal
and the web draws it as SVG.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from dayline.base.hours import Hours, NoAwakeTime
from dayline.base.micros import HOUR
from dayline.base.overlap import next_shared, shared
from dayline.base.spans import EMPTY, Spans, difference, spans


class Light(StrEnum):
    """What a piece of somebody's time is."""

    AWAKE = "awake"
    NIGHT = "night"
    OFF = "off"
    """A public holiday or leave: a day on which they would work otherwise."""


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody on the band: a person, a team or a site. ``off`` are their holidays and leave."""

    label: str
    zone: str
    hours: Hours
    off: Spans = EMPTY


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a row, ``start <= t < end`` in microseconds since 1970 UTC."""

    start: int
    end: int
    light: Light


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


@dataclass(frozen=True, slots=True)
class Band:
    """The dayline of several rows.

    ``together`` is when all are awake within the band; ``next_shared`` the first such span from
    now on that is long enough, within ``within_days``.
    """

    start: int
    now: int
    stop: int
    zone: str
    lanes: tuple[Lane, ...]
    together: Spans
    next_shared: tuple[int, int] | None
    within_days: int


def band(
    rows: Sequence[Row],
    *,
    now: int,
    zone: str,
    hours: int = 48,
    minutes: int = 60,
    within_days: int = 14,
) -> Band:
    """The band of ``hours`` (24 to 72) around ``now``, for a reader in ``zone``.

    A shared span counts when it lasts ``minutes`` or more and starts within ``within_days``.
    """
    hours = min(max(hours, 24), 72)
    start, stop = now - hours * HOUR // 2, now + hours * HOUR // 2
    every = [row.hours for row in rows]
    return Band(
        start,
        now,
        stop,
        zone,
        tuple(_lane(row, start, now, stop) for row in rows),
        shared(every, start, stop),
        next_shared(every, now, minutes=minutes, within_days=within_days),
        within_days,
    )


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
    )


def _until(hours: Hours, now: int, *, awake: bool) -> int | None:
    try:
        return hours.closing_micros(now) if awake else hours.next_awake_micros(now)
    except NoAwakeTime:
        return None
