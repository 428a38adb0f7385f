"""Reading what people said about a record: comments, concerns, receipts.

Whoever asks has found the record first, and so may see what was said about it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dayline.base.errors import NotFound
from dayline.base.micros import from_micros
from dayline.journal import queries as journal
from dayline.journal.database import fetch, marks
from dayline.records.remarks.anchors import in_words


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment with its words; ``text`` is None when it was erased.

    ``place`` is the character of the text at which the quote stood then, -1 without a quote.
    ``anchor`` is a place in a recording or a picture, as media fragments write it.
    """

    id: str
    ref: str
    revision: int
    at: datetime
    author: str
    concern: str
    status: str
    parent: str
    closed_at: datetime | None
    quote: str
    text: str | None
    place: int = -1
    anchor: str = ""

    @property
    def where(self) -> str:
        """The place in a recording or a picture, in words; "" where none is meant."""
        return in_words(self.anchor)


@dataclass(frozen=True, slots=True)
class Taken:
    """A receipt with its scope and words."""

    person: str
    kind: str
    revision: int
    at: datetime
    scope: str
    text: str


def remarks(workspace: int, ref: str) -> list[Remark]:
    """The comments on a record, in the order in which they were made."""
    return _remarks(workspace, "ref", ref)


def remark(workspace: int, identity: str) -> Remark:
    """One comment by its id, such as ``C17``. Raises :class:`NotFound`."""
    found = _remarks(workspace, "id", identity)
    if not found:
        raise no_comment(identity)
    return found[0]


def no_comment(identity: str) -> NotFound:
    """The refusal for a comment that is not there, or not there for the one who asks."""
    return NotFound(f"There is no comment {identity}.", do="See: dayline show RECORD.")


def _remarks(workspace: int, column: str, value: str) -> list[Remark]:
    rows = fetch(
        "SELECT idx, id, ref, revision, at, author, concern, status, parent, closed_at"  # noqa: S608
        " FROM records_comment"
        f" WHERE workspace = %s AND {column} = %s ORDER BY idx",
        [workspace, value],
    )
    words = journal.payloads(workspace, [row[0] for row in rows])
    return [
        Remark(
            id=identity,
            ref=ref,
            revision=revision,
            at=from_micros(at),
            author=author,
            concern=concern,
            status=status,
            parent=parent,
            closed_at=None if closed_at is None else from_micros(closed_at),
            quote=str((words.get(index) or {}).get("quote", "")),
            text=_optional_text(words.get(index)),
            place=_place(words.get(index)),
            anchor=str((words.get(index) or {}).get("anchor", "")),
        )
        for index, identity, ref, revision, at, author, concern, status, parent, closed_at in rows
    ]


def _place(payload: dict[str, Any] | None) -> int:
    return -1 if payload is None else int(payload.get("place", -1))


def words_of(workspace: int, refs: Sequence[str]) -> dict[str, list[str]]:
    """What was said about each of the records, without what was erased, in order."""
    rows = fetch(
        "SELECT ref, idx FROM records_comment"  # noqa: S608
        f" WHERE workspace = %s AND ref IN ({marks(refs)}) ORDER BY idx",
        [workspace, *refs],
    )
    words = journal.payloads(workspace, [index for _, index in rows])
    found: dict[str, list[str]] = {}
    for ref, index in rows:
        text = _optional_text(words.get(index))
        if text:
            found.setdefault(ref, []).append(text)
    return found


def _optional_text(payload: dict[str, Any] | None) -> str | None:
    return None if payload is None else str(payload.get("text", ""))


def receipts(workspace: int, ref: str) -> list[Taken]:
    """Who took in which revision of a record, and how."""
    rows = fetch(
        "SELECT idx, person, kind, revision, at FROM records_receipt"
        " WHERE workspace = %s AND ref = %s ORDER BY idx",
        [workspace, ref],
    )
    words = journal.payloads(workspace, [row[0] for row in rows])
    return [
        Taken(
            person,
            kind,
            revision,
            from_micros(at),
            str((words.get(index) or {}).get("scope", "")),
            str((words.get(index) or {}).get("text", "")),
        )
        for index, person, kind, revision, at in rows
    ]
