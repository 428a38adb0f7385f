"""Headings of a reStructuredText body. The body itself is kept as it is and never rendered."""

from __future__ import annotations

import re

from dayline.base.markdown import Heading, Outline
from dayline.records.dialect.header import lines_from

SHORTEST_UNDERLINE = 3
_MARKS = re.compile(r"([=\-~^\"'`#*+.:_<>])\1{2,}[ \t]*")
_UNDERLINE = re.compile(r"(?m)^([=\-~^\"'`#*+.:_<>])\1{2,}[ \t]*\r?$")
_EXPLICIT = re.compile(r"(?m)^\.\.(?:[ \t]+\S|[ \t]*\r?$)|[^\s:]::[ \t]*\r?\n[ \t]*\r?\n[ \t]+\S")
_AT_MARGIN = re.compile(r"(?m)^#{1,6}[ \t]")
_FENCED = re.compile(
    r"(?m)^[ \t]*(?:`{3,}|~{3,})[ \t]*[\w{.]"
    r"|(?:\A|\n[ \t]*\r?\n)[ \t]*(?:`{3,}|~{3,})[ \t]*\r?(?:\n|\Z)"
)


def is_restructured(text: str) -> bool:
    """Whether a text is reStructuredText, by its directives and by ``::`` before what is quoted.

    What has a fence, or a heading of Markdown at the margin, quotes such at most.
    """
    is_other = is_fenced(text) or _AT_MARGIN.search(text)
    return not is_other and bool(_EXPLICIT.search(text))


def is_fenced(text: str) -> bool:
    """Whether a text has code between fences, as Markdown does."""
    return bool(_FENCED.search(text))


def scan_rst(text: str, *, start: int = 0, first_line: int = 1) -> Outline:
    """The section titles of ``text`` from ``start``, levels in the order of their first use.

    A title is a line at the margin with an underline at least as long (an overline may stand
    above it), as docutils has it. Links are not looked for.
    """
    if not _UNDERLINE.search(text, start):
        return Outline((), (), text, start)
    headings: list[Heading] = []
    styles: list[tuple[str, bool]] = []
    before = title = (start, start, "")
    for number, line in enumerate(lines_from(text, start)):
        found = _MARKS.fullmatch(line[2])
        words = title[2].strip()
        if found and words and len(line[2].strip()) >= len(words) and not _MARKS.fullmatch(words):
            over = bool(_MARKS.fullmatch(before[2])) and before[2][:1] == found[1]
            if over or (not before[2].strip() and title[2][:1] not in " \t"):
                style = (found[1], over)
                if style not in styles:
                    styles.append(style)
                headings.append(
                    Heading(
                        styles.index(style) + 1, words, first_line + number - 1,
                        before[0] if over else title[0], min(line[1] + 1, len(text)),
                    )
                )  # fmt: skip
                before, title = title, (line[0], line[1], "")
                continue
        before, title = title, line
    return Outline(tuple(headings), (), text, start)
