"""Whether a record is in force, what replaced it, and what it replaced. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from dayline.ask.citing import cited
from dayline.ask.facts import ACCEPTED, MADE
from dayline.ask.listing import dated
from dayline.ask.material import IN_FORCE, OPEN, UNMADE, Document, Sentence
from dayline.ask.question import Question, Sort
from dayline.base.words import stem, terms

_STATE = re.compile(
    r"\bin force\b|\bvalid\b|\bstatus\b|\bstate\b|\baccepted\b|\brejected\b|\bwithdrawn\b"
    r"|\bsuperseded\b|\bdeferred\b|\bobsolete\b|\bapproved\b|\bdeprecated\b",
    re.IGNORECASE,
)
_PERHAPS_STATE = re.compile(
    r"\bstill\b|\bcurrent(?:ly)?\b|\bfinal\b|\bappl(?:y|ies)\b|\bdraft\b", re.IGNORECASE
)
_DENIES = re.compile(
    r"rejected|withdrawn|superseded|obsolete|deferred|deprecated|draft|proposed|\bopen\b",
    re.IGNORECASE,
)
_STATE_OF = re.compile(r"\b(?:status|state) of\b|\bin force\b", re.IGNORECASE)
_OF_STATES = frozenset(terms(
    "status state force valid effect accepted approved agreed decided settled rejected withdrawn"
    " superseded replaced successor deferred obsolete deprecated final draft open apply applicable"
    " still yet already current currently today active binding hold stand use used"
    " record document decision adr rfc rule policy proposal"
))  # fmt: skip
"""Words of a question for a record's state that ask for nothing beside it."""
_SETTLED = re.compile(r"\b(?:decided|agreed|settled)\b", re.IGNORECASE)
_AFTER = re.compile(
    r"\b(?:replac\w*|supersed\w*|successor\w*|succeed\w*|came after|took over|obsolete[ds]?"
    r"|instead of"
    r"|now|today|used to|still|rather than|current(?:ly)?)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?:does|did|do) .+ (?:replace|supersede|obsolete)\b|\bpredecessor", re.IGNORECASE
)
_REPLACED = re.compile(
    r"^\W*(?:what|which)\b.*\b(?:replace[sd]?|supersede[sd]?|obsolete[sd]|came after|successor)\b",
    re.IGNORECASE,
)


def of_state(
    question: Question, document: Document, others: Mapping[str, Document], *, alone: bool
) -> list[Sentence]:
    """Whether a record is in force, what replaced it, what it replaced.

    ``alone`` says that the question asks for nothing else than something of the record.
    """
    if _BEFORE.search(question.text) and document.predecessors:
        old = _named(others, document.predecessors)
        told = f"{document.called} replaced {old}"
        told += ", and is superseded itself." if document.is_past else "."
        cite = cited(document, "supersedes")
        return [Sentence(told, (cite,), 1.0, past=document.is_past)]
    settled = alone and question.sort == "yes_no" and _SETTLED.search(question.text)
    asks_state = settled or _asks_state(question, document)
    if document.is_past and (asks_state or _AFTER.search(question.text)):
        return [superseded(document, others, sort=question.sort)]
    state = (document.state or "without a state").replace("_", " ")
    if alone and _asks_of_accepting(question) and document.state in OPEN | UNMADE:
        told = f"{document.called} is {state}; it is not accepted."
        return [Sentence(told, (cited(document, "status"),), 1.0)]
    unreplaced = _unreplaced(question, document, state) if alone else ""
    if unreplaced:
        return [Sentence(unreplaced, (cited(document, "status"),), 1.0)]
    if not asks_state:
        return []
    yes = ""
    if question.sort == "yes_no":
        asked = list(terms(question.text))
        agrees = document.state in IN_FORCE or stem(document.state) in asked
        agrees = agrees or bool(settled and document.state in _DECIDED)
        denies = _DENIES.search(question.text)
        yes = "Yes: " if agrees and not (denies and stem(document.state) not in asked) else "No: "
        if not document.state:
            yes = ""
    return [Sentence(f"{yes}{document.called} is {state}.", (cited(document, "status"),), 1.0)]


def _unreplaced(question: Question, document: Document, state: str) -> str:
    """That nothing replaces a record, or that it replaces nothing, where that is asked; else ""."""
    if len(question.ids) != 1 or question.sort == "yes_no":
        return ""
    if _BEFORE.search(question.text):
        return f"{document.called} names no record that it replaces."
    if _REPLACED.search(question.text):
        return f"No record that you may see replaces {document.called}; it is {state}."
    return ""


def _asks_state(question: Question, document: Document) -> bool:
    """Whether a question is for the state of a record and for nothing else.

    "Does D-1 still allow it?" is for what the record says; that it is in force would be a "Yes" to
    another question. A title says which record is meant, but "Does it apply to refunds?" is for
    more than the state even where the title is of refunds.
    """
    asked, is_yes_no = question.text, question.sort == "yes_no"
    surely = bool(_STATE_OF.search(asked) or (is_yes_no and _STATE.search(asked)))
    if not surely and not (is_yes_no and _PERHAPS_STATE.search(asked)):
        return False
    # Where no id says which record is meant, words that weigh little did not choose it either.
    more = {term for term, share in question.terms if question.ids or share == 1.0}
    more -= _OF_STATES | set(terms(document.kind))
    return more <= (set(terms(document.title)) if surely or not question.ids else set())


def _asks_of_accepting(question: Question) -> bool:
    asked = MADE if question.sort == "when" else ACCEPTED
    return question.sort in ("who", "when") and not asked.isdisjoint(terms(question.text))


_DECIDED = frozenset(("rejected", "superseded", "deprecated"))
"""States beside those in force that come of a decision."""


def superseded(
    document: Document, others: Mapping[str, Document], *, sort: Sort = "definition"
) -> Sentence:
    """That a record is not in force any more, and what is instead; since when, where that is asked.

    ``sort`` is that of the question.
    """
    new = [others[ref] for ref in document.successors if ref in others]
    by = f" by {_named(others, document.successors)}" if new else ""
    cites = [cited(document, "superseded_by"), *(cited(one, "supersedes") for one in new[:3])]
    day = dated(new[0]) if sort == "when" and len(new) == 1 else None
    if day:
        by = f"{by}, {day[0]}"
        cites.append(day[1])
    said = f"{'No: ' if sort == 'yes_no' else ''}{document.called} is superseded{by}."
    return Sentence(said, tuple(cites), 1.0, past=True)


def _named(others: Mapping[str, Document], refs: Iterable[str]) -> str:
    names = [others[ref].called if ref in others else ref for ref in refs]
    return " and ".join(names[:3])
