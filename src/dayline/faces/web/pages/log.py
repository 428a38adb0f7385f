"""The log: what was decided, as commits: newest first, with what replaced what beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dayline.contracts.queries import Registry, registry
from dayline.faces.web.desk import Desk, seated
from dayline.faces.web.log.asked import (
    Asked,
    area_choices,
    kind_choices,
    place,
    state_choices,
    wanted,
)
from dayline.faces.web.log.graph import Drawn, Graph, graph, kind_of
from dayline.faces.web.record.references import state_title
from dayline.faces.web.templatetags.dayline import day_of
from dayline.records.hindsight import brought_later, in_words
from dayline.records.log.queries import (
    Replacing,
    Wanted,
    first_day,
    page,
    place_of,
    replacing,
    stood,
)
from dayline.records.queries import Record

ROWS = 40
"""Records of one page."""

QUERIES = 16
"""The page may cost no more of them, however many records there are."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the graph as words: ``supersedes D-1``."""

    words: str
    ref: str
    title: str


@dataclass(frozen=True, slots=True)
class Row:
    """A record in the log."""

    record: Record
    kind: str
    state: str
    state_class: str
    day: date
    links: Sequence[Link]
    tags: Sequence[tuple[str, str]]
    drawn: Drawn


@dataclass(frozen=True, slots=True)
class Day:
    """The records that were opened on one day of the reader's."""

    day: date
    rows: Sequence[Row]


@seated
def log(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The page; with ``part=list`` only its list, for the slider."""
    asked = Asked.of(request.GET)
    contracts = registry(desk.workspace)
    sought, findings = wanted(asked, desk, contracts)
    found, more = _page(desk, sought, asked)
    links, known = replacing(desk.workspace, [one.ref for one in found], person=desk.person)
    if sought.as_of is not None:
        then = {one.ref: one for one in stood(desk.workspace, [*known.values()], sought.as_of)}
        links = [one for one in links if one.newer in then and one.older in then]
        known = then
    drawn = graph(found, links, known)
    rows = _rows(_Told(desk, contracts, asked, links, known, drawn), found)
    context = {
        "here": "Log",
        "asked": asked,
        "as_of": sought.as_of,
        "today": desk.now.astimezone(desk.zone).date(),
        "days": [*_days(rows)],
        "lanes": drawn.lanes,
        "more": more,
        "now_address": asked.address(as_of=""),
        "hindsight": _hindsight(desk, found, sought.as_of),
        "findings": findings,
    }
    if request.GET.get("part") == "list":
        return render(request, "parts/log_list.html", context)
    context |= {
        "kinds": kind_choices(asked, contracts),
        "states": state_choices(asked, contracts),
        "areas": area_choices(asked, desk),
        "first": first_day(desk.workspace, Wanted(sought.kinds), person=desk.person),
    }
    return render(request, "pages/log.html", context)


def _page(desk: Desk, sought: Wanted, asked: Asked) -> tuple[list[Record], str]:
    """The records of a page, and where the next one begins."""
    found = page(
        desk.workspace, sought, person=desk.person, after=place(asked.after), limit=ROWS + 1
    )
    more = ""
    if len(found) > ROWS:
        found = found[:ROWS]
        micros, ref = place_of(found[-1])
        more = asked.address(after=f"{micros}.{ref}")
    if sought.as_of is not None:
        found = stood(desk.workspace, found, sought.as_of)
    return found, more


def _hindsight(desk: Desk, found: Sequence[Record], day: date | None) -> str:
    """What of the page is known only from a text that was brought in after the day."""
    if day is None:
        return ""
    return in_words(brought_later(desk.workspace, [one.ref for one in found], day), len(found))


@dataclass(frozen=True, slots=True)
class _Told:
    """What rows are made from."""

    desk: Desk
    contracts: Registry
    asked: Asked
    links: Sequence[Replacing]
    known: Mapping[str, Record]
    graph: Graph


def _rows(told: _Told, found: Iterable[Record]) -> Iterator[Row]:
    by_ref: dict[str, list[Link]] = {}
    for one in told.links:
        newer, older = told.known[one.newer], told.known[one.older]
        forth, back = _WORDS[kind_of(one, told.known)]
        by_ref.setdefault(one.newer, []).append(Link(forth, older.ref, older.title))
        by_ref.setdefault(one.older, []).append(Link(back, newer.ref, newer.title))
    for record in found:
        drawn = told.graph.rows[record.ref]
        kinds = told.contracts.versions.get(record.kind)
        yield Row(
            record,
            kinds[-1].title if kinds else record.kind,
            state_title(told.contracts, record),
            _CLASSES[drawn.node.split()[0]],
            day_of(record.opened_at, told.desk),
            by_ref.get(record.ref, ()),
            [(tag, told.asked.address(tag=tag)) for tag in _tags(record)],
            drawn,
        )


_WORDS = {
    "whole": ("supersedes", "superseded by"),
    "part": ("supersedes in part", "superseded in part by"),
    "meant": ("would supersede", "would be superseded by"),
}
_CLASSES = {"open": "state-waits", "done": "state-done", "over": "state-over"}


def _tags(record: Record) -> list[str]:
    value = record.fields.get("tags")
    tags = value if isinstance(value, list) else [value]
    return [tag for tag in tags if isinstance(tag, str) and tag.strip()][:6]


def _days(rows: Iterable[Row]) -> Iterator[Day]:
    for day, those in groupby(rows, key=lambda row: row.day):
        yield Day(day, [*those])
