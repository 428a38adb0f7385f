"""A section of a text cut into its paragraphs, tables and code, with where each stands. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from dayline.records.dialect.restructured import is_restructured
from dayline.records.dialect.restructured_marks import TAB, indent_of

FENCE = re.compile(r"^[ \t]*(```+|~~~+)")
_TAB = 4
"""Columns from one stop of a tabulator to the next in Markdown."""


@dataclass(frozen=True, slots=True)
class Block:
    """The characters ``[begin, end)`` of ``text``, which stand under ``headings``."""

    text: str
    begin: int
    end: int
    headings: tuple[str, ...]
    number: int
    """By which neighbours are known."""
    fenced: bool = False
    tab: int = _TAB

    @property
    def raw(self) -> str:
        """As it stands there."""
        return self.text[self.begin : self.end]

    @property
    def indent(self) -> int:
        """The columns before its first word."""
        return indent_of(self.raw, self.tab)

    def trimmed(self) -> Block:
        """It without blanks at its end."""
        return replace(self, end=self.begin + len(self.raw.rstrip()))

    def upto(self, end: int) -> Block:
        """It with what follows it."""
        return replace(self, end=end)

    def without(self, characters: int) -> Block:
        """It without so many characters at its beginning, and without blanks behind them."""
        rest = self.raw[characters:].lstrip()
        return replace(self, begin=self.end - len(rest))


class Lead(NamedTuple):
    """A sentence that introduces what follows it: where it begins, and what it says."""

    start: int
    said: str
    quotes: bool
    """Whether it ends in ``::``, so that what follows is quoted."""


def tab_of(text: str) -> int:
    """The columns from one stop of a tabulator to the next in a text."""
    return TAB if is_restructured(text) else _TAB


def blocks(
    text: str, start: int, end: int, headings: tuple[str, ...], number: int, *, tab: int = _TAB
) -> Iterator[Block]:
    """Paragraphs and fenced code, without the blank lines between; the first is ``number``."""
    for begin, stop, fenced in _cut(text, start, end):
        yield Block(text, begin, stop, headings, number, fenced, tab)
        number += 1


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    at, fence, since = start, "", start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop + 1
        line = text[at:stop]
        opens = FENCE.match(line)
        if fence:
            if opens and opens[1].startswith(fence) and not line.strip().strip("`~"):
                yield since, stop, True
                fence, since = "", stop
        elif opens or not line.strip():
            if text[since:at].strip():
                yield since, at, False
            since = at if opens else stop
            fence = opens[1] if opens else ""
        at = stop
    if text[since:end].strip():
        yield since, end, bool(fence)
