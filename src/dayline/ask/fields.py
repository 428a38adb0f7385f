"""The fields at the head of a record as something that can be cited, a line for each. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dayline.ask.unit import LONGEST_UNIT, Unit
from dayline.base.mail import without_mail
from dayline.base.plain import plain

SECTION = ("Fields",)
"""Where they are said to stand."""

_KEY = re.compile(r"(?P<key>[A-Za-z][\w-]{1,40}):(?:[ \t]+(?P<value>\S.*)|\s*$)")
_BLOCK = re.compile(r"[|>][+-]?\d?")
"""What begins text of several lines in YAML."""
_SILENT = frozenset(
    ("id", "contract", "title", "pep", "rfc", "version", "last-modified", "content-type", "layout",
     "schema", "slug", "state", "status", "type", "supersedes", "superseded_by", "superseded-by",
     "replaces")
)  # fmt: skip
"""Fields that say nothing which the title or :mod:`dayline.ask.facts` would not say; what replaces
what is told there as of the day that is asked about."""


@dataclass
class _Field:
    key: str
    start: int
    end: int
    lines: list[str] = field(default_factory=list)


def fields_of(text: str, body: int, block: int) -> Iterator[Unit]:
    """The fields that stand before the character ``body``; numbered as paragraph ``block``."""
    for one in _stated(text[:body]):
        value = plain(without_mail(_value(one.lines))).replace(" ,", ",")
        if value and len(value) <= LONGEST_UNIT and one.key.lower() not in _SILENT:
            name = one.key.replace("_", " ").replace("-", " ").capitalize()
            yield Unit(f"{name}: {value}", one.start, one.end, SECTION, "", "field", block)


def _stated(head: str) -> Iterator[_Field]:
    """Each field with the lines that belong to it: indented, empty, or items of a list."""
    known: _Field | None = None
    at = 0
    for line in head.split("\n"):
        said = line.rstrip()
        begins = _KEY.match(said)
        if begins or (said and known and not line.startswith((" ", "\t", "- "))):
            if known:
                yield known
            known = _Field(begins["key"], at, at + len(said)) if begins else None
        if known and said:
            known.end = at + len(said)
            known.lines.append((begins["value"] or "") if begins else said.strip())
        at += len(line) + 1
    if known:
        yield known


def _value(lines: Sequence[str]) -> str:
    """What the lines of a field say, on one line; the items of a list after commas."""
    first, *more = lines
    items = [one[2:] for one in more if one.startswith("- ")]
    if items and not first:
        return ", ".join(map(_bare, items))
    said = " ".join([first, *more] if not _BLOCK.fullmatch(first) else more).strip()
    if said.startswith("[") and said.endswith("]"):
        return ", ".join(_bare(one) for one in said[1:-1].split(",") if one.strip())
    return _bare(said)


def _bare(said: str) -> str:
    said = said.strip()
    quoted = len(said) > 1 and said[0] == said[-1] and said[0] in "\"'"
    return said[1:-1] if quoted else said
