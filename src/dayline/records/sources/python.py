"""Comments and docstrings of Python, by its own tokens. Nothing is imported or run. Pure.

Tokens are enough, and a file need not be right to be read: the grammar is not asked, which deep
nesting can bring down.
"""

from __future__ import annotations

import io
import re
import tokenize
from dataclasses import dataclass, field, replace
from itertools import accumulate
from keyword import iskeyword

from dayline.records.sources.names import is_one_run
from dayline.records.sources.said import Said, lines_of

_QUOTES = re.compile(r"[rRbBuUfF]{0,3}(\"\"\"|'''|\"|')")
_IGNORED = frozenset((tokenize.NL, tokenize.COMMENT, tokenize.INDENT, tokenize.DEDENT))


@dataclass(frozen=True, slots=True)
class Broken:
    """Where a file stopped to be readable, and why."""

    line: int
    why: str


@dataclass(slots=True)
class _Scope:
    name: str
    column: int
    depth: int


@dataclass(slots=True)
class _Reader:
    """What is known between two tokens. A statement is what stands between two NEWLINEs."""

    source: str
    lines: list[str]
    starts: list[int]
    said: list[Said] = field(default_factory=list)
    scopes: list[_Scope] = field(default_factory=list)
    depth: int = 0
    begun: tokenize.TokenInfo | None = None
    """The first token of the statement."""
    decorated: int = 0
    """The line of the first decorator of what comes next."""
    naming: bool = False
    header: _Scope | None = None
    assigned: str = ""
    strings: list[tokenize.TokenInfo] = field(default_factory=list)
    only_strings: bool = True
    count: int = 0

    def take(self, token: tokenize.TokenInfo) -> None:
        if token.type == tokenize.COMMENT:
            self._comment(token)
        elif token.type == tokenize.INDENT:
            self.depth += 1
        elif token.type == tokenize.DEDENT:
            self.depth -= 1
        elif token.type in (tokenize.NEWLINE, tokenize.ENDMARKER):
            self._close()
        elif token.type not in _IGNORED:
            self._code(token)

    def _code(self, token: tokenize.TokenInfo) -> None:
        if self.begun is None:
            self.begun = token
            # A body on the line of its header brings no INDENT and no DEDENT.
            self.scopes = [one for one in self.scopes if one.depth <= self.depth]
            self.count = 0
            self.strings, self.only_strings = [], True
        if self.naming:
            self.naming = False
            if token.type == tokenize.NAME:
                self._open(token.string)
        first = self.begun is token or (self.count == 1 and self.begun.string == "async")
        if first and token.type == tokenize.NAME and token.string in ("def", "class"):
            self.naming = True
        if token.type == tokenize.STRING:
            self.strings.append(token)
        else:
            self.only_strings = False
        if self.count == 1 and token.string in ("=", ":"):
            self.assigned = "" if iskeyword(self.begun.string) else self.begun.string
        elif first:
            self.assigned = self.assigned if token.type == tokenize.STRING else ""
        self.count += 1

    def _open(self, name: str) -> None:
        begun = self.begun
        if begun is None:
            return
        line, column = begun.start
        self.header = _Scope(name, column, self.depth + 1)
        self._claim(self.decorated or line, column, (*self._names(), name))

    def _claim(self, line: int, column: int, scope: tuple[str, ...]) -> None:
        """Comments right above a definition are about it."""
        at = len(self.said) - 1
        while at >= 0:
            one = self.said[at]
            if not one.alone or one.column != column or not is_one_run(self.lines, one.line, line):
                return
            self.said[at] = replace(one, scope=scope)
            line, at = one.line, at - 1

    def _close(self) -> None:
        """A statement ends: one that is nothing but text is documentation."""
        begun, self.begun = self.begun, None
        if begun is None:
            return
        if begun.string == "@":
            self.decorated = self.decorated or begun.start[0]
            return
        self.decorated = 0
        if self.header is not None:
            self.scopes.append(self.header)
            self.header = None
            self.assigned = ""
        elif self.strings and self.only_strings:
            # A text right after ``NAME = ...`` tells of that name.
            scope = (*self._names(), *([self.assigned] if self.assigned else []))
            for one in self.strings:
                self._text(one, scope)
            self.assigned = ""

    def _text(self, token: tokenize.TokenInfo, scope: tuple[str, ...]) -> None:
        start, end = self._place(token.start), self._place(token.end)
        quotes = _QUOTES.match(self.source, start, end)
        if quotes is None:
            return
        start, end = quotes.end(), end - len(quotes[1])
        column = token.start[1]
        for one in lines_of(self.source, start, end, token.start[0], column=column):
            self.said.append(replace(one, scope=scope, alone=False))

    def _comment(self, token: tokenize.TokenInfo) -> None:
        line, column = token.start
        alone = not token.line[:column].strip()
        names = self._above(column) if alone else self._names(header=True)
        start, end = self._place(token.start) + 1, self._place(token.end)
        found = lines_of(self.source, start, end, line, column=column, alone=alone)
        self.said += (replace(one, scope=names) for one in found)

    def _names(self, *, header: bool = False) -> tuple[str, ...]:
        names = tuple(one.name for one in self.scopes)
        return (*names, self.header.name) if header and self.header else names

    def _above(self, column: int) -> tuple[str, ...]:
        """Comments come before the DEDENT that they stand behind: their column tells."""
        inside = [*self.scopes, *([self.header] if self.header else [])]
        return tuple(one.name for one in inside if one.column < column)

    def _place(self, at: tuple[int, int]) -> int:
        return self.starts[min(at[0], len(self.starts)) - 1] + at[1]


def read_python(source: str) -> tuple[list[Said], Broken | None]:
    """What comments and docstrings say, in their order; what stands behind a fault is missing."""
    lines = source.split("\n")
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    reader = _Reader(source, lines, starts)
    try:
        for token in tokenize.generate_tokens(io.StringIO(source, newline="\n").readline):
            reader.take(token)
    except tokenize.TokenError as error:
        return reader.said, Broken(_line(error.args), str(error.args[0]))
    except SyntaxError as error:
        return reader.said, Broken(error.lineno or 1, error.msg)
    return reader.said, None


def _line(arguments: tuple[object, ...]) -> int:
    match arguments:
        case (_, (int(line), _), *_):
            return max(line, 1)
    return 1
