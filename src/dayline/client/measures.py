"""The API on measures: what it answers and takes, and its operations.

Written by scripts/make_client.py from the OpenAPI document; not edited by hand.
"""

from __future__ import annotations

from typing import Literal, TypedDict, cast

from dayline.client.transport import Transport


class ShareLost(TypedDict):
    """A share of items with the ends of its 95 % interval."""

    share: float
    low: float
    high: float
    design_effect: float


class LossRow(TypedDict):
    """What was lost in one group of handoffs, or why it is not told."""

    of: str
    handoffs: int | None
    items: int | None
    lost_at_first: ShareLost | None
    lost_after: ShareLost | None
    refused: Literal["too-few-items", "would-be-about-people"] | None
    why: str


class LossArm(TypedDict):
    """The drawn handoffs with read-back, or those without."""

    handoffs: int
    items: int
    lost: ShareLost | None


class ReadBackEffect(TypedDict):
    """What read-back changes; null members where it is refused, and `says` why."""

    with_read_back: LossArm
    without: LossArm
    apart: int
    weighted: bool
    difference: float | None
    low: float | None
    high: float | None
    says: str
    method: str


class HandoffLoss(TypedDict):
    """What handoffs lose."""

    whole: LossRow
    pairs: list[LossRow]
    templates: list[LossRow]
    gaps: list[LossRow]
    sorts: list[LossRow]
    causes: list[LossRow]
    effect: ReadBackEffect
    left_out: bool
    level: float
    method: str


class MeasuresOperations(Transport):
    """Operations on measures."""

    def get_handoff_loss(self, *, if_none_match: str | None = None) -> HandoffLoss:
        """Get what handoffs lose: by pair of teams, by template, by length of the gap."""
        return cast(
            "HandoffLoss",
            self.request(
                "GET", "/api/v1/handoffs/loss", headers={"If-None-Match": if_none_match}
            ).json(),
        )
