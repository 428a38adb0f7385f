"""Markdown as Dayline reads it: CommonMark with GitHub's extensions.

:func:`scan` finds headings and links, :func:`rendered` makes safe HTML. Both go by the same
parser (pyromark), so that what is checked is what is shown.
"""

from __future__ import annotations

from typing import Final

import nh3

from dayline.base import outline_events
from dayline.base.errors import HostileInput, InvalidInput
from dayline.base.findings import Finding
from dayline.base.outline import (
    Heading,
    Link,
    Outline,
    heading_key,
    section,
    section_span,
    slugify,
    slugs,
)

__all__ = [
    "LIMIT_CHARACTERS",
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

LIMIT_CHARACTERS: Final = 1024 * 1024
LIMIT_HTML: Final = 2 * 1024 * 1024  # bytes


def scan(text: str, *, start: int = 0, first_line: int = 1, path: str = "") -> Outline:
    """The headings and links of ``text`` from the character ``start`` on.

    ``first_line`` is the line of the file on which ``start`` stands; offsets are those of
    ``text``. Code, comments and raw HTML hold no headings and no links. Raises
    :class:`HostileInput` past :data:`LIMIT_CHARACTERS`, :class:`InvalidInput` for half characters.
    """
    _check_size(text, path)
    try:
        return outline_events.outline_of(text, start, first_line)
    except UnicodeEncodeError as error:
        raise _half_character(text, error, path) from None


def rendered(text: str, *, path: str = "") -> str:
    """``text`` as HTML that is safe to show: no scripts, no styles, no event handlers.

    Raises :class:`HostileInput` when the HTML would pass :data:`LIMIT_HTML`: 25 kB of references to
    one long definition would make 25 MB.
    """
    _check_size(text, path)
    page = _Page(path)
    try:
        outline_events.PARSER.write_html(text, page)
    except UnicodeEncodeError as error:
        raise _half_character(text, error, path) from None
    return nh3.clean(b"".join(page.parts).decode())


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
            finding = Finding(
                "markdown-limit",
                f"The text would make more than {LIMIT_HTML:,} bytes of HTML.",
                "Use fewer references to long link definitions.",
                self._path,
                1,
            )
            raise HostileInput(finding.message, do=finding.remedy, findings=[finding])
        self.parts.append(bytes(piece))
        return len(piece)


def _check_size(text: str, path: str) -> None:
    if len(text) > LIMIT_CHARACTERS:
        finding = Finding(
            "markdown-limit",
            f"The text has {len(text):,} characters; {LIMIT_CHARACTERS:,} are read.",
            "Split it into several documents.",
            path,
            1,
        )
        raise HostileInput(finding.message, do=finding.remedy, findings=[finding])


def _half_character(text: str, error: UnicodeEncodeError, path: str) -> InvalidInput:
    line = text.count("\n", 0, error.start) + 1
    finding = Finding(
        "encoding", "Half of a surrogate pair stands here.", "Remove that character.", path, line
    )
    return InvalidInput(finding.message, do=finding.remedy, findings=[finding])
