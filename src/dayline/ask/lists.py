"""Lists among what can be cited of a text. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dayline.ask.unit import LONGEST_UNIT, Unit

ITEM = re.compile(
    r"^[ \t]*(?:>[ \t]*)*(?:[-*+\u2022]|\(?(?:\d{1,3}|[a-z]|#)[.)])[ \t]+",
    re.MULTILINE,
)
_BEFORE = " \t>"
"""What may stand before the mark of an item: blanks, and the mark of a block quote."""


def item_mark(text: str, start: int) -> str:
    """The number or letter of the list item that begins there, "-" for a bullet, else ""."""
    line = text[text.rfind("\n", 0, start) + 1 : start]
    if not ITEM.fullmatch(line):
        return ""
    mark = line.strip(_BEFORE)
    return mark if mark[-1] in ".)" and "#" not in mark else "-"


def item_start(text: str, start: int) -> int:
    """Where the mark of the list item begins that itself begins there; ``start`` without one."""
    line = text[text.rfind("\n", 0, start) + 1 : start]
    return start - len(line.lstrip(_BEFORE)) if ITEM.fullmatch(line) else start


def with_lists(text: str, found: list[Unit]) -> list[Unit]:
    """The same with short lists as one unit more: what introduces them, and all their items."""
    out: list[Unit] = []
    at = 0
    while at < len(found):
        unit = found[at]
        out.append(unit)
        at += 1
        if (
            unit.sort != "sentence"
            or not text[unit.start : unit.end]
            .rstrip(":")
            .endswith(tuple("abcdefghijklmnopqrstuvwxyz`)*\"'"))
            or not text[unit.start : unit.end].endswith(":")
        ):
            continue
        stop = at
        while (
            stop < len(found)
            and found[stop].sort == "item"
            and found[stop].headings == unit.headings
        ):
            stop += 1
        items = found[at:stop]
        whole = "\n".join((unit.text, *_lines(text, items)))
        if len(items) > 1 and len(whole) <= LONGEST_UNIT:
            end = items[-1].end
            out[-1] = Unit(
                whole, unit.start, end, unit.headings, unit.lead, "list", unit.block,
                any(one.coded for one in (unit, *items)),
            )  # fmt: skip
    return out


def _lines(text: str, items: Sequence[Unit]) -> list[str]:
    """Each item behind its own mark, with all that it says."""
    lines: list[str] = []
    for one in items:
        mark = item_mark(text, one.start)
        if mark or not lines:
            lines.append(f"{mark or '-'} {one.text}")
        else:
            lines[-1] += f" {one.text}"
    return lines
