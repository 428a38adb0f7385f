"""Test databases with the real settings, on SQLite and on PostgreSQL."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.db import connection, transaction


def use_file(path: Path) -> None:
    """Put the SQLite test database in a file; a PostgreSQL keeps its name."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(path)


def flush_past_triggers() -> None:
    """Let Django empty the tables after a test that committed.

    Only the flush between tests is let past; within tests every trigger stands.
    """
    flush = connection.ops.execute_sql_flush

    def past_triggers(sql_list: Sequence[str]) -> None:
        around = _without_sqlite_triggers if connection.vendor == "sqlite" else _without_pg_triggers
        with transaction.atomic(), around():
            flush(sql_list)

    connection.ops.execute_sql_flush = past_triggers


@contextmanager
def _without_sqlite_triggers() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        yield
        for _, sql in triggers:
            cursor.execute(sql)


@contextmanager
def _without_pg_triggers() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"
        )
        tables = [table for (table,) in cursor.fetchall()]
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


@contextmanager
def empty(home: Path) -> Iterator[dict[str, str]]:
    """The variables that lead a process to a new empty database; it is gone afterwards."""
    home.mkdir()
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        yield {"DAYLINE_HOME": str(home)}
        return
    import psycopg

    name = f"dayline_{uuid.uuid4().hex}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield {
                "DAYLINE_HOME": str(home),
                "DATABASE_URL": urlunsplit(urlsplit(url)._replace(path=f"/{name}")),
            }
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
