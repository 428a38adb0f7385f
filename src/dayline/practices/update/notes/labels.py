"""Lines that head a list or state a field: ``- Done:``, ``### Blockers``, ``Status: Green``.

Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dayline.practices.update.notes import words
from dayline.practices.update.notes.lines import Line, Sort
from dayline.practices.update.notes.model import Part

_COLON = re.compile(r"(?P<head>[^:\n]{1,60}):(?!//)(?P<rest>.*)$", re.DOTALL)
_DASH = re.compile(r"(?P<head>[^:\n]{1,30}?)\s+[-\u2013\u2014]\s+(?P<rest>.*)$", re.DOTALL)
_LOOSE = "*_ \t"


@dataclass(frozen=True, slots=True)
class Label:
    """A label with what stands behind it on its line; ``strong`` when nothing else can be meant."""

    part: Part
    rest: str
    strong: bool


def label_in(line: Line) -> Label | None:
    """The label of a list that a line is; None for every other line."""
    text = line.text
    whole = words.part_named(text)
    if whole is not None and len(text) <= 60:
        return Label(whole, "", strong=text.rstrip("* _").endswith(":") or line.level > 0)
    for pattern in (_COLON, _DASH):
        match = pattern.match(text)
        part = words.part_named(match["head"]) if match else None
        if match and part is not None:
            return Label(part, _rest(match["rest"]), strong=pattern is _COLON)
    return None


def field_in(line: Line) -> tuple[str, str] | None:
    """A field and its value: ``("Author", "Ana Ruiz")``."""
    if line.sort in (Sort.HEADING, Sort.ROW):
        return None
    match = _COLON.match(line.text)
    return (match["head"], _rest(match["rest"])) if match else None


def _rest(text: str) -> str:
    """What follows a label, without the emphasis that the label's own ended in."""
    bare = text.strip()
    if bare.startswith(("**", "__")) and bare.count(bare[:2]) % 2:
        bare = bare[2:]
    elif bare[:1] in ("*", "_") and bare.count(bare[0]) % 2:
        bare = bare[1:]
    return bare.strip()
