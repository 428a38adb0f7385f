"""The rows of tables among what can be cited of a text. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from dayline.ask.blocks import Block
from dayline.ask.unit import LONGEST_UNIT, Unit, heard
from dayline.records.dialect.restructured_tables import lacking, table

_RULE = re.compile(r"^[\s=+|:-]+$")
_RULED = 6


def is_ruled(lines: Sequence[str]) -> bool:
    """Whether some lines are a table drawn with lines, as in reStructuredText."""
    return len(lines) > 2 and any(_RULE.match(one) and len(one.strip()) > _RULED for one in lines)


def with_rows(block: Block, every: Sequence[Block], at: int) -> tuple[Block, int]:
    """A block with those from ``at`` on that hold rows of its table, and where the next stands."""
    following = (every[one].raw.splitlines() for one in range(at, len(every)))
    count = lacking(block.raw.splitlines(), following)
    return (block.upto(every[at + count - 1].trimmed().end) if count else block), at + count


def rows(block: Block) -> Iterator[Unit]:
    """The rows of a Markdown table, each cell after the name of its column."""
    names: list[str] = []
    at = block.begin
    for line in block.raw.split("\n"):
        cells = [heard(cell) for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
        if not names:
            names = cells
        elif not _RULE.match(line):
            yield from _row(names, cells, block, at, at + len(line))
        at += len(line) + 1


def drawn(block: Block) -> Iterator[Unit]:
    """The rows of a table drawn with lines: cell by cell, or as they stand where cells span."""
    found = table(block.raw.split("\n"))
    if found is None:
        yield from _as_drawn(block)
        return
    names = list(map(heard, found.names))
    ends = list(accumulate((len(line) + 1 for line in block.raw.split("\n")), initial=block.begin))
    for row in found.rows:
        cells = list(map(heard, row.cells))
        yield from _row(
            names or [""] * len(cells), cells, block, ends[row.first], ends[row.end] - 1
        )


def _row(
    names: Sequence[str], cells: Sequence[str], block: Block, start: int, end: int
) -> Iterator[Unit]:
    shown = "; ".join(
        f"{name}: {cell}" if name else cell
        for name, cell in zip(names, cells, strict=False)
        if cell
    )
    if shown and len(shown) <= LONGEST_UNIT:
        said, lead = "; ".join(cells), " ".join(names)
        yield Unit(shown, start, end, block.headings, lead, "row", block.number, cells=said)


def _as_drawn(block: Block) -> Iterator[Unit]:
    at, names = block.begin, ""
    for line in block.raw.split("\n"):
        if not _RULE.match(line) and line.strip():
            shown = heard(re.sub(r"\s{2,}|\s*\|\s*", " | ", line.strip(" \t\r|")))
            names = names or shown
            if shown and len(shown) <= LONGEST_UNIT:
                stop = at + len(line)
                yield Unit(shown, at, stop, block.headings, names, "row", block.number)
        at += len(line) + 1
