"""What lies on the dayline of some teams and persons: handoffs between them, their deadlines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from dayline.base.band import Due, Passing
from dayline.base.micros import to_micros
from dayline.clocks import queries as clocks
from dayline.clocks.queries import Deadline
from dayline.clocks.rules import State
from dayline.people.queries import Directory
from dayline.records import queries as records
from dayline.records.waiting.queries import Handing, handed

_MOST = 60


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
    visible = records.visible_to(workspace, person)
    seen = f"SELECT 1 FROM records_record WHERE {visible.sql}"  # noqa: S608
    found = clocks.select(
        workspace,
        "state IN ('running', 'missed') AND ended_at IS NULL AND due_at >= %s AND due_at < %s"
        f" AND EXISTS ({seen} AND records_record.ref = clocks_deadline.ref)"
        " ORDER BY due_at, id LIMIT %s",
        [to_micros(start), to_micros(stop), *visible.parameters, 8 * _MOST],
    )
    lying = dict.fromkeys(due for one in found for due in _on_rows(people, rows, one))
    return tuple(lying)[:_MOST]


def _on_rows(people: Directory, rows: Sequence[str], one: Deadline) -> Iterable[Due]:
    if one.due_at is None:
        return
    late = one.state is State.MISSED
    for identity in one.whose:
        teams = (team.id for team in people.teams_of(identity) if team.id in rows)
        key = identity if identity in rows else next(teams, "")
        if key:
            yield Due(one.ref, key, to_micros(one.due_at), late)
