"""Reading drafts: only ever those of one person, for that person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dayline.base.micros import from_micros
from dayline.journal.database import fetch, first


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A text that was not saved yet, or (``done`` names the record) that was."""

    place: str
    writer: str
    sequence: int
    base: int
    text: str
    note: str
    visibility: str
    done: str
    at: datetime


def _unsaved(*row: Any) -> Unsaved:
    said: dict[str, Any] = dict(zip(_COLUMNS, row, strict=True))
    return Unsaved(**{**said, "at": from_micros(said["at"])})


_COLUMNS = ("place", "writer", "sequence", "base", "text", "note", "visibility", "done", "at")
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM drafts_draft"  # noqa: S608


def drafts_at(workspace: int, person: str, place: str) -> list[Unsaved]:
    """The texts of a person on one place, newest first, those that are done included."""
    rows = fetch(
        f"{_SELECT} WHERE workspace = %s AND person = %s AND place = %s ORDER BY at DESC, writer",
        [workspace, person, place],
    )
    return [_unsaved(*row) for row in rows]


def open_drafts(workspace: int, person: str) -> list[Unsaved]:
    """All texts that a person has not saved yet, newest first: for "go on writing" on Today."""
    rows = fetch(
        f"{_SELECT} WHERE workspace = %s AND person = %s AND done = '' ORDER BY at DESC",
        [workspace, person],
    )
    return [_unsaved(*row) for row in rows]


def picture(workspace: int, person: str, digest: str) -> tuple[str, bytes] | None:
    """Extension and bytes of a picture in an unsaved text of this person."""
    row = first(
        "SELECT extension, content FROM drafts_picture"
        " WHERE workspace = %s AND person = %s AND digest = %s",
        [workspace, person, digest],
    )
    return None if row is None else (str(row[0]), bytes(row[1]))
