"""One handoff as the measure sees it: counts of items, and no person. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Observed:
    """A delivered handoff that somebody has judged item by item.

    ``handoff`` is the record's id ("H-4"); the teams are their handles ("@london"); ``template`` is
    the contract and version that it was written under ("handoff/1"); ``gap`` is the wall-clock time
    from its delivery to its acceptance. ``items`` counts the must-survive items, ``lost`` those
    that were missing or contradicted at first, ``lost_after`` those that were still so after
    clarification. The sender's adjudication has already had its word in both counts.

    ``read_back`` says whether a read-back was asked for, and ``randomised`` whether a draw decided
    that. Where it was the severity or a person, the handoff counts for the loss but not for the
    effect of read-back.
    """

    handoff: str
    sender_team: str
    receiver_team: str
    template: str
    gap: timedelta
    read_back: bool
    items: int
    lost: int
    lost_after: int
    randomised: bool = True

    def __post_init__(self) -> None:
        """Refuse counts that cannot be: a caller's fault, not a person's."""
        for lost in (self.lost, self.lost_after):
            if not 0 <= lost <= self.items:
                raise ValueError(f"{self.handoff}: {lost} of {self.items} items cannot be lost")
