"""The status of a document: its own words, and the canonical state they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dayline.base.findings import Finding, Severity
from dayline.records.dialect import header
from dayline.records.dialect.model import Dialect

if TYPE_CHECKING:
    from dayline.records.dialect.document import Read

_LINKS = re.compile(r"!?\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])")
_DECOR = re.compile(r"[*`~]|(?<!\w)_|_(?!\w)|<!--.*?-->", re.DOTALL)
_LONGEST = 1_000
_LEAD = re.compile(r"^[^\w]+")
_AFTER = re.compile(r"\s*(?:$|[^\w\s]|(?:by|on|in|since|as|with|until|for|from|see|and|but)\b)")


@dataclass(frozen=True, slots=True)
class Status:
    """A status: ``text`` as written, ``word`` its first line, the canonical ``state`` or "".

    ``start`` and ``end`` are the offsets of ``text`` in the document, -1 when it stands in a
    YAML or RFC 822 head or in a sidecar. ``stated`` is False when the document says nothing.
    """

    text: str = ""
    word: str = ""
    state: str = ""
    line: int = 0
    start: int = -1
    end: int = -1
    stated: bool = False


def state_of(dialect: Dialect, text: str) -> str | None:
    """The canonical state of a status text, "" for a known word without one, None if unknown.

    ``Accepted (2019-04-02)`` and ``Superseded by ADR-7`` are read by their first words;
    ``Not accepted`` is not.
    """
    words = dialect.status_words
    if words is None:
        return None
    first = text.strip().split("\n", 1)[0][:_LONGEST]
    bare = " ".join(_LEAD.sub("", _DECOR.sub("", _LINKS.sub(r"\1", first))).split())
    exact = dialect.status.states.get(bare.casefold().rstrip(" ."))
    if exact is not None:
        return exact
    found = words.match(bare)
    if found and _AFTER.match(bare, found.end()):
        return dialect.status.states[found[1].casefold()]
    return None


def read_status_text(read: Read) -> Status:
    """The status of ``read``, from its field or its section; faults become findings."""
    rule = read.dialect.status
    stated = read.fields.get(rule.field) if rule.field else None
    if stated is not None and isinstance(stated.raw, str) and stated.raw.strip():
        text = stated.raw.strip()
        return _status(read, text, stated.line, stated.start, stated.end)
    if rule.section:
        found = header.section(read.text, read.head.end, rule.section)
        if found is not None and found.value:
            return _status(read, found.value, found.line, found.start, found.end)
    return Status(state=rule.default if read.ref else "")


def _status(read: Read, text: str, line: int, start: int, end: int) -> Status:
    state = state_of(read.dialect, text)
    word = text.split("\n", 1)[0].strip()
    if state is None and read.dialect.status.states:
        _report(read, word, line)
    return Status(text, word, state or "", line, start, end, stated=True)


def _report(read: Read, word: str, line: int) -> None:
    if any(finding.line == line and finding.rule == "field-choice" for finding in read.findings):
        return
    known = ", ".join(sorted(read.dialect.status.states))
    read.findings.append(
        Finding(
            "status-unknown",
            f"The status `{word[:60]}` is not one that {read.dialect.name} knows.",
            f"Use one of: {known}.", read.path, line, 0, Severity.WARNING,
        )
    )  # fmt: skip
