"""A handoff between two sites, for stories of a night: what London leaves for Austin."""

from __future__ import annotations

from dayline.records.actions import move, open_record
from tests.cast import Stage

HANDOFF = """\
---
from: "@london"
to: "@austin"
severity: watch
---

# The reversal is half done

## Progress made

- (state) 600 of 1,312 postings are reversed.
- (state) Payouts are paused.

## Decisions and rationale

- (decision) We reverse and do not refund, because a refund tells the merchant.

## Blockers for next timezone

- (blocker) The second approver is asleep until 09:00 in Austin.

## Open questions

- (question) Do refunded payments need a reversal too?
"""


def hand_over(stage: Stage, writer: str = "omar") -> str:
    """Deliver the handoff; returns its id."""
    ref = open_record(stage.acting(writer), "handoff", text=HANDOFF).ref
    move(stage.acting(writer), ref, "deliver")
    return ref
