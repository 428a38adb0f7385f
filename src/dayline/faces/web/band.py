"""The dayline as SVG: where each piece of the band stands, for the templates that draw it.

:mod:`dayline.base.band` decides what is drawn. Places are percentages of the width, so one drawing
fits every screen with letters of one size; a narrow screen shows the middle half of it, by style
sheet alone. Every lane is a line of a list that says the same in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from dayline.base.band import Arc, Band, Due, Lane, Light, Mark, Passing, band
from dayline.base.band_text import shared_words, state_words
from dayline.base.micros import HOUR, MINUTE, from_micros, to_micros
from dayline.base.zones import zone as zone_of
from dayline.faces.web.band_hours import (
    Block,
    Scale,
    Word,
    hours_of_lane,
    hours_of_reader,
    midnights,
)
from dayline.faces.web.desk import Desk
from dayline.people.timetable import timetable


@dataclass(frozen=True, slots=True)
class Strip:
    """One lane, drawn and said. ``time`` is its local hour; ``address`` leads to a team's page.

    ``midnights`` are where its own days begin, in percent.
    """

    label: str
    address: str
    time: str
    said: str
    awake: bool
    blocks: tuple[Block, ...]
    midnights: tuple[str, ...]
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Bow:
    """A handoff: the curve in a box of 1000 by 1000, and its two ends in percent."""

    ref: str
    path: str
    x1: str
    y1: str
    x2: str
    y2: str
    taken: bool


@dataclass(frozen=True, slots=True)
class Flag:
    """A deadline mark: its place in percent."""

    ref: str
    x: str
    y: str
    late: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything that ``parts/band.html`` and ``parts/band_small.html`` draw and say.

    ``hours`` are the reader's hours along the top; ``together`` when all are awake at once;
    ``shared`` the sentence about the next shared hour ("" for a single row); ``said`` tells the
    handoffs and the deadlines. ``now`` is the reader's time.
    """

    id: str
    small: bool
    now: str
    zone: str
    strips: tuple[Strip, ...]
    hours: tuple[Word, ...]
    together: tuple[Block, ...]
    meets: Block | None
    shared: str
    shares: bool
    bows: tuple[Bow, ...]
    flags: tuple[Flag, ...]
    said: tuple[str, ...]


def band_for(
    desk: Desk,
    parties: Sequence[str],
    *,
    hours: int = 48,
    small: bool = False,
    passings: Sequence[Passing] = (),
    dues: Sequence[Due] = (),
    within_days: int = 14,
) -> Drawing:
    """The dayline of the persons and teams ``parties`` (ids), for whoever sits at the desk.

    Ids that nobody has are left out. Show it with ``{% include "parts/band.html" with band=... %}``
    or, for a drawing that was made ``small``, ``parts/band_small.html``; the page links
    ``dayline/band.css``.
    """
    times = timetable(desk.workspace)
    known = [one for one in dict.fromkeys(parties) if _is_known(desk, one)]
    present = to_micros(desk.now) // MINUTE * MINUTE
    half = min(max(hours, 24), 72) * HOUR // 2
    drawn = band(
        [times.row(one, present - half, present + half) for one in known],
        now=present,
        zone=desk.me.zone,
        hours=hours,
        within_days=within_days,
        passings=passings,
        dues=dues,
    )
    return _drawing(drawn, desk, small=small)


def _is_known(desk: Desk, identity: str) -> bool:
    return identity in desk.people.people or identity in desk.people.teams


