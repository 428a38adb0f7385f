"""What a record's fields say: who wrote it, who owns it, when, whether it is in force. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from dayline.ask.citing import cited
from dayline.ask.material import OPEN, UNMADE, Cite, Document, Owner, Sentence, Team
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
_PERSONS = frozenset((
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
    "thanks": "{what} thanks {value}.", "started_at": "{what} started at {value}.",
    "mitigated_at": "{what} was mitigated at {value}.",
    "aware_at": "{what} was noticed at {value}.",
    "python_version": "{what} is for Python {value}.",
    "video": "The video of {what} is at {value}.", "contact": "The contact of {what} is {value}.",
}  # fmt: skip
_DATE = re.compile(r"^\d{4}-\d\d-\d\d")
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
IN_FORCE = frozenset(
    ("accepted", "final", "active", "published", "ready", "building", "written_down", "agreed")
)


def what(document: Document) -> str:
    """A record as a sentence names it."""
    return f"{document.ref} ({document.title})" if document.title else document.ref


def of_fields(question: Question, document: Document, *, alone: bool) -> list[Sentence]:
    """What the fields of a record say to a question, the best fitting first.

    ``alone`` says that the question asks for nothing else than something of the record.
    """
    asked = {term for term, _ in question.terms} | {stem(w) for w in question.text.lower().split()}
    accepting = alone and question.sort == "who" and not _ACCEPTED.isdisjoint(asked)
    found = []
    for name, value in _fields(document).items():
        shown = _shown(value)
        wanted = (accepting and name == "deciders") or _is_asked(question, name, asked, shown)
        if not shown or not wanted:
            continue
        if name in _OF_DECIDING and _ACCEPTED & asked and not _was_accepted(document):
            continue
        if name == "date" and question.sort == "when" and _MADE & asked:
            if document.state in OPEN | UNMADE:
                continue  # it is the day on which the text was written
            if document.state in IN_FORCE and document.since and f"{document.since}" > shown[:10]:
                told = f"{what(document)} was {document.state} on {document.since}."
                found.append(Sentence(told, (cited(document, "status"),), 1.0))
                continue
        pattern = _SAYS.get(name, "{what}: " + name.replace("_", " ") + " {value}.")
        if name == "deciders" and _was_accepted(document):
            pattern = "{value} decided {what}."
        alone_in_it = "" if " and " in shown else "s"
        text = pattern.format(value=shown, what=what(document), s=alone_in_it)
        if document.is_past:
            by = f" by {' and '.join(document.successors)}" if document.successors else ""
            text = f"{text[:-1]}; it is superseded{by}."
        found.append(Sentence(text, (cited(document, name),), 1.0, past=document.is_past))
    return found[:2]


_OF_DECIDING = frozenset(("decided_on", "deciders"))
_ACCEPTED = frozenset(stem(word) for word in ("accepted", "approved", "agreed"))
_MADE = _ACCEPTED | {stem(word) for word in ("decided", "decision", "taken")}


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
        return name in _PERSONS
    if question.sort == "when":
        return bool(_DATE.match(shown))
    if name in _PERSONS or _DATE.match(shown):
        return bool({stem("author"), stem("owner"), stem("reviewer"), stem("date"),
                     stem("deadline")} & asked) or "decider" in question.text.lower()  # fmt: skip
    return name in _ALIASES and (bool(question.ids) or name not in _ASKED_BY_ID)


def _shown(value: object) -> str:
    if isinstance(value, (list, tuple)):
        parts = [without_mail(str(one)).strip() for one in value]
        kept = [part for part in parts if part]
        return (
            kept[0] if len(kept) == 1 else f"{', '.join(kept[:-1])} and {kept[-1]}" if kept else ""
        )
    return without_mail(str(value)).strip() if isinstance(value, (str, int)) else ""


def of_state(
    question: Question, document: Document, others: Mapping[str, Document], *, alone: bool
) -> list[Sentence]:
    """Whether a record is in force, what replaced it, what it replaced; ``alone`` as above."""
    if _BEFORE.search(question.text) and document.predecessors:
        old = _named(others, document.predecessors)
        told = f"{what(document)} replaced {old}"
        told += ", and is superseded itself." if document.is_past else "."
        cite = cited(document, "supersedes")
        return [Sentence(told, (cite,), 1.0, past=document.is_past)]
    settled = alone and question.sort == "yes_no" and _SETTLED.search(question.text)
    asks_state = settled or _asks_state(question, document)
    if document.is_past and (asks_state or _AFTER.search(question.text)):
        return [superseded(document, others, says_no=question.sort == "yes_no")]
    state = (document.state or "without a state").replace("_", " ")
    if alone and _asks_of_accepting(question) and document.state in OPEN | UNMADE:
        told = f"{what(document)} is {state}; it is not accepted."
        return [Sentence(told, (cited(document, "status"),), 1.0)]
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
    return [Sentence(f"{yes}{what(document)} is {state}.", (cited(document, "status"),), 1.0)]


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
    asked = _MADE if question.sort == "when" else _ACCEPTED
    return question.sort in ("who", "when") and not asked.isdisjoint(terms(question.text))


_DECIDED = frozenset(("rejected", "superseded", "deprecated"))
"""States beside those in force that come of a decision."""


def superseded(
    document: Document, others: Mapping[str, Document], *, says_no: bool = False
) -> Sentence:
    """That a record is not in force any more, and what is instead."""
    new = [others[ref] for ref in document.successors if ref in others]
    by = f" by {_named(others, document.successors)}" if new else ""
    said = f"{'No: ' if says_no else ''}{what(document)} is superseded{by}."
    cites = (cited(document, "superseded_by"), *(cited(one, "supersedes") for one in new[:3]))
    return Sentence(said, cites, 1.0, past=True)


def _named(others: Mapping[str, Document], refs: Iterable[str]) -> str:
    names = [what(others[ref]) if ref in others else ref for ref in refs]
    return " and ".join(names[:3])


def of_areas(
    question: Question, owners: Sequence[Owner], teams: Mapping[str, Document]
) -> list[Sentence]:
    """Who answers for an area that the question names."""
    told = question.text.lower()
    if not re.search(r"\bown(?:s|er|ers)?\b|\bresponsible\b|\bin charge\b|\blooks? after\b", told):
        return []
    found = []
    for one in owners:
        if re.search(rf"\b{re.escape(one.area.lower())}\b", told):
            text = f"{one.handle} owns {one.area}."
            team = teams.get(one.ref)
            cite = (
                cited(team, "area")
                if team
                else Cite(one.handle, "Teams", 0, "", (), text, f"/teams/{one.handle.lstrip('@')}")
            )
            found.append(Sentence(text, (cite,), 1.0))
    return found[:2]


_IN_TEAM = re.compile(
    r"\bmembers?\b|\b(?:in|on|of|part of|belongs? to|works? (?:in|on|for)) (?:the )?[@\w -]+"
    r"|\bteam\b.*\b(?:members|consists?|people)\b|\b(?:leads?|heads?|runs?)\b",
    re.IGNORECASE,
)
_LEADS = re.compile(r"\b(?:leads?|leaders?|heads?|runs?)\b", re.IGNORECASE)
_CREW = re.compile(r"\bteams?\b|\bcrew\b|@")


def of_teams(question: Question, teams: Sequence[Team]) -> list[Sentence]:
    """Who is in a team that the question names, or leads it; of a question with nothing more."""
    if not _IN_TEAM.search(question.text) or not _CREW.search(question.text):
        return []
    leads = bool(_LEADS.search(question.text))
    found = []
    for one in teams:
        names = frozenset(terms(f"{one.handle} {one.name}"))
        rest = {term for term, _ in question.terms} - _OF_TEAMS
        people = one.leads if leads else one.members
        if people and rest and rest <= names:
            verb = ("leads" if len(people) == 1 else "lead") if leads else (
                "is in" if len(people) == 1 else "are in"
            )  # fmt: skip
            text = f"{_shown(people)} {verb} {one.handle}."
            place = f"/teams/{one.handle.lstrip('@')}"
            found.append(Sentence(text, (Cite(one.handle, "Teams", 0, "", (), text, place),), 1.0))
    return found[:2]


_OF_TEAMS = frozenset(
    terms("team teams crew member members belong belongs work works lead leads leader leaders head")
) | frozenset(terms("heads run runs people person part consist consists who"))
