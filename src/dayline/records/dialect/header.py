"""Header fields that are no YAML: bullet lists, `Key: value` lines, sections; and titles.

Each field keeps the offsets of its value, so that one value can be replaced and nothing else.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_MOST_LINES = 400
_BULLET = re.compile(
    r"[ \t]{0,3}[-*+][ \t]+(?:\*\*|__)?(?P<key>[A-Za-z][\w /()#'&.-]{0,60}?)(?:\*\*|__)?[ \t]{0,8}"
    r":(?:\*\*|__)?(?:[ \t]+|$)(?P<value>.*)"
)
_LINE = re.compile(
    r"(?:\*\*|__)?(?P<key>[A-Za-z][\w /()#'&.-]{0,60}?)(?:\*\*|__)?[ \t]{0,8}:(?:\*\*|__)?"
    r"(?:[ \t]+|$)(?P<value>.*)"
)
_HEADING = re.compile(r"[ ]{0,3}(?P<marks>#{1,6})[ \t]++(?P<text>.*)")
_FENCE = re.compile(r"(?m)^[ ]{0,3}(?:```|~~~)")


class RawField(NamedTuple):
    """A field as written. ``start`` and ``end`` are the offsets of its value in the text."""

    name: str
    value: str
    line: int
    start: int
    end: int


class RawHead(NamedTuple):
    """A header in the body: its fields, where it ends, and the heading that stands over it."""

    fields: tuple[RawField, ...]
    end: int
    heading: str
    heading_line: int


def lines_from(text: str, start: int) -> Iterator[tuple[int, int, str]]:
    """Each line from ``start`` as (start, end, text without its line ending)."""
    size = len(text)
    while start < size:
        end = text.find("\n", start)
        end = size if end < 0 else end
        stop = end - 1 if end > start and text[end - 1] == "\r" else end
        yield start, end, text[start:stop]
        start = end + 1


def _field(found: re.Match[str], number: int, offset: int) -> RawField:
    value = found["value"].rstrip()
    start = offset + found.start("value")
    return RawField(" ".join(found["key"].split()), value, number, start, start + len(value))


def listed(text: str, start: int, known: frozenset[str], *, bullets: bool, lines: bool) -> RawHead:
    """The fields written under the title as a bullet list or as ``Key: value`` lines.

    The head ends at the first heading after a field, or at the second heading. Bullets with
    unknown keys are fields too; lines only when their key is in ``known`` (lower case).
    """
    fields: list[RawField] = []
    headings: list[tuple[str, int]] = []
    number = text.count("\n", 0, start)
    end_of_head = start
    for at, end, line in lines_from(text, start):
        number += 1
        heading = _HEADING.fullmatch(line) if "#" in line[:4] else None
        if heading:
            if fields or headings or len(heading["marks"]) > 2:
                break
            headings.append((heading_text(heading["text"]), number))
            continue
        if number > _MOST_LINES or line.startswith(("```", "~~~")):
            break
        found = _field_line(line, known, bullets=bullets, lines=lines)
        if found:
            fields.append(_field(found, number, at))
            end_of_head = end + 1
        elif fields and line[:1] in (" ", "\t") and line.strip() and end_of_head == at:
            last = fields[-1]
            fields[-1] = last._replace(
                value=f"{last.value}\n{line.strip()}".strip(), end=at + len(line.rstrip())
            )
            end_of_head = end + 1
    title, title_line = headings[0] if headings else ("", 0)
    return RawHead(tuple(fields), min(end_of_head, len(text)), title, title_line)


def _field_line(
    line: str, known: frozenset[str], *, bullets: bool, lines: bool
) -> re.Match[str] | None:
    if ":" not in line:
        return None
    found = _BULLET.fullmatch(line) if bullets else None
    if found is None and lines:
        found = _LINE.fullmatch(line)
        if found and " ".join(found["key"].split()).casefold() not in known:
            return None
    return found


def heading_text(raw: str) -> str:
    """A heading's text without blanks and closing marks around it."""
    bare = raw.strip()
    closed = bare.rstrip("#")
    return closed.rstrip() if closed[-1:] in (" ", "\t", "") else bare


_SECTION_END = re.compile(r"(?m)^[ ]{0,3}#{1,6}(?:[ \t]|\r?$)")


def section(text: str, start: int, name: str) -> RawField | None:
    """The body of the section called ``name``, up to the next heading, as one field.

    Blank lines around the body are left out. Headings inside fenced code do not count.
    """
    pattern = re.compile(rf"(?mi)^[ ]{{0,3}}#{{1,6}}[ \t]++{re.escape(name)}[ \t:]*+#*+[ \t]*+\r?$")
    found = pattern.search(text, start)
    if not found:
        return None
    fences = [fence.start() for fence in _FENCE.finditer(text, start)]
    found = _outside(pattern, text, found.start(), fences)
    if not found:
        return None
    body_start = found.end() + 1
    after = _outside(_SECTION_END, text, body_start, fences)
    body = text[body_start : after.start() if after else len(text)]
    first = body_start + len(body) - len(body.lstrip())
    value = body.strip()
    line = text.count("\n", 0, first if value else found.start()) + 1
    return RawField(name, value, line, first, first + len(value))


def _outside(
    pattern: re.Pattern[str], text: str, start: int, fences: Sequence[int]
) -> re.Match[str] | None:
    """The first match before which an even number of ``fences`` stands: outside of code."""
    for found in pattern.finditer(text, start):
        if bisect_left(fences, found.start()) % 2 == 0:
            return found
    return None


_SETEXT = re.compile(r"(?P<text>[^\s#>|`~=-][^\r\n]*)\r?\n(?P<line>=+|-+)[ \t]*+\r?\n")
_FIRST = re.compile(r"(?m)^[ ]{0,3}#{1,6}[ \t]++(?P<text>[^\r\n]*)")
_OPENERS = re.compile(r"(?m)^[ ]{0,3}(?:```|~~~)|<!--")


def first_heading(text: str, start: int) -> tuple[str, int]:
    """The text and line of the first heading from ``start``; ("", 0) when there is none.

    Headings in comments and in fenced code do not count. A first line that is underlined does.
    """
    at = start
    while at < len(text) and text[at] in "\r\n":
        at += 1
    underlined = _SETEXT.match(text, at)
    if underlined:
        return underlined["text"].strip(), text.count("\n", 0, at) + 1
    for found in _FIRST.finditer(text, at):
        if found.start() < at:
            continue
        at = _past_openers(text, at, found.start())
        if at < 0:
            return "", 0
        if at <= found.start():
            line = text.count("\n", 0, found.start()) + 1
            return heading_text(found["text"]), line
    return "", 0


def _past_openers(text: str, at: int, end: int) -> int:
    """The offset behind every comment and fence that opens in ``[at, end)``, -1 if one is open."""
    while at < end:
        opener = _OPENERS.search(text, at, end)
        if not opener:
            break
        closing = "-->" if opener[0] == "<!--" else opener[0].strip()
        closed = text.find(closing, opener.end())
        if closed < 0:
            return -1
        at = closed + len(closing)
    return at
