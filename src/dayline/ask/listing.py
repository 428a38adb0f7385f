"""Questions for the records themselves: which are open, what was decided this week. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from dayline.ask.awaiting import awaited, is_owner, may_await, of_mine
from dayline.ask.citing import cited
from dayline.ask.material import REPORTS, Cite, Document, Sentence
from dayline.ask.naming import LONGEST_NAME, with_people, words_of
from dayline.ask.spans import Span, day_of, span_in
from dayline.ask.topics import is_on, newest_of, topic_of

CALLED: Mapping[str, str] = {
    word: kind
    for kind, said in {
        "decision": "decision adr", "rfc": "rfc proposal pep kep eip", "question": "question",
        "incident": "incident outage postmortem", "handoff": "handoff handover",
        "update": "update", "guide": "guide runbook", "spec": "spec specification",
        "walkthrough": "walkthrough", "critique": "critique", "meeting": "meeting",
        "retro": "retro retrospective", "trial": "trial experiment",
    }.items()
    for one in said.split()
    for word in (one, f"{one}s")
} | {"teams": "team"}  # fmt: skip
"""What people call each kind of record."""

_STATED: Mapping[str, frozenset[str]] = {
    word: frozenset(states.split())
    for states, said in {
        "accepted": "accepted approved agreed", "rejected": "rejected declined",
        "superseded": "superseded replaced", "withdrawn": "withdrawn",
        "deferred postponed": "deferred postponed", "proposed": "proposed",
        "draft": "draft drafts", "deprecated": "deprecated", "final": "final",
        "published": "published", "delivered": "delivered", "answered written_down": "answered",
        "asked routed": "unanswered", "building": "building", "stale": "stale",
        "contested": "contested",
    }.items()
    for word in said.split()
}  # fmt: skip
_OPEN = frozenset("open pending undecided unresolved outstanding ongoing".split())  # noqa: SIM905
_SHUT = frozenset("closed finished settled resolved done".split())  # noqa: SIM905
_EVENTS = frozenset("happened happen occurred".split())  # noqa: SIM905
_CHANGED = frozenset(("changed", "updated"))
_DECIDED = frozenset(("decided", "made", "taken", "took", "make", "take"))
_MADE = frozenset("write wrote make made raise raised open opened post posted take".split())  # noqa: SIM905
_GLUE = frozenset(
    """the our all any every of us we there is are was were be been has have had did do still
    already currently now right ever so far yet new exist exists in force made make taken take took
    written write wrote posted post opened raised raise reported happened happen occurred changed
    updated decided recorded""".split()  # noqa: SIM905
)
_LEAD = re.compile(
    r"^(?:please )?(?:(?:list|show|give|tell|summari[sz]e)(?: me| us)?\b|which\b|what\b"
    r"|how many\b|any\b|all\b|(?:is|are|was|were) there(?: an?\b)?|(?:is|are) anything\b"
    r"|do we have\b|have we\b)\s*"
)
_SHORT = re.compile(r"(?<=what|here)['\u2019]s\b", re.IGNORECASE)
"""As in ``what's`` and ``there's``."""
_LISTS = re.compile(r"^(?:please )?(?:list|show|all)\b|\bare there\b|\bdo we have\b|\bhave we\b")
_BY = re.compile(r"\bby @|\bdid @ (?:write|make|raise|open|post|take)\b|@ (?:wrote|made|raised)\b")
_KNOWN = _GLUE | _OPEN | _SHUT | _STATED.keys() | CALLED.keys()
MOST_UNKNOWN = LONGEST_NAME + 4
"""Words of a list's question, at most, that are neither of its language nor a kind's."""
_TELLING = REPORTS | {"kudos"}
"""What tells of other records is no event itself."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The records that a question asks for; no ``kinds`` means all, no ``states`` any.

    ``dated`` says which of a record's days lies in the ``span``: that which it states itself
    ("stated"), since when it is in its state ("since"), or when it changed ("changed").
    """

    kinds: frozenset[str]
    states: frozenset[str]
    is_open: bool | None
    span: Span | None
    authors: tuple[str, ...] = ()
    dated: str = "stated"
    awaited: tuple[str, ...] = ()
    """On whom it waits, where that is asked."""
    topic: frozenset[str] = frozenset()
    """Terms that a record has in its title, area, scope or tags."""
    newest: int = 0
    """So many are meant, the newest; 0 for all."""

    def holds(self, document: Document) -> bool:
        """Whether a record is one of them."""
        return (
            (document.kind in self.kinds if self.kinds else document.kind not in _TELLING)
            and (not self.states or document.state in self.states)
            and self.is_open in (None, document.is_open)
            and (self.span is None or self.day(document) in self.span)
            and is_on(document, self.topic)
        )

    def day(self, document: Document) -> date:
        """The day of a record that the question means, the first of all where it has none."""
        stated = day_of(document.kind, document.fields)
        days = {
            "changed": document.changed,
            "since": document.since,
            "decided": _decided(document, stated),
        }
        day = days[self.dated] if self.dated in days else stated[1] if stated else document.opened
        return day or date.min


def _decided(document: Document, stated: tuple[str, date] | None) -> date | None:
    """When a record was decided: the day that it states as such, or since when it is so here.

    What a text that was brought in calls its date may be the day on which it was written.
    """
    if not _is_made(document):
        return None
    if stated and stated[0] != "date":
        return stated[1]
    return max((day for day in (stated and stated[1], document.since) if day), default=None)


def _is_made(document: Document) -> bool:
    return document.state not in {"draft", "proposed", "open"}


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
    words = words_of(_SHORT.sub(" is", rest))
    lead = _LEAD.match(" ".join(words))
    if lead is None and not (words and _may_begin(words[0])):
        return None
    is_bare = lead is None and not _says_which(words[0])
    words = of_mine(words_of(" ".join(words)[lead.end() :]) if lead else words)
    if len({*words} - _KNOWN) > MOST_UNKNOWN:
        return None
    words, newest = newest_of(words, CALLED)
    words, topic = topic_of(words, _KNOWN, CALLED)
    waits = span is None and may_await(words)
    narrows = waits or topic or newest or _asks_something(words, span, lead)
    if not narrows or (is_bare and not (topic or newest)):
        return None
    people: tuple[str, ...] = ()
    if {*words} - _KNOWN:
        words, people = with_people(words, names(), _KNOWN)
        rest_of_it = awaited(words) if waits and people else None
        if rest_of_it is not None:
            return _waiting(rest_of_it, people, {**CALLED, **_plurals(kinds())})
        if people:
            shape = _BY.search(" ".join(words))
            words = [word for word in words if word not in {"@", "by"}] if shape else words
    own = {*words} - _KNOWN
    called = {**CALLED, **_plurals(kinds())} if own else CALLED
    if own - called.keys():
        return None
    asked = frozenset(called[word] for word in words if word in called)
    lists = bool(topic or newest or (lead and _LISTS.search(lead.group())))
    found = _narrowed(words, asked, span, people, lists=lists)
    return replace(found, topic=topic, newest=newest) if found else None


def _may_begin(word: str) -> bool:
    """Whether a list may be asked for without a lead: open questions, decisions on keys."""
    return _says_which(word) or word in CALLED or word in {"the", "last", "latest", "newest"}


def _says_which(word: str) -> bool:
    """Whether a word at the begin asks for a list already: open questions, my drafts."""
    return word in _OPEN | _STATED.keys() or is_owner(word)


def _waiting(
    words: list[str], people: tuple[str, ...], called: Mapping[str, str]
) -> Listing | None:
    """Those of a kind, or of any, that wait on people."""
    kinds = frozenset(called[word] for word in words if word in called)
    if {*words} - _GLUE - _OPEN - called.keys():
        return None
    return Listing(kinds, frozenset(), None, None, awaited=people)


def _asks_something(words: list[str], span: Span | None, lead: re.Match[str] | None) -> bool:
    """Whether a state, days, an author or the lead say which records are meant."""
    narrows = {*words} & (_OPEN | _SHUT | _STATED.keys() | _MADE | {"by"})
    return bool(span or narrows or (lead and _LISTS.search(lead.group())))


def _plurals(kinds: Iterable[str]) -> Mapping[str, str]:
    own = [one for one in kinds if one != "team"]
    return {word: one for one in own for word in (one, f"{one}s")}


def _narrowed(
    words: list[str], kinds: frozenset[str], span: Span | None, people: tuple[str, ...], *,
    lists: bool,
) -> Listing | None:  # fmt: skip
    said = {*words}
    states = [_STATED[word] for word in words if word in _STATED]
    is_open, is_shut = bool(said & _OPEN), bool(said & _SHUT)
    if not kinds and said & _DECIDED:
        kinds = frozenset(("decision",))
    if not (kinds or people or (span and said & (_EVENTS | _CHANGED))):
        return None
    if len(states) + is_open + is_shut > 1 or (is_open and span):
        return None
    if not (states or is_open or is_shut or span or people or lists):
        return None
    dated = (
        "changed" if said & _CHANGED
        else "decided" if kinds == {"decision"} and said & _DECIDED
        else "since" if states or is_shut
        else "stated"
    )  # fmt: skip
    opened = True if is_open else False if is_shut else None
    return Listing(kinds, states[0] if states else frozenset(), opened, span, people, dated)


_SAYS = {"decided_on": "decided on", "started_at": "started on", "due": "for"}


def dated(document: Document) -> tuple[str, Cite] | None:
    """The day that a record states, as words that follow its name, and where it stands."""
    stated = day_of(document.kind, document.fields)
    if stated is None:
        return None
    name, day = stated
    return f"{_SAYS.get(name, 'of')} {day.isoformat()}", cited(document, name)


def listed(document: Document) -> Sentence:
    """A record of a list: its state, and its day where it states one."""
    state = document.state.replace("_", " ")
    cites = [cited(document, "status")] if state else []
    said = [state] if state else []
    if day := dated(document):
        said.append(day[0])
        cites.append(day[1])
    cites = cites or [cited(document, "title")]
    text = f"{document.called}: {', '.join(said)}." if said else f"{document.called}."
    return Sentence(text, tuple(dict.fromkeys(cites)), 1.0, past=document.is_past)
