"""Answers in the journal as rows."""

from __future__ import annotations

from collections.abc import Sequence

from dayline.journal.rows import table
from dayline.journal.rules import Entry
from dayline.practices.meeting.models import Answer

KINDS = ("route.answered",)


def fold(workspace: int, entries: Sequence[Entry]) -> None:
    """One row for each answer; its payload is never erased, because it holds no words."""
    table(Answer).insert(
        {
            "workspace": workspace,
            "idx": entry.index,
            "ref": entry.subject,
            "said": str((entry.payload or {}).get("right", "not_sure")),
            "rules": list((entry.payload or {}).get("rules", [])),  # type: ignore[arg-type]
        }
        for entry in entries
    )
