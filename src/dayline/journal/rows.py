"""Writing many rows in one statement: what folds use, and nothing else.

Django's ``bulk_create`` builds a model instance per row, which costs more than the write itself.
A fold knows its columns, so the statement is made once per model and run with plain values.

Every value passes :func:`_adapter` on its way into a row: what a column cannot hold is replaced
there (:mod:`dayline.base.storable`), and what is longer than the column is cut, on both databases
alike. SQLite would take it and PostgreSQL would refuse the whole act.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from django.db import connection, models

from dayline.base.micros import to_micros
from dayline.base.storable import storable, storable_json
from dayline.journal.database import fetch, from_json, marks
from dayline.journal.fields import InstantField

Row = Mapping[str, Any]


class Table:
    """One model's table, for folds: insert, put (insert or replace) and drop rows by key."""

    def __init__(self, model: type[models.Model]) -> None:
        meta = model._meta  # noqa: SLF001 -- Django's documented model API
        fields = {str(field.column): field for field in meta.concrete_fields if field.column}
        self.name = meta.db_table
        self.columns = tuple(fields)
        self.key = tuple(str(field.column) for field in meta.pk_fields)
        self._adapters: dict[str, Callable[[Any], Any]] = {
            name: adapter for name, field in fields.items() if (adapter := _adapter(field))
        }
        self._parsed = [
            name for name, field in fields.items() if isinstance(field, models.JSONField)
        ]
        names = ", ".join(f'"{column}"' for column in self.columns)
        self._select = f'SELECT {names} FROM "{self.name}"'  # noqa: S608
        marks = ", ".join(["%s"] * len(self.columns))
        self._insert = f'INSERT INTO "{self.name}" ({names}) VALUES ({marks})'  # noqa: S608
        changes = ", ".join(
            f'"{column}" = excluded."{column}"' for column in self.columns if column not in self.key
        )
        keys = ", ".join(f'"{column}"' for column in self.key)
        self._put = f"{self._insert} ON CONFLICT ({keys}) DO " + (
            f"UPDATE SET {changes}" if changes else "NOTHING"
        )
        where = " AND ".join(f'"{column}" = %s' for column in self.key)
        self._drop = f'DELETE FROM "{self.name}" WHERE {where}'  # noqa: S608

    def insert(self, rows: Iterable[Row]) -> None:
        """Add rows that are not there yet; a row that is raises ``IntegrityError``."""
        self._run(self._insert, [self._values(row) for row in rows])

    def put(self, rows: Iterable[Row]) -> None:
        """Add rows, replacing those with the same key. Every column must be given."""
        self._run(self._put, [self._values(row) for row in rows])

    def recall(self, workspace: int, column: str, values: Sequence[Any]) -> list[dict[str, Any]]:
        """The standing rows whose ``column`` is one of ``values``; instants as microseconds."""
        found: list[dict[str, Any]] = []
        for begin in range(0, len(values), 500):
            part = values[begin : begin + 500]
            rows = fetch(
                f'{self._select} WHERE workspace = %s AND "{column}" IN ({marks(part)})',
                [workspace, *part],
            )
            found += [self._row(row) for row in rows]
        return found

    def _row(self, values: Sequence[Any]) -> dict[str, Any]:
        row = dict(zip(self.columns, values, strict=True))
        for column in self._parsed:
            row[column] = from_json(row[column])
        return row

    def clear(self, workspace: int, column: str, values: Sequence[Any]) -> None:
        """Delete the rows whose ``column`` is one of ``values``."""
        for begin in range(0, len(values), 500):
            part = values[begin : begin + 500]
            self._run(
                f'DELETE FROM "{self.name}"'  # noqa: S608
                f' WHERE workspace = %s AND "{column}" IN ({marks(part)})',
                [(workspace, *part)],
            )

    def drop(self, keys: Iterable[Sequence[Any]]) -> None:
        """Delete the rows with these full keys, in the order of the primary key."""
        self._run(self._drop, [tuple(key) for key in keys])

    def _values(self, row: Row) -> tuple[Any, ...]:
        values = [row[column] for column in self.columns]
        if self._adapters:
            for position, column in enumerate(self.columns):
                if column in self._adapters and values[position] is not None:
                    values[position] = self._adapters[column](values[position])
        return tuple(values)

    def _run(self, statement: str, parameters: list[tuple[Any, ...]]) -> None:
        if not parameters:
            return
        with connection.cursor() as cursor:
            if len(parameters) == 1:
                cursor.execute(statement, parameters[0])
            else:
                cursor.executemany(statement, parameters)


@cache
def table(model: type[models.Model]) -> Table:
    """The :class:`Table` of a model, made once."""
    return Table(model)


def _adapter(field: models.Field[Any, Any]) -> Callable[[Any], Any] | None:
    if isinstance(field, models.JSONField):
        return _to_json
    if isinstance(field, InstantField):
        return _to_instant
    if isinstance(field, (models.CharField, models.TextField)):
        return _to_text(field.max_length)
    return None


def _to_json(value: Any) -> str:
    text = _dumped(value)
    if "\\u0000" in text or not text.isprintable():
        return _dumped(storable_json(value))
    return text


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _to_text(limit: int | None) -> Callable[[Any], Any]:
    """Strings as a column of at most ``limit`` characters holds them."""

    def adapted(value: Any) -> Any:
        return storable(value)[:limit] if isinstance(value, str) else value

    return adapted


def _to_instant(value: Any) -> Any:
    return to_micros(value) if isinstance(value, datetime) else value
