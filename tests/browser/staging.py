"""Plays the opening scene of the browser tests: ``python -m tests.browser.staging``.

It works on the workspace of ``DAYLINE_HOME`` in a process of its own, because Playwright's event
loop and the ORM do not go together in one. These records stand at the start, at 15:00 UTC:

- D-1 accepted, by @ben;  D-2 proposed by @ana, supersedes D-1, with comments and an open concern
- D-3 superseded by D-4, which is accepted
- D-5 proposed, for team Austin only (guests and other sites get the page of nothing)
- H-1 delivered from London to Austin, urgent;  H-2 delivered, routine;  H-3 a draft with gates open
- H-4 accepted by @ines after she read it back, clarified; from Singapore to London
- Q-1 open, from @mei to @omar
"""

from __future__ import annotations

import os
from datetime import UTC, datetime

NOW = datetime(2026, 11, 18, 15, 0, tzinfo=UTC)
"""When the server starts: Wednesday, 9:00 in Austin, 15:00 in London, 23:00 in Singapore."""

HANDOFF = """---
from: "@london"
to: "@austin"
severity: {severity}
area: ledger
relates_to: [D-1]
---

# {title}

## Progress made

- (state) Since 13:52 UTC the ledger refuses a key that it has posted on any day.
- (state) 1,312 duplicate postings remain, worth EUR 86,340.18, for 214 merchants.
- The payout run of 06:00 UTC is paused.

## Decisions and rationale

- (decision) We reverse the second posting of each pair, because under D-1 the second is a retry.

## Blockers for next timezone

- (blocker) A reversal of more than 1,000 postings needs a second approver: ask @ana.

## Open questions

- (question) Some merchants may have refunded already. Do those pairs need a reversal too?

## Ruled-out paths

- (ruled_out) Do not replay the batch. A replay posts under the new day and doubles again.
"""

SUCCESSOR = """---
deciders: ["@ben", "@ines"]
consulted: ["@ken"]
scope: captures and refunds
review_by: 2027-11-18
tags: [payments, retries]
supersedes: [D-1]
---

# Every write carries a key, refunds too

## Context

Acquirers time out after 30 seconds and merchants retry; 412 captures were doubled in May. Refunds
were left out of D-1, and @omar counted 19 doubled refunds since. See
[the acquirer's page](https://example.org/timeouts).

## Decision

Each write to the gateway carries an idempotency key that the client makes, **refunds included**.

## Why

Only the client knows that the second request is a retry of the first and not a new sale.

## Rejected alternatives

- Match by amount and time: two coffees of the same price look the same.

## Consequences

| Who | Has to |
|---|---|
| Clients | send a key by July |
| Ledger | refuse a key that it has seen |
"""

QUESTION = """---
owner: "@omar"
area: ledger
need_by: 2026-11-20T09:00:00Z
if_unanswered: I tell the merchant that the cut-off moved, without saying why
---

# Does the settlement cut-off move when London changes its clocks?

## Question

A merchant in Jakarta saw payments of 00:30 local time land on another day than a week before.
"""


