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
    """A sentence, and what it stands in: "prose", a list "item", a "row" or a "heading".

    ``leads``: it is the first there. ``box`` is "x" behind a ticked box, " " behind an empty one.
    """

    text: str
    sort: str = "prose"
    leads: bool = True
    box: str = ""


class _Part(NamedTuple):
    text: str
    sort: str = "prose"
    box: str = ""
    goes_on: bool = False


def sentences(text: str) -> list[str]:
    """The sentences of a message in their order, each on one line and as it was written."""
    return [one.text for one in pieces(text)]


def pieces(text: str) -> list[Piece]:
    """The sentences of a message; the first of a list item has what its box says."""
    text = _FENCED.sub("\n\n", text[:LONGEST_MESSAGE].replace("\r\n", "\n"))
    text = _QUOTED.sub("", text)
    casual = is_casual(text)
    found: list[Piece] = []
    for part in _parts(text, casual=casual):
        whole = [(0, len(part.text))]
        cuts = whole if part.sort == "row" else spans(part.text, casual=casual)
        said = [one for a, b in cuts if (one := _clean(part.text[a:b]))]
        found += [
            Piece(one, part.sort, not number and not part.goes_on, "" if number else part.box)
            for number, one in enumerate(said)
        ]
    return found


def is_casual(text: str) -> bool:
    """Whether somebody writes without capitals, as in a chat.

    Then a full stop alone ends a sentence, and so does a line.
    """
    begin = text.lstrip(" \t\n*_'\"(")
    return begin[:1].islower() and not begin.startswith(("http://", "https://"))


def _parts(text: str, *, casual: bool) -> Iterator[_Part]:
    """Paragraphs, list items, headings and rows of tables, each on one line."""
    listed = False
    for block in re.split(r"\n[ \t]*\n", text):
        lines = [line for line in block.split("\n") if line.strip()]
        if not lines or (not listed and all(map(_INDENTED.match, lines))):
            continue
        goes_on = listed and lines[0][0] in " \t" and not _MARKS.match(lines[0])
        listed = goes_on or _MARKS.match(lines[0]) is not None
        rule = next((at for at, line in enumerate(lines) if "|" in line and _is_rule(line)), 0)
        if rule:
            yield from _joined(lines[: rule - 1], casual=casual)
            yield from (_Part(" | ".join(_cells(line)), "row") for line in lines[rule + 1 :])
        elif goes_on:
            yield from (one._replace(goes_on=True) for one in _joined(lines, casual=casual))
        else:
            yield from _joined(lines, casual=casual)


def _is_rule(line: str) -> bool:
    return _RULE.fullmatch(line) is not None


def _cells(line: str) -> list[str]:
    cells = (cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|")))
    return [cell for cell in cells if cell]


def _joined(lines: list[str], *, casual: bool) -> Iterator[_Part]:
    """List items and headings apart; other lines are one text where it was wrapped."""
    held = _Part("")
    before = ""
    for line in lines:
        heading, mark = _HEADING.fullmatch(line), _MARKS.match(line)
        if _UNDERLINE.fullmatch(line):
            yield held._replace(sort="heading")
            held, before = _Part(""), ""
        elif heading or mark or not before or casual or _ends_line(before, line):
            yield held
            held = _begun(line, heading, mark)
            before = "" if heading else line
        else:
            held, before = held._replace(text=f"{held.text} {line.strip()}"), line
    yield held


def _begun(line: str, heading: re.Match[str] | None, mark: re.Match[str] | None) -> _Part:
    if heading:
        return _Part(heading[1].strip(), "heading")
    if mark:
        text = _TYPED.sub("", line[mark.end() :].strip())
        return _Part(text, "item", (mark["box"] or "").lower())
    return _Part(_TYPED.sub("", line.strip()))


def _ends_line(line: str, following: str) -> bool:
    """Whether a line was ended by who wrote it, and not wrapped."""
    first = following.strip()[:1]
    return len(line) < _SHORT_LINE and (first.isupper() or first == "@")


def _clean(raw: str) -> str:
    text = " ".join(raw.split())
    if not _WORD.search(text) and not any(category(one) == "So" for one in text):
        return ""
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "\u2026"
