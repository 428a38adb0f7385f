"""Which pages of the index a person may see: applied before anything is counted or ranked."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, replace

from dayline.journal.database import fetch, first, identity, marks
from dayline.people.queries import SYSTEM
from dayline.records.queries import Clause, visible_to
from dayline.search.filters import ANY, Filters
from dayline.search.segment import Bools
from dayline.search.shelf import Shelf
from dayline.search.statistics import Statistics

_OPEN = "visibility = 'workspace'"
"""In the condition of those who see all that is open: what is hidden from them is the less."""

_PEOPLE = 32
"""Of so many readers it is remembered what is hidden from them."""

_FILTERED = 8
"""Of so many searches it is remembered what their filters leave."""

_NEWER = 200
"""So many new entries are looked at for records whose rights may have changed; of more all are."""


def seen(workspace: int, known: Shelf, person: str, filters: Filters = ANY) -> Statistics:
    """Which pages of each part of the index the person sees under the filters, with counts."""
    visible, clause = visible_to(workspace, person), filters.clause(workspace)
    if person == SYSTEM or _OPEN in visible.sql:
        view = _remembered(workspace, known, person, visible)
        return _narrowed(workspace, known, view, clause) if clause.sql else _all(known, view)
    also = f" AND {clause.sql}" if clause.sql else ""
    rows = fetch(
        f"SELECT ref FROM records_record WHERE {visible.sql}{also}",  # noqa: S608
        [*visible.parameters, *clause.parameters],
    )
    return _statistics(known, known.only({ref for (ref,) in rows}))


def _all(known: Shelf, view: _View) -> Statistics:
    return view.statistics or _statistics(known, known.without(view.hidden))


def _statistics(known: Shelf, masks: list[Bools]) -> Statistics:
    return Statistics([part.segment for part in known.parts], masks)


@dataclass(frozen=True, slots=True)
class _View:
    """What is hidden from somebody as of the journal's entry ``at`` with that ``leaf``."""

    visible: Clause
    at: int
    leaf: bytes
    hidden: frozenset[str]
    shelf: Shelf | None = None
    statistics: Statistics | None = None


_views: OrderedDict[tuple[str, int, str], _View] = OrderedDict()
_lock = threading.Lock()


def _remembered(workspace: int, known: Shelf, person: str, visible: Clause) -> _View:
    name = (identity(), workspace, person)
    with _lock:
        last = _views.get(name)
    view = _up_to_date(workspace, person, visible, last)
    if view.shelf is not known or view.statistics is None:
        counted = _statistics(known, known.without(view.hidden))
        view = replace(view, shelf=known, statistics=counted)
    with _lock:
        if view is not last:
            _keep(name, view)
        elif name in _views:
            _views.move_to_end(name)
    return view


_filtered: OrderedDict[tuple[str, int, Clause, Clause], tuple[bytes, Statistics, Statistics]] = (
    OrderedDict()
)


def _narrowed(workspace: int, known: Shelf, view: _View, clause: Clause) -> Statistics:
    """What of all that is seen fits the filters; known until the journal grows.

    The filters are asked alone, because an index may hold all that they look at.
    """
    name, every = (identity(), workspace, view.visible, clause), _all(known, view)
    with _lock:
        last = _filtered.get(name)
        if last is not None and last[0] == view.leaf and last[1] is every:
            _filtered.move_to_end(name)
            return last[2]
    rows = fetch(
        f"SELECT ref FROM records_record WHERE workspace = %s AND {clause.sql}",  # noqa: S608
        [workspace, *clause.parameters],
    )
    fitting = known.only({ref for (ref,) in rows})
    masks = [one & other for one, other in zip(every.visible, fitting, strict=True)]
    made = _statistics(known, masks)
    with _lock:
        _filtered[name] = (view.leaf, every, made)
        while len(_filtered) > _FILTERED:
            _filtered.popitem(last=False)
    return made


def _keep(name: tuple[str, int, str], view: _View) -> None:
    """Remember it; and let go of what was counted over an index that has grown since."""
    _views[name] = view
    _views.move_to_end(name)
    for other, one in _views.items():
        if other[:2] == name[:2] and one.shelf is not view.shelf:
            _views[other] = replace(one, shelf=None, statistics=None)
    while len(_views) > _PEOPLE:
        _views.popitem(last=False)


def _up_to_date(workspace: int, person: str, visible: Clause, last: _View | None) -> _View:
    """Rights change by acts only, so what is known holds as long as the journal does not grow; and
    by acts on a record, where the condition is the same: then only such records are looked at.

    The journal is read before the rights, so that a change meanwhile counts next time.
    """
    if last is not None and last.visible == visible:
        rows = fetch(
            "SELECT idx, kind, subject, leaf_hash FROM journal_entry"
            " WHERE workspace = %s AND idx >= %s ORDER BY idx LIMIT %s",
            [workspace, last.at, _NEWER],
        )
        newer = rows[1:]
        same = bool(rows) and rows[0][0] == last.at and bytes(rows[0][3]) == last.leaf
        if same and not newer:
            return last
        if same and len(rows) < _NEWER and all(row[1] != "payload.erased" for row in newer):
            refs = {ref for _, kind, ref, _ in newer if kind.startswith("record.")}
            hidden = last.hidden
            if refs:
                hidden = (hidden - refs) | _hidden(workspace, visible, sorted(refs))
            at, leaf = int(newer[-1][0]), bytes(newer[-1][3])
            same_pages = hidden == last.hidden
            return replace(
                last,
                at=at,
                leaf=leaf,
                hidden=hidden,
                statistics=last.statistics if same_pages else None,
            )
    row = first(
        "SELECT idx, leaf_hash FROM journal_entry WHERE workspace = %s ORDER BY idx DESC LIMIT 1",
        [workspace],
    )
    at, leaf = (int(row[0]), bytes(row[1])) if row else (0, b"")
    hidden = frozenset() if person == SYSTEM else _hidden(workspace, visible)
    return _View(visible, at, leaf, hidden)


def _hidden(workspace: int, visible: Clause, among: list[str] | None = None) -> frozenset[str]:
    narrowed = "" if among is None else f" AND ref IN ({marks(among)})"
    rows = fetch(
        "SELECT ref FROM records_record WHERE workspace = %s"  # noqa: S608
        f" AND (visibility < 'workspace' OR visibility > 'workspace'){narrowed}"
        f" AND NOT ({visible.sql})",
        [workspace, *(among or ()), *visible.parameters],
    )
    return frozenset(ref for (ref,) in rows)
