"""Pages near to a question: each by its nearest passage. Pure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dayline.search.segment import Bools, Floats, Ints
from dayline.search.vectors.codes import Cloud

FLOOR_AT = 100
"""The page at this place is what "not near" means: nearness is told from it to the nearest."""


@dataclass(frozen=True, slots=True)
class Nearness:
    """Pages with a nearness from 0 to 1, arrays of the same length; ``passage`` is the place of
    the nearest passage in its page, ``cosine`` how near that is.
    """

    page: Ints
    near: Floats
    cosine: Floats
    passage: Ints


def nearness(
    cloud: Cloud, owner: Ints, passage: Ints, query: NDArray[np.float32], visible: Bools
) -> Nearness:
    """What is near among the visible pages.

    ``owner`` is the page of each row (-1 where its page has changed since), ``passage`` its place
    there; pages are places in ``visible``.
    """
    valid = np.append(visible, False)[owner]
    rows, cosines = cloud.nearest(query, valid)
    if not len(rows):
        none = np.zeros(0, dtype=np.int64)
        return Nearness(none, np.zeros(0), np.zeros(0), none)
    order = np.lexsort((passage[rows], -cosines, owner[rows]))
    rows, cosines = rows[order], cosines[order]
    page, first = np.unique(owner[rows], return_index=True)
    best = cosines[first]
    order = np.lexsort((page, -best))[: FLOOR_AT + 1]
    page, best, first = page[order], best[order], first[order]
    floor = float(best[-1]) if len(best) > 1 else 0.0
    near = (best - floor) / max(float(best[0]) - floor, 1e-9)
    return Nearness(page.astype(np.int64), near, best, passage[rows[first]].astype(np.int64))
