"""What can decide a light: of each team the oldest work, the nearest deadlines, all blockers.

Of what waits, which grows with the people and not with the years, ids and instants are read; of a
handful for each team the rest. The number of queries is fixed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from dayline.clocks.queries import Running, open_until
from dayline.journal.database import fetch, marks, one_of
from dayline.people.queries import Directory, directory
from dayline.records.queries import Clause, visible_to

_HORIZON = timedelta(days=28)
_BLOCKERS = 500


@dataclass(slots=True)
class Found:
    """Candidates by lane, which is a team's id, or that of somebody who is in none.

    ``lanes`` tells since when (microseconds) each record waits, ``totals`` how many there are,
    ``dues`` the open deadlines, the first first, ``blocks`` which records say that one blocks them.
    """

    lanes: dict[str, dict[str, int]] = field(default_factory=dict)
    totals: dict[str, int] = field(default_factory=dict)
    dues: dict[str, list[Running]] = field(default_factory=dict)
    blocks: dict[str, list[str]] = field(default_factory=dict)


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
    lanes_with: dict[str, tuple[str, ...]] = {}
    for since, ref, party in fetch(  # the oldest first, so that the first of each lane is its own
        f"SELECT since, ref, party FROM records_waiting WHERE {asked} ORDER BY since, ref",  # noqa: S608
        given,
    ):
        lanes = lanes_of.get(party) or (party,)
        before = lanes_with.get(ref)
        if before is None:
            lanes_with[ref] = lanes
        elif before is not lanes:
            lanes = tuple(lane for lane in lanes if lane not in before)
            lanes_with[ref] = (*before, *lanes)
        else:
            continue
        for lane in lanes:
            every[lane][ref] = since
    found = Found(
        {lane: dict(islice(held.items(), limit)) for lane, held in every.items()},
        {lane: len(held) for lane, held in every.items()},
    )
    _add_dues(
        found, open_until(workspace, now + _HORIZON, lanes_with), every, lanes_with, 2 * limit
    )
    _add_blockers(found, workspace, seen, every, lanes_with)
    return found


def _lanes_of(people: Directory) -> dict[str, tuple[str, ...]]:
    """The teams of everybody who is in one."""
    lanes: dict[str, tuple[str, ...]] = {}
    for team in people.teams.values():
        for member in team.members:
            lanes[member] = (*lanes.get(member, ()), team.id)
    return lanes


Every = Mapping[str, Mapping[str, int]]
With = Mapping[str, Sequence[str]]


def _add_dues(
    found: Found, rows: Iterable[tuple[Any, ...]], every: Every, lanes_with: With, limit: int
) -> None:
    dues: defaultdict[str, list[Running]] = defaultdict(list)
    for row in rows:
        ref = row[0]
        for lane in lanes_with.get(ref, ()):
            held = dues[lane]
            if len(held) < limit:
                held.append(Running(*row))
                found.lanes[lane][ref] = every[lane][ref]
    found.dues = dict(dues)


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


Titles = Mapping[str, tuple[str, str, str]]


def titles(workspace: int, refs: Sequence[str]) -> Titles:
    """Kind, state and title of records that were found by :func:`gather`."""
    known: dict[str, tuple[str, str, str]] = {}
    for begin in range(0, len(refs), 10_000):
        part = refs[begin : begin + 10_000]
        among, given = one_of(part)
        rows = fetch(
            "SELECT ref, kind, state, title FROM records_record"  # noqa: S608
            f" WHERE workspace = %s AND ref {among}",
            [workspace, *given],
        )
        known |= {ref: (kind, state, title) for ref, kind, state, title in rows}
    return known
