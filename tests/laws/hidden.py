"""A workspace with and without records that most may not see, and everybody's way of asking.

``Askers.ask`` undoes whatever an asking wrote, so that the same can be asked again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import StringIO
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from dayline.accounts.actions import make_token
from dayline.accounts.scopes import scopes_of_role
from dayline.base.errors import DaylineError
from dayline.faces.cli.main import main
from dayline.faces.mcp import offers, tools
from dayline.faces.mcp.seat import Seat, seat_of
from dayline.faces.mcp.words import refused
from dayline.inbox.actions import page
from dayline.inbox.rounds import make_round
from dayline.journal import queries as journal
from dayline.people.actions import join
from dayline.people.queries import directory
from dayline.records.actions import move, open_record
from dayline.records.imports.actions import import_records
from dayline.records.imports.rules import Incoming, Version
from dayline.records.remarks.actions import comment, give_receipt
from dayline.search.actions import catch_up
from tests.browser.staging import HANDOFF, QUESTION
from tests.cast import DECISION, Stage, set_stage
from tests.faces.web.visitors import visitor

WORD = "zanzibar"
"""Stands in everything that is hidden, and nowhere else."""

NOW = "2026-11-18T15:00:00Z"
NAMES = {
    "V": "D-1", "H": "D-2", "Handoff": "H-2", "Rfc": "R-1", "word": WORD, "number": "2",
    "slug": f"the-{WORD}-plan", "digest": "0" * 64,
}  # fmt: skip

RFC = f"""---
reviewers: ["@ana"]
hard_cap: 2026-12-01
tags: [{WORD}]
---

# The {WORD} window

## Summary

We open the {WORD} window to everybody who needs it, at once and for as long as it takes.

## Context

It hurts, and it hurts more each day, as the {WORD} figures of October show to everybody.

## Proposal

1. First we count the {WORD} windows in each region, then we close all but one of them for good.
2. Then we open that one to everybody who needs it, and tell them when.

## Rejected alternatives

- Doing nothing: it hurts.

## Consequences

Everybody changes something.
"""

INCIDENT = f"""---
owner: "@ben"
severity: critical
area: gateway
started_at: 2026-11-18T08:00:00Z
aware_at: 2026-11-18T08:05:00Z
---

# The {WORD} outage

## Impact

