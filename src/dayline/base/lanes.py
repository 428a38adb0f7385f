"""Lanes beside a list: which line passes which row, so that linked rows are joined. Pure.

Rows stand under one another; each line leads from a row to one further down. A lane is taken
where a line begins and free again where it ends, as in the graph of a version control system.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stroke:
    """A piece of a line in one row: the lane at its far end, and the ``kind`` of the line."""

    lane: int
    kind: str


@dataclass(frozen=True, slots=True)
class LaneRow:
    """One row: its node's ``lane``; lines that pass, that end here from above, that begin here.

    ``passing`` and ``ending`` together are the lanes at the row's top.
    """

    lane: int
    passing: tuple[Stroke, ...]
    ending: tuple[Stroke, ...]
    beginning: tuple[Stroke, ...]

    @property
    def above(self) -> tuple[Stroke, ...]:
        """The lines that come in at the top."""
        return tuple(sorted((*self.passing, *self.ending), key=lambda one: one.lane))


@dataclass(frozen=True, slots=True)
class _Line:
    target: str
    kind: str


def lay_out(rows: Sequence[str], lines: Mapping[tuple[str, str], str]) -> list[LaneRow]:
    """The rows with their strokes. ``lines`` maps two of the rows to the kind of their line.

    Lines of one kind to the same row share a lane. Ends that are no rows are left out.
    """
    place = {name: number for number, name in enumerate(rows)}
    down: dict[str, list[_Line]] = {}
    for (one, other), kind in lines.items():
        if one in place and other in place and one != other:
            upper, lower = sorted((one, other), key=place.__getitem__)
            down.setdefault(upper, []).append(_Line(lower, kind))
    held: list[_Line | None] = []
    laid = []
    for name in rows:
        ending = [lane for lane, line in enumerate(held) if line and line.target == name]
        strokes = tuple(Stroke(lane, _kind(held, lane)) for lane in ending)
        passing = tuple(
            Stroke(lane, line.kind)
            for lane, line in enumerate(held)
            if line and line.target != name
        )
        for lane in ending:
            held[lane] = None
        own = ending[0] if ending else _free(held)
        _grow(held, own)
        nearest = sorted(down.get(name, ()), key=lambda line: (place[line.target], line.kind))
        beginning = tuple(
            Stroke(_take(held, line, own if number == 0 else None), line.kind)
            for number, line in enumerate(nearest)
        )
        laid.append(LaneRow(own, passing, strokes, beginning))
    return laid


def _kind(held: Sequence[_Line | None], lane: int) -> str:
    line = held[lane]
    return line.kind if line else ""


def _take(held: list[_Line | None], line: _Line, preferred: int | None) -> int:
    if line in held:
        return held.index(line)
    lane = preferred if preferred is not None else _free(held)
    _grow(held, lane)
    held[lane] = line
    return lane


def _free(held: Sequence[_Line | None]) -> int:
    return next((lane for lane, line in enumerate(held) if line is None), len(held))


def _grow(held: list[_Line | None], lane: int) -> None:
    while len(held) <= lane:
        held.append(None)
