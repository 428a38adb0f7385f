"""Where the words that a reader sees stand in the Markdown that a writer wrote, and back. Pure.

A reader selects "refunds included"; the text says ``**refunds** included``. Blanks differ between
a page, a source and a clipboard, so only what is no blank is compared: the letters.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

from dayline.base.outline_events import PARSER

Span = tuple[int, int]


class ShownWords:
    """The letters that ``text`` shows from the character ``start`` on, each with its place."""

    def __init__(self, text: str, start: int = 0) -> None:
        self.letters = ""
        self._from = array("q")
        self._to = array("q")
        body = text[start:]
        heard: list[str] = []
        byte_of = _Characters(body, start)
        events: Iterator[tuple[Any, Any]] = PARSER.events_with_range(body)
        for event, place in events:
            if type(event) is str:
                continue
            words = event.get("Text") or event.get("Code")
            if words:
                self._hear(words, text, byte_of.at(place["start"]), byte_of.at(place["end"]))
                heard.append("".join(words.split()))
        self.letters = "".join(heard)

    def _hear(self, words: str, text: str, begin: int, end: int) -> None:
        """The letters of one piece; inside a piece that is written otherwise, all share its span.

        Code stands between its marks, so its letters are looked for inside.
        """
        inside = text.find(words, begin, end)
        for offset, letter in enumerate(words):
            if letter.isspace():
                continue
            self._from.append(begin if inside < 0 else inside + offset)
            self._to.append(end if inside < 0 else inside + offset + 1)

    def find(self, quote: str, near: int = 0) -> Span | None:
        """The letters that say ``quote``, those nearest to the letter ``near``; None without."""
        return nearest(self.letters, quote, near)

    def source(self, letters: Span) -> Span:
        """The characters of the text in which these letters stand, with the marks between them."""
        first, last = letters
        return self._from[first], self._to[last - 1]

    def within(self, source: Span) -> Span | None:
        """The letters that stand in these characters of the text; None where none does."""
        first = bisect_left(self._from, source[0])
        last = bisect_left(self._from, source[1])
        return (first, last) if first < last else None


def nearest(letters: str, quote: str, near: int = 0) -> Span | None:
    """Where ``quote``, without its blanks, stands in ``letters``, nearest to the place ``near``."""
    wanted = "".join(quote.split())
    if not wanted:
        return None
    after = letters.find(wanted, max(near, 0))
    before = letters.rfind(wanted, 0, max(near, 0) + len(wanted))
    found = [place for place in (after, before) if place >= 0]
    if not found:
        return None
    best = min(found, key=lambda place: abs(place - near))
    return best, best + len(wanted)


class _Characters:
    """Turns the parser's byte offsets into characters; quick while they go forward."""

    def __init__(self, body: str, start: int) -> None:
        self._plain = body.isascii()
        self._bytes = b"" if self._plain else body.encode()
        self._start = start
        self._byte = self._character = 0

    def at(self, byte: int) -> int:
        """The character offset in the whole text."""
        if self._plain:
            return byte + self._start
        if byte < self._byte:
            self._byte = self._character = 0
        self._character += len(self._bytes[self._byte : byte].decode())
        self._byte = byte
        return self._character + self._start
