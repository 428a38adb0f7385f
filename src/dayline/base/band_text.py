"""The dayline in a terminal: rows of blocks, and the sentence that says the same.

Shapes carry the meaning; colour only adds to it, so that NO_COLOR and ASCII lose nothing. Lines
are pieces with a style name each; the terminal decides what a style looks like.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from dayline.base.band import Band, Lane, Light
from dayline.base.micros import HOUR, MINUTE, from_micros
from dayline.base.zones import zone

_NARROWEST = 12
_LABEL = 14


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text and the name of its style: awake, dusk, night, off, now, together, label, axis."""

    text: str
    style: str


Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class _Signs:
    """Awake from full to faint, night, off, the mark of now, together, the end of a cut name."""

    awake: str
    night: str
    off: str
    now: str
    together: str
    cut: str


_BLOCKS = _Signs("█▓▒░", "·", "\u2571", "▼", "▀", "…")
_ASCII = _Signs("#*+-", ".", "/", "v", "=", "~")


def plain(band: Band, *, width: int = 80, ascii_only: bool = False) -> str:
    """The band as text without colour, followed by the sentence that says the same."""
    lines = render(band, width=width, ascii_only=ascii_only)
    drawn = ["".join(piece.text for piece in line) for line in lines]
    return "\n".join([*(line.rstrip() for line in drawn), "", sentence(band)])


def render(band: Band, *, width: int = 80, ascii_only: bool = False) -> list[Line]:
    """The band as lines of pieces, ``width`` columns wide where the terminal has so many."""
    signs = _ASCII if ascii_only else _BLOCKS
    labels = [_fit(lane.label, _LABEL, signs.cut) for lane in band.lanes]
    margin = max([_columns(label) for label in labels] + [len("together")]) + 2
    cells = max(width - margin - 7, _NARROWEST)
    lines = [_axis(band, margin, cells), _now(band, margin, cells, signs)]
    for lane, label in zip(band.lanes, labels, strict=True):
        head = Piece(label + " " * (margin - _columns(label)), "label")
        clock = Piece(f"  {_local(band.now, lane.zone):%H:%M}", "label")
        lines.append((head, *_merged(_cells(band, lane, cells, signs)), clock))
    if len(band.lanes) > 1:
        lines.append((Piece("together".ljust(margin), "label"), *_together(band, cells, signs)))
    return lines


def _cells(band: Band, lane: Lane, cells: int, signs: _Signs) -> list[Piece]:
    """One piece for each column: the fuller it is of awake time, the denser its sign."""
    shares = {light: [0.0] * cells for light in Light}
    scale = cells / (band.stop - band.start)
    for segment in lane.segments:
        low, high = (segment.start - band.start) * scale, (segment.end - band.start) * scale
        for cell in range(int(low), min(cells, int(high) + 1)):
            shares[segment.light][cell] += max(0.0, min(high, cell + 1) - max(low, cell))
    return [
        _cell(awake, off, signs)
        for awake, off in zip(shares[Light.AWAKE], shares[Light.OFF], strict=True)
    ]


def _cell(awake: float, off: float, signs: _Signs) -> Piece:
    for least, sign in zip((0.9, 0.5, 0.2, 0.01), signs.awake, strict=True):
        if awake >= least:
            return Piece(sign, "awake" if least == 0.9 else "dusk")
    return Piece(signs.off, "off") if off >= 0.5 else Piece(signs.night, "night")


def _merged(pieces: list[Piece]) -> Line:
    """Neighbours of one style as one piece."""
    found: list[Piece] = []
    for piece in pieces:
        if found and found[-1].style == piece.style:
            found[-1] = Piece(found[-1].text + piece.text, piece.style)
        else:
            found.append(piece)
    return tuple(found)


def _together(band: Band, cells: int, signs: _Signs) -> Line:
    if not band.together:
        return (Piece("no shared hour".center(cells).rstrip(), "together"),)
    row = [" "] * cells
    for start, end in band.together:
        first = (start - band.start) * cells // (band.stop - band.start)
        last = (end - 1 - band.start) * cells // (band.stop - band.start)
        row[first : last + 1] = signs.together * (last - first + 1)
    return (Piece("".join(row), "together"),)


