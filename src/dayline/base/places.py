"""Where a few known links and headings stand, without a scan of the whole text.

A link is looked for as its text, ``](target``; a heading as its line. When the text holds exactly
as many of them as the glance saw, and the HTML holds none (so that none stands in code or in a
comment), those are the places. In any other case the answer is None, and a scan decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dayline.base.glance import Glance
from dayline.base.outline_events import PARSER

_ENDS = frozenset(") \t\r\n")
_PLAIN = re.compile(r"[^*_`\[\]!\\&<>~#|\"]+")  # words that are spelt as they read
_ESCAPED = frozenset("&<>\"'")  # spelt otherwise in HTML


class LinkPlace(NamedTuple):
    """A link or image that leads to ``target``, and its line in the file."""

    target: str
    line: int
    image: bool


def link_places(
    text: str, start: int, seen: Glance, targets: Iterable[str]
) -> list[LinkPlace] | None:
    """Every link of the text (from ``start``) to one of ``targets``, in order; or None.

    ``seen`` is the glance at the text, whose targets these are.
    """
    shown = PARSER.html(text[start:])
    found: list[tuple[int, str, bool]] = []
    for target in dict.fromkeys(targets):
        needle = f"]({target}"
        places = _all(text, needle, start)
        if len(places) != seen.targets.count(target) or needle in shown:
            return None
        if not _ESCAPED.isdisjoint(target):
            return None
        for at in places:
            opened = text.rfind("[", start, at)
            ends = text[at + len(needle) : at + len(needle) + 1]
            if ends not in _ENDS or opened < 0 or "]" in text[opened:at]:
                return None
            if "\\" in text[max(opened - 2, 0) : opened]:
                return None  # what is escaped before it may be the sign of an image
            found.append((opened, target, text[opened - 1 : opened] == "!"))
    return _with_lines(text, sorted(found))


def _all(text: str, needle: str, start: int) -> list[int]:
    places = []
    at = text.find(needle, start)
    while at >= 0:
        places.append(at)
        at = text.find(needle, at + 1)
    return places


def _with_lines(text: str, found: Iterable[tuple[int, str, bool]]) -> list[LinkPlace]:
    line, counted = 1, 0
    places = []
    for at, target, image in found:
        line += text.count("\n", counted, at)
        counted = at
        places.append(LinkPlace(target, line, image))
    return places


def heading_lines(text: str, start: int, seen: Glance, wanted: Sequence[int]) -> list[int] | None:
    """The lines of the headings with the positions ``wanted`` in the glance; or None.

    ``start`` must be the beginning of a line. None also when some heading may be quoted.
    """
    shown = PARSER.html(text[start:])
    if "<blockquote" in shown and _quotes_headings(text, shown):
        return None
    lines = []
    for position in wanted:
        level, words = seen.headings[position]
        written = f"{'#' * level} {words}"
        places = [at for at in _all(text, written, start) if _is_line(text, at, written, start)]
        alike = [at for at, one in enumerate(seen.headings) if one == (level, words)]
        if len(places) != len(alike) or written in shown:
            return None
        if not _PLAIN.fullmatch(words):
            return None
        lines.append(text.count("\n", 0, places[alike.index(position)]) + 1)
    return lines


_QUOTED = re.compile(r"<(?:(?P<opens>blockquote\b)|(?P<ends>/blockquote>)|h[1-6]>)")


def _quotes_headings(text: str, shown: str) -> bool:
    """Whether a heading may stand in a quotation; a person's own tags make that uncertain."""
    if "<blockquote" in text or "</blockquote" in text:
        return True
    depth = 0
    for found in _QUOTED.finditer(shown):
        if found["opens"]:
            depth += 1
        elif found["ends"]:
            depth -= 1
        elif depth:
            return True
    return False


def _is_line(text: str, at: int, written: str, start: int) -> bool:
    end = at + len(written)
    return (at == start or text[at - 1] == "\n") and text[end : end + 1] in {"\n", "\r", ""}
