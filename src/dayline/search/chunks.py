"""A text cut into the pieces that are found and cited: passages under their headings. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from dayline.base.errors import DaylineError
from dayline.base.markdown import scan
from dayline.base.plain import plain
from dayline.records.dialect.restructured import is_fenced, is_restructured, scan_rst

TARGET_WORDS = 130
"""How long a passage is about; a paragraph is never cut unless it alone is three times that."""

_BLANK = re.compile(r"\n[ \t]*\n+")
_UNDERLINED = re.compile(
    r"(?P<over>([^\w\s]|_)\2*[ \t]*\r?\n)?(?P<text>[^\n]+)\n(?P<line>([^\w\s]|_)\5*)[ \t]*\r?"
)
# A heading of words only, for which the parser need not be asked.
_PLAIN = re.compile(r"#{1,6} ([A-Za-z0-9](?:[A-Za-z0-9 ,;:?.]*[A-Za-z0-9,;:?.])?)\n?")
_MARKUP = re.compile(r"[^\w ,;:?.()'\"/+-]|_|  |://|\w\.\w")
_ADDRESS = re.compile(r"\bhttps?://\S+|(?<=\])\([^()\s]*(?:\s+\"[^\"]*\")?\)")


class Chunk(NamedTuple):
    """A passage: ``headings`` from the outermost inwards, ``[start, end)`` in the text.

    ``marks`` are where its headings stand in the text, from their begin to their end.
    """

    headings: tuple[str, ...]
    start: int
    end: int
    marks: tuple[tuple[int, int], ...] = ()


def chunks(text: str, *, start: int = 0) -> list[Chunk]:
    """The passages of ``text`` from the character ``start`` on, in their order."""
    found: list[Chunk] = []
    for headings, begin, end in _sections(text, start):
        names = tuple(one.text for one in headings)
        marks = tuple((one.start, one.end) for one in headings)
        found += (Chunk(names, *span, marks) for span in _passages(text, begin, end))
    return found or [Chunk((), start, len(text))]


def readable(text: str) -> str:
    """The text without what is written for machines: addresses of links."""
    return _ADDRESS.sub(" ", text) if "://" in text or "](" in text else text


def heading_at(text: str, mark: tuple[int, int]) -> str:
    """The heading that stands at a mark, as :func:`chunks` tells it."""
    stands = _PLAIN.fullmatch(text, *mark)
    if stands:
        return stands.group(1)
    alone = text[mark[0] : mark[1]]
    under = _UNDERLINED.fullmatch(alone.strip())
    if under:
        words = under["text"].strip()
        if not under["over"] and not _MARKUP.search(words):
            return words
        is_title = bool(scan_rst(alone).headings)
        return _underlined(alone, restructured=is_title and is_restructured(text))
    found = headings(f"{alone}\n", 0)
    return found[0].text if found else ""


class Heading(NamedTuple):
    """A heading as it reads, and where it stands in the text, with its line under it."""

    level: int
    text: str
    start: int
    end: int


def _sections(text: str, start: int) -> Iterator[tuple[tuple[Heading, ...], int, int]]:
    heads = headings(text, start)
    if not heads or heads[0].start > start:
        yield (), start, heads[0].start if heads else len(text)
    ends = [*(head.start for head in heads), len(text)][1:]
    path: list[Heading] = []
    for head, end in zip(heads, ends, strict=True):
        path = [*(one for one in path if one.level < head.level), head]
        yield tuple(path), head.end, end


def headings(text: str, start: int) -> list[Heading]:
    """Each heading from the character ``start`` on, in Markdown or else in reStructuredText."""
    titles = scan_rst(text, start=start).headings
    restructured = bool(titles) and is_restructured(text)
    if not restructured:
        try:
            outline = scan(text, start=start).headings
        except DaylineError:
            return []
        titles = scan_rst(text, start=start, sure=True).headings if titles else ()
        if len(titles) <= len(outline) or is_fenced(text):
            return [Heading(one.level, one.text, one.start, one.end) for one in outline]
    return [
        Heading(
            one.level, _underlined(text[one.start : one.end], restructured=restructured),
            one.start, one.end,
        )
        for one in titles
    ]  # fmt: skip


def _underlined(raw: str, *, restructured: bool) -> str:
    """The words of a heading that is underlined, as they read in either markup."""
    if not restructured:
        found = scan(f"{raw}\n").headings
        if len(found) == 1:
            return found[0].text
    under = _UNDERLINED.fullmatch(raw.strip())
    return plain(under["text"], html=not restructured) if under else ""


def _passages(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    cuts = [begin, *(m.end() for m in _BLANK.finditer(text, begin, end) if m.end() < end), end]
    since, words = begin, 0
    for left, right in pairwise(cuts):
        count = text.count(" ", left, right) + 1
        if words and words + count > TARGET_WORDS * 1.5:
            yield since, left
            since, words = left, 0
        words += count
    if text[since:end].strip():
        yield since, end
