"""Lines that name somebody: ``@ana``, ``**Ana Ruiz** (away)``, ``### Ana``. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HANDLE = re.compile(r"@(?P<who>[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9_])?)(?P<rest>.*)$", re.DOTALL)
_EDGES = "*_`[]: \t"
_NOTE = re.compile(r"^(?P<who>[^(]{1,80}?)\s*(?P<note>\(.*\))?$")
_TIDY = re.compile(r"[*_`]+")
_WORDS = 5
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Name:
    """Somebody as a line names them; ``sure`` when it was with ``@``."""

    who: str
    note: str = ""
    sure: bool = False


def name_in(text: str) -> Name | None:
    """The name that a line is; None when it says more than a name, or what is no name."""
    bare = text.strip().strip(_EDGES).rstrip(":").strip()
    handle = _HANDLE.match(bare)
    if handle:
        rest = handle["rest"].strip(_EDGES)
        if not rest:
            return Name(handle["who"], sure=True)
        if rest.startswith("(") and rest.endswith(")"):
            return Name(handle["who"], rest, sure=True)
        return None
    if len(bare) > _LONGEST or not any(char.isalpha() for char in bare):
        return None
    found = _NOTE.match(_TIDY.sub("", bare).strip().rstrip(":"))
    if found is None or len(found["who"].split()) > _WORDS or found["who"][-1:] in ".?!,;":
        return None
    return Name(found["who"].strip().removeprefix("@"), found["note"] or "")


def leading(text: str) -> tuple[Name, str] | None:
    """A name and what it says, of ``@ana: shipped it`` or ``**Ana**: shipped it``."""
    match = re.match(
        r"(?:\*\*|__)?@(?P<who>[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9_])?)(?:\*\*|__)?"
        r"\s*(?::|\s[-\u2013\u2014]\s)(?:\*\*|__)?\s*(?P<rest>\S.*)$",
        text,
    )
    if match:
        return Name(match["who"], sure=True), match["rest"]
    bold = re.match(
        r"(\*\*|__)(?P<who>[^*_:]{1,60}):?\1\s*[:\u2013\u2014-]?\s*(?P<rest>\S.*)$", text
    )
    if bold and (
        text[bold.end("who")] == ":"
        or re.match(r"\s*[:\u2013\u2014-]", text[bold.end("who") + 2 :])
    ):
        return Name(bold["who"].strip()), bold["rest"]
    return None
