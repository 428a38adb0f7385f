"""The log: records in the order in which they were opened, the newest first, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from dayline.base.micros import from_micros, to_micros
from dayline.journal.database import fetch, first, marks
from dayline.records.labels.rules import name_of
from dayline.records.queries import Clause, Record, select, visible_to

REPLACES: dict[str, tuple[str, str, bool]] = {
    "supersedes": ("source", "target", False),
    "supersedes_in_part": ("source", "target", True),
    "superseded_by": ("target", "source", False),
    "superseded_in_part_by": ("target", "source", True),
}
"""Links that make the graph: which end is the newer, which the older, and whether in part."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the log is narrowed to; empty narrows nothing.

    With ``states`` the ``kinds`` must be given. ``since`` and ``until`` bound when records were
    opened, ``until`` not included; ``as_of`` asks for how things stood at the end of that day.
    """

    kinds: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    tag: str = ""
    area: str = ""
    since: datetime | None = None
    until: datetime | None = None
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Replacing:
    """That one record replaces another, wholly or ``in_part``; ids."""

    newer: str
    older: str
    in_part: bool


After = tuple[int, str]
"""A place in the log: when a record was opened, in microseconds, and its id."""


def place_of(record: Record) -> After:
    """Where a record stands in the log."""
    return to_micros(record.opened_at), record.ref


def page(
    workspace: int, wanted: Wanted, *, person: str, after: After | None = None, limit: int
) -> list[Record]:
    """At most ``limit`` records, one query that reads little more than it shows.

    With ``as_of`` they are as they stand now: see :func:`stood`.
    """
    visible = visible_to(workspace, person)
    states = () if wanted.as_of else wanted.states
    labelled = bool(wanted.tag or wanted.area)
    legs = (
        [_leg(visible, wanted, wanted.kinds, states, after)]
        if labelled
        else [
            _leg(visible, wanted, kind, state, after)
            for kind in _each(wanted.kinds)
            for state in _each(states)
        ]
    )
    bounded = [
        f"SELECT * FROM ({leg.sql} ORDER BY opened_at DESC, ref LIMIT %s) AS leg{number}"  # noqa: S608
        for number, leg in enumerate(legs)
    ]
    union = " UNION ALL ".join(bounded)
    rows = fetch(
        f"SELECT ref FROM ({union}) AS legs ORDER BY opened_at DESC, ref LIMIT %s",  # noqa: S608
        [one for leg in legs for one in (*leg.parameters, limit)] + [limit],
    )
    refs = [ref for (ref,) in rows]
    found = select(visible, f"ref IN ({marks(refs)})", refs) if refs else []
    return sorted(found, key=lambda record: (-to_micros(record.opened_at), record.ref))


_Some = tuple[str, ...]


def _each(values: _Some) -> list[_Some]:
    return [(one,) for one in values] or [()]


def _leg(
    visible: Clause, wanted: Wanted, kinds: _Some, states: _Some, after: After | None
) -> Clause:
    """The records of one kind and state, so that each is read in the order of an index."""
    bounds = _bounds(wanted, after)
    told, parameters = [visible.sql], [*visible.parameters]
    for column, values in (("kind", kinds), ("state", states)):
        if values:
            told.append(f"{column} IN ({marks(values)})")
            parameters += values
    if wanted.as_of is not None and wanted.states:
        told.append(_STOOD.format(marks=marks(wanted.states)))
        changed = to_micros(datetime.combine(wanted.as_of, time(), UTC) - timedelta(days=1))
        parameters += [*wanted.states, changed, wanted.as_of.isoformat(), *wanted.states]
    named = (("tag", wanted.tag), ("area", wanted.area))
    labels = [(sort, name_of(name)) for sort, name in named if name]
    if labels:
        return _labelled(Clause(" AND ".join(told), tuple(parameters)), labels, bounds)
    where = " AND ".join([*told, *bounds.sql])
    sql = f"SELECT ref, opened_at FROM records_record WHERE {where}"  # noqa: S608
    return Clause(sql, (*parameters, *bounds.parameters))


def _labelled(told: Clause, labels: Sequence[tuple[str, str]], bounds: _Bounds) -> Clause:
    """Those of the records that have all labels, in the order of the first label's index."""
    (sort, name), *others = labels
    also = (
        " AND EXISTS (SELECT 1 FROM labels_label o WHERE o.workspace = l.workspace"
        " AND o.ref = l.ref AND o.sort = %s AND o.name = %s)"
    ) * len(others)
    within = "".join(f" AND {one}" for one in bounds.sql)
    sql = (
        "SELECT l.ref, l.opened_at FROM labels_label l"  # noqa: S608
        " WHERE l.workspace = %s AND l.sort = %s"
        f" AND l.name = %s{within}{also}"
        f" AND EXISTS (SELECT 1 FROM records_record WHERE {told.sql} AND ref = l.ref)"
    )
    asked = [one for label in others for one in label]
    workspace = told.parameters[0]
    return Clause(sql, (workspace, sort, name, *bounds.parameters, *asked, *told.parameters))


