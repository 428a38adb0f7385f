"""The vectors in memory, one cloud for each workspace and model, kept up with their table."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dayline.journal.database import fetch, first, identity
from dayline.search.segment import Bools, Ints
from dayline.search.shelf import Shelf
from dayline.search.vectors.codes import Cloud, Quantised, unpack
from dayline.search.vectors.nearness import Nearness, nearness


@dataclass(frozen=True)
class Sky:
    """All vectors of one model; ``page_ats[i]`` and ``counts[i]`` are of the record ``refs[i]``,
    whose rows follow one another. ``at`` is the last batch that is known.
    """

    refs: tuple[str, ...]
    page_ats: Ints
    counts: Ints
    cloud: Cloud
    at: int


@dataclass(frozen=True)
class Cover:
    """Which page of a shelf each row belongs to (-1: to none as it now stands), and where in it."""

    shelf: Shelf
    sky: Sky
    owner: Ints
    passage: Ints

    def near(self, query: NDArray[np.float32], visible: Sequence[Bools]) -> Nearness:
        """What is near a question among the visible pages of the shelf."""
        seen = np.concatenate([*visible, np.zeros(0, dtype=bool)])
        return nearness(self.sky.cloud, self.owner, self.passage, query, seen)


_covers: dict[tuple[str, int, bytes, str], Cover] = {}
_lock = threading.Lock()


def cover(workspace: int, known: Shelf, model: str) -> Cover | None:
    """The vectors of a model over the shelf; None when there are none."""
    told = first("SELECT vectors FROM search_progress WHERE workspace = %s", [workspace])
    size = int(told[0]) if told else 0
    if not size:
        return None
    row = first("SELECT leaf_hash FROM journal_entry WHERE workspace = %s AND idx = 0", [workspace])
    name = (identity(), workspace, bytes(row[0]) if row else b"", model)
    with _lock:
        made = _covers.get(name)
        if made is None or made.sky.at != size or made.shelf is not known:
            sky = made.sky if made and made.sky.at <= size else None
            made = _covers[name] = _covering(known, _grown(sky, workspace, model, size))
    return made if len(made.owner) else None


def _grown(known: Sky | None, workspace: int, model: str, size: int) -> Sky:
    if known is not None and known.at == size:
        return known
    rows = fetch(
        "SELECT ref, page_at, body FROM search_vector"
        " WHERE workspace = %s AND model = %s AND at > %s ORDER BY at, ref",
        [workspace, model, known.at if known else 0],
    )
    fresh = [
        (ref, page_at, told.made)
        for ref, page_at, body in rows
        if (told := unpack(bytes(body))) is not None and len(told.made.rows)
    ]
    if known is None:
        return _sky(fresh, size)
    changed = {ref for ref, _, _ in fresh}
    kept = np.array([ref not in changed for ref in known.refs], dtype=bool)
    new = _sky(fresh, size)
    if not len(new.refs):
        return Sky(known.refs, known.page_ats, known.counts, known.cloud, size)
    return Sky(
        (*(ref for ref in known.refs if ref not in changed), *new.refs),
        np.concatenate([known.page_ats[kept], new.page_ats]),
        np.concatenate([known.counts[kept], new.counts]),
        known.cloud.joined(np.repeat(kept, known.counts), new.cloud),
        size,
    )


def _sky(fresh: Sequence[tuple[str, int, Quantised]], at: int) -> Sky:
    width = fresh[0][2].rows.shape[1] if fresh else 0
    same = [one for one in fresh if one[2].rows.shape[1] == width]
    rows = np.concatenate([np.zeros((0, width), np.int8), *(made.rows for _, _, made in same)])
    scales = np.concatenate([np.zeros(0, np.float32), *(made.scales for _, _, made in same)])
    return Sky(
        tuple(ref for ref, _, _ in same),
        np.array([page_at for _, page_at, _ in same], dtype=np.int64),
        np.array([len(made.rows) for _, _, made in same], dtype=np.int64),
        Cloud(Quantised(rows, scales.astype(np.float32))),
        at,
    )


def _covering(known: Shelf, sky: Sky) -> Cover:
    page_of: dict[str, int] = {}
    before = 0
    for part in known.parts:
        live = part.live.tolist()
        page_of |= {ref: before + at for at, ref in enumerate(part.refs) if live[at]}
        before += len(part.refs)
    pages = np.array([page_of.get(ref, -1) for ref in sky.refs], dtype=np.int64)
    ats = np.concatenate([*(part.ats for part in known.parts), np.array([-1])])
    pages[ats[pages] != sky.page_ats] = -1
    starts = np.cumsum(sky.counts) - sky.counts
    passage = np.arange(int(sky.counts.sum())) - np.repeat(starts, sky.counts)
    return Cover(known, sky, np.repeat(pages, sky.counts), passage)
