"""Plays the opening scene of the tests over MCP: ``python -m tests.faces.mcp.staging``.

It works on the workspace of ``DAYLINE_HOME`` in a process of its own, and prints, as JSON, the
tokens of each agent. @pilot is an agent of Austin and a member, @scout a guest who sees little.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, datetime

NOW = datetime(2026, 11, 18, 15, 0, tzinfo=UTC)

HANDOFF = """# The reversal is yours before 06:00 UTC

## Progress made

- (state) Since 13:52 UTC the ledger refuses a key that it has posted on any day.
- (state) 1,312 duplicate postings remain, worth EUR 86,340.18, for 214 merchants.

## Decisions and rationale

- (decision) We reverse the second posting of each pair, because under D-1 the second is a retry.

## Blockers for next timezone

- (blocker) A reversal of more than 1,000 postings needs a second approver: ask @ana.

## Open questions

- (question) Some merchants may have refunded already. Do those pairs need a reversal too?
"""

READ_BACK = """The ledger has refused posted keys on any day since 13:52 UTC. There are still 1,312
doubled postings, together EUR 86,340.18, across 214 merchants. For each pair the second posting is
taken back, as D-1 says it is a retry. To reverse more than 1,000 of them I must get a second
approval from @ana. It is not known whether pairs that merchants refunded must be reversed too."""


def play() -> None:
    """Make the tables, the workspace, its people, a few records and the tokens."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "dayline.project.web_settings"
    import django

    django.setup()
    from dayline.accounts.actions import make_token
    from dayline.faces.cli.workspace import migrate

    migrate()
    from dayline.people.actions import change_team, join
    from dayline.records.actions import move, open_record
    from tests.cast import DECISION, set_stage

    stage = set_stage()
    stage.ids["pilot"] = join(stage.olga, handle="pilot", name="Pilot", sort="agent")
    change_team(stage.ana, "austin", members=["ben", "pilot"], leads=["ana"])
    open_record(stage.ben, "decision", text=DECISION)
    move(stage.ana, "D-1", "accept")
    hidden = DECISION.replace("Every capture carries a key", "The zeppelin budget")
    open_record(stage.ines, "decision", text=hidden, visibility="person:@ines")
    text = f'---\nfrom: "@london"\nto: "@austin"\nseverity: urgent\n---\n\n{HANDOFF}'
    open_record(stage.omar, "handoff", text=text)
    move(stage.omar, "H-1", "deliver")

    def token(handle: str, *scopes: str, by: str = "olga") -> str:
        at = datetime.now(UTC)
        return make_token(stage.acting(by), name="test", scopes=scopes, at=at, person=handle)[1]

    told = {
        "reader": token("pilot", "read"),
        "writer": token("pilot", "read", "write:records", "write:comments"),
        "guest": token("scout", "read", "write:comments"),
        "mute": token("pilot", "ics"),
        "ines": token("ines", "read", by="ines"),
    }
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    play()
