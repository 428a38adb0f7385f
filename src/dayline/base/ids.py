"""Record ids such as ``D-42``: parsing what people type, printing what Dayline means."""

from __future__ import annotations

import re
from dataclasses import dataclass

_REF = re.compile(r"\A(?P<prefix>[A-Za-z][A-Za-z0-9]{0,15})-(?P<number>[0-9]{1,9})\Z")
_BARE = re.compile(r"\A#?(?P<number>[0-9]{1,9})\Z")


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """A record id: a prefix that belongs to a contract or a collection, and a number from 0."""

    prefix: str
    number: int

    def __str__(self) -> str:
        return f"{self.prefix}-{self.number}"


def parse_ref(text: str) -> Ref | None:
    """``D-42``, ``d-42`` or ``ADR-0042`` as a :class:`Ref`; None for anything else."""
    found = _REF.match(text.strip())
    return Ref(found["prefix"].upper(), int(found["number"])) if found else None


def parse_number(text: str) -> int | None:
    """``42``, ``0042`` or ``#42`` as a number, for people who leave the prefix out."""
    found = _BARE.match(text.strip())
    return int(found["number"]) if found else None


_SLUG_GAPS = re.compile(r"[^0-9a-z]+")


def slug(title: str, *, limit: int = 60) -> str:
    """A file-name part made of a title: lower-case ASCII words joined by hyphens."""
    words = _SLUG_GAPS.sub("-", title.casefold()).strip("-")
    if len(words) > limit:
        words = words[: limit + 1].rsplit("-", 1)[0][:limit]
    return words or "untitled"
