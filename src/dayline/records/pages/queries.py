"""Records page by page: each page is one query that reads no more than it shows (keyset)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from dayline.base.micros import from_micros, to_micros
from dayline.journal.database import fetch, marks
from dayline.records.queries import Clause, Record, select, visible_to


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; an empty value narrows nothing. Ids, not handles."""

    kinds: Sequence[str] = ()
    states: Sequence[str] = ()
    author: str = ""
    waits_on: str = ""
    changed_since: datetime | None = None

    def conditions(self, *, states: bool = True) -> tuple[list[str], list[Any]]:
        """The filters in SQL with their parameters."""
        conditions: list[str] = []
        parameters: list[Any] = []
        for column, wanted in (("kind", self.kinds), ("state", self.states if states else ())):
            if wanted:
                conditions.append(f"{column} IN ({marks(wanted)})")
                parameters += wanted
        if self.author:
            conditions.append("author = %s")
            parameters.append(self.author)
        if self.waits_on:
            conditions.append("CAST(waits_on AS TEXT) LIKE %s")
            parameters.append(f'%"{self.waits_on}"%')
        if self.changed_since is not None:
            conditions.append("changed_at >= %s")
            parameters.append(to_micros(self.changed_since))
        return conditions, parameters


def by_ref(
    workspace: int,
    *,
    person: str,
    filters: Filters,
    after: tuple[str, int] | None = None,
    limit: int,
) -> list[Record]:
    """At most ``limit`` records in the order of their ids, after a prefix and number."""
    conditions, parameters = filters.conditions()
    return _after(visible_to(workspace, person), conditions, parameters, after, limit)


def _after(
    visible: Clause,
    conditions: list[str],
    parameters: list[Any],
    after: tuple[str, int] | None,
    limit: int,
) -> list[Record]:
    if after is not None:
        conditions = [*conditions, "(prefix, number) > (%s, %s)"]
        parameters = [*parameters, *after]
    return select(
        visible,
        " AND ".join(conditions),
        [*parameters, limit],
        order="prefix, number LIMIT %s",
    )


def latest(
    workspace: int,
    *,
    person: str,
    filters: Filters,
    after: tuple[int, str] | None = None,
    limit: int,
) -> list[Record]:
    """At most ``limit`` records, changed last first, after an instant in microseconds and an id."""
    conditions, parameters = filters.conditions()
    if after is not None:
        conditions.append("(changed_at < %s OR (changed_at = %s AND ref > %s))")
        parameters += [after[0], after[0], after[1]]
    return select(
        visible_to(workspace, person),
        " AND ".join(conditions),
        [*parameters, limit],
        order="changed_at DESC, ref LIMIT %s",
    )


def as_of(
    workspace: int,
    day: date,
    *,
    person: str,
    filters: Filters,
    after: tuple[str, int] | None = None,
    limit: int,
) -> list[Record]:
    """Records as they stood at the end of a day, in the order of their ids.

    Records that were not there yet are passed over, so several pages may be read for one.
    """
    conditions, parameters = filters.conditions(states=False)
    found: list[Record] = []
    while len(found) < limit:
        page = _after(visible_to(workspace, person), conditions, parameters, after, limit)
        found += _then(workspace, page, day, filters.states)
        if len(page) < limit:
            break
        after = (page[-1].prefix, page[-1].number)
    return found[:limit]


def _then(workspace: int, page: Sequence[Record], day: date, states: Sequence[str]) -> list[Record]:
    """The records of a page as their last revision by the end of the day says."""
    refs = [record.ref for record in page]
    rows = fetch(
        "SELECT ref, state, status, effective_at FROM records_revision"  # noqa: S608
        f" WHERE workspace = %s AND ref IN ({marks(refs)}) AND effective_on <= %s"
        " ORDER BY number",
        [workspace, *refs, day.isoformat()],
    )
    past = {ref: (state, status, from_micros(at)) for ref, state, status, at in rows}
    return [
        replace(
            record,
            state=past[record.ref][0],
            status=past[record.ref][1],
            changed_at=past[record.ref][2],
            state_since=past[record.ref][2],
            waits_on=(),
        )
        for record in page
        if record.ref in past and (not states or past[record.ref][0] in states)
    ]
