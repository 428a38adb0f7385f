"""Journal entries as things that somebody must be told, and as letters that told them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dayline.base.instants import from_text
from dayline.base.micros import to_micros
from dayline.inbox.models import Choice, Delivery, Letter, Message, Page, PageBudget, Thread
from dayline.inbox.telling import Batch, about
from dayline.journal import queries as journal
from dayline.journal.database import fetch
from dayline.journal.rows import table
from dayline.journal.rules import Entry

_ABOUT = ("record.", "comment.", "concern.", "clock.", "budget.", "page.", "notice.", "offset.")
KINDS = (*_ABOUT, "letter.", "payload.erased")


def fold(workspace: int, entries: Sequence[Entry]) -> None:
    """Bring the tables of the inbox up to date with ``entries``, in order."""
    pending: list[Entry] = []
    for entry in entries:
        if entry.kind.startswith(("letter.", "payload.")):
            Batch(workspace, pending).write()
            pending = []
            apply = _letter if entry.kind.startswith("letter.") else _refold
            apply(workspace, entry)
        else:
            pending.append(entry)
    Batch(workspace, pending).write()


def _letter(workspace: int, entry: Entry) -> None:
    payload: dict[str, Any] = entry.payload or {}
    if entry.kind == "letter.composed":
        _composed(workspace, entry, payload)
    elif entry.kind == "letter.chosen":
        choice = {"workspace": workspace, "person": entry.subject}
        table(Choice).put([{**choice, "letters": payload.get("letters", "all")}])
    else:
        rows = table(Letter).recall(workspace, "id", [entry.subject])
        table(Letter).put(_tried(row, entry, payload) for row in rows)


def _composed(workspace: int, entry: Entry, payload: dict[str, Any]) -> None:
    letter = f"L{entry.index}"
    items = payload.get("items", [])
    table(Letter).put(
        [
            {
                "workspace": workspace,
                "id": letter,
                "person": entry.subject,
                "sort": payload.get("sort", "digest"),
                "state": "ready",
                "idx": entry.index,
                "composed_at": entry.at,
                "sent_at": None,
                "tries": 0,
                "retry_at": entry.at,
            }
        ]
    )
    told = [(item["id"], entry.subject) for item in items]
    everybody = [(identity, "") for identity in payload.get("done", [])]
    table(Delivery).put(
        {"workspace": workspace, "message": message, "person": person, "letter": letter}
        for message, person in (*told, *everybody)
    )
    table(Message).clear(workspace, "id", payload.get("done", []))


def _tried(row: dict[str, Any], entry: Entry, payload: dict[str, Any]) -> dict[str, Any]:
    """A letter after an attempt to send it."""
    if entry.kind == "letter.failed":
        retry_at = to_micros(from_text(payload["retry_at"])) if payload else row["retry_at"]
        return {**row, "tries": row["tries"] + 1, "retry_at": retry_at}
    state = "kept" if entry.kind == "letter.kept" else "sent"
    return {**row, "tries": row["tries"] + 1, "state": state, "sent_at": to_micros(entry.at)}


def _refold(workspace: int, erasure: Entry) -> None:
    """Words were erased: what was to be told about that record is made again from what is left."""
    erased = erasure.payload or {}
    if not str(erased.get("kind", "")).startswith(_ABOUT):
        return
    ref = about(str(erased["subject"]))
    for model, column in ((Message, "ref"), (Page, "ref"), (Thread, "ref"), (PageBudget, "team")):
        table(model).clear(workspace, column, [ref])
    entries = journal.about(workspace, ref, stop=erasure.index, kinds=_ABOUT)
    Batch(workspace, entries).write()
    told = fetch(
        "SELECT m.id FROM inbox_message m JOIN inbox_delivery d"
        " ON d.workspace = m.workspace AND d.message = m.id AND d.person = ''"
        " WHERE m.workspace = %s AND m.ref = %s",
        [workspace, ref],
    )
    table(Message).clear(workspace, "id", [row[0] for row in told])
