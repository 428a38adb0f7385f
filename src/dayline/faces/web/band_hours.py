"""The hours along a dayline and along its rows: which are written, and where. Pure.

Places are percentages of the width. Which words a narrow screen would cut is a class of the style
sheet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dayline.base.band import Band, Lane, Light
from dayline.base.micros import HOUR, from_micros
from dayline.base.zones import zone as zone_of

_CLOCK_FITS = 6 * HOUR
"""Awake time at least so long has room for the hours of its opening and closing."""

_A_WORD = 3 * HOUR
"""How much of the drawing the word of an hour takes on the narrowest screen."""

_ROOM, _SMALL_ROOM = 0.045, 0.15
"""How far from the present hour another one stands clear of it, as a share of the drawing."""

_DAY_IS_LONGER = 1.4
"""A day's name beside an hour: how much more room it takes."""

_NARROW_WORD = 0.03
"""Half of a short word on the narrow drawing, as a share of the whole."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a lane: a class of the style sheet, its start and its width in percent."""

    kind: str
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Word:
    """A word on the drawing: where it stands, and by which side (start, middle, end)."""

    x: str
    text: str
    anchor: str = "middle"
    kind: str = ""


class Scale:
    """Instants as places on the drawing, and as a reader says them."""

    def __init__(self, drawn: Band) -> None:
        self.drawn = drawn
        self.zone = zone_of(drawn.zone)

    def share(self, instant: int) -> float:
        """0 at the left edge, 1 at the right one."""
        return (instant - self.drawn.start) / (self.drawn.stop - self.drawn.start)

    def x(self, instant: int) -> str:
        """The place in percent, as the style sheet takes it."""
        return f"{100 * self.share(instant):.3f}%"

    def block(self, kind: str, start: int, end: int) -> Block:
        """A piece from one instant to another, as far as it is on the drawing."""
        start, end = max(start, self.drawn.start), min(end, self.drawn.stop)
        return Block(kind, self.x(start), f"{100 * (self.share(end) - self.share(start)):.3f}%")

    def here(self, instant: int) -> datetime:
        """The reader's local time."""
        return from_micros(instant).astimezone(self.zone)

    def said(self, instant: int) -> str:
        """The instant in the reader's words, with the day where it is not today's."""
        local, today = self.here(instant), self.here(self.drawn.now).date()
        near = {-1: "yesterday ", 0: "", 1: "tomorrow "}.get((local.date() - today).days)
        return f"{f'{local:%a} ' if near is None else near}{local:%H:%M}"


def _raster(drawn: Band) -> range:
    """Every quarter of an hour: each full hour of each zone is one of them."""
    step = HOUR // 4
    return range(drawn.start + -drawn.start % step, drawn.stop, step)


def midnights(drawn: Band, lane: Lane, scale: Scale) -> list[str]:
    """Where the row's own days begin."""
    clocks = ((at, _local(at, lane.zone)) for at in _raster(drawn))
    return [scale.x(at) for at, local in clocks if (local.hour, local.minute) == (0, 0)]


def _local(instant: int, name: str) -> datetime:
    return from_micros(instant).astimezone(zone_of(name))


def hours_of_lane(drawn: Band, lane: Lane, scale: Scale) -> list[Word]:
    """The row's own hours where its awake time opens and closes, and at the edges of the row."""
    found = []
    for one in lane.segments:
        if one.light is Light.AWAKE and one.end - one.start >= _CLOCK_FITS:
            if one.start > drawn.start and not one.start - HOUR < drawn.now < one.start + _A_WORD:
                kind = f"by-day{_cut(scale.share(one.start), 0, 2 * _NARROW_WORD)}"
                found.append(Word(scale.x(one.start), _clock(one.start, lane), "start", kind))
            if one.end < drawn.stop and not one.end - _A_WORD < drawn.now < one.end + HOUR:
                kind = f"by-day{_cut(scale.share(one.end), 2 * _NARROW_WORD, 0)}"
                found.append(Word(scale.x(one.end), _clock(one.end, lane), "end", kind))
    edges = ((drawn.start, "start", "at-wide"), (drawn.stop, "end", "at-wide"))
    quarter = (drawn.stop - drawn.start) // 4
    inner = (
        (drawn.start + quarter, "start", "at-narrow"),
        (drawn.stop - quarter, "end", "at-narrow"),
    )
    for at, anchor, kind in (*edges, *inner):
        if _room_for_edge(lane, at, anchor):
            found.append(Word(scale.x(at), _clock(at, lane), anchor, f"by-night {kind}"))
    return found


def _cut(place: float, before: float, after: float) -> str:
    """The class of a word that the narrow drawing, which shows the middle half, would cut.

    ``before`` and ``after`` say how far the word reaches from its place, as shares of the drawing.
    """
    edges = (0.25, 0.75)
    return " cut-narrow" if any(place - before < one < place + after for one in edges) else ""


def _room_for_edge(lane: Lane, at: int, anchor: str) -> bool:
    """Whether it is night long enough at an edge to write its hour there."""
    low, high = (at, at + _A_WORD) if anchor == "start" else (at - _A_WORD, at)
    return any(
        one.light is Light.NIGHT and one.start <= low and high <= one.end for one in lane.segments
    )


def _clock(instant: int, lane: Lane) -> str:
    return f"{_local(instant, lane.zone):%H:%M}"


def hours_of_reader(drawn: Band, scale: Scale, *, small: bool) -> list[Word]:
    """The reader's hours along the top: every third one, and the day where one begins."""
    step = 6 if small else 3
    found = []
    for at in _raster(drawn):
        local = scale.here(at)
        day = local.hour == 0
        room = (_SMALL_ROOM if small else _ROOM) * (_DAY_IS_LONGER if day else 1)
        apart = abs(scale.share(at) - scale.share(drawn.now))
        if local.minute or local.hour % step or apart < room:
            continue
        if not 0.01 < scale.share(at) < 0.99:
            continue
        found.append(
            Word(
                scale.x(at),
                f"{local:%a} {local.day}" if day else f"{local:%H}",
                "middle",
                _tick(local) + _cut(scale.share(at), *([_NARROW_WORD * (2 if day else 1)] * 2)),
            )
        )
    return found


def _tick(local: datetime) -> str:
    if local.hour == 0:
        return "day-begins"
    return "sixth" if local.hour % 6 == 0 else "third"
