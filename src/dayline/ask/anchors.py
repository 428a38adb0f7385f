"""Where a citation leads on a record's page. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from dayline.ask.fields import SECTION
from dayline.base.anchors import slugify, slugs
from dayline.base.errors import DaylineError
from dayline.base.heads import split
from dayline.search.chunks import headings

_PLACELESS = (("Comments",), SECTION)


def body_of(text: str) -> int:
    """The character at which a record's text begins after its head."""
    try:
        return split(text).end
    except DaylineError:
        return 0


def anchor(section: Sequence[str], text: str, line: int) -> str:
    """The place of a section on a record's page, "" for the whole record and what has no place.

    Where a heading stands several times, the one above the ``line`` is meant.
    """
    if not section or section in _PLACELESS:
        return ""
    name = slugify(section[-1])
    alike = [own for at, plain, own in _headings(text) if at <= line and plain == name]
    return f"#{alike[-1] if alike else name}"


@lru_cache(maxsize=64)
def _headings(text: str) -> tuple[tuple[int, str, str], ...]:
    """The line of each heading, its name, and its name on the page; most citations share a text."""
    heads = headings(text, body_of(text))
    names = slugs(one.text for one in heads)
    return tuple(
        (text.count("\n", 0, one.start) + 1, slugify(one.text), own)
        for one, own in zip(heads, names, strict=True)
    )