def _drawing(drawn: Band, desk: Desk, *, small: bool) -> Drawing:
    scale = Scale(drawn)
    meets = drawn.next_shared if len(drawn.lanes) > 1 else None
    return Drawing(
        id="small" if small else "band",
        small=small,
        now=f"{scale.here(drawn.now):%H:%M}",
        zone=drawn.zone,
        strips=tuple(_strip(drawn, lane, scale, desk, small=small) for lane in drawn.lanes),
        hours=tuple(hours_of_reader(drawn, scale, small=small)),
        together=tuple(scale.block("together", start, end) for start, end in drawn.together)
        if len(drawn.lanes) > 1
        else (),
        meets=scale.block("meets", *meets) if meets and meets[0] < drawn.stop else None,
        shared=shared_words(drawn),
        shares=drawn.next_shared is not None,
        bows=tuple(_bow(arc, len(drawn.lanes), scale) for arc in drawn.arcs),
        flags=tuple(_flag(mark, len(drawn.lanes), scale) for mark in drawn.marks),
        said=(*_arcs_said(drawn, scale), *_marks_said(drawn, scale)),
    )


def _strip(drawn: Band, lane: Lane, scale: Scale, desk: Desk, *, small: bool) -> Strip:
    there = zone_of(lane.zone)
    team = desk.people.teams.get(lane.key)
    twilight = [
        scale.block("dawn" if one.rising else "dusk", one.start, one.end) for one in lane.twilight
    ]
    lit = [
        scale.block("day" if one.light is Light.AWAKE else "off", one.start, one.end)
        for one in lane.segments
        if one.light is not Light.NIGHT
    ]
    return Strip(
        label=lane.label,
        address=f"/teams/{team.handle}" if team else "",
        time=f"{from_micros(drawn.now).astimezone(there):%H:%M}",
        said=state_words(drawn, lane).removeprefix("is "),
        awake=lane.awake,
        blocks=(*twilight, *lit),
        midnights=tuple(midnights(drawn, lane, scale)),
        words=() if small else tuple(hours_of_lane(drawn, lane, scale)),
    )


def _y(lane: int, lanes: int) -> float:
    return (lane + 0.5) / lanes


def _bow(arc: Arc, lanes: int, scale: Scale) -> Bow:
    """A curve that leaves its row with the hours and arrives with them, like a tide line."""
    x1, x2 = 1000 * scale.share(arc.start), 1000 * scale.share(arc.end)
    y1, y2 = 1000 * _y(arc.source, lanes), 1000 * _y(arc.target, lanes)
    bend = max(18.0, (x2 - x1) * 0.55)
    path = f"M{x1:.1f} {y1:.1f}C{x1 + bend:.1f} {y1:.1f} {x2 - bend:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
    return Bow(
        arc.ref,
        path,
        scale.x(arc.start),
        f"{y1 / 10:.2f}%",
        scale.x(arc.end),
        f"{y2 / 10:.2f}%",
        arc.taken,
    )


def _flag(mark: Mark, lanes: int, scale: Scale) -> Flag:
    return Flag(mark.ref, scale.x(mark.at), f"{100 * _y(mark.lane, lanes):.2f}%", mark.late)


def _arcs_said(drawn: Band, scale: Scale) -> list[str]:
    found = []
    for arc in drawn.arcs:
        source, target = drawn.lanes[arc.source].label, drawn.lanes[arc.target].label
        end = scale.said(arc.end)
        then = f"taken on {end}" if arc.taken else f"it reaches their morning {end}"
        if not arc.taken and arc.end <= drawn.now:
            then = "nobody has taken it on yet"
        given = scale.said(arc.start)
        found.append(f"{arc.ref} went from {source} to {target}, {given}; {then}.")
    return found


def _marks_said(drawn: Band, scale: Scale) -> list[str]:
    whose: dict[tuple[str, int, bool], list[str]] = {}
    for mark in drawn.marks:
        label = drawn.lanes[mark.lane].label
        whose.setdefault((mark.ref, mark.at, mark.late), []).append(label)
    return [
        f"{ref} {'ran out' if late else 'runs out'} {scale.said(at)}, for {' and '.join(labels)}."
        for (ref, at, late), labels in whose.items()
    ]


def around(now: datetime, hours: int = 48) -> tuple[datetime, datetime]:
    """The window that a band of ``hours`` shows."""
    half = timedelta(hours=hours) / 2
    return now - half, now + half
