"""What was objected to a record: open concerns, or what its text says of dissent. Pure."""

from __future__ import annotations

import re

from dayline.ask.matching import units_of
from dayline.ask.material import Document, Library, Sentence

_NO_DISSENT = re.compile(
    r"\b(?:dissent|objection|concern)s?: (?:none|nobody|no one)\b|^(?:none|nobody|no one)\b"
    r"|\b(?:lack of|without|apart from|despite) (?:\w+ ){0,3}objection"
    r"|\bno (?:\w+ )?(?:objection|concern|dissent)"
    r"|\b(?:nobody|no one|none) (?:objected|dissented)\b",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(
    r"@\w|\b[A-Z][\w'-]+ (?:objected|objects|dissent(?:s|ed)|disagree[sd])\b"
    r"|\b[Oo]bjections? (?:of|by|from) [A-Z]"
)
_OBJECTING = re.compile(
    r"\bdissent(?:s|ed)?\b|\bobject(?:s|ed)\b"
    r"|\bobjections?(?: (?:is|was|to|against|that|of|by|from)\b|:)",
    re.IGNORECASE,
)
"""A text that speaks of objections elsewhere, or of how to object, objects to nothing."""
_HEADED = re.compile(r"^(?:strongest |main |open )?(?:objections?|dissent)\b", re.IGNORECASE)


def objections(library: Library, document: Document, *, stated: bool) -> list[Sentence]:
    """Concerns on a record that are open; where none is, the one that its text states."""
    said = [_objected(document, *one) for one in library.objections(document)[:2]]
    if said or not stated:
        return said
    for unit in units_of(document):
        under = unit.headings and _HEADED.match(unit.headings[-1])
        objects = under or _OBJECTING.search(unit.text)
        if objects and not _NO_DISSENT.search(unit.text):
            cite = document.cite_at(unit.start, unit.end, unit.headings)
            return [Sentence(unit.text, (cite,))]
    return []


def is_by_somebody(text: str) -> bool:
    """Whether a sentence says who objects, and not only that one may."""
    return _SOMEBODY.search(text) is not None


def _objected(document: Document, who: str, words: str) -> Sentence:
    return Sentence(f"{who} objects: {words}", (document.cite(words, 0, ("Comments",)),))
