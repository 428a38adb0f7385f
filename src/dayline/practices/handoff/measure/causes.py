"""Of what sort the lost items were, and how they were lost. Pure.

The sort is the mark that the item had. How it was lost is the sender's word where the handoff was
read back (not taken up, or taken up as something else), else what showed at the next shift.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from dayline.practices.handoff.measure.observed import Observed

KEPT: Final = "kept"

SORTS: Final = {
    "state": "states",
    "decision": "decisions and why",
    "blocker": "blockers",
    "ruled_out": "ruled-out paths",
    "hazard": "hazards",
    "question": "open questions",
}
"""The marks of items, in the plural."""

READ_BACK: Final = {
    "missing": "not taken up",
    "contradicted": "taken up as something else",
}
LATER: Final = {
    "tried_again": "tried again, though ruled out",
    "asked_again": "asked again",
    "redone": "redone, or told again",
}
"""How an item was lost: as a read-back showed it, and as the next shift did."""


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one item: its mark, and :data:`KEPT` or how it was lost, at first and after
    clarification."""

    sort: str
    first: str
    after: str


Fates = Mapping[str, Sequence[Fate]]
"""The fates of the items of each handoff (by id)."""


def by_sort(several: Sequence[Observed], fates: Fates) -> Iterator[tuple[str, list[Observed]]]:
    """Each sort of item with the handoffs that had some, counted by these alone."""
    for sort, name in SORTS.items():
        counted = [
            _counted(one, [fate for fate in fates.get(one.handoff, ()) if fate.sort == sort])
            for one in several
        ]
        yield name, [one for one in counted if one.items]


def by_cause(several: Sequence[Observed], fates: Fates) -> Iterator[tuple[str, list[Observed]]]:
    """Each way of losing with the handoffs in which it could have shown."""
    for ways, read_back in ((READ_BACK, True), (LATER, False)):
        there = [one for one in several if one.read_back is read_back and one.handoff in fates]
        for way, name in ways.items():
            yield name, [_counted(one, fates[one.handoff], way) for one in there]


def _counted(one: Observed, fates: Sequence[Fate], way: str = "") -> Observed:
    """The handoff counted by some of its items, and by one way of losing them or by any."""
    first = sum(fate.first == way if way else fate.first != KEPT for fate in fates)
    after = sum(fate.after == way if way else fate.after != KEPT for fate in fates)
    return replace(one, items=len(fates), lost=first, lost_after=after)
