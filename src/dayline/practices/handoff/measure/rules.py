"""What is lost in handoffs: by pair of teams, by template, by length of the gap. Pure.

Never by person. Each figure comes with its number of items and handoffs and an interval of 95 %;
below thirty items, or where it would be about somebody, it is refused and says why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from dayline.practices.handoff.measure.causes import Fates, by_cause, by_sort
from dayline.practices.handoff.measure.crowd import Crowd, grouped, without_remainders
from dayline.practices.handoff.measure.effect import Effect, effect_of
from dayline.practices.handoff.measure.interval import METHOD, Count, Share, share_lost
from dayline.practices.handoff.measure.observed import Observed

FEWEST_ITEMS: Final = 30
FEWEST_HANDOFFS: Final = 5
"""Below these no figure is told: its interval would say that anything may be."""

_BANDS: Final = (
    (timedelta(hours=6), "under 6 hours"),
    (timedelta(hours=12), "6 to 12 hours"),
    (timedelta(hours=18), "12 to 18 hours"),
    (timedelta(hours=24), "18 to 24 hours"),
)
_LONGER: Final = "a day or more"
BANDS: Final = (*(name for _, name in _BANDS), _LONGER)
"""The lengths of the gap between delivery and acceptance, by the wall clock."""


class Refused(StrEnum):
    """Why a row has no figure."""

    TOO_FEW = "too-few-items"
    NO_GROUP = "would-be-about-people"


WHY: Final = {
    Refused.NO_GROUP: "Too few people on a side: a figure would be about somebody.",
    Refused.TOO_FEW: f"{FEWEST_ITEMS} items of {FEWEST_HANDOFFS} handoffs are needed.",
}
"""What a refusal says, once for all rows that it concerns."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what it is of, how much was seen, and the two shares or why there are none.

    ``first`` is what was lost when the text closed, ``after`` what was still lost after
    clarification. Where the row would be about people, not even the numbers are told.
    """

    of: str
    handoffs: int
    items: int
    first: Share | None = None
    after: Share | None = None
    refused: Refused | None = None

    @property
    def short(self) -> str:
        """What is there instead of a figure, beside a sentence that says the rest for all rows."""
        if self.refused is Refused.TOO_FEW:
            return f"{self.items} items of {self.handoffs} handoffs"
        return ""

    @property
    def why(self) -> str:
        """Why there is no figure, as a sentence; "" where there is one."""
        if self.refused is Refused.NO_GROUP:
            return WHY[Refused.NO_GROUP]
        if self.refused is Refused.TOO_FEW:
            return f"{self.short} were judged; {WHY[Refused.TOO_FEW]}"
        return ""


@dataclass(frozen=True, slots=True)
class Report:
    """All rows and the effect of read-back.

    ``sorts`` are by the mark of the items, ``causes`` by how they were lost. ``left_out`` tells
    that some handoffs count nowhere, because a reader could otherwise work out a refused row.
    """

    whole: Row
    pairs: tuple[Row, ...]
    templates: tuple[Row, ...]
    gaps: tuple[Row, ...]
    effect: Effect
    left_out: bool
    sorts: tuple[Row, ...] = ()
    causes: tuple[Row, ...] = ()
    method: str = METHOD


def pair(one: Observed) -> str:
    """From which team to which."""
    return f"{one.sender_team} to {one.receiver_team}"


def template(one: Observed) -> str:
    """Under which contract it was written."""
    return one.template


def band(one: Observed) -> str:
    """How long it lay, in words."""
    return next((name for limit, name in _BANDS if one.gap < limit), _LONGER)


_KEYS: Final[tuple[Callable[[Observed], str], ...]] = (pair, template, band)


def report(
    observed: Iterable[Observed],
    crowd: Crowd,
    *,
    outcomes: Iterable[Observed] | None = None,
    fates: Fates = MappingProxyType({}),
) -> Report:
    """What was lost, as far as it may be told; ``fates`` are those of the items, where known.

    ``outcomes`` are the handoffs whose loss was found in the same way whether they were read back
    or not: what read-back changes is learnt from those. They are ``observed`` where nothing is
    said.
    """
    several = sorted(observed, key=lambda one: one.handoff)
    kept = without_remainders(several, crowd, _KEYS)
    counted = {one.handoff for one in kept}
    hidden = [one for one in several if one.handoff not in counted]
    pairs, templates, gaps = (tuple(_rows(kept, crowd, key, hidden)) for key in _KEYS)
    same = (
        kept
        if outcomes is None
        else without_remainders(sorted(outcomes, key=lambda one: one.handoff), crowd, _KEYS)
    )
    effect = effect_of(same, crowd, fewest=FEWEST_ITEMS, fewest_handoffs=FEWEST_HANDOFFS)
    whole = _row("all handoffs", kept, crowd)
    sorts = _told_apart(by_sort(kept, fates), crowd)
    causes = _told_apart(by_cause(kept, fates), crowd)
    return Report(whole, pairs, templates, gaps, effect, bool(hidden), sorts, causes)


def _told_apart(parts: Iterable[tuple[str, Sequence[Observed]]], crowd: Crowd) -> tuple[Row, ...]:
    """A row for each part of the items that has enough of them.

    None at all where one of the parts would be about somebody: the others would tell it.
    """
    rows = [_row(name, several, crowd) for name, several in parts if several]
    if any(row.refused is Refused.NO_GROUP for row in rows):
        return ()
    return tuple(row for row in rows if row.refused is None)


def _rows(
    kept: Sequence[Observed],
    crowd: Crowd,
    key: Callable[[Observed], str],
    hidden: Sequence[Observed],
) -> list[Row]:
    """The rows of one table; a group that is left out is named and refused."""
    rows = {name: _row(name, several, crowd) for name, several in grouped(kept, key).items()}
    for name in grouped(hidden, key):
        rows.setdefault(name, Row(name, 0, 0, refused=Refused.NO_GROUP))
    order = BANDS.index if key is band else str
    return [rows[name] for name in sorted(rows, key=order)]


def _row(name: str, several: Sequence[Observed], crowd: Crowd) -> Row:
    if several and not crowd.is_group(several):
        return Row(name, 0, 0, refused=Refused.NO_GROUP)
    items, handoffs = sum(one.items for one in several), sum(one.items > 0 for one in several)
    if items < FEWEST_ITEMS or handoffs < FEWEST_HANDOFFS:
        return Row(name, handoffs, items, refused=Refused.TOO_FEW)
    first = share_lost([Count(one.items, one.lost) for one in several])
    after = share_lost([Count(one.items, one.lost_after) for one in several])
    return Row(name, handoffs, items, first, after)
