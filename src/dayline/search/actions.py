"""Bringing the index up to date with the journal.

This is no act of anybody: it adds nothing to the journal, and what it writes can be made again.
It runs before a search, for what is new, and in the worker.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from dayline.base.ids import parse_ref
from dayline.journal import queries as journal
from dayline.journal.database import fetch, first, marks
from dayline.people.queries import SYSTEM
from dayline.records import queries as records
from dayline.records.queries import Record, visible_to
from dayline.records.remarks.queries import words_of
from dayline.search import cuts
from dayline.search.bundles import Seal, written
from dayline.search.contents import content_of
from dayline.search.models import HEAD
from dayline.search.pages import EDITION, pack, page_of
from dayline.search.shelf import pages_of

KINDS = ("record.", "comment.", "payload.erased")
_BATCH = 200

Watch = Callable[[int, int], None]
"""Told after each batch: entries of the journal that are done, and how many there are."""


def catch_up(workspace: int, *, most: int | None = None, watch: Watch | None = None) -> bool:
    """Index what the journal got since the last time; False when ``most`` records were not enough.

    Any number of processes may do this at once: each batch is a transaction, and a page is made
    from the record as it then stands.
    """
    done = 0
    size = journal.head(workspace).size
    while True:
        upto = _upto(workspace)
        if upto >= size:
            return True
        if most is not None and done >= most:
            return False
        refs, reached = _touched(workspace, upto, size)
        with transaction.atomic():
            _write(workspace, refs, reached)
        done += len(refs)
        if watch:
            watch(reached, size)


_MANY = 2_000
_SHARE = 0.2


def bundle(workspace: int) -> bool:
    """Lay the pages out for processes that start, when many are new since the last time.

    Returns whether it did. A process that starts reads the bundle and the pages after it.
    """
    upto, bundled = _upto(workspace), _bundled(workspace)
    if not _many_since(workspace, bundled):
        _sweep(workspace)
        return False
    size = journal.head(workspace).size
    done = _written(workspace, upto)
    with transaction.atomic(), connection.cursor() as cursor:
        _lock(cursor, workspace)
        entries = journal.subjects(workspace, start=size, stop=journal.head(workspace).size)
        if any(kind == "payload.erased" for _, kind, _ in entries):
            return False
        if len(_numbers(workspace, done.first, done.first + done.parts)) < done.parts:
            return False  # another process has swept them away
        cursor.execute(
            "DELETE FROM search_bundle WHERE workspace = %s AND number = %s", (workspace, HEAD)
        )
        cursor.execute(_PART, (workspace, HEAD, upto, done.packed()))
        cursor.execute(
            "UPDATE search_progress SET bundled = %s WHERE workspace = %s", (upto, workspace)
        )
    _sweep(workspace)
    return True


_PART = "INSERT INTO search_bundle (workspace, number, at, body) VALUES (%s, %s, %s, %s)"
_MOST_PARTS = 10_000


def _written(workspace: int, upto: int) -> Seal:
    """Write the parts where none are yet, each in a transaction of its own: nobody has to wait
    for long, and nobody reads them before there is a head.
    """
    seal = Seal(secrets.token_bytes(32), secrets.randbelow(200_000) * _MOST_PARTS, 0)
    parts = 0
    for number, part in enumerate(written(pages_of(workspace, upto))):
        with connection.cursor() as cursor:
            row = (workspace, seal.first + number, upto, seal.turned(number, part))
            cursor.execute(_PART, row)
        parts = number + 1
    return seal._replace(parts=parts)


def _sweep(workspace: int) -> None:
    """Delete parts that no head tells of, one by one: what an erasure or a newer bundle left."""
    every = _numbers(workspace, 0, 2**31)
    head = _head(workspace)
    for number in every:
        if head is not None and head.holds(number):
            continue
        with transaction.atomic(), connection.cursor() as cursor:
            _lock(cursor, workspace)
            now = _head(workspace)
            if now is None or not now.holds(number):
                cursor.execute(
                    "DELETE FROM search_bundle WHERE workspace = %s AND number = %s",
                    (workspace, number),
                )


def _lock(cursor: CursorWrapper, workspace: int) -> None:
    """As the journal's door does on PostgreSQL, so that no erasure passes meanwhile."""
    if connection.vendor == "postgresql":
        cursor.execute("SELECT 1 FROM journal_head WHERE workspace = %s FOR UPDATE", (workspace,))


