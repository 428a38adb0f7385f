"""The fields at the head of a record as something that can be cited, a line for each. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dayline.ask.plain import plain
from dayline.ask.unit import LONGEST, Unit

SECTION = ("Fields",)
"""Where they are said to stand."""

_FIELD = re.compile(
    r"^(?P<key>[A-Za-z][\w-]{1,40}):[ \t]*(?P<value>\S[^\n]*|(?=\n[ \t-]))"
    r"(?P<more>(?:\n(?:[ \t]+|-[ \t])\S[^\n]*)*)",
    re.MULTILINE,
)
_SILENT = frozenset(
    ("id", "contract", "title", "pep", "rfc", "version", "last-modified", "content-type", "layout",
     "schema", "slug", "state", "status", "type")
)  # fmt: skip
"""Fields that say nothing which the title or :mod:`dayline.ask.facts` would not say."""
_MARKS = re.compile(r"[\[\]{}\"']|(?m:^\s*-\s+)")


def fields_of(text: str, body: int, block: int) -> Iterator[Unit]:
    """The fields that stand before the character ``body``; numbered as paragraph ``block``."""
    for found in _FIELD.finditer(text, 0, body):
        key = found["key"]
        if key.lower() in _SILENT:
            continue
        told = f"{found['value'] or ''}{found['more'] or ''}"
        lines = (plain(line.strip(" ,")) for line in _MARKS.sub("", told).splitlines())
        value = ", ".join(line for line in lines if line)
        name = key.replace("_", " ").replace("-", " ").capitalize()
        if value and len(value) <= LONGEST:
            yield Unit(f"{name}: {value}", found.start(), found.end(), SECTION, "", "field", block)
