"""Updates in tables: a row for each person, or a column. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dayline.practices.update.notes import words
from dayline.practices.update.notes.lines import Line
from dayline.practices.update.notes.model import Item, Part, Said

_CELL = re.compile(r"(?<!\\)\|")
_DASHES = re.compile(r":?-+:?$")
_BREAK = re.compile(r"(?i)<br\s*/?>|•|</?(?:ul|li)>")


def read_table(rows: Sequence[Line], section: str) -> list[Said]:
    """What people say in a table; nothing for a table about something else."""
    table = [(row.number, _cells(row.text)) for row in rows]
    table = [(number, cells) for number, cells in table if not _ruled(cells)]
    if len(table) < 2:
        return []
    heads = table[0][1]
    parts = {column: part for column, head in enumerate(heads)
             if (part := words.part_named(head)) is not None}  # fmt: skip
    if parts:
        return _by_rows(table, parts, section)
    return _by_columns(table, section)


def _cells(text: str) -> list[str]:
    bare = text.strip().removeprefix("|")
    cells = [cell.strip().replace("\\|", "|") for cell in _CELL.split(bare)]
    return cells[:-1] if cells and not cells[-1] else cells


def _ruled(cells: Sequence[str]) -> bool:
    return bool(cells) and all(_DASHES.match(cell) for cell in cells)


def _by_rows(
    table: Sequence[tuple[int, list[str]]], parts: dict[int, Part], section: str
) -> list[Said]:
    heads = table[0][1]
    names = [column for column, head in enumerate(heads)
             if column not in parts and words.heads_people(head)]  # fmt: skip
    if not names:
        return []
    status = next((column for column, head in enumerate(heads) if words.is_status(head)), None)
    found = []
    for number, cells in table[1:]:
        who = _name(_at(cells, names[0]))
        if not who:
            continue
        said = Said(who, number, section=section)
        for column, part in parts.items():
            said.part(part).extend(_items(_at(cells, column), number))
        if status is not None:
            said.status = _at(cells, status)
            said.colours = words.colours(said.status)
        found.append(said)
    return found


def _by_columns(table: Sequence[tuple[int, list[str]]], section: str) -> list[Said]:
    rows = [(number, part, cells) for number, cells in table[1:]
            if cells and (part := words.part_named(cells[0])) is not None]  # fmt: skip
    if len(rows) < 2:
        return []
    found = []
    for column, head in enumerate(table[0][1]):
        who = _name(head)
        if column and who:
            said = Said(who, table[0][0], section=section)
            for number, part, cells in rows:
                said.part(part).extend(_items(_at(cells, column), number))
            found.append(said)
    return found


def _at(cells: Sequence[str], column: int) -> str:
    return cells[column] if column < len(cells) else ""


def _name(cell: str) -> str:
    return cell.strip("*_` ").removeprefix("@")


def _items(cell: str, line: int) -> list[Item]:
    pieces = (piece.strip().lstrip("-*").strip() for piece in _BREAK.split(cell))
    return [Item(piece, line) for piece in pieces if piece and not words.says_nothing(piece)]
