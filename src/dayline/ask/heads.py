"""A field of a record that a question names, asked for by the field's own name. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from dayline.ask.citing import cited
from dayline.ask.facts import ACCEPTED, PERSONS, shown
from dayline.ask.material import IN_FORCE, Document, Sentence
from dayline.ask.question import Question
from dayline.base.words import terms

_GLUE = frozenset(terms(
    "where what which who when find see link url address thread list listed field head header"
    " document record number"
))  # fmt: skip
"""Words that ask for a field, whichever it is."""
_ENDED = frozenset(terms("accepted approved agreed rejected resolved decided final withdrawn"))
_SILENT = frozenset(("id", "contract", "title", "number", "state", "status"))
_LINK = re.compile(r"^https?://\S+$")
_DAY = re.compile(r"^\d{4}-\d\d-\d\d$")


def of_head(question: Question, document: Document) -> list[Sentence]:
    """The fields that are meant where the question asks for them and for nothing else.

    "Where is PEP 703 discussed?" means ``discussions_to``; "when was it accepted?" the day of its
    ``resolution``, which has an address beside it.
    """
    if len(question.ids) != 1 or question.sort in ("yes_no", "how_many", "why"):
        return []
    asked = {term for term, _ in question.terms} - _GLUE - set(terms(document.kind))
    if not asked:
        return []
    said = list(_resolved(question, document, asked))
    for name, value in document.fields.items():
        if name not in _SILENT and asked <= set(terms(name.replace("_", " "))):
            told = ", ".join(_fitting(question, name, value))
            if told:
                text = f"{document.called}, {name.replace('_', ' ')}: {told}"
                said.append(Sentence(text, (cited(document, name),), 1.0, past=document.is_past))
    return said[:1]


def of_lasting(question: Question, document: Document) -> list[Sentence]:
    """How long an incident lasted: from when it began until it did no more harm."""
    words = {term for term, _ in question.terms} - _LASTING - set(terms(document.kind))
    if words or not _HOW_LONG.search(question.text):
        return []
    began, ended = (_moment(document, name) for name in ("started_at", "mitigated_at"))
    if not began or not ended or (began.tzinfo is None) != (ended.tzinfo is None):
        return []
    if ended < began:
        return []
    minutes = round((ended - began).total_seconds() / 60)
    length = f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min"
    told = f"{document.called} was mitigated {length} after it started."
    return [Sentence(told, (cited(document, "started_at"), cited(document, "mitigated_at")), 1.0)]


_HOW_LONG = re.compile(r"^\W*how long\b", re.IGNORECASE)
_LASTING = frozenset(terms("long last lasted take took taken go went on down outage ongoing"))


def _moment(document: Document, name: str) -> datetime | None:
    try:
        return datetime.fromisoformat(str(document.fields.get(name, "")))
    except ValueError:
        return None


def _resolved(question: Question, document: Document, asked: set[str]) -> Iterator[Sentence]:
    days = [one for one in _values(document.fields.get("resolution")) if _DAY.match(one)]
    if question.sort != "when" or not days or not asked <= _ENDED:
        return
    if asked & ACCEPTED and document.state not in IN_FORCE | {"superseded"}:
        return
    state = document.state.replace("_", " ")
    told = f"The resolution of {document.called} is of {days[0]}; it is {state}."
    yield Sentence(told, (cited(document, "resolution"),), 1.0, past=document.is_past)


def _fitting(question: Question, name: str, value: object) -> list[str]:
    """What of a field's value is of the sort that is asked for."""
    parts = _values(value)
    match question.sort:
        case "where":
            return [one for one in parts if _LINK.match(one)]
        case "when":
            return [one for one in parts if _DAY.match(one[:10])]
        case "who":
            return parts if name in PERSONS else []
    return parts


def _values(value: object) -> list[str]:
    given = value if isinstance(value, (list, tuple)) else [value]
    return [told for one in given if one is not None and (told := shown(one))]
