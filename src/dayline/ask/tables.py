"""The rows of tables among what can be cited of a text. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dayline.ask.blocks import Block
from dayline.ask.unit import LONGEST_UNIT, Unit, heard

_RULE = re.compile(r"^[\s=+|:-]+$")
_RULED = 6


def is_ruled(lines: Sequence[str]) -> bool:
    """Whether some lines are a table drawn with lines, as in reStructuredText."""
    return len(lines) > 2 and any(_RULE.match(one) and len(one.strip()) > _RULED for one in lines)


def rows(block: Block) -> Iterator[Unit]:
    """The rows of a Markdown table, each cell after the name of its column."""
    names: list[str] = []
    at = block.begin
    for line in block.raw.split("\n"):
        cells = [heard(cell) for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
        if not names:
            names = cells
        elif not _RULE.match(line):
            shown = "; ".join(
                f"{name}: {cell}" if name else cell
                for name, cell in zip(names, cells, strict=False)
                if cell
            )
            if shown and len(shown) <= LONGEST_UNIT:
                said = "; ".join(cells)
                lead = " ".join(names)
                yield Unit(
                    shown, at, at + len(line), block.headings, lead, "row", block.number, cells=said
                )
        at += len(line) + 1


def aligned(block: Block) -> Iterator[Unit]:
    """The rows of a table drawn with lines, as they stand."""
    at, names = block.begin, ""
    for line in block.raw.split("\n"):
        if not _RULE.match(line) and line.strip():
            shown = heard(re.sub(r"\s{2,}|\s*\|\s*", " | ", line.strip().strip("|").strip()))
            names = names or shown
            if shown and len(shown) <= LONGEST_UNIT:
                stop = at + len(line)
                yield Unit(shown, at, stop, block.headings, names, "row", block.number)
        at += len(line) + 1
