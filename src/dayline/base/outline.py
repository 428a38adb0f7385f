"""What Dayline needs to know of a Markdown text: its headings, its links, its anchors."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple
from urllib.parse import unquote


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


_HTML_NAME = re.compile(
    r"""<[a-zA-Z][^<>]*?\s(?:id|name)\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>=`]+))"""
)
_HTML_HEADING = re.compile(
    r"<(?P<tag>h[1-6])\b[^<>]{0,500}>(?P<text>[^<>]{1,500})</(?P=tag)>", re.IGNORECASE
)
_CUSTOM = re.compile(r"\{[^{}]*#(?P<id>[^\s{}]+)[^{}]*\}\s*$")


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
    def anchors(self) -> frozenset[str]:
        """What may stand behind `#` in a link to this text.

        Slugs of the headings as GitHub makes them, ids and names in HTML, and ids that other
        renderers know (`## Title {#id}`).
        """
        found = set(slugs(heading.text for heading in self.headings))
        for heading in self.headings:
            if custom := _CUSTOM.search(heading.text):
                found.add(custom["id"])
                found.add(slugify(heading.text[: custom.start()]))
        if self._text.find("<", self._start) >= 0:
            for match in _HTML_NAME.finditer(self._text, self._start):
                found.add(match[1] or match[2] or match[3] or "")
            headings = _HTML_HEADING.finditer(self._text, self._start)
            found.update(slugs(match["text"] for match in headings))
        found.discard("")
        return frozenset(found)

    def has_anchor(self, fragment: str) -> bool:
        """Whether ``fragment`` (without `#`) names a place in this text.

        The top of the page and GitHub's line anchors are places of every text.
        """
        if fragment.casefold() in {"", "top"} or fragment.startswith((":~:", "L", "user-content-")):
            return True
        return fragment in self.anchors or unquote(fragment).casefold() in self.anchors

    def anchor_near(self, fragment: str) -> str:
        """The anchor that ``fragment`` most likely means, "" when none is like it.

        Site generators differ in what they do with punctuation; letters and digits decide.
        """
        wanted = _letters(unquote(fragment))
        found = (anchor for anchor in sorted(self.anchors) if _letters(anchor) == wanted)
        return next(found, "") if wanted else ""


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


_DROPPED = {code: None for code in range(128) if not (chr(code).isalnum() or chr(code) in " -_")}
_KEPT_CATEGORIES = frozenset(
    ("Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Pc")
)


def slugify(heading: str) -> str:
    """The anchor that GitHub gives to a heading's text: letters, marks, digits, `_`, `-`."""
    low = heading.strip().lower()
    if low.isascii():
        return low.translate(_DROPPED).replace(" ", "-")
    kept = (c for c in low if c in " -" or unicodedata.category(c) in _KEPT_CATEGORIES)
    return "".join(kept).replace(" ", "-")


def slugs(headings: Iterable[str]) -> list[str]:
    """The anchors of several headings in order; the second `setup` is `setup-1`."""
    taken: dict[str, int] = {}
    found = []
    for heading in headings:
        plain = slug = slugify(heading)
        while slug in taken:
            taken[plain] += 1
            slug = f"{plain}-{taken[plain]}"
        taken[slug] = 0
        found.append(slug)
    return found


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
