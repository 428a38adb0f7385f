"""Markdown as Dayline reads it: CommonMark with GitHub's extensions.

:func:`scan` finds headings and links, :func:`rendered` makes safe HTML. Both go by the same
parser (pyromark), so that what is checked is what is shown.
"""

from __future__ import annotations

import re
from typing import Final

import nh3

from dayline.base import outline_events
from dayline.base.anchors import Anchors, slugify, slugs
from dayline.base.errors import HostileInput
from dayline.base.findings import Finding
from dayline.base.outline import (
    Heading,
    Link,
    Outline,
    heading_key,
    section,
    section_span,
)
from dayline.base.text_limits import LIMIT_CHARACTERS, check_size, half_character

__all__ = [
    "LIMIT_CHARACTERS",
    "Anchors",
    "Heading",
    "Link",
    "Outline",
    "heading_key",
    "rendered",
    "scan",
    "section",
    "section_span",
    "slugify",
    "slugs",
]

LIMIT_HTML: Final = 2 * 1024 * 1024  # bytes
LIMIT_DEPTH: Final = 500
LIMIT_TAGS: Final = 100_000


def scan(text: str, *, start: int = 0, first_line: int = 1, path: str = "") -> Outline:
    """The headings and links of ``text`` from the character ``start`` on.

    ``first_line`` is the line of the file on which ``start`` stands; offsets are those of
    ``text``. Code, comments and raw HTML hold no headings and no links. Raises
    :class:`HostileInput` past :data:`LIMIT_CHARACTERS`, :class:`InvalidInput` for half characters.
    """
    check_size(text, path)
    try:
        return outline_events.outline_of(text, start, first_line)
    except UnicodeEncodeError as error:
        raise half_character(text, error, path) from None


def rendered(text: str, *, path: str = "") -> str:
    """``text`` as HTML that is safe to show: no scripts, no styles, no event handlers.

    Raises :class:`HostileInput` when the HTML would pass :data:`LIMIT_HTML`, :data:`LIMIT_TAGS`
    or :data:`LIMIT_DEPTH`: 25 kB of references to one long definition would make 25 MB.
    """
    check_size(text, path)
    page = _Page(path)
    try:
        outline_events.PARSER.write_html(text, page)
    except UnicodeEncodeError as error:
        raise half_character(text, error, path) from None
    made = b"".join(page.parts).decode()
    if made.count("<") > LIMIT_TAGS:
        raise _too_much(f"more than {LIMIT_TAGS:,} tags", "Split it into several documents.", path)
    if _is_deep(made):
        raise _too_much(
            f"lists or quotes more than {LIMIT_DEPTH} levels deep", "Make them flatter.", path
        )
    return nh3.clean(made)


_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_FLAT = frozenset(("p", "br", "hr", "img", "input", "wbr", "meta", "link", "source"))


def _is_deep(html: str) -> bool:
    """Whether more than :data:`LIMIT_DEPTH` tags stand open at once.

    A cleaner's time grows with the square of the depth: 50,000 list marks keep it half a minute.
    """
    if html.count("<") <= LIMIT_DEPTH:
        return False
    depth = 0
    for found in _TAG.finditer(html):
        if found[1]:
            depth -= depth > 0
        elif found[2].lower() not in _FLAT:
            depth += 1
            if depth > LIMIT_DEPTH:
                return True
    return False


def _too_much(what: str, remedy: str, path: str) -> HostileInput:
    finding = Finding("markdown-limit", f"The text would be shown with {what}.", remedy, path, 1)
    return HostileInput(finding.message, do=finding.remedy, findings=[finding])


class _Page:
    """Receives HTML piece by piece and refuses the piece that is too much."""

    def __init__(self, path: str) -> None:
        self.parts: list[bytes] = []
        self._left = LIMIT_HTML
        self._path = path

    def write(self, piece: bytes) -> int:
        """Keeps ``piece``; raises :class:`HostileInput` past the limit."""
        self._left -= len(piece)
        if self._left < 0:
            what = f"more than {LIMIT_HTML:,} bytes of HTML"
            raise _too_much(what, "Use fewer references to long link definitions.", self._path)
        self.parts.append(bytes(piece))
        return len(piece)
