"""The supersession graph beside the log, as SVG pieces: one for each row, in pixels.

Each row draws its own part, so that rows may be as high as their words need: what is above the
node is measured in pixels, what is below it runs to the foot of the row. The same links stand in
the row as words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dayline.base.lanes import LaneRow, Stroke, lay_out
from dayline.faces.web.record.references import OVER
from dayline.records.log.queries import Replacing
from dayline.records.queries import Record

MOST = 7
"""More lanes than these are drawn on the last one."""

NODE = 22
_STEP = 14
_FIRST = 11
_TURN = 20


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of the drawing: a path that ends at ``x``, ``foot`` says that it runs on down."""

    kind: str
    path: str
    x: int
    foot: int = 0


@dataclass(frozen=True, slots=True)
class Drawn:
    """One row's drawing: lines over the whole row, lines to and from the node, and the node.

    ``above`` are the places of lines at the row's top, for what stands between two rows.
    """

    x: int
    node: str
    through: tuple[Piece, ...]
    near: tuple[Piece, ...]
    above: tuple[Piece, ...]
    stub_up: bool
    stub_down: bool


@dataclass(frozen=True, slots=True)
class Graph:
    """The rows' drawings by id, and how many lanes they need."""

    rows: Mapping[str, Drawn]
    lanes: int


def graph(
    records: Sequence[Record], links: Sequence[Replacing], known: Mapping[str, Record]
) -> Graph:
    """The drawing of a page of records with the links that touch them."""
    names = [record.ref for record in records]
    kinds = {(one.newer, one.older): kind_of(one, known) for one in links}
    laid = dict(zip(names, lay_out(names, kinds), strict=True))
    shown = set(names)
    up = {one.older for one in links if one.newer not in shown}
    down = {one.newer for one in links if one.older not in shown}
    linked = {end for one in links for end in (one.newer, one.older)}
    rows = {
        record.ref: _drawn(
            laid[record.ref],
            _node(record, linked=record.ref in linked),
            stub_up=record.ref in up,
            stub_down=record.ref in down,
        )
        for record in records
    }
    widest = max((_widest(row) for row in laid.values()), default=0)
    return Graph(rows, min(widest, MOST - 1) + 1)


def kind_of(one: Replacing, known: Mapping[str, Record]) -> str:
    """``part``, ``whole``, or ``meant`` while what would replace is not settled itself."""
    older = known.get(one.older)
    if older is not None and older.state != "superseded" and not one.in_part:
        newer = known.get(one.newer)
        if newer is None or newer.state not in _SETTLED:
            return "meant"
    return "part" if one.in_part else "whole"


_SETTLED = ("accepted", "final", "superseded", "deprecated")


def _node(record: Record, *, linked: bool) -> str:
    if record.state in OVER:
        standing = "over"
    elif record.waits_on or record.state in ("proposed", "draft", "open", "deferred"):
        standing = "open"
    else:
        standing = "done"
    return f"{standing} linked" if linked else standing


def _widest(row: LaneRow) -> int:
    return max(stroke.lane for stroke in (Stroke(row.lane, ""), *row.above, *row.beginning))


def _x(lane: int) -> int:
    return _FIRST + _STEP * min(lane, MOST - 1)


def _drawn(row: LaneRow, node: str, *, stub_up: bool, stub_down: bool) -> Drawn:
    x = _x(row.lane)
    through = tuple(Piece(one.kind, "", _x(one.lane)) for one in row.passing)
    near = [
        Piece(one.kind, f"M{_x(one.lane)} 0{_curve(_x(one.lane), 0, x, NODE)}", x)
        for one in row.ending
    ]
    for one in row.beginning:
        at = _x(one.lane)
        bend = NODE + _TURN if at != x else NODE
        curve = _curve(x, NODE, at, bend) if at != x else ""
        near.append(Piece(one.kind, f"M{x} {NODE}{curve}" if curve else "", at, bend))
    above = tuple(Piece(one.kind, "", _x(one.lane)) for one in row.above)
    return Drawn(x, node, through, tuple(near), above, stub_up, stub_down)


def _curve(x: int, y: int, to_x: int, to_y: int) -> str:
    if x == to_x:
        return f"V{to_y}"
    middle = (y + to_y) // 2
    return f"C{x} {middle} {to_x} {middle} {to_x} {to_y}"
