"""What questions are answered from: the records that fit best, and how rare a term is."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dayline.search.chunks import chunks
from dayline.search.pages import key, keys, pack, page_of, unpack
from dayline.search.ranking import Ranking
from dayline.search.segment import Bools, Segment
from dayline.search.statistics import Statistics


@dataclass(frozen=True)
class View:
    """One reader's view of an index: ``masks[i]`` marks what may be seen of ``segments[i]``.

    Scores and rarities are taken over what may be seen, so that what is hidden changes nothing.
    """

    segments: Sequence[Segment]
    refs: Sequence[Sequence[str]]
    masks: Sequence[Bools]
    statistics: Statistics | None = None

    @cached_property
    def _ranking(self) -> Ranking:
        return Ranking(self.segments, self.masks, statistics=self.statistics)

    def best(self, query: str, limit: int) -> list[tuple[str, float]]:
        """The ids of the records that fit best with their scores, best first."""
        found = self._ranking.search(keys(query), limit)
        return [(self.refs[one.segment][one.page], one.score) for one in found]

    @property
    def size(self) -> int:
        """How many records are seen."""
        return self._ranking.records.count

    def rarity(self, term: str) -> float:
        """The inverse document frequency of a term, 0 when no record has it."""
        return self._ranking.records.term(key(term)).rarity


@dataclass(frozen=True, slots=True)
class Leaf:
    """A text to be indexed: ``side`` are its id and further words beside it."""

    ref: str
    title: str
    side: tuple[str, ...]
    text: str
    body: int


def view_of(leaves: Sequence[Leaf]) -> View:
    """An index in memory over texts that stand in no workspace; all of them may be seen."""
    packed = []
    for leaf in leaves:
        cuts = chunks(leaf.text, start=leaf.body)
        page = unpack(pack(page_of(leaf.title, leaf.side, leaf.text, cuts)))
        if page is None:
            raise AssertionError("a page that was just packed is unpacked")
        packed.append(page)
    return View(
        [Segment(packed)], [[leaf.ref for leaf in leaves]], [np.ones(len(leaves), dtype=bool)]
    )


def view(workspace: int, *, person: str, only: AbstractSet[str] | None = None) -> View:
    """The workspace's index as a person sees it, limited to the records ``only`` if given.

    What was not indexed yet is not in it: see :func:`dayline.search.actions.catch_up`.
    """
    from dayline.search.rights import seen  # here, so that plain folders need no database
    from dayline.search.shelf import shelf

    known = shelf(workspace)
    told = seen(workspace, known, person)
    refs = [part.refs for part in known.parts]
    if only is None:
        return View(told.segments, refs, told.visible, told)
    masks = [one & other for one, other in zip(told.visible, known.only(only), strict=True)]
    return View(told.segments, refs, masks)
