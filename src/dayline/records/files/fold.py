"""Pictures in the journal, as rows. The bytes stay in the payload."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dayline.journal.rows import table
from dayline.journal.rules import Entry
from dayline.records.models import File

KINDS = ("file.", "payload.erased")


def fold(workspace: int, entries: Sequence[Entry]) -> None:
    """Bring the table of files up to date with ``entries``, in order."""
    for entry in entries:
        payload: dict[str, Any] = entry.payload or {}
        if entry.kind == "payload.erased":
            table(File).clear(workspace, "idx", [int(payload.get("index", -1))])
        elif payload:
            row = {
                "workspace": workspace,
                "ref": entry.subject,
                "digest": payload["digest"],
                "extension": payload["extension"],
                "size": payload["size"],
                "idx": entry.index,
                "at": entry.at,
                "author": entry.actor,
            }
            table(File).put([row])