def _now(band: Band, margin: int, cells: int, signs: _Signs) -> Line:
    at = (band.now - band.start) * cells // (band.stop - band.start)
    words = f"{signs.now} now {_local(band.now, band.zone):%H:%M}"
    words = words if at + len(words) <= cells else signs.now
    return (Piece(" " * (margin + at), "axis"), Piece(words, "now"))


def _axis(band: Band, margin: int, cells: int) -> Line:
    """The reader's hours: 06, 12, 18, and the name of the day at midnight."""
    row = [" "] * cells
    free = 0
    for instant in range(band.start - band.start % HOUR, band.stop, HOUR // 4):
        local = _local(instant, band.zone)
        at = (instant - band.start) * cells // (band.stop - band.start)
        words = f"{local:%a}" if local.hour == 0 else f"{local:%H}"
        if local.minute == 0 and local.hour % 6 == 0 and free <= at <= cells - len(words):
            row[at : at + len(words)] = words
            free = at + len(words) + 1
    return (Piece(" " * margin + "".join(row), "axis"),)


def sentence(band: Band) -> str:
    """The band in words, for those who hear it and for logs."""
    parts = [f"{_clean(lane.label)} {state_words(band, lane)}" for lane in band.lanes]
    said = "; ".join(parts)
    return f"{said}. {shared_words(band)}".strip() if said else "Nobody is on this dayline."


def state_words(band: Band, lane: Lane) -> str:
    """What a row does now and until when: ``is awake until 17:30 (18:30 for you)``."""
    if lane.until is None:
        return "is always awake" if lane.awake else "is never awake"
    when = _time(lane.until, band, lane.zone)
    if lane.awake:
        return f"is awake until {when}"
    away = any(
        segment.light is Light.OFF and segment.start <= band.now < segment.end
        for segment in lane.segments
    )
    return f"is {'away' if away else 'not awake'} until {when}"


def _time(instant: int, band: Band, there: str) -> str:
    """``17:30 (18:30 in your zone)``, with the day where it is not today's."""
    local, own = _local(instant, there), _local(instant, band.zone)
    said = f"{_day(local, _local(band.now, there))}{local:%H:%M}"
    if local.replace(tzinfo=None) == own.replace(tzinfo=None):
        return said
    return f"{said} ({_day(own, _local(band.now, band.zone))}{own:%H:%M} for you)"


def _day(local: datetime, now: datetime) -> str:
    return "" if local.date() == now.date() else f"{local:%a} "


def shared_words(band: Band) -> str:
    """When all are awake together next, or that there is no shared hour; "" for a single row."""
    if len(band.lanes) < 2:
        return ""
    if band.next_shared is None:
        none = f"There is no shared hour in the next {band.within_days} days."
        return " ".join([none, *_by_two(band)])
    start, end = band.next_shared
    minutes = (end - start) // MINUTE
    lasts = f"{minutes // 60} h {minutes % 60:02} min" if minutes % 60 else f"{minutes // 60} h"
    if start == band.now:
        return f"All share the time from now on, for {lasts}."
    return f"The next shared hour starts {_next(band, start)} for you and lasts {lasts}."


def _next(band: Band, start: int) -> str:
    local, now = _local(start, band.zone), _local(band.now, band.zone)
    day = "at " if local.date() == now.date() else f"on {local:%a %d %b} at "
    return f"{day}{local:%H:%M}"


def _by_two(band: Band) -> list[str]:
    """Which two do share an hour where all of them share none; nothing for two rows."""
    said = [
        f"{_clean(band.lanes[one].label)} and {_clean(band.lanes[other].label)}"
        f" {'now' if start == band.now else _next(band, start)}"
        for one, other, (start, _) in band.pairs
    ]
    return [f"Two by two: {'; '.join(said)}, for you."] if said else []


def _local(instant: int, name: str) -> datetime:
    return from_micros(instant).astimezone(zone(name))


def _clean(label: str) -> str:
    """A name without anything that would move the cursor of a terminal."""
    return "".join(c for c in label if unicodedata.category(c)[0] != "C").strip() or "?"


def _fit(label: str, most: int, cut: str) -> str:
    label = _clean(label)
    while _columns(label) > most:
        label = label.removesuffix(cut)[:-1] + cut
    return label


def _columns(text: str) -> int:
    """The columns that a terminal gives to a text: two to wide letters, none to accents."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )
