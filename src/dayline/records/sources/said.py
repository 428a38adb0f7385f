"""One line of a comment or docstring, and where it stands. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# What is written for tools: it says nothing to a reader.
_PRAGMA = re.compile(
    r"!|-\*-|vim?:|noqa\b|type:|mypy:|pyright:|pylint:|ruff:|flake8:|fmt:|isort:|yapf:|pragma\b"
    r"|nosec\b|coding[:=]|region\b|endregion\b|eslint|tslint|jshint|prettier-|istanbul |c8 |v8 "
    r"|@ts-|@flow|@jsx|@formatter|NOLINT|NOSONAR|clang-format|go:|\+build|nolint|rubocop:|swiftlint:"
    r"|shellcheck |codespell|spell-checker:|cspell:|SPDX-|sourceMappingURL|language="
)
_FRAME = re.compile(r"[\s*/#=~^\-+_.:;|<>!%\"'`\\]*")
_MARKS = re.compile(r"[ \t]*(?:[*/#!;%]+(?![\w*]))?[ \t]*")


@dataclass(frozen=True, slots=True)
class Said:
    """Words on one line: ``source[start:end]``, on the 1-based ``line``.

    ``scope`` are the names of the classes and functions around them, from the outermost inwards.
    ``alone`` when no code stands before them on their line; ``column`` and ``comment`` are where
    their comment begins, in its line and in the source.
    """

    line: int
    start: int
    end: int
    scope: tuple[str, ...] = ()
    alone: bool = True
    column: int = 0
    comment: int = 0


def lines_of(
    source: str, start: int, end: int, line: int, *, column: int = 0, alone: bool = True
) -> Iterator[Said]:
    """The lines with words of ``source[start:end]``, without the marks that frame a comment.

    ``line`` is that of ``start``. What is written for tools is left out.
    """
    comment = start
    if source.startswith("#!") and line == 1:  # which program runs it
        start, line = source.find("\n", start, end) + 1 or end + 1, line + 1
    while start <= end:
        stop = source.find("\n", start, end)
        stop = end if stop < 0 else stop
        marks = _MARKS.match(source, start, stop)
        begin = marks.end() if marks else start
        last = stop
        while last > begin and source[last - 1].isspace():
            last -= 1
        while begin < last and source[begin].isspace():
            begin += 1
        if begin < last and not _is_for_tools(source, begin, last):
            yield Said(line, begin, last, (), alone, column, comment)
        start, line, alone = stop + 1, line + 1, True


def _is_for_tools(source: str, begin: int, end: int) -> bool:
    framed = _FRAME.match(source, begin, end)
    return bool(framed and framed.end() == end) or bool(_PRAGMA.match(source, begin, end))
