"""The index in memory, one for each workspace and process, kept up with the table of pages."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np

from dayline.journal.database import fetch, first, identity
from dayline.search.pages import Packed, unpack
from dayline.search.segment import Bools, Segment

_MANY = 8
_SMALL = 2_000


@dataclass(frozen=True, slots=True)
class Part:
    """A segment, the ids of its pages, and which of them are still true."""

    segment: Segment
    refs: tuple[str, ...]
    live: Bools
    packed: tuple[Packed, ...] = ()
    """Kept while the part is small, to be merged with others."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """An immutable state of the index; ``at`` is the journal's size that it knows."""

    parts: tuple[Part, ...]
    at: int

    def without(self, hidden: AbstractSet[str]) -> list[Bools]:
        """Which pages of each part are true and not among ``hidden``."""
        return [self._mask(part, hidden, keep=False) for part in self.parts]

    def only(self, refs: AbstractSet[str]) -> list[Bools]:
        """Which pages of each part are true and among ``refs``."""
        return [self._mask(part, refs, keep=True) for part in self.parts]

    @staticmethod
    def _mask(part: Part, refs: AbstractSet[str], *, keep: bool) -> Bools:
        if not refs:
            return np.zeros_like(part.live) if keep else part.live
        named = np.fromiter((ref in refs for ref in part.refs), dtype=bool, count=len(part.refs))
        mask: Bools = part.live & (named if keep else ~named)
        return mask


_shelves: dict[tuple[str, int, bytes], Shelf] = {}
_lock = threading.Lock()


def shelf(workspace: int) -> Shelf:
    """The index as the database now holds it."""
    row = first("SELECT leaf_hash FROM journal_entry WHERE workspace = %s AND idx = 0", [workspace])
    name = (identity(), workspace, bytes(row[0]) if row else b"")
    upto = first("SELECT upto FROM search_progress WHERE workspace = %s", [workspace])
    size = int(upto[0]) if upto else 0
    with _lock:
        known = _shelves.get(name)
        if known is None or known.at > size:
            known = Shelf((), 0)
        if known.at < size:
            known = _shelves[name] = _grown(known, workspace, size)
        return known


def _grown(known: Shelf, workspace: int, size: int) -> Shelf:
    rows = fetch(
        "SELECT ref, body FROM search_page WHERE workspace = %s AND at > %s ORDER BY at, ref",
        [workspace, known.at],
    )
    fresh = [(ref, page) for ref, body in rows if (page := unpack(bytes(body))) is not None]
    if not fresh:
        return Shelf(known.parts, size)
    changed = {ref for ref, _ in fresh}
    parts = [_aged(part, changed) for part in known.parts]
    parts.append(_part([ref for ref, _ in fresh], [page for _, page in fresh]))
    return Shelf(tuple(_merged(parts)), size)


def _aged(part: Part, changed: AbstractSet[str]) -> Part:
    old = [place for place, ref in enumerate(part.refs) if ref in changed]
    if not old:
        return part
    live = part.live.copy()
    live[old] = False
    return Part(part.segment, part.refs, live, part.packed)


def _merged(parts: Sequence[Part]) -> list[Part]:
    """Small parts become one when there are many, so that a query does not visit each."""
    small = [part for part in parts if part.packed]
    if len(small) < _MANY:
        return list(parts)
    pairs = [
        (ref, page)
        for part in small
        for ref, page, live in zip(part.refs, part.packed, part.live.tolist(), strict=True)
        if live
    ]
    large = [part for part in parts if not part.packed]
    return [*large, _part([ref for ref, _ in pairs], [page for _, page in pairs])]


def _part(refs: Sequence[str], pages: Sequence[Packed]) -> Part:
    kept = tuple(pages) if len(pages) < _SMALL else ()
    return Part(Segment(pages), tuple(refs), np.ones(len(refs), dtype=bool), kept)
