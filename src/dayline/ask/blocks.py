"""A section of a text cut into its paragraphs, tables and code, with where each stands. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from dayline.records.dialect.restructured_marks import TAB, indent_of

FENCE = re.compile(r"^[ \t]*(?:>[ \t]*)*(```+|~~~+)")
QUOTED = re.compile(r"^[ \t]*(?!>>>[ \t])>(?:[ \t]*>)*[ \t]?(?:\[![A-Z]+\][ \t]*$)?", re.MULTILINE)
"""What stands before each line of a block quote in Markdown, with the sort of a note."""
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
    restructured: bool = False

    @property
    def raw(self) -> str:
        """As it stands there."""
        return self.text[self.begin : self.end]

    @property
    def indent(self) -> int:
        """The columns before its first word."""
        return indent_of(self.raw, self.tab)

    @property
    def tab(self) -> int:
        """The columns from one stop of a tabulator to the next."""
        return TAB if self.restructured else _TAB

    @property
    def is_quote(self) -> bool:
        """Whether it is a block quote of Markdown."""
        return not self.restructured and bool(QUOTED.match(self.text, self.begin))

    def bare(self, start: int, end: int) -> str:
        """The characters ``[start, end)`` of the text without the marks of a block quote."""
        said = self.text[start:end]
        return QUOTED.sub("", said) if self.is_quote else said

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
    width: int = 0
    """The columns at which the items of its list say something."""


def blocks(
    text: str, start: int, end: int, headings: tuple[str, ...], number: int, *,
    restructured: bool = False,
) -> Iterator[Block]:  # fmt: skip
    """Paragraphs and fenced code, without the blank lines between; the first is ``number``."""
    for begin, stop, fenced in _cut(text, start, end, restructured=restructured):
        yield Block(text, begin, stop, headings, number, fenced, restructured)
        number += 1


def closes(line: str) -> bool:
    """Whether a line ends code between fences."""
    return bool(FENCE.match(line)) and not line.strip("`~> \t\r\n")


def _cut(text: str, start: int, end: int, *, restructured: bool) -> Iterator[tuple[int, int, bool]]:
    at, fence, since, quoting = start, "", start, False
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop + 1
        line = text[at:stop]
        bare = line if restructured else QUOTED.sub("", line)
        opens = FENCE.match(line)
        if fence and quoting and bare == line:
            yield since, at, True
            fence, since = "", at
        if fence:
            if opens and opens[1].startswith(fence) and closes(line):
                yield since, stop, True
                fence, since = "", stop
        else:
            begins = bare != line and not quoting
            if opens or begins or not bare.strip():
                if text[since:at].strip():
                    yield since, at, False
                since = at if bare.strip() else stop
                fence = opens[1] if opens else ""
            quoting = bare != line
        at = stop
    if text[since:end].strip():
        yield since, end, bool(fence)
