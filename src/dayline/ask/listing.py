"""Questions for the records themselves: which are open, what was decided this week. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dayline.ask.citing import cited
from dayline.ask.facts import what
from dayline.ask.material import REPORTS, Document, Sentence
from dayline.ask.naming import LONGEST_NAME
from dayline.ask.spans import Span, day_of, span_in
from dayline.base.words import stem

_KINDS: Mapping[str, str] = {
    "decision": "decision adr", "rfc": "rfc proposal", "question": "question",
    "incident": "incident outage postmortem", "handoff": "handoff handover",
    "update": "update", "guide": "guide runbook", "spec": "spec specification",
    "walkthrough": "walkthrough", "critique": "critique", "meeting": "meeting",
    "retro": "retro retrospective", "trial": "trial experiment",
}  # fmt: skip
"""What people call each kind of record, beside the name that it has."""

_STATES: Mapping[str, str] = {
    "accepted": "accepted approved agreed", "rejected": "rejected declined",
    "superseded": "superseded replaced", "withdrawn": "withdrawn", "deferred": "deferred postponed",
    "proposed": "proposed", "draft": "draft", "deprecated": "deprecated", "final": "final",
    "published": "published", "closed": "closed", "resolved": "resolved", "delivered": "delivered",
    "written_down": "answered", "building": "building", "asked": "unanswered",
}  # fmt: skip
_OPEN = frozenset(
    """open pending undecided unresolved outstanding ongoing waiting""".split()  # noqa: SIM905
)
_SHUT = frozenset("closed finished settled".split())  # noqa: SIM905
_HAPPENED = frozenset("happen happened changed new occurred decided".split())  # noqa: SIM905
_DECIDED = frozenset("decided decide".split())  # noqa: SIM905
_ASKING = frozenset(
    """which what list show any are there all every how many give do we have""".split()  # noqa: SIM905
)
_GLUE = frozenset(
    """a an the is are was were be been being has have had do does did we us our you there here any
    all every some of on in at for to from and or so by still yet already currently right now
    currently ever made make take taken taking took written write wrote posted opened raised
    asked reported happen happened changed new occurred decided decide waiting list show me give
    tell please which what who whose how many much got get stand record records recorded written
    down know can i see not team today force""".split()  # noqa: SIM905
)


_BY = frozenset(("by", "wrote", "write", "written", "made", "make", "raised", "asked"))
_STATED = {word: state for state, said in _STATES.items() for word in said.split()}
_KNOWN = _GLUE | _OPEN | _SHUT | _STATED.keys()
_UNKNOWN = 1 + LONGEST_NAME
"""Words beside those, at most: what a kind is called, and somebody's name."""
_TELLING = REPORTS | {"kudos"}
"""What tells of other records is no event itself."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The records that a question asks for; no ``kinds`` means all, no ``states`` any.

    ``author`` is a handle as the library tells it, "" for anybody; with ``changed`` the span is of
    the days on which they changed.
    """

    kinds: frozenset[str]
    states: frozenset[str]
    is_open: bool | None
    span: Span | None
    author: str
    changed: bool = False

    def holds(self, document: Document) -> bool:
        """Whether a record is one of them."""
        day = day_of(document.kind, document.fields)
        dated = day[1] if day else document.opened
        dated = document.changed if self.changed else dated
        return (
            (bool(self.kinds) or document.kind not in _TELLING)
            and (not self.states or document.state in self.states)
            and self.is_open in (None, document.is_open)
            and (self.span is None or (dated is not None and dated in self.span))
        )


def listing(
    text: str,
    *,
    kinds: Callable[[], frozenset[str]],
    names: Callable[[], Mapping[str, str]],
    today: date | None,
) -> Listing | None:
    """What records a question asks for; None where it asks for anything else besides.

    ``kinds`` tells which there are, ``names`` what people are called, with their handles; few
    questions need to know.
    """
    span, rest = span_in(text, today)
    words = re.findall(r"@?[\w'.-]*\w", rest.lower())
    if not _ASKING.intersection(words) or len({*words} - _KNOWN) > _UNKNOWN:
        return None
    there = kinds()
    asked, more = _kinds_in(words, there)
    stated = frozenset(_STATED[word] for word in more if word in _STATED)
    called = names() if {*more} - _KNOWN else {}
    author = next((called[word] for word in more if word in called), "")
    if {*more} - _KNOWN - {*called} or (author and not _BY.intersection(more)):
        return None
    happened = span is not None and bool(_HAPPENED.intersection(more))
    if not asked and happened and _DECIDED.intersection(more):
        asked = frozenset(("decision",)) & there
    is_open = bool(_OPEN.intersection(more))
    narrows = stated or span or author or is_open or _lists(words)
    if not narrows or not (asked or happened):
        return None
    shut = not is_open and not stated and bool(_SHUT.intersection(more))
    return Listing(
        asked, frozenset() if is_open else stated, True if is_open else False if shut else None,
        span, author, changed="changed" in more,
    )  # fmt: skip


def _kinds_in(words: Sequence[str], kinds: frozenset[str]) -> tuple[frozenset[str], list[str]]:
    """The kinds that are named, in the singular or not, and the words that name none."""
    called = {
        stem(word): kind
        for kind in kinds
        for word in (*_KINDS.get(kind, "").split(), kind.replace("_", " "))
    }
    one = {word: word if stem(word) in called else word.removesuffix("s") for word in words}
    found = {word: called[stem(said)] for word, said in one.items() if stem(said) in called}
    return frozenset(found.values()), [word for word in words if word not in found]


def _lists(words: Sequence[str]) -> bool:
    """Whether all of a kind are wanted: ``list all decisions``, ``which RFCs are there``."""
    told = " ".join(words)
    return bool(re.search(r"^(?:list|show)\b|\bare there\b|\bdo we have\b|\bhave we\b", told))


def listed(found: Iterable[Document]) -> list[Sentence]:
    """A sentence for each record: its state, and its day where it states one."""
    return [_sentence(one) for one in found]


_SAYS = {"decided_on": "decided on", "started_at": "started on", "due": "for"}


def _sentence(document: Document) -> Sentence:
    state = document.state.replace("_", " ")
    dated = day_of(document.kind, document.fields)
    cites = [cited(document, "status")] if state else []
    said = [state] if state else []
    if dated:
        name, day = dated
        said.append(f"{_SAYS.get(name, 'of')} {day.isoformat()}")
        cites.append(cited(document, name))
    cites = cites or [cited(document, "title")]
    text = f"{what(document)}: {', '.join(said)}." if said else f"{what(document)}."
    return Sentence(text, tuple(dict.fromkeys(cites)), 1.0, past=document.is_past)
