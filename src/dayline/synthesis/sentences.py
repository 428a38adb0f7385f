"""A message as sentences: without blocks of code, quoted lines, and heads of tables. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from unicodedata import category

from dayline.base.sentences import spans
from dayline.synthesis.messages import LONGEST_MESSAGE

LONGEST = 600
_FENCED = re.compile(
    r"^[ \t]*(?P<ticks>`{3,})[^`\n]*(?:\n.*?(?:(?P=ticks)`*|\Z)|(?P=ticks)`*[ \t]*$|\Z)"
    r"|^[ \t]*(?P<tildes>~{3,}).*?(?:^[ \t]*(?P=tildes)[^\n]*$|\Z)",
    re.MULTILINE | re.DOTALL,
)
"""A chat ends code behind its last line, Markdown on a line of its own."""
_QUOTED = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
_MARKS = re.compile(r"[ \t]*(?:[-*+\u2022]|\d{1,3}[.)])[ \t]+(?:\[(?P<box>[ xX])\][ \t]*)?")
_HEADING = re.compile(r"[ \t]{0,3}#{1,6}[ \t]+(.*?)[ \t]*#*")
_UNDERLINE = re.compile(r"[ \t]{0,3}(?:={2,}|-{2,})[ \t]*")
_INDENTED = re.compile(r"(?: {4}|\t)")
_RULE = re.compile(r"[\s|:-]*-{2,}[\s|:-]*")
_TYPED = re.compile(r"^\([a-z_]{2,20}\)\s+")
_WORD = re.compile(r"\w|[+-]1")
_SHORT_LINE = 50
"""A line that was wrapped is longer, in characters."""


class Piece(NamedTuple):
    """A sentence; ``box`` is "x" behind a ticked box, " " behind an empty one, "" without."""

    text: str
    box: str = ""


def sentences(text: str) -> list[str]:
    """The sentences of a message in their order, each on one line and as it was written."""
    return [one.text for one in pieces(text)]


def pieces(text: str) -> list[Piece]:
    """The sentences of a message; the first of a list item has what its box says."""
    text = _FENCED.sub("\n\n", text[:LONGEST_MESSAGE].replace("\r\n", "\n"))
    text = _QUOTED.sub("", text)
    casual = is_casual(text)
    found: list[Piece] = []
    for part, box, is_row in _parts(text, casual=casual):
        cuts = [(0, len(part))] if is_row else spans(part, casual=casual)
        said = [one for a, b in cuts if (one := _clean(part[a:b]))]
        found += [Piece(one, "" if number else box) for number, one in enumerate(said)]
    return found


def is_casual(text: str) -> bool:
    """Whether somebody writes without capitals, as in a chat.

    Then a full stop alone ends a sentence, and so does a line.
    """
    begin = text.lstrip(" \t\n*_'\"(")
    return begin[:1].islower() and not begin.startswith(("http://", "https://"))


def _parts(text: str, *, casual: bool) -> Iterator[tuple[str, str, bool]]:
    """Paragraphs, list items, headings and rows of tables on one line, with box; if it is a row."""
    listed = False
    for block in re.split(r"\n[ \t]*\n", text):
        lines = [line for line in block.split("\n") if line.strip()]
        if not lines or (not listed and all(map(_INDENTED.match, lines))):
            continue
        listed = _MARKS.match(lines[0]) is not None or (listed and lines[0][0] in " \t")
        rule = next((at for at, line in enumerate(lines) if "|" in line and _is_rule(line)), 0)
        if rule:
            yield from ((*one, False) for one in _joined(lines[: rule - 1], casual=casual))
            yield from ((" | ".join(_cells(line)), "", True) for line in lines[rule + 1 :])
        else:
            yield from ((*one, False) for one in _joined(lines, casual=casual))


def _is_rule(line: str) -> bool:
    return _RULE.fullmatch(line) is not None


def _cells(line: str) -> list[str]:
    cells = (cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|")))
    return [cell for cell in cells if cell]


def _joined(lines: list[str], *, casual: bool) -> Iterator[tuple[str, str]]:
    """List items and headings apart; other lines are one text where it was wrapped."""
    held, box, before = "", "", ""
    for line in lines:
        heading, mark = _HEADING.fullmatch(line), _MARKS.match(line)
        if _UNDERLINE.fullmatch(line):
            yield held, box
            held = box = before = ""
        elif heading or mark or not before or casual or _ends_line(before, line):
            yield held, box
            bare = heading[1] if heading else line[mark.end() :] if mark else line
            held, box = _TYPED.sub("", bare.strip()), (mark["box"] or "").lower() if mark else ""
            before = "" if heading else line
        else:
            held, before = f"{held} {line.strip()}", line
    yield held, box


def _ends_line(line: str, following: str) -> bool:
    """Whether a line was ended by who wrote it, and not wrapped."""
    first = following.strip()[:1]
    return len(line) < _SHORT_LINE and (first.isupper() or first == "@")


def _clean(raw: str) -> str:
    text = " ".join(raw.split())
    if not _WORD.search(text) and not any(category(one) == "So" for one in text):
        return ""
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "\u2026"
