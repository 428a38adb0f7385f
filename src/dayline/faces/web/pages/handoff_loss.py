"""What handoffs lose: a page of few figures, each with its numbers, its interval and its method."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dayline.faces.losses import in_words, percent, points
from dayline.faces.web.desk import Desk, seated
from dayline.practices.handoff.measure.effect import Effect
from dayline.practices.handoff.measure.interval import Share
from dayline.practices.handoff.measure.queries import measured
from dayline.practices.handoff.measure.rules import WHY, Report, Row


@dataclass(frozen=True, slots=True)
class Bar:
    """A share as it is drawn, in per cent of the width, and as it is written."""

    low: str
    span: str
    at: str
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: both bars, or why there are none."""

    of: str
    row: Row
    first: Bar | None
    after: Bar | None


@dataclass(frozen=True, slots=True)
class Table:
    """One way of looking at the handoffs."""

    key: str
    title: str
    of: str
    lines: Sequence[Line]

    @property
    def told(self) -> list[Line]:
        """The rows that have a figure."""
        return [line for line in self.lines if line.after]


@seated
def handoff_loss(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What was lost between teams, by gap and by template, and what read-back changes."""
    found = measured(desk.workspace, person=desk.person)
    widest = _widest(found)
    tables = [
        _table("pairs", "Between teams", "From and to", found.pairs, widest),
        _table("gaps", "By length of the gap", "Delivered to accepted", found.gaps, widest),
        _table("sorts", "By sort of item", "Marked as", found.sorts, widest),
        _table("causes", "How it was lost", "The item was", found.causes, widest),
        _table("templates", "By template", "Template", found.templates, widest),
    ]
    page = {
        "here": "Board",
        "found": found,
        "whole": _line(found.whole, widest),
        "tables": [one for one in tables if one.told],
        "untold": _untold(tables),
        "widest": percent(widest),
        "effect": found.effect,
        "arms": _arms(found.effect, widest),
        "change": _change(found.effect),
    }
    return render(request, "pages/handoff_loss.html", page)


def _widest(found: Report) -> float:
    """The share at the right end of all bars: the widest interval, to the next tenth."""
    rows = (found.whole, *found.pairs, *found.templates, *found.gaps, *found.sorts, *found.causes)
    shares = [*(row.first for row in rows), found.effect.on.lost, found.effect.off.lost]
    return max(0.1, math.ceil(10 * max((one.high for one in shares if one), default=0.1)) / 10)


def _table(key: str, title: str, of: str, rows: Iterable[Row], widest: float) -> Table:
    return Table(key, title, of, [_line(row, widest) for row in rows])


def _untold(tables: Iterable[Table]) -> list[tuple[str, list[tuple[str, list[Row]]]]]:
    """The rows without a figure: each reason once, with the rows of each table that it is of."""
    rows = [(table.of, line.row) for table in tables for line in table.lines if not line.after]
    found: list[tuple[str, list[tuple[str, list[Row]]]]] = []
    for refused, why in WHY.items():
        of: dict[str, list[Row]] = {}
        for name, row in rows:
            if row.refused is refused:
                of.setdefault(name, []).append(row)
        if of:
            found.append((why, list(of.items())))
    return found


def _line(row: Row, widest: float) -> Line:
    return Line(row.of, row, _bar(row.first, widest), _bar(row.after, widest))


def _bar(share: Share | None, widest: float) -> Bar | None:
    if share is None:
        return None
    low, high = share.low / widest, min(1.0, share.high / widest)
    words = in_words(share.value, share.low, share.high)
    return Bar(_wide(low), _wide(high - low), _wide(share.value / widest), words)


def _wide(part: float) -> str:
    return f"{100 * part:.2f}%"


def _arms(effect: Effect, widest: float) -> list[tuple[str, int, int, Bar | None]]:
    if effect.value is None:
        return []
    arms = (("With read-back", effect.on), ("Without", effect.off))
    return [(name, arm.handoffs, arm.items, _bar(arm.lost, widest)) for name, arm in arms]


def _change(effect: Effect) -> str:
    """The difference with its interval, in points of per cent; "" where there is none."""
    if effect.value is None or effect.low is None or effect.high is None:
        return ""
    return f"{points(effect.value)} points ({points(effect.low)} to {points(effect.high)})"
