"""What can decide a light: of each team the oldest work, the nearest deadlines, all blockers.

Of what waits, which grows with the people and not with the years, ids and instants are read; of a
handful for each team the rest. The number of queries is fixed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from heapq import nsmallest

from dayline.base.micros import to_micros
from dayline.journal.database import fetch, marks
from dayline.people.queries import Directory, directory
from dayline.records.queries import Clause, visible_to

_HORIZON = timedelta(days=28)
_BLOCKERS = 500
_FEW = 500


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
    # Whether somebody wrote their own update is presence, and no light.
    asked, given = f"{seen.sql} AND kind <> 'update'", [*seen.parameters]
    if parties:
        asked += f" AND party IN ({marks(parties)})"
        given += parties
    lanes_of = _lanes_of(directory(workspace))
    every: defaultdict[str, dict[str, int]] = defaultdict(dict)
    lanes_with: defaultdict[str, list[str]] = defaultdict(list)
    for party, ref, since in fetch(
        f"SELECT party, ref, since FROM records_waiting WHERE {asked}",  # noqa: S608
        given,
    ):
        for lane in lanes_of.get(party, (party,)):
            held = every[lane]
            before = held.get(ref)
            if before is None:
                held[ref] = since
                lanes_with[ref].append(lane)
            elif since < before:
                held[ref] = since
    found = Found(totals={lane: len(held) for lane, held in every.items()})
    for lane, held in every.items():
        oldest = nsmallest(limit, ((since, ref) for ref, since in held.items()))
        found.lanes[lane] = {ref: since for since, ref in oldest}
    _add_dues(found, workspace, every, lanes_with, to_micros(now + _HORIZON), 2 * limit)
    _add_blockers(found, workspace, seen, every, lanes_with)
    return found


def _lanes_of(people: Directory) -> dict[str, list[str]]:
    """The teams of everybody who is in one."""
    lanes: dict[str, list[str]] = {}
    for team in people.teams.values():
        for member in team.members:
            lanes.setdefault(member, []).append(team.id)
    return lanes


Every = Mapping[str, Mapping[str, int]]
With = Mapping[str, Sequence[str]]


def _add_dues(  # noqa: PLR0917
    found: Found, workspace: int, every: Every, lanes_with: With, horizon: int, limit: int
) -> None:
    few = list(lanes_with) if len(lanes_with) <= _FEW else []
    named = f" AND ref IN ({marks(few)})" if few else ""
    for ref, deadline in fetch(
        "SELECT ref, id FROM clocks_deadline WHERE workspace = %s AND ended_at IS NULL"  # noqa: S608
        f" AND due_at <= %s{named} ORDER BY due_at, id",
        [workspace, horizon, *few],
    ):
        for lane in lanes_with.get(ref, ()):
            dues = found.dues.setdefault(lane, [])
            if len(dues) < limit:
                dues.append(deadline)
                found.lanes[lane][ref] = every[lane][ref]


def _add_blockers(
    found: Found, workspace: int, seen: Clause, every: Every, lanes_with: With
) -> None:
    """Records on which others say they wait; who says so must be visible too."""
    both = (
        "SELECT workspace, target AS blocker, source AS blocked FROM records_link"
        " WHERE workspace = %s AND means = 'blocked_by' UNION"
        " SELECT workspace, source, target FROM records_link"
        " WHERE workspace = %s AND means = 'blocks'"
    )
    for ref, blocked in fetch(
        f"SELECT l.blocker, l.blocked FROM ({both}) l"  # noqa: S608
        f" WHERE EXISTS (SELECT 1 FROM records_waiting WHERE {seen.sql}"
        " AND records_waiting.ref = l.blocker) AND EXISTS (SELECT 1 FROM records_record"
        f" WHERE {seen.sql} AND records_record.ref = l.blocked) ORDER BY l.blocker, l.blocked"
        " LIMIT %s",
        [workspace, workspace, *seen.parameters, *seen.parameters, _BLOCKERS],
    ):
        for lane in lanes_with.get(ref, ()):
            found.lanes[lane][ref] = every[lane][ref]
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
