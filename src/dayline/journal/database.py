"""Where the database is, and reading it with plain SQL.

Reads are SQL that both databases understand, and need no framework: a command that only reads
talks to the database's own driver, because importing Django costs more than the read itself.
Inside Django (writing acts, servers, tests) the same functions use its connection, and so its
transaction.
"""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from dayline.base.errors import NotFound
from dayline.base.storable import storable

_NO_DATABASE = "There is no workspace yet."
_CREATE_ONE = "Create one: dayline init."


def from_environment(name: str, default: str = "") -> str:
    """The variable, or the content of the file that ``NAME_FILE`` names (for secrets)."""
    path = os.environ.get(f"{name}_FILE")
    return Path(path).read_text().strip() if path else os.environ.get(name, default)


def home() -> Path:
    """``DAYLINE_HOME``, or the platform's data folder for Dayline."""
    chosen = os.environ.get("DAYLINE_HOME")
    if chosen:
        return Path(chosen).expanduser().absolute()
    import platformdirs

    return Path(platformdirs.user_data_dir("dayline", appauthor=False))


def sqlite_path() -> Path:
    """The file of the embedded database."""
    return home() / "dayline.sqlite3"


def fetch(sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """All rows of a SELECT. Parameters are marked ``%s``, on both databases.

    Texts are looked for as columns hold them: PostgreSQL refuses a parameter with U+0000 in it.
    """
    cursor = _cursor()
    try:
        if isinstance(cursor, sqlite3.Cursor):
            sql = sql.replace("%s", "?")
        cursor.execute(
            sql, tuple(storable(one) if isinstance(one, str) else one for one in parameters)
        )
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    finally:
        cursor.close()
    return rows


def first(sql: str, parameters: Sequence[Any] = ()) -> tuple[Any, ...] | None:
    """The first row of a SELECT, or None."""
    rows = fetch(sql, parameters)
    return rows[0] if rows else None


_looked: ContextVar[dict[tuple[str, Any], tuple[Any, ...] | None] | None] = ContextVar(
    "looked", default=None
)


@contextmanager
def one_look() -> Iterator[None]:
    """Within it :func:`first_once` asks each question once: for requests that only read."""
    token = _looked.set({})
    try:
        yield
    finally:
        _looked.reset(token)


def first_once(sql: str, workspace: int) -> tuple[Any, ...] | None:
    """:func:`first` of a question about one workspace, such as for the edition of a cache.

    Within :func:`one_look` the first answer holds, so that a page agrees with itself; elsewhere
    the database is asked each time.
    """
    looked = _looked.get()
    if looked is None:
        return first(sql, [workspace])
    key = (sql, workspace)
    if key not in looked:
        looked[key] = first(sql, [workspace])
    return looked[key]


def marks(values: Sequence[Any]) -> str:
    """``%s, %s, %s`` for the values of an ``IN`` list; matches nothing when there are none."""
    return ", ".join(["%s"] * len(values)) or "NULL"


def one_of(values: Sequence[Any]) -> tuple[str, list[Any]]:
    """``IN`` many values, with the parameters: of PostgreSQL that is one array, so that it need not
    read a statement that is as long as they are many.
    """
    if _is_postgres():
        return "= ANY(%s)", [[*values]]
    return f"IN ({marks(values)})", [*values]


def beginning(column: str, start: str) -> tuple[str, list[Any]]:
    """That a column's text begins with ``start``, as a condition that an index can answer.

    Texts are compared by their characters alone: in the order of a language, which PostgreSQL may
    have been set up with, a dot counts for nothing.
    """
    after = start[:-1] + chr(ord(start[-1]) + 1)
    signs = ("~>=~", "~<~") if _is_postgres() else (">=", "<")
    return f"{column} {signs[0]} %s AND {column} {signs[1]} %s", [start, after]


def among(query: str) -> str:
    """``IN`` the few values of a query, in the words with which the database asks it first.

    PostgreSQL would rather walk through all rows in the wanted order until enough of them fit.
    """
    return f"= ANY(ARRAY({query}))" if _is_postgres() else f"IN ({query})"


def _is_postgres() -> bool:
    if _in_django():
        from django.db import connection

        return bool(connection.vendor == "postgresql")
    return bool(from_environment("DATABASE_URL"))


def from_json(value: Any) -> Any:
    """A JSON column's value: SQLite gives text, PostgreSQL may give what was parsed."""
    return json.loads(value) if isinstance(value, (str, bytes)) else value


def identity() -> str:
    """A name for the database that is read, for caches that outlive a test's database."""
    if _in_django():
        from django.db import connection

        return str(connection.settings_dict["NAME"])
    return from_environment("DATABASE_URL") or str(sqlite_path())


def _in_django() -> bool:
    registry = sys.modules.get("django.apps")
    return registry is not None and bool(registry.apps.models_ready)


def _cursor() -> Any:
    if _in_django():
        from django.db import connection

        return connection.cursor()
    return _driver(from_environment("DATABASE_URL"), str(sqlite_path())).cursor()


@cache
def _driver(url: str, path: str) -> Any:
    """A connection of the database's own driver that cannot write."""
    if not url:
        if not Path(path).exists():
            raise NotFound(_NO_DATABASE, do=_CREATE_ONE)
        return sqlite3.connect(f"file:{quote(path)}?mode=ro", uri=True, timeout=20)
    import psycopg

    connection = psycopg.connect(url, autocommit=True)
    connection.read_only = True
    return connection


def ready() -> bool:
    """Whether the database can be reached and holds Dayline's tables."""
    try:
        fetch("SELECT 1 FROM records_record LIMIT 1")
    except (NotFound, sqlite3.Error):
        return False
    except Exception as error:
        if type(error).__name__ in _MISSING:
            return False
        raise
    return True


def pending_migrations() -> list[str]:
    """The migrations of this release that the database has not had, as ``app.name``."""
    shipped = {
        f"{path.parents[1].name}.{path.stem}"
        for folder in ("*", "*/*")
        for path in Path(__file__).parents[1].glob(f"{folder}/migrations/[0-9]*.py")
    }
    had = {f"{app}.{name}" for app, name in fetch("SELECT app, name FROM django_migrations")}
    return sorted(shipped - had)


_MISSING: Mapping[str, None] = dict.fromkeys(
    ("UndefinedTable", "OperationalError", "ProgrammingError")
)
