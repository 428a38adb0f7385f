"""Replay the journal into the tables of the followers, and compare with what is there.

The live rows are set aside in temporary tables of the same transaction; a check is rolled back,
so readers never see it and the rows stay exactly as they were.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import connection, models, transaction

from dayline.base.errors import BrokenProof, NotFound
from dayline.journal import followers, queries
from dayline.journal.rules import Entry

_BATCH = 2000


@dataclass(frozen=True, slots=True)
class Difference:
    """The first row in which a live table and its rebuild differ; None where a row is missing."""

    table: str
    key: tuple[Any, ...]
    live: dict[str, Any] | None
    rebuilt: dict[str, Any] | None

    def __str__(self) -> str:
        name = f"{self.table} {'/'.join(str(part) for part in self.key)}"
        if self.live is None:
            return f"{name}: the row is missing"
        if self.rebuilt is None:
            return f"{name}: the journal knows no such row"
        changed = [column for column in self.live if self.live[column] != self.rebuilt[column]]
        return f"{name}: {', '.join(changed)} differ from the journal"


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild did: entries replayed, rows per table, the first difference per table."""

    entries: int
    rows: dict[str, int]
    differences: tuple[Difference, ...]


def rebuild(
    workspace: int,
    *,
    check: bool = False,
    batch: int = _BATCH,
    advance: Callable[[int], object] | None = None,
) -> Rebuilt:
    """Fold the whole journal of a workspace anew; ``advance(n)`` is told of n entries done.

    Without ``check`` the rebuilt rows replace the live ones, and the result says what differed.
    With it the live rows stay as they are, and :class:`BrokenProof` names the first row that
    differs. Writers of the workspace wait meanwhile.
    """
    tables = _tables()
    with transaction.atomic():
        size = _locked(workspace)
        for number, table in enumerate(tables):
            _set_aside(table, number, workspace)
        for table in reversed(tables):
            _empty(table, workspace)
        for entries in _batches(workspace, size, batch):
            followers.tell(workspace, entries)
            if advance is not None:
                advance(len(entries))
        found = [_difference(table, number, workspace) for number, table in enumerate(tables)]
        rows = {_name(table): _count(table, workspace) for table in tables}
        for number in range(len(tables)):
            _run(f"DROP TABLE {_live(number)}")
        transaction.set_rollback(check)
    differences = tuple(one for one in found if one is not None)
    if check and differences:
        raise BrokenProof(
            f"A table does not equal the journal. {differences[0]}.",
            kept="The journal and the tables are as they were.",
            do="Run `dayline verify`; if the journal is whole, `dayline rebuild` mends the tables.",
        )
    return Rebuilt(size, rows, differences)


def _tables() -> list[type[models.Model]]:
    return list(dict.fromkeys(table for one in followers.followers() for table in one.tables))


def _locked(workspace: int) -> int:
    lock = " FOR UPDATE" if connection.vendor == "postgresql" else ""
    found = _run(_SIZE + lock, workspace)
    if not found:
        raise NotFound(f"There is no workspace {workspace}.", do="Run `dayline init` first.")
    return int(found[0][0])


def _batches(workspace: int, size: int, batch: int) -> Iterator[list[Entry]]:
    stream = queries.entries(workspace, stop=size)
    while entries := list(islice(stream, batch)):
        yield entries


# Names of tables and columns come from the models, never from a person.
_SET_ASIDE = (
    'CREATE TEMPORARY TABLE {live} AS SELECT * FROM "{table}" WHERE workspace = {workspace:d}'
)
_SIZE = "SELECT size FROM journal_head WHERE workspace = %s"
_EMPTY = 'DELETE FROM "{table}" WHERE workspace = %s'
_COUNT = 'SELECT COUNT(*) FROM "{table}" WHERE workspace = %s'
_LIVE = "SELECT {columns} FROM {live}"
_MADE = 'SELECT {columns} FROM "{table}" WHERE workspace = {workspace:d}'
_ONLY = "SELECT * FROM ({one} EXCEPT {other}) AS d ORDER BY {key} LIMIT 1"


def _name(table: type[models.Model]) -> str:
    return table._meta.db_table  # noqa: SLF001 -- Django's documented model API


def _live(number: int) -> str:
    return f"dayline_live_{number}"


def _set_aside(table: type[models.Model], number: int, workspace: int) -> None:
    live = _live(number)
    _run(_SET_ASIDE.format(live=live, table=_name(table), workspace=workspace))


def _empty(table: type[models.Model], workspace: int) -> None:
    _run(_EMPTY.format(table=_name(table)), workspace)


def _count(table: type[models.Model], workspace: int) -> int:
    return int(_run(_COUNT.format(table=_name(table)), workspace)[0][0])


def _difference(table: type[models.Model], number: int, workspace: int) -> Difference | None:
    meta = table._meta  # noqa: SLF001 -- as above
    columns = [str(field.column) for field in meta.concrete_fields if field.column]
    keys = [str(field.column) for field in meta.pk_fields]
    names = {
        "columns": _quoted(columns),
        "live": _live(number),
        "table": _name(table),
    }
    live, made = _LIVE.format(**names), _MADE.format(**names, workspace=workspace)
    firsts = []
    for one, other in ((live, made), (made, live)):
        rows = _run(_ONLY.format(one=one, other=other, key=_quoted(keys)))
        firsts.append(dict(zip(columns, rows[0], strict=True)) if rows else None)
    if firsts == [None, None]:
        return None
    key = min(tuple(row[column] for column in keys) for row in firsts if row is not None)
    at_key = [
        row if row is not None and tuple(row[column] for column in keys) == key else None
        for row in firsts
    ]
    return Difference(_name(table), key[1:], at_key[0], at_key[1])


def _quoted(columns: list[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _run(statement: str, *parameters: int) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters or None)
        return list(cursor.fetchall()) if cursor.description else []
