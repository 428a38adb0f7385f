"""Headings of a reStructuredText body. The body itself is kept as it is and never rendered."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import combining, east_asian_width

from dayline.base.markdown import Heading, Outline
from dayline.records.dialect.header import lines_from

_SIGN = r"[!-/:-@\[-`{-~]"
_MARKS = re.compile(rf"({_SIGN})\1*[ \t]*")
_UNDERLINE = re.compile(rf"(?m)^({_SIGN})\1*[ \t]*\r?$")
_LONG = 4
"""Signs of a line that underlines a title even if the title is longer."""
_SURE = 3
"""Signs of a line that is taken for an underline in a text of any markup."""
_SURE_SIGNS = frozenset("=-~^\"'`#*+.:_<>")
_NO_LINE = frozenset((".", "..", ":", "::", ">", "|", "__"))
"""What is a mark of something else where it stands alone."""
_NO_TITLE = re.compile(
    r"(?:[-+*|\u2022\u2023\u2043]|\.\.|__|>>>)(?:[ \t]|$)|:(?![:\s])[^:`]{1,200}(?<!\s):(?:[ \t]|$)"
)
"""What begins a list, a comment, a target, code, a line of verse, or a field."""
_EXPLICIT = re.compile(r"(?m)^\.\.(?:[ \t]+\S|[ \t]*\r?$)|[^\s:]::[ \t]*\r?\n[ \t]*\r?\n[ \t]+\S")
_AT_MARGIN = re.compile(
    r"(?:\A|\n[ \t]*\r?\n)#{1,6}[ \t]|(?m:^)#{1,6}[ \t][^\n]*(?:\n[ \t]*\r?(?:\n|\Z)|\Z)"
)
_FENCED = re.compile(
    r"(?m)^[ \t]*(?:`{3,}|~{3,})[ \t]*[\w{.]"
    r"|(?:\A|\n[ \t]*\r?\n)[ \t]*(?:`{3,}|~{3,})[ \t]*\r?(?:\n|\Z)"
)


@lru_cache(maxsize=16)
def is_restructured(text: str) -> bool:
    """Whether a text is reStructuredText, by its directives and by ``::`` before what is quoted.

    What has a fence, or a heading of Markdown at the margin, quotes such at most.
    """
    return bool(_EXPLICIT.search(text)) and not is_fenced(text) and not _is_headed(text)


def is_fenced(text: str) -> bool:
    """Whether a text has code between fences, as Markdown does."""
    return ("```" in text or "~~~" in text) and bool(_FENCED.search(text))


def _is_headed(text: str) -> bool:
    """Whether a text has a heading of Markdown with a blank line before or behind it."""
    return (text.startswith("#") or "\n#" in text) and bool(_AT_MARGIN.search(text))


def scan_rst(text: str, *, start: int = 0, first_line: int = 1, sure: bool = False) -> Outline:
    """The section titles of ``text`` from ``start``, levels in the order of their first use.

    A title is a line at the margin with an underline that is at least as long, or has at least
    four signs; an overline may stand above it. Only where that is ``sure`` in a text that may be
    of another markup, it has at least three signs and is never shorter. Links are not looked for.
    """
    if not _UNDERLINE.search(text, start):
        return Outline((), (), text, start)
    headings: list[Heading] = []
    styles: list[tuple[str, bool]] = []
    before = title = (start, start, "")
    for number, line in enumerate(lines_from(text, start)):
        found = _MARKS.fullmatch(line[2])
        over = bool(found) and _is_overline(before[2], line[2])
        if (
            found
            and _is_underlined(title[2].strip(), line[2].rstrip(), sure=sure)
            and (over or (not before[2].strip() and title[2][:1] not in " \t"))
        ):
            style = (found[1], over)
            if style not in styles:
                styles.append(style)
            headings.append(
                Heading(
                    styles.index(style) + 1, title[2].strip(), first_line + number - 1,
                    before[0] if over else title[0], min(line[1] + 1, len(text)),
                )
            )  # fmt: skip
            before, title = title, (line[0], line[1], "")
            continue
        before, title = title, line
    return Outline(tuple(headings), (), text, start)


def _is_underlined(title: str, line: str, *, sure: bool) -> bool:
    """Whether a line of signs under these words makes them a title."""
    if not title or _MARKS.fullmatch(title) or line in _NO_LINE or _NO_TITLE.match(title):
        return False
    if sure:
        return len(line) >= max(len(title), _SURE) and line[0] in _SURE_SIGNS
    return len(line) >= _LONG or len(line) >= columns(title)


def _is_overline(line: str, under: str) -> bool:
    """Whether a line above a title goes with that under it; short ones must be the same."""
    line, under = line.rstrip(), under.rstrip()
    if line[:1] != under[:1] or not _MARKS.fullmatch(line):
        return False
    return line == under or min(len(line), len(under)) >= _LONG


def columns(words: str) -> int:
    """The columns that words take: wide letters two, what is written over a letter none."""
    if words.isascii():
        return len(words)
    return sum(0 if combining(one) else 1 + (east_asian_width(one) in "WF") for one in words)