def play() -> None:
    """Make the tables, the workspace, its people and the records."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "dayline.project.web_settings"
    import django

    django.setup()
    from dayline.faces.cli.workspace import migrate

    migrate()
    from tests.cast import DECISION, Stage, set_stage

    stage: Stage = set_stage()
    _decisions(stage, DECISION)
    _handoffs(stage)
    _incident(stage)


def _incident(stage: object) -> None:
    from dayline.practices.incident import actions
    from tests.cast import Stage

    assert isinstance(stage, Stage)
    actions.declare(stage.omar, "Postings are doubled", severity="critical")
    first = actions.add_notes(stage.ken, "I-1", [actions.Given("1,200 postings wait")])[0].id
    actions.add_notes(stage.mei, "I-1", [actions.Given("1,312 postings wait", corrects=first)])
    actions.add_claim(stage.ben, "I-1", "The alert was late", evidence="18:21")
    actions.contest(stage.ana, "I-1", 1, "nobody could have acted")


def _decisions(stage: object, text: str) -> None:
    from dayline.people.queries import directory
    from dayline.records.actions import move, open_record, revise
    from dayline.records.facts import text_of
    from dayline.records.queries import find
    from dayline.records.remarks.actions import close_comment, comment, give_receipt
    from tests.cast import Stage

    assert isinstance(stage, Stage)
    open_record(stage.ben, "decision", text=text)
    move(stage.ana, "D-1", "accept", note="Settled in the thread of Tuesday.")
    stage.later(minutes=20)
    open_record(stage.ana, "decision", text=SUCCESSOR)
    comment(stage.ken, "D-2", "Where does the number come from?", quote="412 captures were doubled")
    gone = "send a key by July"
    comment(stage.ines, "D-2", "July is too early for the Jakarta client.", quote=gone)
    concern = comment(
        stage.omar, "D-2", "Who keeps the keys after 24 hours? Settlement runs across midnight.",
        quote="an idempotency key that the client makes", concern="midnight",
    )  # fmt: skip
    stage.later(minutes=5)
    comment(stage.ana, "D-2", "The ledger does, for 30 days.", parent=concern)
    done = comment(stage.mei, "D-2", "Please name the clients.")
    close_comment(stage.mei, done)
    standing = text_of(find(stage.workspace, "D-2"))
    stage.later(minutes=30)
    revise(stage.ana, "D-2", standing.replace("by July", "by September"), expect=1,
           note="September, after the word of @ines.")  # fmt: skip
    give_receipt(stage.ken, "D-2", "read")
    for title in ("Keys live for a day", "Keys live for thirty days"):
        open_record(stage.ben, "decision", text=text.replace("Every capture carries a key", title))
    move(stage.ana, "D-3", "accept")
    newer = text_of(find(stage.workspace, "D-4"))
    revise(
        stage.ben,
        "D-4",
        newer.replace("applies_to:", "supersedes: [D-3]\napplies_to:", 1),
        expect=1,
    )
    move(stage.ana, "D-4", "accept")
    austin = directory(stage.workspace).team("austin").id
    hidden = text.replace("Every capture carries a key", "Who moves to the second floor")
    open_record(stage.ben, "decision", text=hidden, visibility=f"team:{austin}")
    open_record(stage.mei, "question", text=QUESTION)


def _handoffs(stage: object) -> None:
    from dayline.records.actions import move, open_record
    from tests.cast import Stage

    assert isinstance(stage, Stage)
    urgent = HANDOFF.format(severity="urgent", title="The reversal is yours before 06:00 UTC")
    open_record(stage.omar, "handoff", text=urgent)
    routine = HANDOFF.format(severity="routine", title="The nightly totals, as every day")
    open_record(stage.omar, "handoff", text=routine)
    stage.now = NOW.replace(hour=14, minute=30)
    move(stage.omar, "H-1", "deliver")
    move(stage.omar, "H-2", "deliver")
    draft = HANDOFF.format(severity="watch", title="What is left of the reversal")
    draft = draft.replace('to: "@austin"', 'to: "@singapore"').replace("- (question) ", "- ")
    draft = draft.replace("(state) ", "").replace("(ruled_out)", "(hint)")
    open_record(stage.omar, "handoff", text=draft)
    _read_back(stage)


def _read_back(stage: object) -> None:
    from dayline.practices.handoff.actions import read_back, take_on
    from dayline.records.actions import move, open_record
    from tests.cast import Stage

    assert isinstance(stage, Stage)
    text = HANDOFF.format(severity="watch", title="The letters to the merchants")
    text = text.replace("@london", "@singapore").replace("@austin", "@london")
    text += "\n## Walkthrough\n\nhttps://video.example.org/w\n\n- 0:48 Two postings, one key\n"
    open_record(stage.ken, "handoff", text=text)
    move(stage.ken, "H-4", "deliver")
    read_back(stage.ines, "H-4", "1,213 duplicate postings remain. The region is down.")
    items = [line.partition(") ")[2] for line in text.split("\n") if line.startswith("- (")]
    read_back(stage.ines, "H-4", "\n".join(items))
    take_on(stage.ines, "H-4", "the letters; not the payouts")


if __name__ == "__main__":
    play()
