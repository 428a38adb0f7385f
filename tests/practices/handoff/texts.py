"""A handoff from London to Austin, and a read-back that keeps all of it."""

HANDOFF = """---
from: "@london"
to: "@austin"
severity: urgent
---

# Duplicate postings: the reversal is yours

## Progress made

- (state) 1,312 duplicate postings remain, for 214 merchants. Nobody was paid yet.

## Decisions and rationale

- (decision) We reverse the second posting of each pair, because the first one is the payment.

## Blockers for next timezone

None.

## Open questions

- (question) Do pairs that were refunded already need a reversal too?

## Ruled-out paths

- (ruled_out) Do not replay the batch by script: it posts under the new day and doubles.
"""

ROUTINE = HANDOFF.replace("urgent", "routine")

UNDERSTOOD = """1,312 duplicate postings are left, for 214 merchants, and nobody was paid yet.
We reverse the second posting of each pair, because the first is the payment.
Open: do pairs that were refunded already need a reversal too?
I do not replay the batch by script, it posts under the new day and doubles.
"""
