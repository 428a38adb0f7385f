"""Which pages of the index a person may see: applied before anything is counted or ranked."""

from __future__ import annotations

import threading
from collections import OrderedDict

from dayline.journal.database import fetch, first, identity
from dayline.people.queries import SYSTEM
from dayline.records.queries import Clause, visible_to
from dayline.search.filters import ANY, Filters
from dayline.search.segment import Bools
from dayline.search.shelf import Shelf

_OPEN = "visibility = 'workspace'"
"""In the condition of those who see all that is open: what is hidden from them is the less."""

_PEOPLE = 64
"""Of so many readers it is remembered what is hidden from them."""


def seen(workspace: int, known: Shelf, person: str, filters: Filters = ANY) -> list[Bools]:
    """For each part of the index, which of its pages the person sees under the filters."""
    visible, clause = visible_to(workspace, person), filters.clause(workspace)
    if person == SYSTEM and not clause.sql:
        return known.without(frozenset())
    if not clause.sql and _OPEN in visible.sql:
        return known.without(_hidden(workspace, person, visible))
    also = f" AND {clause.sql}" if clause.sql else ""
    rows = fetch(
        f"SELECT ref FROM records_record WHERE {visible.sql}{also}",  # noqa: S608
        [*visible.parameters, *clause.parameters],
    )
    return known.only({ref for (ref,) in rows})


_known: OrderedDict[tuple[str, int, str], tuple[bytes, frozenset[str]]] = OrderedDict()
_lock = threading.Lock()


def _hidden(workspace: int, person: str, visible: Clause) -> frozenset[str]:
    """What is hidden from somebody. Rights change by acts only, so that it holds as long as the
    journal does not grow; its last leaf is read before, so that a change meanwhile counts next."""
    name = (identity(), workspace, person)
    row = first(
        "SELECT leaf_hash FROM journal_entry WHERE workspace = %s ORDER BY idx DESC LIMIT 1",
        [workspace],
    )
    leaf = bytes(row[0]) if row else b""
    with _lock:
        last = _known.get(name)
        if last is not None and last[0] == leaf:
            _known.move_to_end(name)
            return last[1]
    rows = fetch(
        "SELECT ref FROM records_record WHERE workspace = %s"  # noqa: S608
        " AND (visibility < 'workspace' OR visibility > 'workspace')"
        f" AND NOT ({visible.sql})",
        [workspace, *visible.parameters],
    )
    hidden = frozenset(ref for (ref,) in rows)
    with _lock:
        _known[name] = (leaf, hidden)
        while len(_known) > _PEOPLE:
            _known.popitem(last=False)
    return hidden
