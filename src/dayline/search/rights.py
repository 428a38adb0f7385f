"""Which pages of the index a person may see: applied before anything is counted or ranked."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

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
        every = _remembered(workspace, known, person, visible)
        return _narrowed(workspace, known, every, clause) if clause.sql else every.statistics
    also = f" AND {clause.sql}" if clause.sql else ""
    rows = fetch(
        f"SELECT ref FROM records_record WHERE {visible.sql}{also}",  # noqa: S608
        [*visible.parameters, *clause.parameters],
    )
    return _statistics(known, known.only({ref for (ref,) in rows}))


def _statistics(known: Shelf, masks: list[Bools]) -> Statistics:
    return Statistics([part.segment for part in known.parts], masks)


_Placed = tuple[tuple[Mapping[str, int], NDArray[np.int32]], ...]
"""For parts of a shelf, told by where their pages are: which of those are hidden."""


@dataclass(frozen=True, slots=True)
class _View:
    """What is hidden from somebody as of the journal's entry ``at`` with that ``leaf``."""

    visible: Clause
    at: int
    leaf: bytes
    hidden: frozenset[str]
    shelf: Shelf | None = None
    statistics: Statistics | None = None
    placed: _Placed = ()


class _Every(NamedTuple):
    """All that somebody sees, as of the journal's entry with that ``leaf``."""

    visible: Clause
    leaf: bytes
    statistics: Statistics


_views: OrderedDict[tuple[str, int, str], _View] = OrderedDict()
_lock = threading.Lock()


def _remembered(workspace: int, known: Shelf, person: str, visible: Clause) -> _Every:
    name = (identity(), workspace, person)
    with _lock:
        last = _views.get(name)
    view = _up_to_date(workspace, person, visible, last)
    statistics = view.statistics
    if view.shelf is not known or statistics is None:
        placed, masks = _placed(known, view)
        statistics = _statistics(known, masks)
        view = replace(view, shelf=known, statistics=statistics, placed=placed)
    with _lock:
        if view is not last:
            _keep(name, view)
        elif name in _views:
            _views.move_to_end(name)
    return _Every(visible, view.leaf, statistics)


def _placed(known: Shelf, view: _View) -> tuple[_Placed, list[Bools]]:
    had = {id(places): at for places, at in view.placed}
    placed, masks = [], []
    for part in known.parts:
        at = had.get(id(part.places))
        if at is None:
            at = np.array(part.placed(view.hidden), dtype=np.int32)
        mask = part.live
        if len(at):
            mask = mask.copy()
            mask[at] = False
        placed.append((part.places, at))
        masks.append(mask)
    return tuple(placed), masks


_filtered: OrderedDict[tuple[str, int, Clause, Clause], tuple[bytes, Statistics, Statistics]] = (
    OrderedDict()
)


def _narrowed(workspace: int, known: Shelf, every: _Every, clause: Clause) -> Statistics:
    """What of all that is seen fits the filters; known until the journal grows.

    The filters are asked alone, because an index may hold all that they look at.
    """
    name = (identity(), workspace, every.visible, clause)
    with _lock:
        last = _filtered.get(name)
        if last is not None and last[:2] == (every.leaf, every.statistics):
            _filtered.move_to_end(name)
            return last[2]
    rows = fetch(
        f"SELECT ref FROM records_record WHERE workspace = %s AND {clause.sql}",  # noqa: S608
        [workspace, *clause.parameters],
    )
    fitting = known.only({ref for (ref,) in rows})
    masks = [one & other for one, other in zip(every.statistics.visible, fitting, strict=True)]
    made = _statistics(known, masks)
    with _lock:
        _filtered[name] = (every.leaf, every.statistics, made)
        while len(_filtered) > _FILTERED:
            _filtered.popitem(last=False)
    return made


def _keep(name: tuple[str, int, str], view: _View) -> None:
    """Remember it; and let go of what was counted over an index that has grown since."""
    _views[name] = view
    _views.move_to_end(name)
    parts = {id(places) for places, _ in view.placed}
    for other, one in list(_views.items()):
        if other[:2] == name[:2] and one.shelf is not view.shelf:
            placed = tuple(pair for pair in one.placed if id(pair[0]) in parts)
            _views[other] = replace(one, shelf=None, statistics=None, placed=placed)
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
            at, leaf = int(newer[-1][0]), bytes(newer[-1][3])
            now = _hidden(workspace, visible, sorted(refs)) if refs else frozenset()
            if now == {ref for ref in refs if ref in last.hidden}:
                return replace(last, at=at, leaf=leaf)
            return _View(visible, at, leaf, (last.hidden - refs) | now)
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
