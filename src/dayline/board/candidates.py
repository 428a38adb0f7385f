"""What can decide a light: of each team the oldest work, the nearest deadlines, all blockers.

Of thousands of records that wait, a handful for each team is read, in a fixed number of queries.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from dayline.base.micros import to_micros
from dayline.journal.database import fetch, marks
from dayline.records.queries import visible_to

_HORIZON = timedelta(days=28)
_BLOCKERS = 500


@dataclass(slots=True)
class Found:
    """Candidates by lane, which is a team's id, or that of somebody who is in none.

    ``lanes`` tells since when (microseconds) each record waits, ``totals`` how many there are,
    ``dues`` the ids of open deadlines, ``blocks`` which records say that one blocks them.
    """

    lanes: dict[str, dict[str, int]] = field(default_factory=dict)
    totals: dict[str, int] = field(default_factory=dict)
    dues: dict[str, list[str]] = field(default_factory=dict)
    blocks: dict[str, list[str]] = field(default_factory=dict)

    def deadlines(self) -> list[str]:
        """The ids of all deadlines."""
        return sorted({one for several in self.dues.values() for one in several})


def gather(
    workspace: int, person: str, now: datetime, *, limit: int, parties: Sequence[str] = ()
) -> Found:
    """What may decide lights, of what ``person`` may see; up to ``limit`` of each sort and lane.

    ``parties`` (ids) limits it to what waits on those.
    """
    seen = visible_to(workspace, person)
    given = [*seen.parameters, *parties]
    waiting = f"SELECT workspace, ref, party, since FROM records_waiting WHERE {seen.sql}"  # noqa: S608
    if parties:
        waiting += f" AND party IN ({marks(parties)})"
    waiting += (
        " AND NOT EXISTS (SELECT 1 FROM records_record own WHERE"
        " own.workspace = records_waiting.workspace AND own.ref = records_waiting.ref"
        " AND own.kind = 'update')"  # whether somebody wrote theirs is presence, and no light
    )
    work = (
        "SELECT COALESCE(m.team, w.party) AS lane, w.ref AS ref, MIN(w.since) AS since"  # noqa: S608
        f" FROM ({waiting}) w LEFT JOIN people_membership m ON m.workspace = w.workspace"
        " AND m.person = w.party GROUP BY COALESCE(m.team, w.party), w.ref"
    )
    found = Found()
    for lane, ref, since, total in fetch(
        "SELECT lane, ref, since, total FROM (SELECT lane, ref, since,"  # noqa: S608
        " ROW_NUMBER() OVER (PARTITION BY lane ORDER BY since, ref) AS place,"
        f" COUNT(*) OVER (PARTITION BY lane) AS total FROM ({work}) g) r WHERE place <= %s",
        [*given, limit],
    ):
        found.lanes.setdefault(lane, {})[ref] = since
        found.totals[lane] = total
    _add_dues(found, workspace, work, given, to_micros(now + _HORIZON), limit)
    _add_blockers(found, workspace, person, work, given)
    return found


def _add_dues(  # noqa: PLR0917
    found: Found, workspace: int, work: str, seen: list[object], horizon: int, limit: int
) -> None:
    # CROSS: SQLite keeps no statistics unless told to, and would go through all deadlines first.
    for lane, ref, since, deadline in fetch(
        "SELECT lane, ref, since, id FROM (SELECT g.lane, g.ref, g.since, d.id,"  # noqa: S608
        " ROW_NUMBER() OVER (PARTITION BY g.lane ORDER BY d.due_at, d.id) AS place"
        f" FROM ({work}) g CROSS JOIN clocks_deadline d WHERE d.workspace = %s AND d.ref = g.ref"
        " AND d.ended_at IS NULL AND d.due_at <= %s) r WHERE place <= %s",
        [*seen, workspace, horizon, 2 * limit],
    ):
        found.lanes[lane][ref] = since
        found.dues.setdefault(lane, []).append(deadline)


def _add_blockers(found: Found, workspace: int, person: str, work: str, seen: list[object]) -> None:
    """Records on which others say they wait; who says so must be visible too."""
    visible = visible_to(workspace, person)
    both = (
        "SELECT workspace, target AS blocker, source AS blocked FROM records_link"
        " WHERE workspace = %s AND means = 'blocked_by' UNION"
        " SELECT workspace, source, target FROM records_link"
        " WHERE workspace = %s AND means = 'blocks'"
    )
    for lane, ref, since, blocked in fetch(
        f"SELECT g.lane, g.ref, g.since, l.blocked FROM ({both}) l JOIN ({work}) g"  # noqa: S608
        " ON g.ref = l.blocker WHERE EXISTS (SELECT 1 FROM records_record"
        f" WHERE {visible.sql} AND records_record.ref = l.blocked) ORDER BY g.ref, l.blocked"
        " LIMIT %s",
        [workspace, workspace, *seen, *visible.parameters, _BLOCKERS],
    ):
        found.lanes[lane][ref] = since
        blocks = found.blocks.setdefault(ref, [])
        if blocked not in blocks:
            blocks.append(blocked)


def titles(workspace: int, refs: Sequence[str]) -> dict[str, tuple[str, str, str]]:
    """Kind, state and title of records that were found by :func:`gather`."""
    known: dict[str, tuple[str, str, str]] = {}
    for begin in range(0, len(refs), 10_000):
        part = refs[begin : begin + 10_000]
        rows = fetch(
            "SELECT ref, kind, state, title FROM records_record"  # noqa: S608
            f" WHERE workspace = %s AND ref IN ({marks(part)})",
            [workspace, *part],
        )
        known |= {ref: (kind, state, title) for ref, kind, state, title in rows}
    return known