_STOOD = (
    "(state IN ({marks}) OR changed_at >= %s) AND"
    " (SELECT v.state FROM records_revision v WHERE v.workspace = records_record.workspace"
    " AND v.ref = records_record.ref AND v.effective_on || '' <= %s ORDER BY v.number DESC LIMIT 1)"
    " IN ({marks})"
)
"""How a record stood: its last revision by that day. Most are known not to fit without a look.

``|| ''`` keeps the index of days out of it, which would read every revision of the workspace.
"""


class _Bounds(NamedTuple):
    sql: list[str]
    parameters: list[Any]


def _bounds(wanted: Wanted, after: After | None) -> _Bounds:
    bounds = _Bounds([], [])
    if after is not None:
        bounds.sql.append("opened_at <= %s AND (opened_at < %s OR ref > %s)")
        bounds.parameters.extend((after[0], after[0], after[1]))
    for sign, instant in ((">=", wanted.since), ("<", wanted.until), ("<", _dusk(wanted.as_of))):
        if instant is not None:
            bounds.sql.append(f"opened_at {sign} %s")
            bounds.parameters.append(to_micros(instant))
    return bounds


def _dusk(day: date | None) -> datetime | None:
    """When a day has ended on every clock on earth."""
    return None if day is None else datetime.combine(day, time(12), UTC) + timedelta(days=1)


def stood(workspace: int, records: Sequence[Record], day: date) -> list[Record]:
    """Those of the records that were there by the end of a day, as they stood then. One query.

    Titles and links are those of now; nobody is waited on in the past.
    """
    refs = [record.ref for record in records]
    rows = fetch(
        "SELECT ref, state, status, effective_at FROM records_revision"  # noqa: S608
        f" WHERE workspace = %s AND ref IN ({marks(refs)})"
        " AND effective_on || '' <= %s ORDER BY ref, number",
        [workspace, *refs, day.isoformat()],
    )
    last: dict[str, tuple[str, str, datetime]] = {}
    for ref, state, status, at in rows:
        held = last.get(ref)
        since = held[2] if held and held[0] == state else from_micros(at)
        last[ref] = (state, status, since)
    return [
        replace(record, state=state, status=status, state_since=since, waits_on=())
        for record in records
        if record.ref in last
        for state, status, since in (last[record.ref],)
    ]


def replacing(
    workspace: int, refs: Sequence[str], *, person: str
) -> tuple[list[Replacing], dict[str, Record]]:
    """What the records replace and what replaces them, with the records at both ends.

    Links whose other end the person may not see are left out. Two queries.
    """
    rows = fetch(
        " UNION ".join(
            "SELECT source, target, means FROM records_link"  # noqa: S608
            f" WHERE workspace = %s AND {end} IN ({marks(refs)})"
            f" AND means IN ({marks([*REPLACES])})"
            for end in ("source", "target")
        ),
        [workspace, *refs, *REPLACES] * 2,
    )
    found: dict[tuple[str, str], bool] = {}
    for source, target, means in rows:
        newer, older, in_part = REPLACES[means]
        ends = {"source": source, "target": target}
        pair = (ends[newer], ends[older])
        found[pair] = found.get(pair, True) and in_part
    named = sorted({ref for pair in found for ref in pair})
    seen = select(visible_to(workspace, person), f"ref IN ({marks(named)})", named)
    known = {record.ref: record for record in seen}
    return [
        Replacing(newer, older, in_part)
        for (newer, older), in_part in sorted(found.items())
        if newer != older and newer in known and older in known
    ], known


def first_day(workspace: int, wanted: Wanted, *, person: str) -> datetime | None:
    """When the first record of these kinds was opened; None when there is none."""
    visible = visible_to(workspace, person)
    legs = [
        f"SELECT * FROM (SELECT opened_at FROM records_record WHERE {visible.sql}"  # noqa: S608
        f"{' AND kind = %s' if kind else ''} ORDER BY opened_at LIMIT 1) AS leg{number}"
        for number, kind in enumerate(wanted.kinds or ("",))
    ]
    parameters = [
        one
        for kind in wanted.kinds or ("",)
        for one in (*visible.parameters, *([kind] if kind else []))
    ]
    row = first(
        f"SELECT MIN(opened_at) FROM ({' UNION ALL '.join(legs)}) AS legs",  # noqa: S608
        parameters,
    )
    return from_micros(row[0]) if row and row[0] is not None else None
