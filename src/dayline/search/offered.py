"""What a search can be narrowed to: the values that records have which a person may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dayline.journal.database import fetch
from dayline.records.labels.rules import name_of
from dayline.records.queries import visible_to
from dayline.search.filters import Filters


def offered(workspace: int, *, person: str) -> Mapping[str, frozenset[str]]:
    """The kinds, states, areas and tags of the records that the person may see."""
    visible = visible_to(workspace, person)
    rows = fetch(
        f"SELECT DISTINCT kind, state FROM records_record WHERE {visible.sql}",  # noqa: S608
        visible.parameters,
    )
    labels = fetch(
        "SELECT DISTINCT l.sort, l.name FROM labels_label l WHERE l.workspace = %s"  # noqa: S608
        f" AND l.ref IN (SELECT ref FROM records_record WHERE {visible.sql})",
        [workspace, *visible.parameters],
    )
    return {
        "kind": frozenset(kind for kind, _ in rows),
        "state": frozenset(state for _, state in rows if state),
        "area": frozenset(name for sort, name in labels if sort == "area"),
        "tag": frozenset(name for sort, name in labels if sort == "tag"),
    }


@dataclass(frozen=True, slots=True)
class Unknown:
    """A filter that fits no record which the person may see, with the values that would."""

    sort: str
    value: str
    known: tuple[str, ...]

    @property
    def what(self) -> str:
        """What is wrong, in words."""
        return f"No record that you may see has the {self.sort} {self.value}."

    @property
    def instead(self) -> str:
        """What the filter could be; empty where nothing would fit."""
        more = len(self.known) - _MOST
        there = ", ".join(self.known[:_MOST]) + (f" and {more} more" if more > 0 else "")
        return f"There are: {there}." if there else ""


_MOST = 30
"""Values of a filter that are told."""


def unknown(workspace: int, filters: Filters, *, person: str) -> list[Unknown]:
    """What filters ask for that no record has. With ``as_of`` a state is one that a record had."""
    asked = [
        *(("kind", one) for one in filters.kinds),
        *(("state", one) for one in filters.states),
        *(("area", name_of(one)) for one in filters.areas),
        *(("tag", name_of(one)) for one in filters.tags),
    ]
    known = dict(offered(workspace, person=person)) if asked else {}
    if filters.states and filters.as_of is not None:
        known["state"] |= _states_once(workspace, person)
    return [
        Unknown(sort, one, tuple(sorted(known[sort])))
        for sort, one in asked
        if one not in known[sort]
    ]


def _states_once(workspace: int, person: str) -> frozenset[str]:
    visible = visible_to(workspace, person)
    rows = fetch(
        "SELECT DISTINCT state FROM records_revision WHERE workspace = %s"  # noqa: S608
        f" AND ref IN (SELECT ref FROM records_record WHERE {visible.sql})",
        [workspace, *visible.parameters],
    )
    return frozenset(state for (state,) in rows if state)
