"""What lies on the dayline of some teams and persons: handoffs between them, their deadlines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dayline.base.band import Due, Passing
from dayline.base.micros import to_micros
from dayline.clocks import queries as clocks
from dayline.people.queries import Directory
from dayline.records import queries as records
from dayline.records.waiting.queries import Handing, handed

_MOST = 60
_FOUND = 8 * _MOST
_LOOKED_AT = 10_000
"""Deadlines of a window, the earliest, of everybody: their rows are looked for among these."""


def passings(
    workspace: int, people: Directory, start: datetime, *, person: str
) -> tuple[Passing, ...]:
    """The handoffs since ``start`` that a person may see, between the ids of their teams."""
    return tuple(_passing(people, one) for one in handed(workspace, start, person=person))


def _passing(people: Directory, one: Handing) -> Passing:
    source, target = people.id_of(one.source) or "", people.id_of(one.target) or ""
    taken = None if one.taken is None else to_micros(one.taken)
    return Passing(one.ref, source, target, to_micros(one.at), taken)


def dues(
    workspace: int,
    people: Directory,
    rows: Sequence[str],
    start: datetime,
    stop: datetime,
    *,
    person: str,
) -> tuple[Due, ...]:
    """The open deadlines of a window that a person may see, on the rows (ids) that they concern.

    What a member of a team has to do lies on the team's row, unless the member has one.
    """
    lying: dict[str, list[Due]] = {}
    for ref, late, due_at, whose in clocks.open_between(workspace, start, stop, limit=_LOOKED_AT):
        keys = dict.fromkeys(key for one in whose if (key := _row_of(people, rows, one)))
        lying.setdefault(ref, []).extend(Due(ref, key, due_at, late) for key in keys)
    lying = {ref: found for ref, found in lying.items() if found}
    seen = records.seen_among(workspace, list(lying)[:_FOUND], person=person)
    found = dict.fromkeys(due for ref, several in lying.items() if ref in seen for due in several)
    return tuple(sorted(found, key=lambda due: (due.at, due.ref))[:_MOST])


def _row_of(people: Directory, rows: Sequence[str], identity: str) -> str:
    if identity in rows:
        return identity
    return next((key for key in rows if _has(people, key, identity)), "")


def _has(people: Directory, key: str, identity: str) -> bool:
    team = people.teams.get(key)
    return team is not None and identity in team.members
