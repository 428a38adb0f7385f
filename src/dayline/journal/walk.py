"""One pass over a journal: what :mod:`dayline.journal.verify` does with each tile.

Nothing that is read is trusted: leaves are rebuilt from columns, tiles from leaves, heads from
tiles.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NoReturn

from dayline.base.errors import DaylineError, NotFound
from dayline.journal import note as notes
from dayline.journal.checkpoint import Checkpoint, parse_checkpoint
from dayline.journal.database import first
from dayline.journal.layout import TILE_HEIGHT, TILE_WIDTH
from dayline.journal.merkle import HASH_BYTES, CompactRange, perfect_root
from dayline.journal.queries import Row, stored
from dayline.journal.rules import LeafWriter

_SPECIAL = {"workspace.founded", "key.rotated", "checkpoint.signed", "payload.erased"}


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """What is wrong with the entries index..last (the same one, where it can be told)."""

    index: int
    last: int
    what: str

    def __str__(self) -> str:
        where = f"entry {self.index}"
        if self.last != self.index:
            where = f"between entry {self.index} and entry {self.last}"
        return f"{where}: {self.what}"


class _Stop(Exception):
    """Beyond this entry nothing can be told."""


class Walk:
    """One pass over a journal, tile by tile."""

    def __init__(self, workspace: int, heads: Iterable[Checkpoint]) -> None:
        self.workspace = workspace
        self.origin, self.size, self.frontier, self.at = _head(workspace)
        self.leaf = LeafWriter(self.origin)
        self.tree = CompactRange()
        self.faults: list[Fault] = []
        self.erased: set[int] = set()
        self.unexplained: set[int] = set()
        self.keys: list[notes.Verifier] = []
        self.heads = sorted(set(heads), key=lambda head: (head.size, head.root))
        self.compared = 0
        self.last_good = 0
        self.upper: list[list[bytes]] = []
        self.last_at = ""

    def run(self, advance: Callable[[int], object]) -> None:
        """Walk to the end, or to where nothing more can be told."""
        try:
            for start in range(0, self.size, TILE_WIDTH):
                rows = self._rows(start, min(self.size, start + TILE_WIDTH))
                self._tile(start, rows)
                advance(len(rows))
            self._end()
        except _Stop:
            pass
        for index in self.unexplained:
            self._fault(index, "its words are gone, and no entry says that they were erased")

    def _rows(self, start: int, stop: int) -> list[Row]:
        try:
            return stored(self.workspace, start, stop)
        except Exception:  # whatever the driver says of damaged text or pages
            _head(self.workspace)  # raises if it is the database that has gone, not a row
            if stop - start == 1:
                self._fault(start, "its row cannot be read")
                raise _Stop from None
        return [row for index in range(start, stop) for row in self._rows(index, index + 1)]

    def _fault(self, index: int, what: str, last: int | None = None) -> None:
        self.faults.append(Fault(index, index if last is None else last, what))

    def _tile(self, start: int, rows: Sequence[Row]) -> None:
        hashes: list[bytes] = []
        for expected, row in enumerate(rows, start):
            if row[0] != expected:
                self._lost(expected, hashes, "it is missing from the journal")
            try:
                hashes.append(self._entry(row, hashes))
            except (TypeError, ValueError, AttributeError):
                self._lost(expected, hashes, "its row cannot be read")
        if len(rows) < min(TILE_WIDTH, self.size - start):
            self._lost(start + len(rows), hashes, "it is missing from the journal")
        self._compare_heads(start, hashes)
        self._seal(start, hashes)

    def _entry(self, row: Row, hashes: list[bytes]) -> bytes:
        """The hash of an entry, as its tile should have it. Whatever does not fit is noted."""
        index, at, actor, kind, subject, digest, leaf_hash, salt, body = row
        if body is None or salt is None:
            self._wordless(index, salt, body)
        elif hashlib.sha256(salt + body).digest() != digest:
            self._fault(index, "its words do not fit the digest in its leaf")
        leaf = self.leaf(index, at, actor, kind, subject, digest)
        found = hashlib.sha256(b"\x00" + leaf).digest()
        if found != leaf_hash:
            self._fault(index, "its leaf does not fit its hash: it was edited, moved or dated")
        if kind in _SPECIAL:
            self._special(index, kind, body, hashes)
        self.last_at = at
        return leaf_hash if len(leaf_hash) == HASH_BYTES else found

    def _lost(self, index: int, hashes: list[bytes], what: str) -> NoReturn:
        self._fault(index, what)
        self._compare_heads(index - len(hashes), hashes)
        raise _Stop

    def _wordless(self, index: int, salt: object, body: object) -> None:
        self.erased.add(index)
        self.unexplained.add(index)
        if salt is not None or body is not None:
            self._fault(index, "its words or their salt are gone, the other is not")

    def _special(self, index: int, kind: str, body: bytes | None, hashes: list[bytes]) -> None:
        """Entries that the proofs themselves rest on."""
        try:
            payload = json.loads(bytes(body or b"null"))
            if kind == "payload.erased":
                self.unexplained.discard(payload["index"])
            elif kind == "checkpoint.signed":
                self._signed(index, payload["note"], hashes)
            else:
                self.keys.append(notes.parse_verifier(payload["key"]))
        except (ValueError, KeyError, TypeError, DaylineError) as error:
            self._fault(index, f"as {kind} it cannot be read: {error}")

    def _signed(self, index: int, note: str, hashes: list[bytes]) -> None:
        head = parse_checkpoint(notes.open_note(note, self.keys))
        here = Checkpoint(self.origin, index, self._root_with(hashes))
        self.compared += 1
        if head != here:
            self._fault(self.last_good, "the checkpoint signed after them differs", index - 1)
        elif not self.faults:
            self.last_good = index

    def _root_with(self, hashes: Sequence[bytes]) -> bytes:
        tree = CompactRange(self.tree.size, self.tree.hashes)
        for one in hashes:
            tree.push(one)
        return tree.root()

    def _compare_heads(self, start: int, hashes: list[bytes]) -> None:
        """Compare the earlier heads whose sizes lie within this tile."""
        while self.heads and self.heads[0].size <= start + len(hashes):
            head = self.heads.pop(0)
            self.compared += 1
            if head.root != self._root_with(hashes[: head.size - start]):
                last = max(head.size - 1, self.last_good)
                self._fault(self.last_good, "the head remembered after them differs", last)
            elif not self.faults:
                self.last_good = head.size

    def _seal(self, start: int, hashes: list[bytes]) -> None:
        """Add a tile to the tree and compare the stored tiles that it completes."""
        if len(hashes) < TILE_WIDTH:
            for one in hashes:
                self.tree.push(one)
            return
        level, index = 0, start >> TILE_HEIGHT
        while True:
            root = perfect_root(hashes)
            if level == 0:
                self.tree.push(root, TILE_HEIGHT)
            self._compare_tile(level, index, hashes, root)
            if level == len(self.upper):
                self.upper.append([])
            self.upper[level].append(root)
            if len(self.upper[level]) < TILE_WIDTH:
                return
            hashes, self.upper[level] = self.upper[level], []
            level, index = level + 1, index >> TILE_HEIGHT

    def _compare_tile(self, level: int, index: int, hashes: list[bytes], root: bytes) -> None:
        stored = _stored_tile(self.workspace, level, index)
        joined = b"".join(hashes)
        if stored == (root, joined):
            return
        width = 1 << (TILE_HEIGHT * level)
        first = index * TILE_WIDTH * width
        if stored is None or stored[1] == joined:
            last = first + TILE_WIDTH * width - 1
            self._fault(first, f"the tile {level}/{index} above them is missing or changed", last)
            return
        for place, one in enumerate(hashes):
            if one != stored[1][HASH_BYTES * place :][:HASH_BYTES]:
                begin = first + place * width
                self._fault(begin, "its hash differs from its tile", begin + width - 1)
                return
        self._fault(first, f"the tile {level}/{index} is too long", first + TILE_WIDTH * width - 1)

    def _end(self) -> None:
        """The right edge: the head row, what lies beyond it, and heads of a longer journal."""
        start = 0
        if len(self.frontier) != HASH_BYTES * len(self.tree.hashes):
            self._fault(self.size, "the stored head is of another size")
        elif self.frontier != self.tree.to_bytes():
            for place, one in enumerate(self.tree.hashes):
                width = 1 << ((self.size - start).bit_length() - 1)
                if one != self.frontier[HASH_BYTES * place :][:HASH_BYTES]:
                    self._fault(start, "the stored head differs", start + width - 1)
                    break
                start += width
        if self.last_at != self.at:
            self._fault(max(self.size - 1, 0), "the stored head has another instant")
        for head in self.heads:
            self.compared += 1
            self._fault(self.size, "the journal was longer once: its tail is gone", head.size - 1)
        for index, what in _beyond(self.workspace):
            self._fault(index, what)


_Stored = tuple[bytes, bytes]


def _head(workspace: int) -> tuple[str, int, bytes, str]:
    row = first(
        "SELECT w.origin, h.size, h.frontier, h.at FROM journal_workspace w"
        " JOIN journal_head h ON h.workspace = w.workspace WHERE w.workspace = %s",
        (workspace,),
    )
    if row is None:
        raise NotFound(f"There is no workspace {workspace}.", do="Run `dayline init` first.")
    return row[0], row[1], row[2] if isinstance(row[2], bytes) else b"", row[3]


def _stored_tile(workspace: int, level: int, index: int) -> _Stored | None:
    try:
        row = first(
            "SELECT root, hashes FROM journal_node"
            " WHERE workspace = %s AND level = %s AND idx = %s",
            (workspace, level, index),
        )
        return None if row is None else (bytes(row[0]), bytes(row[1]))
    except Exception:  # whatever the driver says of damaged columns: no such tile
        return None


def _beyond(workspace: int) -> list[tuple[int, str]]:
    """Rows past the head; one statement per table, so that writers do not disturb it."""
    found = []
    for table, width in (("entry", 1), ("payload", 1), ("node", TILE_WIDTH)):
        level = " AND t.level = 0" if table == "node" else ""
        row = first(
            f"SELECT MIN(t.idx) FROM journal_{table} t JOIN journal_head h"  # noqa: S608
            " ON h.workspace = t.workspace WHERE t.workspace = %s"
            f" AND (t.idx < 0 OR t.idx >= h.size / {width}){level}",
            (workspace,),
        )
        if row and row[0] is not None:
            found.append((row[0] * width, f"a row of journal_{table} lies outside the journal"))
    return found
