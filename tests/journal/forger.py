"""Somebody who owns the database: drops the triggers and changes what they like.

Plain attacks change rows. Thorough ones write the journal anew from some entry on, so that
every hash, tile and head fits again; only what was remembered elsewhere gives them away.
"""

# ruff: noqa: S608 -- a forger puts what they like into their statements

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from django.db import connection, transaction

from dayline.base.acting import Acting
from dayline.journal import queries, triggers
from dayline.journal.append import writing
from dayline.journal.merkle import CompactRange
from dayline.journal.rules import Entry


@contextmanager
def unlocked() -> Iterator[None]:
    """A moment without triggers; afterwards the database is as it was."""
    with transaction.atomic():
        triggers.remove(connection)
        yield
        transaction.set_rollback(True)


def run(statement: str, *parameters: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def swap(left: int, right: int) -> None:
    """Exchange two entries, words and all, so that each takes the place of the other."""
    for table in ("journal_entry", "journal_payload"):
        for old, new in ((left, -1), (right, left), (-1, right)):
            run(f"UPDATE {table} SET idx = %s WHERE idx = %s", new, old)


def insert(index: int) -> None:
    """Put a copy of the entry before into the middle, and move the rest up."""
    for table in ("journal_entry", "journal_payload"):
        run(f"UPDATE {table} SET idx = -idx - 1 WHERE idx >= %s", index)
        run(f"UPDATE {table} SET idx = -idx WHERE idx < 0")
    run(
        "INSERT INTO journal_entry SELECT workspace, idx + 1, at, actor, kind, subject, digest,"
        " leaf_hash FROM journal_entry WHERE idx = %s",
        index - 1,
    )
    run(
        "INSERT INTO journal_payload SELECT workspace, idx + 1, salt, body"
        " FROM journal_payload WHERE idx = %s",
        index - 1,
    )
    run("UPDATE journal_head SET size = size + 1")


def remove(index: int) -> None:
    """Take an entry out of the middle, and move the rest down."""
    for table in ("journal_entry", "journal_payload"):
        run(f"DELETE FROM {table} WHERE idx = %s", index)
        run(f"UPDATE {table} SET idx = -idx WHERE idx > %s", index)
        run(f"UPDATE {table} SET idx = -idx - 1 WHERE idx < 0")
    run("UPDATE journal_head SET size = size - 1")


PLAIN: dict[str, Callable[[int], None]] = {
    "edit the actor": lambda k: run("UPDATE journal_entry SET actor='P-9' WHERE idx=%s", k),
    "edit the kind": lambda k: run("UPDATE journal_entry SET kind='note.x' WHERE idx=%s", k),
    "edit the subject": lambda k: run("UPDATE journal_entry SET subject='X' WHERE idx=%s", k),
    "edit the digest": lambda k: run("UPDATE journal_entry SET digest=leaf_hash WHERE idx=%s", k),
    "edit the hash": lambda k: run("UPDATE journal_entry SET leaf_hash=digest WHERE idx=%s", k),
    "back-date": lambda k: run(
        "UPDATE journal_entry SET at='2020-01-01T00:00:00.000000Z' WHERE idx=%s", k
    ),
    "edit the words": lambda k: run(
        "UPDATE journal_payload SET body=%s WHERE idx=%s", b'{"text":"other"}', k
    ),
    "edit the salt": lambda k: run("UPDATE journal_payload SET salt=%s WHERE idx=%s", bytes(32), k),
    "lose the salt": lambda k: run("UPDATE journal_payload SET salt=NULL WHERE idx=%s", k),
    "lose the words": lambda k: run("UPDATE journal_payload SET body=NULL WHERE idx=%s", k),
    "erase in silence": lambda k: run(
        "UPDATE journal_payload SET salt=NULL, body=NULL WHERE idx=%s", k
    ),
    "delete the words": lambda k: run("DELETE FROM journal_payload WHERE idx=%s", k),
    "delete the entry": lambda k: run("DELETE FROM journal_entry WHERE idx=%s", k),
    "reorder": lambda k: swap(k, k + 1),
    "insert": insert,
    "remove": remove,
}
"""What a careless forger does at an index; each is found at exactly that index."""


def rewrite(acting: Acting, start: int, change: Callable[[Entry], Entry | None]) -> None:
    """Write the journal anew from ``start`` on, each entry as ``change`` wants it (None drops)."""
    kept = [change(entry) for entry in queries.entries(acting.workspace, start=start)]
    truncate(acting.workspace, start)
    for entry in filter(None, kept):
        with writing(replace(acting, actor=entry.actor, at=entry.at)) as pen:
            pen.add(entry.kind, entry.subject, entry.payload or {})


def truncate(workspace: int, size: int) -> None:
    """Make the journal what it was when it had ``size`` entries, in every table."""
    tree, at = CompactRange(), ""
    for row in queries.stored(workspace, 0, size):
        tree.push(bytes(row[6]))
        at = row[1]
    for table in ("journal_entry", "journal_payload"):
        run(f"DELETE FROM {table} WHERE workspace = %s AND idx >= %s", workspace, size)
    for level in range(3):
        run(
            "DELETE FROM journal_node WHERE workspace = %s AND level = %s AND idx >= %s",
            workspace,
            level,
            size >> 8 * (level + 1),
        )
    run(
        "UPDATE journal_head SET size = %s, frontier = %s, at = %s WHERE workspace = %s",
        size,
        tree.to_bytes(),
        at,
        workspace,
    )


def edited(entry: Entry) -> Entry:
    """The entry as somebody else's."""
    return entry._replace(actor="P-9")


def random_plain(source: random.Random, last: int) -> tuple[str, int]:
    """Some plain attack and some index below ``last`` at which it can be tried."""
    return source.choice(sorted(PLAIN)), source.randrange(2, last - 1)
