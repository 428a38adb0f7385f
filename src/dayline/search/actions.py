"""Bringing the index up to date with the journal.

This is no act of anybody: it adds nothing to the journal, and what it writes can be made again.
It runs before a search, for what is new, and in the worker.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.db import connection, transaction

from dayline.base.errors import DaylineError
from dayline.base.heads import split
from dayline.base.ids import parse_ref
from dayline.journal import queries as journal
from dayline.journal.database import first, marks
from dayline.people.queries import SYSTEM
from dayline.records import queries as records
from dayline.records.packing import unpacked
from dayline.records.queries import Record, visible_to
from dayline.records.remarks.queries import words_of
from dayline.search.chunks import chunks
from dayline.search.pages import EDITION, pack, page_of

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
    rows = [
        (
            workspace,
            record.ref,
            reached,
            _body(record, texts.get(record.text_index), said.get(record.ref, ())),
        )
        for record in found
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO search_page (workspace, ref, at, body) VALUES (%s, %s, %s, %s)"
            " ON CONFLICT (workspace, ref) DO UPDATE SET at = excluded.at, body = excluded.body",
            rows,
        )
        cursor.execute(
            "INSERT INTO search_progress (workspace, upto, edition) VALUES (%s, %s, %s)"
            " ON CONFLICT (workspace) DO UPDATE SET upto = excluded.upto,"
            " edition = excluded.edition",
            (workspace, reached, EDITION),
        )


def _body(record: Record, words: Mapping[str, Any] | None, said: Sequence[str]) -> bytes:
    content = unpacked(words)
    text = "" if content is None else content.decode(errors="replace")
    title = "" if content is None else record.title
    cuts = chunks(text, start=_after_head(text))
    return pack(page_of(title, _side(record), text, cuts, said))


def _after_head(text: str) -> int:
    try:
        return split(text).end
    except DaylineError:
        return 0


def _side(record: Record) -> Iterator[str]:
    """What stands beside a record's text: its id, where it came from, its fields' words."""
    yield from (record.ref, record.kind, record.path.replace("/", " "))
    for value in record.fields.values():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, str):
                yield one
