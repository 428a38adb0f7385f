"""Journal entries on incidents, as rows: when each note happened, and which note it corrects."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dayline.base.instants import from_text
from dayline.base.micros import to_micros
from dayline.journal import queries as journal
from dayline.journal.rows import table
from dayline.journal.rules import Entry
from dayline.practices.incident.models import Note

NOTED = "incident.noted"
KINDS = (NOTED, "payload.erased")


def fold(workspace: int, entries: Sequence[Entry]) -> None:
    """Bring the table up to date with ``entries``, in order."""
    rows: dict[int, dict[str, Any]] = {}
    for entry in entries:
        if entry.kind == NOTED:
            rows[entry.index] = _row(workspace, entry)
            continue
        erased = entry.payload or {}
        index = erased.get("index")
        if erased.get("kind") == NOTED and isinstance(index, int):
            rows |= {
                one.index: _row(workspace, one)
                for one in journal.entries(workspace, start=index, stop=index + 1)
            }
    table(Note).put(rows.values())


def _row(workspace: int, entry: Entry) -> dict[str, Any]:
    """A note whose words were erased stands where it arrived, as a note of its own."""
    payload: dict[str, Any] = entry.payload or {}
    written = to_micros(entry.at)
    at = payload.get("at")
    return {
        "workspace": workspace,
        "idx": entry.index,
        "ref": entry.subject,
        "key": str(payload.get("key", "")),
        "author": entry.actor,
        "at": to_micros(from_text(at)) if isinstance(at, str) else written,
        "written_at": written,
        "corrects": int(payload.get("corrects", 0)),
    }
