"""The one door: how entries get into the journal. Only ``actions.py`` files may import this.

One act costs three statements besides BEGIN and COMMIT: read and lock the head, insert the
entry with its payload, move the head. Every 256th entry also stores a full tile.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from dayline.base.acting import Acting
from dayline.base.canonical import Json, canonical_bytes
from dayline.base.errors import DaylineError, HostileInput, NotFound
from dayline.base.instants import to_text
from dayline.journal import followers, queries, tiles
from dayline.journal.merkle import CompactRange
from dayline.journal.rules import (
    PAYLOAD_LIMIT,
    SALT_BYTES,
    Entry,
    LeafWriter,
    check_kind,
    check_name,
)

_FEW = 20


class _Columns:
    """How rows get into one table: the fastest way that the database has."""

    def __init__(self, table: str, columns: str) -> None:
        marks = ", ".join(["%s"] * (columns.count(",") + 1))
        self._one = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608
        self._many = f"COPY {table} ({columns}) FROM STDIN"

    def insert(self, cursor: CursorWrapper, rows: list[tuple[Any, ...]]) -> None:
        """Insert the rows, which are in the order of the columns."""
        if len(rows) == 1:
            cursor.execute(self._one, rows[0])
        elif connection.vendor == "postgresql" and len(rows) > _FEW:
            with cursor.copy(self._many) as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            cursor.executemany(self._one, rows)


_open: WeakKeyDictionary[BaseDatabaseWrapper, dict[int, _Book]] = WeakKeyDictionary()
_known_kinds: set[str] = set()

_ENTRY = _Columns("journal_entry", "workspace, idx, at, actor, kind, subject, digest, leaf_hash")
_PAYLOAD = _Columns("journal_payload", "workspace, idx, salt, body")
_NODE = _Columns("journal_node", "workspace, level, idx, root, hashes")
_HEAD = (
    "SELECT h.size, h.frontier, w.origin FROM journal_head h"
    " JOIN journal_workspace w ON w.workspace = h.workspace WHERE h.workspace = %s"
)
_MOVE_HEAD = "UPDATE journal_head SET size = %s, frontier = %s, at = %s WHERE workspace = %s"


class Pen:
    """What an act writes with. ``acting`` says who; :meth:`add` says what."""

    __slots__ = ("_book", "acting")

    def __init__(self, acting: Acting, book: _Book) -> None:
        self.acting = acting
        self._book = book

    @property
    def next_index(self) -> int:
        """The index that the next entry will get; no other writer can take it."""
        return self._book.tree.size + len(self._book.pending)

    def add(
        self, kind: str, subject: str, payload: dict[str, Json], *, at: datetime | None = None
    ) -> int:
        """Note one entry and return its index. It is written at the next flush.

        ``subject`` is an id, never a name: it stands in the leaf and cannot be erased. ``at`` is
        the instant of the act unless given (imports of history). Raises :class:`InvalidInput`
        for payloads without a canonical form, :class:`HostileInput` for absurdly long ones.
        """
        if kind not in _known_kinds:
            _known_kinds.add(check_kind(kind))
        body = canonical_bytes(payload)
        if len(body) > PAYLOAD_LIMIT:
            raise HostileInput(
                f"The text is longer than {PAYLOAD_LIMIT:,} bytes.",
                kept="Nothing was changed.",
                do="Split it, or link to the long part.",
            )
        book = self._book
        if book.over:
            raise RuntimeError("This act is over: what is noted now would be lost.")
        book.pending.append(
            (
                self.acting.at if at is None else at,
                check_name(self.acting.actor, "actor"),
                kind,
                check_name(subject, "subject"),
                payload,
                body,
            )
        )
        return book.tree.size + len(book.pending) - 1

    def flush(self) -> None:
        """Write what was noted and tell the followers, so that the act can read its own rows."""
        self._book.flush()


@contextmanager
def writing(acting: Acting) -> Iterator[Pen]:
    """Open a transaction in which ``acting`` may append to their workspace's journal.

    The head row is locked until the end, so indexes are contiguous and acts of one workspace
    follow one another. Leaving the block flushes and commits: what returns is durable. Opened
    inside another of the same workspace it takes part in that one; when such an inner block
    fails and the outer goes on, what the inner one noted is forgotten.
    """
    books = _open.setdefault(connections["default"], {})
    book = books.get(acting.workspace)
    if book is not None:
        with book.part():
            yield Pen(acting, book)
        return
    with transaction.atomic():
        book = _locked(acting.workspace)
        books[acting.workspace] = book
        try:
            yield Pen(acting, book)
            book.flush()
            book.check_whole()
        finally:
            book.over = True
            del books[acting.workspace]


def _locked(workspace: int) -> _Book:
    lock = " FOR UPDATE OF h" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(_HEAD + lock, (workspace,))
        row = cursor.fetchone()
    if row is None:
        raise NotFound(f"There is no workspace {workspace}.", do="Run `dayline init` first.")
    size, frontier, origin = row
    return _Book(workspace, origin, queries.tree_of(size, frontier))


class _Book:
    """The open journal of one workspace within one transaction."""

    def __init__(self, workspace: int, origin: str, tree: CompactRange) -> None:
        self.workspace = workspace
        self.leaf = LeafWriter(origin)
        self.tree = tree
        self.pending: list[tuple[datetime, str, str, str, dict[str, Json], bytes]] = []
        self.over = False
        self._broken = False

    @contextmanager
    def part(self) -> Iterator[None]:
        """An inner block: its notes are taken back when it fails, if none were written yet."""
        size, noted = self.tree.size, len(self.pending)
        try:
            yield
        except BaseException:
            if self.tree.size == size:
                del self.pending[noted:]
            else:
                self._broken = True
            raise

    def check_whole(self) -> None:
        """Refuse to commit half an act."""
        if self._broken:
            raise DaylineError(
                "A part of this act failed after it had been written.",
                kept="Nothing was changed.",
                do="Repeat the act.",
            )

    def flush(self) -> None:
        pending, self.pending = self.pending, []
        if not pending:
            return
        broken, self._broken = self._broken, True
        entries, entry_rows, payload_rows = self._seal(pending)
        tiles_full = tiles.grow(self.workspace, self.tree, [entry.leaf_hash for entry in entries])
        with connection.cursor() as cursor:
            _ENTRY.insert(cursor, entry_rows)
            _PAYLOAD.insert(cursor, payload_rows)
            if tiles_full:
                _NODE.insert(cursor, [(self.workspace, *tile) for tile in tiles_full])
            cursor.execute(
                _MOVE_HEAD,
                (self.tree.size, self.tree.to_bytes(), entry_rows[-1][2], self.workspace),
            )
        followers.tell(self.workspace, entries)
        self._broken = broken

    def _seal(
        self, pending: list[tuple[datetime, str, str, str, dict[str, Json], bytes]]
    ) -> tuple[list[Entry], list[tuple[Any, ...]], list[tuple[Any, ...]]]:
        """Salts, digests and leaf hashes for what was noted."""
        salts = os.urandom(SALT_BYTES * len(pending))
        sha, leaf, workspace, index = hashlib.sha256, self.leaf, self.workspace, self.tree.size
        entries: list[Entry] = []
        entry_rows: list[tuple[Any, ...]] = []
        payload_rows: list[tuple[Any, ...]] = []
        last_at = instant = pending[0][0]
        text = ""
        for place, (at, actor, kind, subject, payload, body) in enumerate(pending):
            if at is not last_at or not text:
                last_at, text, instant = at, to_text(at), at.astimezone(UTC)
            salt = salts[place * SALT_BYTES : place * SALT_BYTES + SALT_BYTES]
            digest = sha(salt + body).digest()
            leaf_hash = sha(b"\x00" + leaf(index, text, actor, kind, subject, digest)).digest()
            entry_rows.append((workspace, index, text, actor, kind, subject, digest, leaf_hash))
            payload_rows.append((workspace, index, salt, body))
            entries.append(Entry(index, instant, actor, kind, subject, payload, digest, leaf_hash))
            index += 1
        return entries, entry_rows, payload_rows
