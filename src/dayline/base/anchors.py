"""What may stand behind `#` in a link: the anchors of headings, of HTML, of other renderers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cached_property
from urllib.parse import unquote

_HTML_NAME = re.compile(
    r"""<[a-zA-Z][^<>]*?\s(?:id|name)\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>=`]+))"""
)
_HTML_HEADING = re.compile(
    r"<(?P<tag>h[1-6])\b[^<>]{0,500}>(?P<text>[^<>]{1,500})</(?P=tag)>", re.IGNORECASE
)
_CUSTOM = re.compile(r"\{[^{}]*#(?P<id>[^\s{}]+)[^{}]*\}\s*$")


class Anchors:
    """The places of one text that a link may name; worked out as far as a question needs.

    ``headings`` are the texts of its headings, in order; its body begins at ``start``.
    """

    def __init__(self, headings: Iterable[str], text: str, start: int = 0) -> None:
        self._headings = tuple(headings)
        self._text = text
        self._start = start

    @cached_property
    def _slugs(self) -> frozenset[str]:
        return frozenset(slugs(self._headings))

    @cached_property
    def names(self) -> frozenset[str]:
        """All of them.

        Slugs of the headings as GitHub makes them, ids and names in HTML, and ids that other
        renderers know (`## Title {#id}`).
        """
        found = set(self._slugs)
        for heading in self._headings:
            if custom := _CUSTOM.search(heading):
                found.add(custom["id"])
                found.add(slugify(heading[: custom.start()]))
        if self._text.find("<", self._start) >= 0:
            for match in _HTML_NAME.finditer(self._text, self._start):
                found.add(match[1] or match[2] or match[3] or "")
            headings = _HTML_HEADING.finditer(self._text, self._start)
            found.update(slugs(match["text"] for match in headings))
        found.discard("")
        return frozenset(found)

    def has(self, fragment: str) -> bool:
        """Whether ``fragment`` (without `#`) names a place in this text.

        The top of the page and GitHub's line anchors are places of every text.
        """
        if fragment in self._slugs:
            return True
        if fragment.casefold() in {"", "top"} or fragment.startswith((":~:", "L", "user-content-")):
            return True
        return fragment in self.names or unquote(fragment).casefold() in self.names

    def near(self, fragment: str) -> str:
        """The anchor that ``fragment`` most likely means, "" when none is like it.

        Site generators differ in what they do with punctuation; letters and digits decide.
        """
        return self._by_letters.get(_letters(unquote(fragment)), "")

    @cached_property
    def _by_letters(self) -> dict[str, str]:
        found = {_letters(name): name for name in sorted(self.names, reverse=True)}
        found.pop("", None)
        return found


def _letters(text: str) -> str:
    return _NO_LETTERS.sub("", text.casefold())


_NO_LETTERS = re.compile(r"[\W_]+")
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
