"""What Dayline needs to know of a Markdown text: its headings, its links, its anchors."""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

from dayline.base.anchors import Anchors


class Heading(NamedTuple):
    """A heading. ``text`` is without markup; ``line`` counts from 1 in the file.

    ``[start, end)`` are the characters of its lines, the last line break included (for a heading
    with an underline, both lines).
    """

    level: int
    text: str
    line: int
    start: int
    end: int


class Link(NamedTuple):
    """A link or an image. ``target`` is what the text means, with escapes and entities resolved.

    ``text`` is without markup; ``start`` is the offset of the opening bracket.
    """

    target: str
    text: str
    line: int
    start: int
    image: bool


class Outline:
    """The headings and links of one text, in their order; ``anchors`` is worked out on demand."""

    def __init__(
        self, headings: tuple[Heading, ...], links: tuple[Link, ...], text: str, start: int = 0
    ) -> None:
        self.headings = headings
        self.links = links
        self._text = text
        self._start = start

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Outline):
            return NotImplemented
        return self.headings == other.headings and self.links == other.links

    def __hash__(self) -> int:
        return hash((self.headings, self.links))

    def __repr__(self) -> str:
        return f"Outline(headings={self.headings!r}, links={self.links!r})"

    @property
    def title(self) -> Heading | None:
        """The first heading of level one."""
        return next((heading for heading in self.headings if heading.level == 1), None)

    @cached_property
    def _anchors(self) -> Anchors:
        return Anchors((heading.text for heading in self.headings), self._text, self._start)

    @property
    def anchors(self) -> frozenset[str]:
        """What may stand behind `#` in a link to this text: :attr:`Anchors.names`."""
        return self._anchors.names

    def has_anchor(self, fragment: str) -> bool:
        """Whether ``fragment`` (without `#`) names a place in this text: :meth:`Anchors.has`."""
        return self._anchors.has(fragment)


_NUMBERED = re.compile(r"[0-9]+(?:\.[0-9]+)*[.)]?\s+")


def heading_key(text: str) -> str:
    """A heading's name as it is compared: no case, no number before it, no colon behind it."""
    plain = " ".join(text.split()).casefold()
    if plain[:1].isdigit():
        plain = _NUMBERED.sub("", plain, count=1)
    return plain.strip("*_` :")


def section_span(text: str, outline: Outline, name: str) -> tuple[int, int] | None:
    """The characters of the body below the first heading called ``name``, None without one.

    A section reaches to the next heading of the same or a higher level.
    """
    key = heading_key(name)
    headings = outline.headings
    for index, heading in enumerate(headings):
        if heading_key(heading.text) == key:
            after = (later.start for later in headings[index + 1 :] if later.level <= heading.level)
            return heading.end, next(after, len(text))
    return None


def section(text: str, outline: Outline, name: str) -> str | None:
    """The body below the heading called ``name``, byte for byte; None without such a heading."""
    span = section_span(text, outline, name)
    return text[span[0] : span[1]] if span else None
