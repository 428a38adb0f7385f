"""Reading the journal: entries, payloads, the head, and proofs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from dayline.base.canonical import Json
from dayline.base.errors import NotFound
from dayline.journal.merkle import CompactRange
from dayline.journal.models import Workspace
from dayline.journal.rules import Entry, Head

_PAGE = 2000
_COLUMNS = "e.idx, e.at, e.actor, e.kind, e.subject, p.body, e.digest, e.leaf_hash"
_ENTRIES = (
    f"SELECT {_COLUMNS} FROM journal_entry e LEFT JOIN journal_payload p"  # noqa: S608
    " ON p.workspace = e.workspace AND p.idx = e.idx"
)


def entries(
    workspace: int,
    *,
    start: int = 0,
    stop: int | None = None,
    subject: str | None = None,
    kinds: Sequence[str] = (),
) -> Iterator[Entry]:
    """Entries start..stop in order, read by pages: memory does not grow with the journal.

    ``kinds`` are prefixes such as ``record.``; ``subject`` is exact. The payload of an erased
    entry is None. What is appended meanwhile may or may not be seen.
    """
    where = ["e.workspace = %s", "e.idx >= %s"]
    fixed: list[Any] = []
    if stop is not None:
        where.append("e.idx < %s")
        fixed.append(stop)
    if subject is not None:
        where.append("e.subject = %s")
        fixed.append(subject)
    if kinds:
        where.append("(" + " OR ".join(["substr(e.kind, 1, %s) = %s"] * len(kinds)) + ")")
        fixed += [part for kind in kinds for part in (len(kind), kind)]
    statement = f"{_ENTRIES} WHERE {' AND '.join(where)} ORDER BY e.idx LIMIT {_PAGE}"
    while True:
        with connection.cursor() as cursor:
            cursor.execute(statement, [workspace, start, *fixed])
            rows = cursor.fetchall()
        yield from map(_entry, rows)
        if len(rows) < _PAGE:
            return
        start = rows[-1][0] + 1


def _entry(row: Sequence[Any]) -> Entry:
    index, at, actor, kind, subject, body, digest, leaf_hash = row
    return Entry(
        index,
        datetime.fromisoformat(at),
        actor,
        kind,
        subject,
        None if body is None else json.loads(bytes(body)),
        bytes(digest),
        bytes(leaf_hash),
    )


def payload(workspace: int, index: int) -> dict[str, Json] | None:
    """The words of one entry; None when they were erased (or there is no such entry)."""
    return payloads(workspace, [index]).get(index)


def payloads(workspace: int, indexes: Iterable[int]) -> dict[int, dict[str, Json] | None]:
    """The words of several entries by index; None stands for erased ones."""
    wanted = list(indexes)
    found: dict[int, dict[str, Json] | None] = {}
    for begin in range(0, len(wanted), 500):
        part = wanted[begin : begin + 500]
        marks = ", ".join(["%s"] * len(part))
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT idx, body FROM journal_payload"  # noqa: S608
                f" WHERE workspace = %s AND idx IN ({marks})",
                [workspace, *part],
            )
            for index, body in cursor.fetchall():
                found[index] = None if body is None else json.loads(bytes(body))
    return found


def head(workspace: int) -> Head:
    """The size, root and last instant of a journal. Raises :class:`NotFound`."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT size, frontier, at FROM journal_head WHERE workspace = %s", (workspace,)
        )
        row = cursor.fetchone()
    if row is None:
        raise NotFound(f"There is no workspace {workspace}.", do="Run `dayline init` first.")
    size, frontier, at = row
    root = CompactRange.from_bytes(size, bytes(frontier)).root()
    return Head(size, root, datetime.fromisoformat(at) if at else None)


def workspace_named(origin: str) -> Workspace:
    """The workspace with this origin. Raises :class:`NotFound`."""
    try:
        return Workspace.objects.get(origin=origin)
    except Workspace.DoesNotExist:
        raise NotFound(
            f"There is no workspace named {origin}.", do="Run `dayline init` to make one."
        ) from None


def workspaces() -> list[Workspace]:
    """All workspaces of this installation, oldest first."""
    return list(Workspace.objects.order_by("workspace"))
