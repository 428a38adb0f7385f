"""Tables of reStructuredText as rows of cells. Pure.

Only those are read in which each cell is one row high and one column wide and holds words: the
others, and what is no table after all, are left to be shown as they were drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple
from unicodedata import east_asian_width

_SIMPLE = re.compile(r"[ \t]*=+(?:[ \t]+=+)+[ \t]*")
_SPANS = re.compile(r"[ \t]*-[ \t-]*")
_GRID = re.compile(r"[ \t]*\+(?:-+\+)+[ \t]*")
_RUN = re.compile(r"[=-]+")
_WIDE = "\x00"
"""What stands behind a letter of two columns, so that columns are characters."""
_ALONE = re.compile(r"(?:[-*+\u2022]|\(?(?:\d{1,3}|[a-zA-Z#])[.)]|\|)[ ]")
"""What begins a line of its own in a cell: an item of a list, a line of verse."""
_NO_WORDS = re.compile(r"\.\. |.*::$|\+--|==+ +==|>>> ")
"""Lines that say that a cell holds more than words."""
_MOST = 20_000
"""Cells of a table that is read; a page could hardly be shown with more."""


class Row(NamedTuple):
    """The cells of a row, which stands in the lines ``[first, end)``.

    Paragraphs and items of a list in a cell are parted by line breaks.
    """

    cells: tuple[str, ...]
    first: int
    end: int


class Table(NamedTuple):
    """The names of the columns, none where there is no such row, and the rows under them."""

    names: tuple[str, ...]
    rows: tuple[Row, ...]


def is_ruled(line: str) -> bool:
    """Whether a line begins a table."""
    return bool(_SIMPLE.fullmatch(line) or _GRID.fullmatch(line))


def lacking(lines: Sequence[str], following: Iterable[Sequence[str]]) -> int:
    """How many of the paragraphs that follow belong to the table that ``lines`` begin.

    Rows of a simple table may be blank lines apart; it ends with a line that rules it off.
    """
    if not lines or not _SIMPLE.fullmatch(lines[0]):
        return 0
    found = _rules(lines[1:])
    if found > 1 or (found and _SIMPLE.fullmatch(lines[-1])):
        return 0
    for count, more in enumerate(following, 1):
        if more and _SIMPLE.fullmatch(more[-1]):
            return count
        found += _rules(more)
        if found > 1:
            return 0
    return 0


def _rules(lines: Sequence[str]) -> int:
    return sum(map(bool, map(_SIMPLE.fullmatch, lines)))


def table(lines: Sequence[str]) -> Table | None:
    """The table that some lines are; None where they are none, or none that is read."""
    drawn = [_padded(line.expandtabs().rstrip()) for line in lines]
    if len(drawn) < 3:
        return None
    if _SIMPLE.fullmatch(drawn[0]):
        cut = _simple(drawn)
    elif _GRID.fullmatch(drawn[0]):
        cut = _grid(drawn)
    else:
        return None
    return _told(cut) if cut else None


Cells = list[list[str]]
"""A row: the lines of each of its cells."""


def of_rows(rows: Sequence[Cells], heads: int) -> Table | None:
    """A table of rows of which the first ones name the columns; None where it is not regular.

    Its rows are told without the lines in which they stand.
    """
    width = len(rows[0])
    if not width or any(len(row) != width for row in rows) or len(rows) * width > _MOST:
        return None
    made = [_row(row, at, at + 1) for at, row in enumerate(rows)]
    return _table(made[:heads], made[heads:])


class _Cut(NamedTuple):
    """A row before its lines are joined: for each line its cells."""

    lines: list[list[str]]
    first: int
    end: int
    is_head: bool


def _simple(lines: Sequence[str]) -> list[_Cut] | None:
    """The rows of a table that is ruled with ``=`` and blanks."""
    columns = [one.span() for one in _RUN.finditer(lines[0])]
    rules = [at for at, line in enumerate(lines) if _SIMPLE.fullmatch(line)]
    ruled = [one for one in rules if _is_rule(lines[one], columns)]
    if _is_too_much(lines, columns) or rules != ruled or rules[-1] != len(lines) - 1:
        return None
    if len(rules) not in (2, 3):
        return None
    head = rules[1] if len(rules) == 3 else 0
    rows: list[_Cut] = []
    is_open = False
    for at, line in enumerate(lines[1:], 1):
        if at in rules or _SPANS.fullmatch(line):
            if not _is_rule(line, columns):
                return None
            is_open = False
            continue
        cells = _cells(line, columns)
        if cells is None or (not is_open and not cells[0].strip() and line.strip()):
            return None
        if cells[0].strip():
            rows.append(_Cut([], at, at + 1, at < head))
            is_open = True
        if is_open:
            rows[-1].lines.append(cells)
            rows[-1] = rows[-1]._replace(end=at + 1) if line.strip() else rows[-1]
    return rows


def _is_rule(line: str, columns: Sequence[tuple[int, int]]) -> bool:
    return [one.span() for one in _RUN.finditer(line)] == columns


def _is_too_much(lines: Sequence[str], columns: Sequence[object]) -> bool:
    """Whether a table has more places for cells than a page could show, or than characters."""
    places = len(lines) * len(columns)
    return places > _MOST or places > sum(map(len, lines))


def _cells(line: str, columns: Sequence[tuple[int, int]]) -> list[str] | None:
    """The cells of a line; None where something stands between two columns."""
    between = [(0, columns[0][0]), *((one[1], other[0]) for one, other in pairwise(columns))]
    if any(line[begin:end].strip() for begin, end in between):
        return None
    last = columns[-1][0]
    return [*(line[begin:end] for begin, end in columns[:-1]), line[last:]]


def _grid(lines: Sequence[str]) -> list[_Cut] | None:
    """The rows of a table that is drawn with lines all around each cell."""
    top = lines[0]
    posts = [at for at, sign in enumerate(top) if sign == "+"]
    if _is_too_much(lines, posts) or lines[-1] != top:
        return None
    under_head = top.replace("-", "=")
    rows: list[_Cut] = []
    is_open, heads = False, 0
    for at, line in enumerate(lines[1:], 1):
        if line in (top, under_head):
            if not is_open or (line == under_head and heads):
                return None
            heads = len(rows) if line == under_head else heads
            is_open = False
            continue
        if len(line) != len(top) or any(line[post] != "|" for post in posts):
            return None
        if line[: posts[0]].strip():
            return None
        cells = [line[begin + 1 : end] for begin, end in pairwise(posts)]
        if not is_open:
            rows.append(_Cut([], at, at + 1, is_head=False))
        rows[-1].lines.append(cells)
        rows[-1] = rows[-1]._replace(end=at + 1)
        is_open = True
    return [one._replace(is_head=at < heads) for at, one in enumerate(rows)]


def _told(cut: Sequence[_Cut]) -> Table | None:
    """The table with the lines of each cell joined."""
    made = [_row(zip(*one.lines, strict=True), one.first, one.end) for one in cut]
    heads = sum(one.is_head for one in cut)
    return _table(made[:heads], made[heads:])


def _row(cells: Iterable[Sequence[str]], first: int, end: int) -> Row | None:
    """A row of cells of several lines; None where one holds more than words."""
    said = [_joined(lines) for lines in cells]
    told = tuple(one for one in said if one is not None)
    return Row(told, first, end) if len(told) == len(said) else None


def _table(heads: Sequence[Row | None], rows: Sequence[Row | None]) -> Table | None:
    """The table of some rows, of which several with names become one."""
    names = [one.cells for one in heads if one]
    told = tuple(one for one in rows if one)
    if not told or len(names) + len(told) < len(heads) + len(rows):
        return None
    return Table(tuple(" ".join(filter(None, one)) for one in zip(*names, strict=True)), told)


def _joined(lines: Iterable[str]) -> str | None:
    """The words of a cell; None where it holds more than words."""
    bare = [line.replace(_WIDE, "").strip() for line in lines]
    if any(map(_NO_WORDS.match, bare)):
        return None
    return "" if "".join(bare) == "\\" else "".join(_parted(bare)).strip()


def _parted(lines: Iterable[str]) -> Iterator[str]:
    is_apart = False
    for line in lines:
        if line:
            yield ("\n" if is_apart or _ALONE.match(line) else " ") + line
        is_apart = not line


def _padded(line: str) -> str:
    if line.isascii():
        return line
    return "".join(one + _WIDE * (east_asian_width(one) in "WF") for one in line)