Everybody in {WORD}.
"""


def _round(stage: Stage) -> None:
    make_round(stage.workspace, datetime(2026, 11, 18, 12, tzinfo=UTC), worker="test")
    catch_up(stage.workspace)


def set_scene() -> Stage:
    """The cast, an auditor, and what all of them see: D-1, which names D-2, and a handoff."""
    stage = set_stage()
    stage.ids["vera"] = join(stage.olga, handle="vera", name="Vera Audit", role="auditor")
    seen = DECISION.replace('"@ines"]', '"@ines", "@gus"]\nrelates_to: [D-2]')
    open_record(stage.ben, "decision", text=seen + "\nAs D-2 and R-1 say.\n")
    comment(stage.ana, "D-1", "As D-2 has it.")
    open_record(stage.omar, "handoff", text=HANDOFF.format(severity="urgent", title="The reversal"))
    move(stage.omar, "H-1", "deliver")
    _round(stage)
    return stage


def hide(stage: Stage, visibility: str) -> dict[str, str]:
    """Records of every kind that only @ben, @ana or (by ``visibility``) others see.

    Returns what probes need to name: the number of an entry, the id of a comment.
    """
    told = DECISION.replace('"@ines"', '"@ben"').replace("src/gateway", f"src/{WORD}")
    told = told.replace("---\n\n# Every capture carries a key", (
        f"tags: [{WORD}]\nreview_by: 2026-11-20\nrelates_to: [D-1]\n---\n\n# The {WORD} plan"
    ))  # fmt: skip
    told = told.replace("412 captures", f"412 {WORD} captures")
    opened = open_record(stage.ben, "decision", text=told, visibility=visibility)
    said = comment(
        stage.ana, "D-2", f"Why {WORD}?", quote=f"412 {WORD} captures", concern=f"{WORD} late"
    )
    give_receipt(stage.ana, "D-2", "read_back", text=f"So {WORD} it is.")
    page(stage.ana, ["@ben"], "D-2", f"{WORD} burns", over_budget=True)
    handoff = HANDOFF.format(severity="urgent", title=f"The {WORD} reversal")
    handoff = handoff.replace('"@london"', '"@austin"').replace(
        "relates_to: [D-1]", "area: gateway"
    )
    handoff = handoff.replace("area: ledger\n", "")
    open_record(stage.ben, "handoff", text=handoff, visibility=visibility)
    move(stage.ben, "H-2", "deliver")
    asked = QUESTION.replace("@omar", "@ana").replace("London", WORD.title())
    open_record(stage.ben, "question", text=asked, visibility=visibility)
    open_record(stage.ben, "rfc", text=RFC, visibility=visibility)
    move(stage.ben, "R-1", "open")
    comment(stage.ana, "R-1", f"Not {WORD}.", concern="late")
    open_record(stage.ben, "incident", text=INCIDENT, visibility=visibility)
    version = Version(f"# Keys of {WORD}\n".encode(), f"Keys of {WORD}", "accepted", "Accepted")
    item = Incoming("decision", "plain", f"docs/{WORD}/keys.md", [version], ref="D-7")
    import_records(stage.ben, [item], visibility=visibility)
    _round(stage)
    (raised, *_) = (
        entry for entry in journal.entries(stage.workspace, kinds=("comment.",))
        if entry.subject == "D-2"
    )  # fmt: skip
    return {"index": str(opened.index), "comment": said, "comment_index": str(raised.index)}


def unwritten(stage: Stage, visibility: str) -> dict[str, str]:
    """The same names before anything is hidden: they name nothing yet. Found by hiding once."""
    with undone():
        return hide(stage, visibility)


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written within never was."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


_FRESH = (
    re.compile(rb'(name="csrfmiddlewaretoken" value=")[^"]+'),
    re.compile(rb'(name="writer" value=")[^"]+'),
    re.compile(rb'("token": ?")[^"]+'),
    re.compile(rb'(data-writer=")[^"]+'),
    re.compile(rb'(nonce=")[^"]+'),
)
_SIZE = re.compile(rb'"next":("[^"]*"|null),"size":[0-9]+')
_HEADERS = ("ETag", "Location", "Link", "Content-Disposition", "Content-Type", "Last-Modified")


def bare(response: HttpResponse) -> tuple[Any, ...]:
    """What of a response must not depend on what one may not see."""
    body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    for pattern in _FRESH:
        body = pattern.sub(rb"\1", body)
    if b'"leaf_hash"' in body:  # a list of entries ends with the journal's size, and goes on there
        body = _SIZE.sub(b"", body)
        del response.headers["ETag"]
    headers = [(name, response.headers.get(name)) for name in _HEADERS]
    return response.status_code, headers, body


@dataclass
class Asker:
    """Somebody who asks by pages, by the API and on the command line; ``""`` is nobody."""

    stage: Stage
    who: str
    names: dict[str, str] = field(default_factory=lambda: {**NAMES, "ics": "dayline_none"})

    def __post_init__(self) -> None:
        self.browser = visitor(self.stage, self.who) if self.who else Client()
        self.caller = Client()
        self.names["me"] = self.who or "nobody"
        self.secret = ""
        if self.who:
            role = directory(self.stage.workspace).person(self.who).role
            self.secret = self.token(*scopes_of_role(role))
            self.names["ics"] = self.token("ics")

    def token(self, *scopes: str) -> str:
        """The secret of a new token of theirs."""
        acting = self.stage.acting(self.who)
        return make_token(acting, name="t", scopes=scopes, at=datetime.now(UTC))[1]

    def fill(self, told: str) -> str:
        for name, value in self.names.items():
            told = told.replace(f"{{{name}}}", value)
        return told

    def page(self, path: str) -> tuple[Any, ...]:
        with undone():
            return bare(self.browser.get(self.fill(path)))

    def post(self, path: str, form: dict[str, Any]) -> tuple[Any, ...]:
        address, _, plain = self.fill(path).partition(" ")
        said = json.loads(self.fill(json.dumps(form)))
        if "person" in said:
            said["person"] = self.stage.ids.get(self.who, "")
        with undone():
            if plain:
                return bare(self.browser.post(address, said, content_type="application/json"))
            return bare(self.browser.post(address, said))

    def api(
        self, path: str, body: Any = None, *, method: str = "", secret: str | None = None
    ) -> tuple[Any, ...]:
        stated, _, address = self.fill(path).rpartition(" ")
        method = method or stated or ("GET" if body is None else "POST")
        data = b"" if body in (None, {}) else self.fill(json.dumps(body)).encode()
        held = self.secret if secret is None else secret
        headers = {"If-Match": "*"} | ({"Authorization": f"Bearer {held}"} if held else {})
        self.caller.cookies.clear()
        with undone():
            return bare(
                self.caller.generic(
                    method, f"/api/v1{address}", data, "application/json", headers=headers
                )
            )

    def tool(self, name: str, arguments: str) -> tuple[Any, ...]:
        """What a tool for agents answers."""
        given = json.loads(self.fill(arguments))
        return self._as_agent(lambda seat: tools.call(seat, name, given))

    def resource(self, uri: str) -> tuple[Any, ...]:
        """What stands at an address for agents; with "" the list of them."""
        if not uri:
            return self._as_agent(lambda seat: offers.resources(seat, ""))
        return self._as_agent(lambda seat: offers.resource(seat, self.fill(uri)))

    def prompt(self, name: str, given: dict[str, str]) -> tuple[Any, ...]:
        """What a prompt for agents says."""
        filled = {key: self.fill(value) for key, value in given.items()}
        return self._as_agent(lambda seat: offers.prompt(seat, name, filled))

    def _as_agent(self, act: Callable[[Seat], Any]) -> tuple[Any, ...]:
        stage = self.stage
        with undone():
            seat = seat_of(stage.workspace, "meridian", stage.ids[self.who], None)
            try:
                return 0, act(seat)
            except DaylineError as error:
                return error.code, refused(error)

    def command(self, words: str, monkeypatch: Any) -> tuple[Any, ...]:
        """What a verb prints. The environment is the caller's to set back."""
        monkeypatch.setenv("DAYLINE_AS", f"@{self.who}")
        monkeypatch.setattr("sys.stdin", StringIO())
        out, err = StringIO(), StringIO()
        with undone(), redirect_stdout(out), redirect_stderr(err):
            try:
                main(self.fill(words).split())
            except SystemExit as ended:
                return ended.code, out.getvalue(), err.getvalue()
        return None, out.getvalue(), err.getvalue()
