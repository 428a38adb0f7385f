"""The lines of a text as lists need them: how deep, which bullet, which words. Pure.

CommonMark alone does not do: in notes that many hands type, tabs and spaces are mixed, bullets of
one list stand one column apart, and a label is a heading here and a bullet there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

MOST = 262_144
"""Characters: a longer text is no meeting note."""

_TAB = 4
_BULLET = re.compile(r"(?:[-*+\u2022\u2013]|\d{1,3}[.)])(?=\s|$)\s*")
_BOX = re.compile(r"\[([ xX])\](?=\s|$)\s*")
_HEADING = re.compile(r"(#{1,6})(?:\s+|$)(.*?)\s*#*\s*$")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)\1\s*:?\s*$")
_RULE = re.compile(r"(?:[-*_=]\s*){3,}$")
_FENCE = re.compile(r"(`{3,}|~{3,})")
_BOLD_LEVEL = 7


class Sort(StrEnum):
    """What a line is."""

    HEADING = "heading"
    BULLET = "bullet"
    PLAIN = "plain"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Line:
    """A line that says something.

    ``indent`` is the column of its bullet or first word, ``content`` that of its words. ``level``
    is that of a heading; a line all in bold ranks below every heading. ``box`` is ``x`` or blank
    for a ticked or an open box. ``after`` tells whether a blank line stands before it.
    """

    number: int
    sort: Sort
    indent: int
    content: int
    text: str
    level: int = 0
    box: str = ""
    after: bool = False


def lines(text: str) -> Iterator[Line]:
    """The lines that say something; never those of code, comments and rules."""
    fence = ""
    comment = False
    after = True
    for number, raw in enumerate(text.split("\n"), start=1):
        bare = raw.rstrip("\r").strip()
        fence, fenced = _fenced(fence, bare)
        comment, commented = _commented(bare, comment=comment)
        if fenced or commented:
            continue
        if not bare or bare == "\\":
            after = True
            continue
        if _RULE.match(bare):
            after = True
            continue
        yield _line(number, raw.rstrip("\r"), after=after)
        after = False


def _fenced(fence: str, bare: str) -> tuple[str, bool]:
    match = _FENCE.match(bare)
    if fence:
        ends = match is not None and bare.startswith(fence) and not bare.strip(fence[0])
        return ("" if ends else fence), True
    return (match.group(1), True) if match and "`" not in bare[match.end() :] else ("", False)


def _commented(bare: str, *, comment: bool) -> tuple[bool, bool]:
    if comment:
        return "-->" not in bare, True
    if bare.startswith("<!--"):
        return "-->" not in bare, True
    return False, False


def _line(number: int, raw: str, *, after: bool) -> Line:
    text = raw.expandtabs(_TAB)
    bare = text.lstrip()
    while bare.startswith("\\*"):  # an asterisk that is to be seen, not a bullet
        bare = "\u2217" + bare[2:]
    indent = len(text) - len(bare)
    heading = _HEADING.match(bare) if indent < _TAB else None
    if heading:
        words = heading.group(2)
        return Line(number, Sort.HEADING, 0, 0, words, len(heading.group(1)), after=after)
    bullet = _BULLET.match(bare)
    if bullet:
        words = bare[bullet.end() :]
        box = _BOX.match(words)
        content = indent + max(2, bullet.end())
        said = words[box.end() :] if box else words
        ticked = box.group(1).lower() if box else ""
        return Line(number, Sort.BULLET, indent, content, _shown(said), box=ticked, after=after)
    if bare.startswith("|") and bare.count("|") > 1:
        return Line(number, Sort.ROW, indent, indent, bare.rstrip(), after=after)
    bold = _BOLD.match(bare) if indent < _TAB else None
    if bold:
        return Line(number, Sort.HEADING, 0, 0, bold.group(2), _BOLD_LEVEL, after=after)
    return Line(number, Sort.PLAIN, indent, indent, _shown(bare), after=after)


def _shown(text: str) -> str:
    return text.strip().replace("\u2217", "\\*")
