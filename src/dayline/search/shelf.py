"""The index in memory, one for each workspace and process, kept up with the table of pages."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

import numpy as np

from dayline.journal.database import fetch, first, identity
from dayline.search.bundles import Bundle, Seal, read
from dayline.search.models import HEAD
from dayline.search.pages import EDITION, Packed, unpack
from dayline.search.segment import Bools, Ints, Segment

_MANY = 8
_SMALL = 2_000
_LOT = 2_000
"""Pages that are sorted at a time; of ten times as many each takes twice as long."""


@dataclass(frozen=True, slots=True)
class Part:
    """A segment, the ids of its pages, and which of them are still true."""

    segment: Segment
    refs: tuple[str, ...]
    live: Bools
    ats: Ints
    """The journal's size at which each page was made."""
    places: Mapping[str, int]
    """Where among the pages each record's is."""
    packed: tuple[Packed, ...] = ()
    """Kept while the part is small, to be merged with others."""

    def placed(self, refs: AbstractSet[str]) -> list[int]:
        """Where the pages of those records are."""
        if len(refs) > len(self.places):
            return [place for ref, place in self.places.items() if ref in refs]
        return [self.places[ref] for ref in refs if ref in self.places]


@dataclass(frozen=True, slots=True)
class Shelf:
    """An immutable state of the index; ``at`` is the journal's size that it knows."""

    parts: tuple[Part, ...]
    at: int

    def only(self, refs: AbstractSet[str]) -> list[Bools]:
        """Which pages of each part are true and among ``refs``."""
        masks = []
        for part in self.parts:
            mask: Bools = np.zeros_like(part.live)
            places = part.placed(refs)
            mask[places] = part.live[places]
            masks.append(mask)
        return masks


_shelves: dict[tuple[str, int, bytes], Shelf] = {}
_lock = threading.Lock()


def shelf(workspace: int) -> Shelf:
    """The index as the database now holds it."""
    row = first("SELECT leaf_hash FROM journal_entry WHERE workspace = %s AND idx = 0", [workspace])
    name = (identity(), workspace, bytes(row[0]) if row else b"")
    told = first(
        "SELECT upto, bundled FROM search_progress WHERE workspace = %s AND edition = %s",
        [workspace, EDITION],
    )
    size, bundled = (int(told[0]), int(told[1])) if told else (0, 0)
    with _lock:
        known = _shelves.get(name)
        if known is None or known.at > size:
            known = (_bundled(workspace) if bundled else None) or Shelf((), 0)
        if known.at < size or name not in _shelves:
            known = _shelves[name] = _grown(known, workspace, size)
        return known


def _bundled(workspace: int) -> Shelf | None:
    for _ in range(2):  # another may be taking its place just now
        row = first(
            "SELECT at, body FROM search_bundle WHERE workspace = %s AND number = %s",
            [workspace, HEAD],
        )
        seal = Seal.unpacked(bytes(row[1])) if row else None
        if row is None or seal is None:
            return None
        found = read(_parts(workspace, seal))
        if found is not None:
            live = np.ones(len(found.refs), dtype=bool)
            part = Part(found.segment, found.refs, live, found.ats, _places(found.refs))
            return Shelf((part,), int(row[0]))
    return None


def _parts(workspace: int, seal: Seal) -> Iterator[bytes]:
    """One after the other: all at once would be in memory twice."""
    for number in range(seal.parts):
        row = first(
            "SELECT body FROM search_bundle WHERE workspace = %s AND number = %s",
            [workspace, seal.first + number],
        )
        yield seal.turned(number, bytes(row[0])) if row else b""


def pages_of(workspace: int, upto: int) -> Bundle:
    """All pages that were made by then, laid out together."""
    made = _laid_out(workspace, 0, upto)
    return Bundle(made.segment, made.refs, made.ats)


def _grown(known: Shelf, workspace: int, size: int) -> Shelf:
    made = _laid_out(workspace, known.at, None)
    if not made.refs:
        return Shelf(known.parts, size)
    changed = made.places.keys()
    parts = [_aged(part, changed) for part in known.parts]
    return Shelf(tuple(_merged([*parts, made])), size)


def _laid_out(workspace: int, after: int, upto: int | None) -> Part:
    """The pages that were made after an index of the journal, in that order, as one part.

    Read and sorted in lots that a processor's cache and a small machine's memory can take.
    """
    parts = []
    since: tuple[int, str] = (after + 1, "")
    most = "" if upto is None else " AND at <= %s"
    while True:
        rows = fetch(
            "SELECT ref, at, body FROM search_page WHERE workspace = %s AND at >= %s"  # noqa: S608
            f" AND (at > %s OR ref > %s){most} ORDER BY at, ref LIMIT {_LOT}",
            [workspace, since[0], *since, *([] if upto is None else [upto])],
        )
        pages = ((ref, at, unpack(bytes(body))) for ref, at, body in rows)
        parts.append(_part([(ref, at, page) for ref, at, page in pages if page is not None]))
        if len(rows) < _LOT:
            break
        since = (int(rows[-1][1]), str(rows[-1][0]))
    return parts[0] if len(parts) == 1 else _joined(parts)


def _joined(parts: Sequence[Part]) -> Part:
    refs = tuple(ref for part in parts for ref in part.refs)
    places = _places(refs)
    # A page that was made anew while others were read was read twice; the last is the true one.
    live = np.zeros(len(refs), dtype=bool)
    live[list(places.values())] = True
    ats = np.concatenate([part.ats for part in parts])
    return Part(Segment.merged([part.segment for part in parts]), refs, live, ats, places)


def _aged(part: Part, changed: AbstractSet[str]) -> Part:
    old = part.placed(changed)
    if not old:
        return part
    live = part.live.copy()
    live[old] = False
    return replace(part, live=live)


def _merged(parts: Sequence[Part]) -> list[Part]:
    """Small parts become one when there are many, so that a query does not visit each."""
    small = [part for part in parts if part.packed]
    if len(small) < _MANY:
        return list(parts)
    fresh = [
        (ref, at, page)
        for part in small
        for ref, at, page, live in zip(
            part.refs, part.ats.tolist(), part.packed, part.live.tolist(), strict=True
        )
        if live
    ]
    return [*(part for part in parts if not part.packed), _part(fresh)]


def _part(fresh: Sequence[tuple[str, int, Packed]]) -> Part:
    refs, ats, pages = zip(*fresh, strict=True) if fresh else ((), (), ())
    kept = pages if len(pages) < _SMALL else ()
    live = np.ones(len(refs), dtype=bool)
    at = np.array(ats, dtype=np.int64)
    return Part(Segment(pages), tuple(refs), live, at, _places(refs), tuple(kept))


def _places(refs: Sequence[str]) -> dict[str, int]:
    return {ref: place for place, ref in enumerate(refs)}
