"""What a record's fields say: who wrote it, who owns it, when. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dayline.ask.citing import cited
from dayline.ask.material import IN_FORCE, OPEN, UNMADE, Document, Sentence
from dayline.ask.question import Question
from dayline.base.mail import without_mail
from dayline.base.words import stem, terms

_ALIASES: dict[str, str] = {
    "authors": "author wrote written write writer propose proposed",
    "author": "author wrote written write writer propose proposed",
    "owner": "own owner owns responsible maintain maintains",
    "deciders": "decide decided deciders decision",
    "reviewers": "review reviewers reviews reviewer",
    "delegate": "delegate", "delegates": "delegate delegates", "sponsor": "sponsor sponsored",
    "consulted": "consulted", "informed": "informed",
    "created": "created written write proposed opened",
    "decided_on": "decided decision taken accepted approved agreed",
    "date": "date dated decided decision taken accepted approved written",
    "review_by": "review reviewed", "due": "due deadline", "need_by": "need needed deadline",
    "hard_cap": "cap latest", "python_version": "version", "severity": "severity severe",
    "started_at": "start started begin began", "mitigated_at": "mitigated stopped",
    "aware_at": "aware noticed detected", "verified_on": "verified checked", "type": "type",
    "recorded_on": "recorded", "contact": "contact reach", "video": "video",
    "thanks": "thanked thanks", "scope": "scope",
}  # fmt: skip
PERSONS = frozenset((
    "authors", "author", "owner", "deciders", "reviewers", "delegate", "delegates", "sponsor",
    "consulted", "informed", "thanks",
))  # fmt: skip
_ASKED_BY_ID = frozenset(("type", "scope"))
_SAYS = {
    "authors": "{value} wrote {what}.", "author": "{value} wrote {what}.",
    "owner": "{value} owns {what}.", "reviewers": "{value} review{s} {what}.",
    "deciders": "{value} decide{s} on {what}.", "created": "{what} was created on {value}.",
    "decided_on": "{what} was decided on {value}.", "date": "{what} is dated {value}.",
    "review_by": "{what} is due for review by {value}.",
    "due": "{what} is due on {value}.", "need_by": "An answer to {what} is needed by {value}.",
    "sponsor": "{value} sponsored {what}.", "delegate": "The delegate of {what} is {value}.",
    "type": "The type of {what} is {value}.", "scope": "The scope of {what} is {value}.",
    "thanks": "{what} thanks {value}.", "started_at": "{what} started at {value}.",
    "mitigated_at": "{what} was mitigated at {value}.",
    "aware_at": "{what} was noticed at {value}.",
    "python_version": "{what} is for Python {value}.",
    "video": "The video of {what} is at {value}.", "contact": "The contact of {what} is {value}.",
}  # fmt: skip
_DATE = re.compile(r"^\d{4}-\d\d-\d\d")


def of_fields(question: Question, document: Document, *, alone: bool) -> list[Sentence]:
    """What the fields of a record say to a question, the best fitting first.

    ``alone`` says that the question asks for nothing else than something of the record.
    """
    asked = {term for term, _ in question.terms} | {stem(w) for w in question.text.lower().split()}
    accepting = alone and question.sort == "who" and not ACCEPTED.isdisjoint(asked)
    found = []
    for name, value in _fields(document).items():
        told = shown(value)
        wanted = (accepting and name == "deciders") or _is_asked(question, name, asked, told)
        if not told or not wanted:
            continue
        if name in _OF_DECIDING and ACCEPTED & asked and not _was_accepted(document):
            continue
        if name == "date" and question.sort == "when" and MADE & asked:
            if document.state in OPEN | UNMADE:
                continue  # it is the day on which the text was written
            if document.state in IN_FORCE and document.since and f"{document.since}" > told[:10]:
                was = f"{document.called} was {document.state} on {document.since}."
                found.append(Sentence(was, (cited(document, "status"),), 1.0))
                continue
        pattern = _SAYS.get(name, "{what}: " + name.replace("_", " ") + " {value}.")
        if name == "deciders" and _was_accepted(document):
            pattern = "{value} decided {what}."
        alone_in_it = "" if " and " in told else "s"
        text = pattern.format(value=told, what=document.called, s=alone_in_it)
        if document.is_past:
            by = f" by {' and '.join(document.successors)}" if document.successors else ""
            text = f"{text[:-1]}; it is superseded{by}."
        found.append(Sentence(text, (cited(document, name),), 1.0, past=document.is_past))
    return found[:2]


_OF_DECIDING = frozenset(("decided_on", "deciders"))
ACCEPTED = frozenset(stem(word) for word in ("accepted", "approved", "agreed"))
MADE = ACCEPTED | {stem(word) for word in ("decided", "decision", "taken")}


def _was_accepted(document: Document) -> bool:
    """Whether a day of deciding is one of accepting."""
    return document.state in IN_FORCE | {"superseded"}


def _fields(document: Document) -> Mapping[str, object]:
    given = dict(document.fields)
    if document.author and "authors" not in given:
        given["author"] = document.author
    return given


def _is_asked(question: Question, name: str, asked: set[str], shown: str) -> bool:
    aliases = {stem(word) for word in _ALIASES.get(name, "").split()}
    aliases |= {
        term for term in terms(name.replace("_", " ")) if len(name) > 3 and name in _ALIASES
    }
    if not aliases & asked:
        return False
    if question.sort == "who":
        return name in PERSONS
    if question.sort == "when":
        return bool(_DATE.match(shown))
    if name in PERSONS or _DATE.match(shown):
        return bool({stem("author"), stem("owner"), stem("reviewer"), stem("date"),
                     stem("deadline")} & asked) or "decider" in question.text.lower()  # fmt: skip
    return name in _ALIASES and (bool(question.ids) or name not in _ASKED_BY_ID)


def shown(value: object) -> str:
    """A field's value as a sentence tells it, without addresses; "" where it says nothing."""
    if isinstance(value, (list, tuple)):
        parts = [without_mail(str(one)).strip() for one in value]
        kept = [part for part in parts if part]
        return (
            kept[0] if len(kept) == 1 else f"{', '.join(kept[:-1])} and {kept[-1]}" if kept else ""
        )
    return without_mail(str(value)).strip() if isinstance(value, (str, int)) else ""
