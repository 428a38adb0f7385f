"""Reading the pictures of records. Whoever asks has found the record first."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass

from dayline.journal import queries as journal
from dayline.journal.database import fetch, marks


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a record; ``index`` is the journal entry whose payload holds its bytes."""

    ref: str
    digest: str
    extension: str
    size: int
    index: int

    def content(self, workspace: int) -> bytes | None:
        """Its bytes; None when they were erased."""
        payload = journal.payload(workspace, self.index)
        return None if payload is None else base64.b64decode(str(payload["bytes"]))


def pictures(workspace: int, refs: Sequence[str]) -> list[Picture]:
    """The pictures of these records, in the order in which they came."""
    rows = fetch(
        "SELECT ref, digest, extension, size, idx FROM records_file"  # noqa: S608
        f" WHERE workspace = %s AND ref IN ({marks(refs)}) ORDER BY ref, idx",
        [workspace, *refs],
    )
    return [Picture(*row) for row in rows]


def picture(workspace: int, ref: str, digest: str) -> Picture | None:
    """One picture of a record by the SHA-256 of its bytes."""
    rows = fetch(
        "SELECT ref, digest, extension, size, idx FROM records_file"
        " WHERE workspace = %s AND ref = %s AND digest = %s",
        [workspace, ref, digest],
    )
    return Picture(*rows[0]) if rows else None
