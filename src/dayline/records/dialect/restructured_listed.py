"""Tables of reStructuredText that a directive makes of a list or of values with commas. Pure."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence

from dayline.records.dialect.restructured_marks import indent_of, least_indent
from dayline.records.dialect.restructured_tables import Cells, Table, of_rows

_ROW = re.compile(r"[-*+] +(?=[-*+](?: |$))")
_CELL = re.compile(r"[-*+](?: +|$)")
DRAWN, _LISTED, _SEPARATED = "table", "list-table", "csv-table"
TABLES = frozenset((DRAWN, _LISTED, _SEPARATED))
"""Directives that hold a table, drawn or not."""


def table_of(name: str, lines: Sequence[str], options: Mapping[str, str]) -> Table | None:
    """The table that a directive makes of its lines; None where it has none, or no regular one."""
    stated = options.get("header-rows", "")
    heads = int(stated) if stated.isdecimal() and len(stated) < 3 else 0
    if name == _LISTED:
        rows = _listed(lines)
    else:
        rows = _separated([*options.get("header", "").split("\n"), *lines])
        heads += bool(options.get("header"))
    return of_rows(rows, heads) if rows else None


def _listed(lines: Sequence[str]) -> list[Cells] | None:
    """Rows that are items of a list, with an item in each for every column."""
    least, inner = least_indent(lines), 0
    rows: list[Cells] = []
    for line in (line[least:].rstrip() for line in lines):
        row = _ROW.match(line)
        if row:
            inner = row.end()
            rows.append([])
        elif line and (not rows or indent_of(line) < inner):
            return None
        said = line[inner:]
        cell = _CELL.match(said)
        if cell and rows:
            rows[-1].append([said[cell.end() :]])
        elif rows and rows[-1]:
            rows[-1][-1].append(said)
    return rows


def _separated(lines: Sequence[str]) -> list[Cells] | None:
    """Rows of values between commas."""
    try:
        found = list(csv.reader((f"{line.strip()}\n" for line in lines), skipinitialspace=True))
    except csv.Error:
        return None
    return [[value.split("\n") for value in row] for row in found if row]
