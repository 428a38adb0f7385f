"""The outline of a Markdown text from its parser's events: exact by construction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import pyromark
from pyromark import Options

from dayline.base.errors import HostileInput
from dayline.base.outline import Heading, Link, Outline

OPTIONS: Final = (
    Options.ENABLE_TABLES
    | Options.ENABLE_FOOTNOTES
    | Options.ENABLE_STRIKETHROUGH
    | Options.ENABLE_TASKLISTS
    | Options.ENABLE_GFM
)
PARSER: Final = pyromark.Markdown(options=OPTIONS)

LIMIT_PARTS: Final = 20_000
_WORDS: Final = ("Text", "Code")


def outline_of(text: str, start: int, first_line: int) -> Outline:
    """The outline of ``text`` from the character ``start``, which stands on ``first_line``."""
    body = text[start:] if start else text
    walk = _Walk(_Places(text, body, start, first_line))
    events: Iterator[tuple[Any, Any]] = PARSER.events_with_range(body)
    inside = False
    for event, place in events:
        if type(event) is str:  # a line break or a rule
            if inside:
                walk.words.append(" ")
        elif type(tag := event.get("Start")) is dict:
            inside = walk.open(tag, place)
        elif inside:
            inside = walk.hear(event, place)
    return walk.outline()


class _Places:
    """Turns the parser's byte offsets into characters and lines. Offsets must not go back."""

    def __init__(self, text: str, body: str, start: int, first_line: int) -> None:
        self.text = text
        self.start = start
        self._bytes = None if body.isascii() else body.encode()
        self._byte, self._character = 0, start
        self._line_at, self._line = start, first_line

    def character(self, byte: int) -> int:
        """The character offset in the text of a byte offset in the body."""
        if self._bytes is None:
            return byte + self.start
        self._character += len(self._bytes[self._byte : byte].decode())
        self._byte = byte
        return self._character

    def line(self, character: int) -> int:
        """The line on which a character stands."""
        self._line += self.text.count("\n", self._line_at, character)
        self._line_at = character
        return self._line


class _Walk:
    """Follows the events; what is open is kept innermost last, with where its words begin."""

    def __init__(self, places: _Places) -> None:
        self.words: list[str] = []
        self._places = places
        self._headings: list[Heading] = []
        self._links: list[Link] = []
        self._open: list[tuple[int, int, tuple[Any, ...]]] = []
        self._targets: dict[str, str] = {}

    def outline(self) -> Outline:
        """What was seen."""
        places = self._places
        return Outline(tuple(self._headings), tuple(self._links), places.text, places.start)

    def open(self, tag: Mapping[str, Any], place: Mapping[str, int]) -> bool:
        """A block or span begins. Whether a heading, link or image is now open."""
        if "Link" in tag:
            self._open_link(tag["Link"], place["start"], image=False)
        elif "Heading" in tag:
            at = self._places.character(place["start"])
            line = self._places.line(at)
            at = self._places.text.rfind("\n", self._places.start, at) + 1 or self._places.start
            level = int(tag["Heading"]["level"][1])
            self._push(len(self._headings), (level, line, at))
            self._headings.append(_NO_HEADING)
        elif "Image" in tag:
            self._open_link(tag["Image"], place["start"], image=True)
        return bool(self._open)

    def _open_link(self, link: Mapping[str, str], start: int, *, image: bool) -> None:
        target = link["dest_url"]
        if link["link_type"] == "Email":
            target = f"mailto:{target}"
        target = self._targets.setdefault(target, target)  # one definition, many links
        at = self._places.character(start)
        self._push(len(self._links), (target, self._places.line(at), at, image))
        self._links.append(_NO_LINK)

    def _push(self, index: int, what: tuple[Any, ...]) -> None:
        if index >= LIMIT_PARTS:
            raise HostileInput(
                f"The text holds more than {LIMIT_PARTS:,} headings or links.",
                do="Split it into several documents.",
            )
        self._open.append((index, len(self.words), what))

    def hear(self, event: Mapping[str, Any], place: Mapping[str, int]) -> bool:
        """Words, or the end of something, inside what is open. Whether anything still is."""
        words = event.get("Text") or event.get("Code")
        if words:
            self.words.append(words)
            return True
        tag = event.get("End")
        if tag in ("Link", "Image"):
            index, text, (target, line, at, image) = self._pop()
            self._links[index] = Link(target, text, line, at, image)
        elif type(tag) is dict and "Heading" in tag:
            end = _after_line(self._places.text, self._places.character(place["end"]))
            index, text, (level, line, at) = self._pop()
            self._headings[index] = Heading(level, " ".join(text.split()), line, at, end)
        return bool(self._open)

    def _pop(self) -> tuple[int, str, tuple[Any, ...]]:
        index, first, what = self._open.pop()
        text = "".join(self.words[first:])
        if not self._open:
            self.words.clear()
        return index, text, what


_NO_HEADING: Final = Heading(0, "", 0, 0, 0)
_NO_LINK: Final = Link("", "", 0, 0, image=False)


def _after_line(text: str, end: int) -> int:
    """The offset behind the line break that ends the line of the character before ``end``."""
    if text[end - 1 : end] == "\n":
        return end
    return text.find("\n", end) + 1 or len(text)
