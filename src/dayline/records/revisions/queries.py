"""Reading revisions: a page of them, their texts, and the one that stood on a day.

Whoever asks has found the record first, and so may see what it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dayline.base.micros import from_micros
from dayline.journal import queries as journal
from dayline.journal.database import fetch, first, marks
from dayline.records.packing import unpacked
from dayline.records.queries import Past

_COLUMNS = "number, idx, at, effective_at, actor, state, status, move, note"


def latest(workspace: int, ref: str, *, below: int = 0, limit: int = 20) -> list[Past]:
    """The revisions of a record, newest first; with ``below`` those of a lower number."""
    bound = " AND number < %s" if below else ""
    rows = fetch(
        f"SELECT {_COLUMNS} FROM records_revision WHERE workspace = %s AND ref = %s{bound}"  # noqa: S608
        " ORDER BY number DESC LIMIT %s",
        [workspace, ref, *([below] if below else []), limit],
    )
    return [
        Past(number, index, from_micros(at), from_micros(effective_at), *said)
        for number, index, at, effective_at, *said in rows
    ]


def one(workspace: int, ref: str, number: int) -> Past | None:
    """One revision; None when there is none of that number."""
    found = latest(workspace, ref, below=number + 1, limit=1)
    return found[0] if found and found[0].number == number else None


def texts(workspace: int, ref: str, numbers: Sequence[int]) -> dict[int, str]:
    """The texts of revisions by number; what was erased is left out."""
    rows = fetch(
        "SELECT number, text_index FROM records_revision"  # noqa: S608
        f" WHERE workspace = %s AND ref = %s AND number IN ({marks(numbers)})",
        [workspace, ref, *numbers],
    )
    words = journal.payloads(workspace, {index for _, index in rows})
    packed = {number: unpacked(words.get(index)) for number, index in rows}
    return {
        number: text.decode(errors="replace") for number, text in packed.items() if text is not None
    }


def number_on(workspace: int, ref: str, day: date) -> int:
    """The number of the revision that stood at the end of a day; 0 when there was none yet."""
    row = first(
        "SELECT MAX(number) FROM records_revision"
        " WHERE workspace = %s AND ref = %s AND effective_on <= %s",
        [workspace, ref, day.isoformat()],
    )
    return int(row[0]) if row and row[0] is not None else 0
