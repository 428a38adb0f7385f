"""What was objected to a record: open concerns, or what its text says of dissent. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dayline.ask.matching import units_of
from dayline.ask.material import Document, Library, Sentence
from dayline.ask.unit import Unit

_NO_DISSENT = re.compile(
    r"\b(?:dissent|objection|concern)s?: (?:none|nobody|no one)\b|^(?:none|nobody|no one)\b"
    r"|\b(?:lack of|without|apart from|despite) (?:\w+ ){0,3}objection"
    r"|\b(?:no|any) (?:\w+ )?(?:objection|concern|dissent)|(?:n['\u2019]t|\bnot) object"
    r"|\bregardless of (?:\w+ )?objection"
    r"|\b(?:nobody|no one|none) (?:objected|dissented)\b"
    r"|\b(?:settled|withdrawn|given up|taken back)\b",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(
    r"@\w|\b[A-Z][\w'-]+ (?:objected|dissent(?:s|ed)|disagree[sd])\b"
    r"|\b[Oo]bjections? (?:of|by|from) [A-Z]"
)
_OBJECTING = re.compile(
    r"\bdissent(?:s|ed)?\b|\bobjected\b|@[\w-]+ objects\b"
    r"|\bobjections?(?: (?:is|was|to|against|that|of|by|from)\b|:)",
    re.IGNORECASE,
)
"""A text that speaks of objections elsewhere, or of how to object, objects to nothing; nor does one
on the objects of a program."""
_STRONGEST = re.compile(r"\b(?:strongest|main|biggest|principal|chief) objection", re.IGNORECASE)
_ANNOUNCES = re.compile(
    r"^there (?:are|is|were|was|have been|has been) [\w ,-]{0,60}\bobjections?\b[^:]*[.:]$",
    re.IGNORECASE,
)
"""That there are some is none."""
_ELSEWHERE = re.compile(r"^(?:references?|footnotes?|links?|acknowledge?ments?)\b", re.IGNORECASE)
_HEADED = re.compile(r"^(?:strongest |main |open )?(?:objections?|dissent)\b", re.IGNORECASE)


def objections(library: Library, document: Document, *, stated: bool) -> list[Sentence]:
    """Concerns on a record that are open; where none is, the one that its text states."""
    said = [_objected(document, *one) for one in library.objections(document)[:2]]
    if said or not stated:
        return said
    found = sorted(_stated(document), key=lambda pair: pair[0])[:1]
    return [
        Sentence(one.text, (document.cite_at(one.start, one.end, one.headings),))
        for _, one in found
    ]


def _stated(document: Document) -> Iterator[tuple[int, Unit]]:
    """The sentences that object, each with how far it is from the strongest objection."""
    for unit in units_of(document):
        last = unit.headings[-1] if unit.headings else ""
        under = _HEADED.match(last)
        objects = under or _OBJECTING.search(unit.text)
        if not objects or _ELSEWHERE.match(last):
            continue
        if not _NO_DISSENT.search(unit.text) and not _ANNOUNCES.match(unit.text):
            yield (0 if _STRONGEST.search(unit.text) else 1 if under else 2), unit


def is_by_somebody(text: str) -> bool:
    """Whether a sentence says who objects, and not only that one may."""
    return _SOMEBODY.search(text) is not None


def _objected(document: Document, who: str, words: str) -> Sentence:
    return Sentence(f"{who} objects: {words}", (document.cite(words, 0, ("Comments",)),))