def _numbers(workspace: int, start: int, stop: int) -> list[int]:
    rows = fetch(
        "SELECT number FROM search_bundle WHERE workspace = %s AND number >= %s AND number < %s",
        [workspace, start, stop],
    )
    return [int(number) for (number,) in rows]


def _head(workspace: int) -> Seal | None:
    row = first(
        "SELECT body FROM search_bundle WHERE workspace = %s AND number = %s", [workspace, HEAD]
    )
    return Seal.unpacked(bytes(row[0])) if row else None


def _many_since(workspace: int, bundled: int) -> bool:
    new = "FROM search_page WHERE workspace = %s AND at > %s"
    few = first(f"SELECT count(*) FROM (SELECT 1 {new} LIMIT {_MANY}) AS few", [workspace, bundled])  # noqa: S608
    if few is None or few[0] < _MANY:
        return False
    counts = first(
        f"SELECT (SELECT count(*) {new}), count(*) FROM search_page WHERE workspace = %s",  # noqa: S608
        [workspace, bundled, workspace],
    )
    return counts is not None and counts[0] >= _SHARE * counts[1]


def _bundled(workspace: int) -> int:
    """The ``at`` of a bundle that can be read; 0 where none is."""
    if _head(workspace) is None:
        return 0
    row = first(
        "SELECT at FROM search_bundle WHERE workspace = %s AND number = %s", [workspace, HEAD]
    )
    return int(row[0]) if row else 0


def _upto(workspace: int) -> int:
    row = first("SELECT upto, edition FROM search_progress WHERE workspace = %s", [workspace])
    return int(row[0]) if row and row[1] == EDITION else 0


def _touched(workspace: int, start: int, size: int) -> tuple[list[str], int]:
    """The records that the next entries are about, and the index of the entry after them."""
    refs: dict[str, None] = {}
    for index, kind, subject in journal.subjects(workspace, start=start, stop=size):
        if not kind.startswith(KINDS):
            continue
        erased = journal.payload(workspace, index) if kind == "payload.erased" else None
        ref = str(erased.get("subject", "")) if erased else subject
        if parse_ref(ref) is not None:
            refs[ref] = None
        if len(refs) >= _BATCH:
            return list(refs), index + 1
    return list(refs), size


def _write(workspace: int, refs: Sequence[str], reached: int) -> None:
    found = records.select(visible_to(workspace, SYSTEM), f"ref IN ({marks(refs)})", refs)
    said = words_of(workspace, refs)
    texts = journal.payloads(workspace, [record.text_index for record in found])
    rows = []
    for record in found:
        content = content_of(record, texts.get(record.text_index))
        page = page_of(
            content.title, _side(record), content.text, content.cuts, said.get(record.ref, ())
        )
        places = cuts.pack(record.text_index, content.cuts)
        rows.append((workspace, record.ref, reached, pack(page), places))
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO search_page (workspace, ref, at, body, cuts) VALUES (%s, %s, %s, %s, %s)"
            " ON CONFLICT (workspace, ref) DO UPDATE SET at = excluded.at, body = excluded.body,"
            " cuts = excluded.cuts",
            rows,
        )
        cursor.execute(
            "INSERT INTO search_progress (workspace, upto, edition) VALUES (%s, %s, %s)"
            " ON CONFLICT (workspace) DO UPDATE SET upto = excluded.upto,"
            " edition = excluded.edition",
            (workspace, reached, EDITION),
        )


def _side(record: Record) -> Iterator[str]:
    """What stands beside a record's text: its id, where it came from, its fields' words."""
    yield from (record.ref, record.kind, record.path.replace("/", " "))
    for value in record.fields.values():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, str):
                yield one
