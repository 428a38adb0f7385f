"""Records as their revisions of an earlier day were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dayline.journal.database import fetch, marks
from dayline.records.queries import Record


@dataclass(frozen=True, slots=True)
class Past:
    """A revision that was true on a day: its number, which entry holds its text, and its state."""

    number: int
    text_index: int
    state: str

    def of(self, record: Record, payload: Mapping[str, Any]) -> Record:
        """The record as this revision was; ``payload`` is the entry that holds its text."""
        head = payload.get("head", {})
        return replace(
            record,
            revision=self.number,
            state=self.state,
            title=str(head.get("title", record.title)),
            fields=head.get("fields", record.fields),
        )


def begun(workspace: int, day: date) -> set[str]:
    """The records that there were by the end of a day, whoever may see them."""
    rows = fetch(
        "SELECT ref FROM records_revision WHERE workspace = %s AND number = 1"
        " AND effective_on <= %s",
        [workspace, day.isoformat()],
    )
    return {ref for (ref,) in rows}


def true_on(workspace: int, refs: Sequence[str], day: date) -> dict[str, Past]:
    """The last revision of each record that was true on a day, where one was."""
    rows = fetch(
        "SELECT ref, number, text_index, state FROM records_revision"  # noqa: S608
        f" WHERE workspace = %s AND ref IN ({marks(refs)}) AND effective_on <= %s"
        " ORDER BY number",
        [workspace, *refs, day.isoformat()],
    )
    return {ref: Past(number, index, state) for ref, number, index, state in rows}
