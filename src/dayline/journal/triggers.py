"""Triggers by which the database itself refuses to change what the journal holds.

They stop mistakes and ordinary accounts. Who owns the database can drop them; that is what
``verify`` and remembered checkpoints are for.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

_APPEND_ONLY = ("journal_entry", "journal_node")
_WRITTEN_ONCE = ("journal_entry", "journal_payload")


def install(connection: BaseDatabaseWrapper) -> None:
    """Create the triggers. ``connection`` is Django's, to SQLite or PostgreSQL."""
    remove(connection)
    _run(connection, _postgres() if connection.vendor == "postgresql" else _sqlite())


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers: for tests that must empty the tables, and for nobody else."""
    if connection.vendor == "postgresql":
        _run(
            connection,
            [
                f"DROP TRIGGER IF EXISTS {name} ON {table}"
                for table in (*_APPEND_ONLY, "journal_payload")
                for name in ("journal_guard", "journal_guard_all")
            ],
        )
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            " AND tbl_name IN ('journal_entry', 'journal_node', 'journal_payload')"
        )
        names = [row[0] for row in cursor.fetchall()]
    _run(connection, [f'DROP TRIGGER "{name}"' for name in names])


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


_SQLITE_CHANGE = """
CREATE TRIGGER {table}_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
_SQLITE_ERASE = """
CREATE TRIGGER journal_payload_update BEFORE UPDATE ON journal_payload
WHEN NEW.salt IS NOT NULL OR NEW.body IS NOT NULL
    OR NEW.workspace IS NOT OLD.workspace OR NEW.idx IS NOT OLD.idx
BEGIN SELECT RAISE(ABORT, 'journal_payload may only be erased'); END
"""
# INSERT OR REPLACE deletes without firing delete triggers: below the head nothing may be inserted.
_SQLITE_INSERT = """
CREATE TRIGGER {table}_insert BEFORE INSERT ON {table}
WHEN NEW.idx < (SELECT size FROM journal_head WHERE workspace = NEW.workspace)
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""


def _sqlite() -> list[str]:
    return [
        *(
            _SQLITE_CHANGE.format(table=table, verb=verb)
            for table in _APPEND_ONLY
            for verb in ("UPDATE", "DELETE")
        ),
        _SQLITE_CHANGE.format(table="journal_payload", verb="DELETE"),
        _SQLITE_ERASE,
        *(_SQLITE_INSERT.format(table=table) for table in _WRITTEN_ONCE),
    ]


_POSTGRES_REFUSE = """
CREATE OR REPLACE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '23001';
END $$
"""
_POSTGRES_ERASE = """
CREATE OR REPLACE FUNCTION journal_only_erase() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.salt IS NULL AND NEW.body IS NULL
            AND NEW.workspace = OLD.workspace AND NEW.idx = OLD.idx THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'journal_payload may only be erased' USING ERRCODE = '23001';
END $$
"""
_POSTGRES_ROW = """
CREATE TRIGGER journal_guard BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {function}()
"""
_POSTGRES_ALL = """
CREATE TRIGGER journal_guard_all BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()
"""


def _postgres() -> list[str]:
    return [
        _POSTGRES_REFUSE,
        _POSTGRES_ERASE,
        *(_POSTGRES_ROW.format(table=table, function="journal_refuse") for table in _APPEND_ONLY),
        _POSTGRES_ROW.format(table="journal_payload", function="journal_only_erase"),
        *(_POSTGRES_ALL.format(table=table) for table in (*_APPEND_ONLY, "journal_payload")),
    ]
