"""What a search can be narrowed to: the values that records have which a person may see."""

from __future__ import annotations

from collections.abc import Mapping

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


def unknown(workspace: int, filters: Filters, *, person: str) -> list[tuple[str, str, list[str]]]:
    """What filters ask for that no record has: the sort, the value, and what there is instead."""
    asked = [
        *(("kind", one) for one in filters.kinds),
        *(("state", one) for one in filters.states if filters.as_of is None),
        *(("area", name_of(one)) for one in filters.areas),
        *(("tag", name_of(one)) for one in filters.tags),
    ]
    known = offered(workspace, person=person) if asked else {}
    return [(sort, one, sorted(known[sort])) for sort, one in asked if one not in known[sort]]
