"""What read-back changes, from the draw that asks for it in some handoffs and not in others. Pure.

Each pair of teams and template may have its own share of handoffs with a read-back, so each handoff
weighs by one over the share of its own arm there (Horvitz and Thompson 1952, normalised as Hájek
did). Otherwise a pair that loses much and reads back often would make read-back look harmful.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from dayline.practices.handoff.measure.crowd import Crowd, grouped
from dayline.practices.handoff.measure.interval import Count, Share, difference, share_lost
from dayline.practices.handoff.measure.observed import Observed

METHOD: Final = (
    "difference of the shares lost after clarification, weighted by the inverse share of each arm"
    " in its pair and template; interval from those of both arms (Newcombe)"
)


@dataclass(frozen=True, slots=True)
class Arm:
    """The handoffs with read-back, or those without: how many, and what they lost.

    ``lost`` is None where it would tell what a few others lost.
    """

    handoffs: int
    items: int
    lost: Share | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """Share lost with read-back less share lost without it; below zero means that it helps.

    ``why`` says why there is no figure, "" where there is one. ``weighted`` tells whether the
    shares of the arms differed, ``apart`` how many handoffs were not drawn or had no rival.
    """

    on: Arm
    off: Arm
    apart: int
    weighted: bool = False
    value: float | None = None
    low: float | None = None
    high: float | None = None
    why: str = ""
    method: str = METHOD

    @property
    def says(self) -> str:
        """What the interval says, in a sentence."""
        if self.low is None or self.high is None:
            return self.why
        if self.high < 0:
            return "Less is lost with read-back."
        if self.low > 0:
            return "More is lost with read-back."
        return "It cannot be told yet whether read-back changes what is lost."


def effect_of(
    observed: Sequence[Observed], crowd: Crowd, *, fewest: int, fewest_handoffs: int
) -> Effect:
    """The effect of read-back; refused below ``fewest`` items or ``fewest_handoffs`` in an arm."""
    drawn = [one for one in observed if one.randomised and one.items]
    shares = {
        name: sum(one.read_back for one in several) / len(several)
        for name, several in grouped(drawn, _stratum).items()
    }
    compared = [one for one in drawn if 0 < shares[_stratum(one)] < 1]
    known = {one.handoff for one in compared}
    apart = [one for one in observed if one.handoff not in known]
    arms = [[one for one in compared if one.read_back is on] for on in (True, False)]
    if not all(crowd.is_group(arm) for arm in arms if arm):
        why = "Too few people on a side: a figure would be about somebody."
        return Effect(Arm(0, 0), Arm(0, 0), 0, why=why)
    on, off = (Arm(len(arm), sum(one.items for one in arm)) for arm in arms)
    if min(on.items, off.items) < fewest or min(on.handoffs, off.handoffs) < fewest_handoffs:
        why = (
            f"{on.items} items were judged with read-back and {off.items} without it, where a draw"
            f" decided; {fewest} items of {fewest_handoffs} handoffs are needed of each."
        )
        return Effect(on, off, len(apart), why=why)
    lost = [share_lost(_weighed(arm, shares)) for arm in arms]
    if not apart or crowd.is_group(apart):
        # Otherwise what the few lost could be had by taking both arms from the whole.
        on, off = replace(on, lost=lost[0]), replace(off, lost=lost[1])
    differ = len({round(shares[_stratum(one)], 9) for one in compared}) > 1
    return Effect(on, off, len(apart), differ, *difference(lost[1], lost[0]))


def _weighed(arm: Sequence[Observed], shares: Mapping[str, float]) -> list[Count]:
    return [
        Count(one.items, one.lost_after, 1 / _chance(one, shares[_stratum(one)])) for one in arm
    ]


def _chance(one: Observed, share: float) -> float:
    return share if one.read_back else 1 - share


def _stratum(one: Observed) -> str:
    return f"{one.sender_team} {one.receiver_team} {one.template}"
