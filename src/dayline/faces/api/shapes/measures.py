"""Shapes of what is measured, always of groups and never of a person."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from dayline.faces.api.shapes.base import Shape

Part = Annotated[float, Field(description="A part of one.")]


class ShareLost(Shape):
    """A share of items with the ends of its 95 % interval."""

    share: Part
    low: Part
    high: Part
    design_effect: Annotated[
        float, Field(description="By how much items of one handoff being lost together counts.")
    ]


class LossRow(Shape):
    """What was lost in one group of handoffs, or why it is not told."""

    of: str
    handoffs: Annotated[int | None, Field(description="Null where it would be about people.")]
    items: int | None
    lost_at_first: ShareLost | None
    lost_after: Annotated[ShareLost | None, Field(description="After clarification.")]
    refused: Literal["too-few-items", "would-be-about-people"] | None
    why: str


class LossArm(Shape):
    """The drawn handoffs with read-back, or those without."""

    handoffs: int
    items: int
    lost: ShareLost | None


class ReadBackEffect(Shape):
    """What read-back changes; null members where it is refused, and `says` why."""

    with_read_back: LossArm
    without: LossArm
    apart: Annotated[int, Field(description="Handoffs that no draw decided, or without a rival.")]
    weighted: bool
    difference: Annotated[float | None, Field(description="Below zero: less is lost with it.")]
    low: float | None
    high: float | None
    says: str
    method: str


class HandoffLoss(Shape):
    """What handoffs lose."""

    whole: LossRow
    pairs: list[LossRow]
    templates: list[LossRow]
    gaps: list[LossRow]
    sorts: Annotated[list[LossRow], Field(description="By the mark of the items.")]
    causes: Annotated[list[LossRow], Field(description="By how they were lost.")]
    effect: ReadBackEffect
    left_out: Annotated[
        bool,
        Field(description="Some handoffs count nowhere, or a refused row could be worked out."),
    ]
    level: float
    method: str
