"""Reading the journal: entries, payloads, the head, and proofs. Needs no framework."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from dayline.base.canonical import Json, canonical_bytes
from dayline.base.errors import BrokenProof, NotFound
from dayline.journal import merkle
from dayline.journal.checkpoint import parse_checkpoint, proof_text
from dayline.journal.database import beginning, fetch, first, marks
from dayline.journal.merkle import CompactRange
from dayline.journal.rules import Entry, Head, LeafWriter
from dayline.journal.tiles import TileReader

if TYPE_CHECKING:
    from dayline.journal.note import Verifier

_PAGE = 2000
_SOME = 500
_decode = json.JSONDecoder().raw_decode  # a stored body is canonical: nothing stands around it
_ENTRIES = "SELECT idx, at, actor, kind, subject, digest, leaf_hash FROM journal_entry"
_WORDS = "SELECT idx, salt, body FROM journal_payload WHERE workspace = %s AND"

Row = tuple[int, str, str, str, str, bytes, bytes, bytes | None, bytes | None]
"""``(index, at, actor, kind, subject, digest, leaf hash, salt, body)`` as stored."""


class Workspace(NamedTuple):
    """A tenant: its number, and the origin by which leaves and checkpoints name it."""

    workspace: int
    origin: str


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
    where = ["workspace = %s", "idx >= %s"]
    fixed: list[Any] = []
    if stop is not None:
        where.append("idx < %s")
        fixed.append(stop)
    if subject is not None:
        where.append("subject = %s")
        fixed.append(subject)
    if kinds:
        where.append("(" + " OR ".join(["substr(kind, 1, %s) = %s"] * len(kinds)) + ")")
        fixed += [part for kind in kinds for part in (len(kind), kind)]
    statement = f"{_ENTRIES} WHERE {' AND '.join(where)} ORDER BY idx LIMIT {_PAGE}"
    while True:
        found = _with_words(workspace, fetch(statement, [workspace, start, *fixed]))
        yield from map(_entry, found)
        if len(found) < _PAGE:
            return
        start = found[-1][0] + 1


def about(workspace: int, subject: str, *, stop: int, kinds: Sequence[str] = ()) -> list[Entry]:
    """The entries before ``stop`` on a subject and on what is part of it (``D-4.decide.1`` of
    ``D-4``), in order. ``kinds`` are prefixes.
    """
    begins, given = beginning("subject", f"{subject}.")
    rows = fetch(
        "SELECT idx FROM journal_entry WHERE workspace = %s AND subject = %s"  # noqa: S608
        f" UNION ALL SELECT idx FROM journal_entry WHERE workspace = %s AND {begins}",
        [workspace, subject, workspace, *given],
    )
    indexes = sorted(index for (index,) in rows if index < stop)
    found: list[Entry] = []
    for begin in range(0, len(indexes), _SOME):
        part = indexes[begin : begin + _SOME]
        statement = f"{_ENTRIES} WHERE workspace = %s AND idx IN ({marks(part)}) ORDER BY idx"
        wanted = [row for row in fetch(statement, [workspace, *part]) if _is_of(row[3], kinds)]
        found += map(_entry, _with_words(workspace, wanted))
    return found


def _is_of(kind: str, kinds: Sequence[str]) -> bool:
    return not kinds or kind.startswith(tuple(kinds))


def subjects(workspace: int, *, start: int, stop: int) -> Iterator[tuple[int, str, str]]:
    """Index, kind and subject of the entries start..stop in order, without their words."""
    for begin in range(start, stop, _PAGE):
        yield from (
            (row[0], row[1], row[2])
            for row in fetch(
                "SELECT idx, kind, subject FROM journal_entry"
                " WHERE workspace = %s AND idx >= %s AND idx < %s ORDER BY idx",
                [workspace, begin, min(begin + _PAGE, stop)],
            )
        )


def stored(workspace: int, start: int, stop: int) -> list[Row]:
    """The rows start..stop as they are in the database, for checks and exports.

    Salt and body are None when they were erased, or when their row is missing.
    """
    statement = f"{_ENTRIES} WHERE workspace = %s AND idx >= %s AND idx < %s ORDER BY idx"
    return _with_words(workspace, fetch(statement, (workspace, start, stop)))


def _with_words(workspace: int, rows: list[tuple[Any, ...]]) -> list[Row]:
    """Entry rows with their payloads' salt and body.

    Two range scans, not a join: a new workspace has no statistics, and without them PostgreSQL
    joins by reading the whole payload table once per entry.
    """
    if not rows:
        return []
    first_index, last_index = rows[0][0], rows[-1][0]
    words: Iterable[tuple[Any, ...]]
    if last_index - first_index < len(rows):
        words = fetch(f"{_WORDS} idx >= %s AND idx <= %s", (workspace, first_index, last_index))
    else:
        words = _words(workspace, [row[0] for row in rows])
    by_index = {found[0]: found for found in words}
    nothing = (0, None, None)
    return [row + by_index.get(row[0], nothing)[1:] for row in rows]


def _words(workspace: int, indexes: Sequence[int]) -> Iterator[tuple[Any, ...]]:
    for begin in range(0, len(indexes), 500):
        part = indexes[begin : begin + 500]
        yield from fetch(f"{_WORDS} idx IN ({marks(part)})", [workspace, *part])


def _entry(row: Row) -> Entry:
    index, at, actor, kind, subject, digest, leaf_hash, _, body = row
    instant, words = datetime.fromisoformat(at), _parsed(index, body)
    return Entry(index, instant, actor, kind, subject, words, digest, leaf_hash)


def _parsed(index: int, body: bytes | None) -> dict[str, Json] | None:
    if body is None:
        return None
    try:
        words: dict[str, Json] = _decode(body.decode())[0]
    except (ValueError, AttributeError):
        raise BrokenProof(
            f"The words of entry {index} are damaged.", do="Run `dayline verify`."
        ) from None
    return words


def payload(workspace: int, index: int) -> dict[str, Json] | None:
    """The words of one entry; None when they were erased (or there is no such entry)."""
    return payloads(workspace, [index]).get(index)


def payloads(workspace: int, indexes: Iterable[int]) -> dict[int, dict[str, Json] | None]:
    """The words of several entries by index; None stands for erased ones."""
    return {index: _parsed(index, body) for index, _, body in _words(workspace, list(indexes))}


def head(workspace: int) -> Head:
    """The size, root and last instant of a journal. Raises :class:`NotFound`."""
    row = first("SELECT size, frontier, at FROM journal_head WHERE workspace = %s", (workspace,))
    if row is None:
        raise NotFound(f"There is no workspace {workspace}.", do="Run `dayline init` first.")
    size, frontier, at = row
    root = tree_of(size, frontier).root()
    return Head(size, root, datetime.fromisoformat(at) if at else None)


def tree_of(size: int, frontier: object) -> CompactRange:
    """The compact range that a head row holds. Raises :class:`BrokenProof` if it cannot be one."""
    try:
        if not isinstance(frontier, bytes | memoryview):
            raise ValueError  # noqa: TRY301, TRY004 -- one refusal for all that cannot be one
        return CompactRange.from_bytes(size, bytes(frontier))
    except ValueError:
        raise BrokenProof("The journal's head is damaged.", do="Run `dayline verify`.") from None


def root_at(workspace: int, size: int) -> bytes:
    """The root that the journal had when it was ``size`` entries long."""
    _check_size(workspace, size)
    return merkle.root_of(size, TileReader(workspace, size).subtree)


def inclusion(workspace: int, index: int, size: int | None = None) -> list[bytes]:
    """The proof that entry ``index`` is in the journal of ``size`` entries (default: all)."""
    size = _check_size(workspace, size)
    if not 0 <= index < size:
        raise NotFound(f"There is no entry {index} among {size}.", do="Choose a smaller index.")
    return merkle.inclusion_proof(index, size, TileReader(workspace, size).subtree)


def consistency(workspace: int, old: int, new: int | None = None) -> list[bytes]:
    """The proof that the first ``old`` entries are a prefix of the first ``new``."""
    new = _check_size(workspace, new)
    if not 0 <= old <= new:
        raise NotFound(
            f"A journal of {old} entries is no prefix of one of {new}.",
            do="Ask with the smaller size first.",
        )
    return merkle.consistency_proof(old, new, TileReader(workspace, new).subtree)


def _check_size(workspace: int, size: int | None) -> int:
    row = first("SELECT size FROM journal_head WHERE workspace = %s", (workspace,))
    if row is None:
        raise NotFound(f"There is no workspace {workspace}.", do="Run `dayline init` first.")
    held = int(row[0])
    if size is None:
        return held
    if not 0 <= size <= held:
        raise NotFound(
            f"The journal has {held} entries, not {size}.", do="Ask for a size that it has."
        )
    return size


def leaf(workspace: int, index: int) -> bytes:
    """The bytes of a leaf, as they are hashed. Raises :class:`NotFound`."""
    row = first(
        "SELECT w.origin, e.at, e.actor, e.kind, e.subject, e.digest FROM journal_entry e"
        " JOIN journal_workspace w ON w.workspace = e.workspace"
        " WHERE e.workspace = %s AND e.idx = %s",
        (workspace, index),
    )
    if row is None:
        raise NotFound(f"There is no entry {index}.", do="Choose a smaller index.")
    origin, at, actor, kind, subject, digest = row
    return LeafWriter(origin)(index, at, actor, kind, subject, bytes(digest))


def verifiers(workspace: int) -> list[Verifier]:
    """The public keys of a journal, the current one last."""
    from dayline.journal.note import parse_verifier

    return [
        parse_verifier(str(entry.payload["key"]))
        for subject in ("workspace", "key")
        for entry in entries(workspace, subject=subject, kinds=("workspace.founded", "key."))
        if entry.payload is not None
    ]


def checkpoints(workspace: int) -> list[str]:
    """The signed notes of a journal, oldest first."""
    return [
        str(entry.payload["note"])
        for entry in entries(workspace, subject="checkpoint", kinds=("checkpoint.signed",))
        if entry.payload is not None
    ]


def proof(workspace: int, index: int, note: str) -> str:
    """One entry, its words and their proof against a checkpoint ``note``, to give away.

    The form is C2SP tlog-proof; ``verify_dayline.py --proof`` checks it without Dayline.
    """
    from dayline.journal.note import open_note

    signed = parse_checkpoint(open_note(note, verifiers(workspace)))
    hashes = inclusion(workspace, index, signed.size)
    salt, body = first(
        "SELECT salt, body FROM journal_payload WHERE workspace = %s AND idx = %s",
        (workspace, index),
    ) or (None, None)
    shown: dict[str, Json] = {
        "leaf": leaf(workspace, index).decode(),
        "salt": None if salt is None else bytes(salt).hex(),
        "words": None if body is None else bytes(body).decode(),
    }
    return proof_text(index, hashes, note, canonical_bytes(shown))


def workspace_named(origin: str) -> Workspace:
    """The workspace with this origin. Raises :class:`NotFound`."""
    found = first("SELECT workspace, origin FROM journal_workspace WHERE origin = %s", (origin,))
    if found is None:
        raise NotFound(
            f"There is no workspace named {origin}.", do="Run `dayline init` to make one."
        )
    return Workspace(*found)


def origin_of(workspace: int) -> str:
    """The origin of a workspace. Raises :class:`NotFound`."""
    found = first("SELECT origin FROM journal_workspace WHERE workspace = %s", (workspace,))
    if found is None:
        raise NotFound(f"There is no workspace {workspace}.", do="Run `dayline init` first.")
    return str(found[0])


def workspaces() -> list[Workspace]:
    """All workspaces of this installation, oldest first."""
    return [
        Workspace(*row)
        for row in fetch("SELECT workspace, origin FROM journal_workspace ORDER BY workspace")
    ]
