"""Reading what waits on somebody, what was handed over, and what changed: bounded, by index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dayline.base.micros import from_micros, to_micros
from dayline.journal.database import fetch, from_json, marks
from dayline.records.queries import visible_to

NEWEST = 2000
"""A list of changes looks at no more of the newest ones than this."""


@dataclass(frozen=True, slots=True)
class Waits:
    """A record that waits on some of those who were asked about, and until when at the latest."""

    ref: str
    parties: tuple[str, ...]
    since: datetime
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Page:
    """The first of what waits, by what runs out first, and how many there are in all."""

    found: tuple[Waits, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Act:
    """Something that happened on a record: a revision (with its move) or a comment (``concern``
    names its concern). ``kind`` is opened, moved, revised, comment or concern."""

    ref: str
    kind: str
    at: datetime
    actor: str
    word: str


@dataclass(frozen=True, slots=True)
class Handing:
    """A handoff that was delivered, and taken on (``taken``) where that happened."""

    ref: str
    source: str
    target: str
    at: datetime
    taken: datetime | None


def waiting_on(workspace: int, parties: Sequence[str], *, person: str, limit: int = 60) -> Page:
    """What ``person`` may see of what waits on any of ``parties`` (ids).

    Ordered by the first deadline that is open on it, then by how long it waits.
    """
    seen = visible_to(workspace, person)
    mine = f"SELECT ref, party, since FROM records_waiting WHERE {seen.sql} AND party IN ({marks(parties)})"  # noqa: S608, E501
    rows = fetch(
        "SELECT g.ref, g.since, g.due, COUNT(*) OVER () FROM (SELECT w.ref, MIN(w.since) AS since,"  # noqa: S608
        " (SELECT MIN(d.due_at) FROM clocks_deadline d WHERE d.workspace = %s AND d.ref = w.ref"
        f" AND d.ended_at IS NULL) AS due FROM ({mine}) w GROUP BY w.ref) g"
        " ORDER BY CASE WHEN g.due IS NULL THEN 1 ELSE 0 END, g.due, g.since, g.ref LIMIT %s",
        [workspace, *seen.parameters, *parties, limit],
    )
    on: dict[str, list[str]] = {}
    refs = [row[0] for row in rows]
    for ref, party in fetch(
        "SELECT ref, party FROM records_waiting WHERE workspace = %s"  # noqa: S608
        f" AND ref IN ({marks(refs)}) AND party IN ({marks(parties)}) ORDER BY party",
        [workspace, *refs, *parties],
    ):
        on.setdefault(ref, []).append(party)
    found = tuple(
        Waits(ref, tuple(on[ref]), from_micros(since), None if due is None else from_micros(due))
        for ref, since, due, _ in rows
    )
    return Page(found, int(rows[0][3]) if rows else 0)


def taken_in(workspace: int, refs: Sequence[str], person: str) -> frozenset[str]:
    """Those of the records of which somebody has left a receipt, of whatever revision."""
    rows = fetch(
        "SELECT DISTINCT ref FROM records_receipt WHERE workspace = %s AND person = %s"  # noqa: S608
        f" AND ref IN ({marks(refs)})",
        [workspace, person, *refs],
    )
    return frozenset(row[0] for row in rows)


def changed_since(workspace: int, since: datetime, *, person: str) -> list[Act]:
    """What others did since an instant, oldest first, the person's own records before others'.

    Records that the person may not see are in it: whoever shows it asks for the records themselves
    under :func:`dayline.records.queries.visible_to`, and shows no other.
    """
    after = to_micros(since)
    revisions = fetch(
        "SELECT ref, number, at, actor, move, state FROM records_revision"
        " WHERE workspace = %s AND at > %s AND actor <> %s ORDER BY at DESC LIMIT %s",
        [workspace, after, person, NEWEST],
    )
    comments = fetch(
        "SELECT ref, at, author, concern FROM records_comment"
        " WHERE workspace = %s AND at > %s AND author <> %s ORDER BY at DESC LIMIT %s",
        [workspace, after, person, NEWEST],
    )
    acts = [
        Act(ref, _kind(number, move), from_micros(at), actor, state if move else "")
        for ref, number, at, actor, move, state in revisions
    ]
    acts += [
        Act(ref, "concern" if concern else "comment", from_micros(at), author, concern)
        for ref, at, author, concern in comments
    ]
    return sorted(acts, key=lambda act: (act.at, act.ref))


def _kind(number: int, move: str) -> str:
    return "opened" if number == 1 else "moved" if move else "revised"


def handed(workspace: int, start: datetime, *, person: str) -> list[Handing]:
    """The handoffs that were delivered since ``start`` and that a person may see.

    ``source`` and ``target`` are the handles that the handoffs state.
    """
    seen = visible_to(workspace, person)
    recent = (
        "SELECT workspace, ref, state, state_since, fields FROM records_record"  # noqa: S608
        f" WHERE {seen.sql} AND kind = 'handoff' AND changed_at >= %s AND state <> 'draft'"
        " ORDER BY changed_at DESC LIMIT 60"
    )
    rows = fetch(
        "SELECT r.ref, r.state, r.state_since, r.fields, MAX(v.at) FROM"  # noqa: S608
        f" ({recent}) r JOIN records_revision v ON v.workspace = r.workspace AND v.ref = r.ref"
        " AND v.move IN ('deliver', 'redeliver')"
        " GROUP BY r.ref, r.state, r.state_since, r.fields ORDER BY r.ref",
        [*seen.parameters, to_micros(start)],
    )
    found = []
    for ref, state, since, fields, at in rows:
        stated = from_json(fields)
        taken = from_micros(since) if state in ("accepted", "contested") else None
        source, target = str(stated.get("from", "")), str(stated.get("to", ""))
        found.append(Handing(ref, source, target, from_micros(at), taken))
    return found
