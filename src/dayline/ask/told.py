"""What is told without reading any sentence: fields, states, lists, a section by its name. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from dayline.ask import doings, handovers
from dayline.ask.aspects import brief, of_parts, reasons
from dayline.ask.crews import of_areas, of_person, of_teams
from dayline.ask.facts import of_fields
from dayline.ask.handovers import handover
from dayline.ask.heads import of_head, of_lasting
from dayline.ask.lineage import formerly
from dayline.ask.listing import listed, listing
from dayline.ask.material import Document, Library, Newest, Sentence
from dayline.ask.objections import is_by_somebody, objections
from dayline.ask.question import Question
from dayline.ask.scoring import Readable
from dayline.ask.standing import of_state
from dayline.ask.topics import coverage
from dayline.base.words import terms

_OBJECTION = re.compile(r"\bobject\w*|\bconcern\w*|\bdissent\w*|\bdisagree\w*", re.IGNORECASE)
LOOKED_THROUGH = 500
"""The newest records of a sort among which those of a list are looked for."""
_BEFORE = timedelta(days=31)
"""So long before the day that it states a record may have been opened."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was looked up: all that fits where the question ``lists`` something, else the best.

    A list of nothing is an answer too: no sentence says more.
    """

    sentences: list[Sentence]
    lists: bool = False
    all_of_it: bool = True
    """Whether everything was looked through, so that no more can be left out than is known."""


def told(asked: Question, library: Library, records: Readable, named: Sequence[str]) -> Told:
    """What answers a question by looking it up; no sentences where nothing does.

    ``records`` fit the question, each with how well; it names those of ``named``.
    """
    lists = None if asked.ids else _looked_up(asked, library)
    if lists is not None:
        return lists
    found = _facts(asked, library, records, named)
    if not found and len(named) == 1 and (one := records.get(named[0])):
        found = of_head(asked, one[0]) or of_lasting(asked, one[0]) or of_parts(asked, one[0])
    return Told(found)


def _looked_up(asked: Question, library: Library) -> Told | None:
    """What is asked of reports, of handoffs, of the records of a sort."""
    return _posted(asked, library) or _handed_over(asked, library) or _listed(asked, library)


def _handed_over(asked: Question, library: Library) -> Told | None:
    """What somebody handed over, or was handed: the newest handoff in brief, others by name."""
    wanted = handover(asked.text, names=library.names, today=library.today)
    if wanted is None:
        return None
    teams = _people_of_teams(library)
    since = wanted.span.since - _BEFORE if wanted.span else None
    among = library.newest(Newest((handovers.KIND,), since=since), LOOKED_THROUGH)
    found = [one for one in among if wanted.holds(one, teams)]
    said = [listed(one) for one in found]
    return Told(
        [*said[:1], *(brief(found[0], titled=False) if found else ()), *said[1:]], lists=True
    )


def _posted(asked: Question, library: Library) -> Told | None:
    """What somebody reported, or everybody."""
    wanted = doings.doing(asked.text, names=library.names, today=library.today)
    if wanted is None:
        return None
    since = wanted.span.since - _BEFORE if wanted.span else None
    sort = Newest((doings.KIND,), _behind(wanted.people, library), since=since)
    among = library.newest(sort, LOOKED_THROUGH)
    return _of(list(doings.told(wanted, among)), among)


def _listed(asked: Question, library: Library) -> Told | None:
    """The records of a sort."""
    wanted = listing(asked.text, kinds=library.kinds, names=library.names, today=library.today)
    if wanted is None:
        return None
    by_opening = wanted.span and wanted.dated in {"stated", "changed"}
    sort = Newest(
        tuple(sorted(wanted.kinds)), _behind(wanted.authors, library),
        tuple(sorted(wanted.states)), bool(wanted.is_open),
        wanted.span.since - _BEFORE if wanted.span and by_opening else None,
        wanted.dated == "changed",
        _with_teams(wanted.awaited, library),
    )  # fmt: skip
    among = library.newest(sort, LOOKED_THROUGH)
    fitting = [one for one in among if wanted.holds(one)]
    if wanted.newest:
        return _newest(sorted(fitting, key=wanted.day, reverse=True)[: wanted.newest])
    if wanted.topic:
        if not fitting:
            return None  # texts may speak of it under other titles
        fitting.sort(key=lambda one: -coverage(one, wanted.topic))
    found = [listed(one) for one in fitting]
    is_list = found or wanted.kinds or wanted.awaited or wanted.dated == "changed"
    return _of(found, among) if is_list else None


def _newest(found: Sequence[Document]) -> Told | None:
    """The newest records of a sort; of one alone what it says in brief."""
    said = [listed(one) for one in found]
    if len(found) == 1:
        return Told([*said, *brief(found[0], titled=False)])
    return Told(said, lists=True) if said else None


def _of(found: list[Sentence], among: Sequence[Document]) -> Told:
    return Told(found, lists=True, all_of_it=len(among) < LOOKED_THROUGH)


def _behind(handles: Sequence[str], library: Library) -> tuple[str, ...]:
    """The people that handles stand for: that of a team for its members."""
    teams = _people_of_teams(library) if handles else {}
    return tuple(sorted({one for each in handles for one in teams.get(each, (each,))}))


def _people_of_teams(library: Library) -> dict[str, frozenset[str]]:
    """Who is in each team or leads it, by handle."""
    return {one.handle: frozenset((*one.members, *one.leads)) for one in library.teams()}


def _with_teams(handles: Sequence[str], library: Library) -> tuple[str, ...]:
    """The people and the teams that they are in: what waits on a team waits on each of it."""
    teams = library.teams() if handles else ()
    of_them = {one.handle for one in teams if not {*handles}.isdisjoint(one.members)}
    return tuple(sorted({*handles, *of_them}))


def _facts(
    asked: Question, library: Library, records: Readable, named: Sequence[str]
) -> list[Sentence]:
    documents = {ref: one for ref, (one, _) in records.items()}
    found: list[Sentence] = []
    if asked.sort == "who":
        owners = library.owners()
        found += of_areas(asked, owners, library.documents([one.ref for one in owners if one.ref]))
        found += of_teams(asked, library.teams(), owners)
        found += of_person(asked, library)
    found += formerly(asked, documents.values())
    about = [documents[ref] for ref in named if ref in documents] or _about(asked, records)
    for one in about[:1] if found else about[:2]:
        alone = _asks_no_more(asked, one)
        found += of_state(asked, one, documents, alone=alone)
        found += of_fields(asked, one, alone=alone) if asked.sort != "yes_no" else []
        if asked.sort == "why" and alone and one.is_past:
            found += [why for ref in one.successors if ref in documents
                      for why in reasons(documents[ref])]  # fmt: skip
        if _OBJECTION.search(asked.text):
            found += [
                said
                for said in objections(library, one, stated=alone)
                if said.cites[0].section == ("Comments",) or is_by_somebody(said.text)
            ]
    return found


def _asks_no_more(asked: Question, document: Document) -> bool:
    """Whether a question that names a record asks for something of it and nothing else."""
    words = _ASKING | _STATES | {*terms(document.kind)}
    return not asked.ids or all(term in words for term, _ in asked.terms)


_ASKING = frozenset(terms(
    "wrote author owns owner review decided accepted approved dated written proposed created due"
    " responsible write start rfc video contact objected objections concerns raised replaced"
    " superseded successor instead agreed settled"
))  # fmt: skip
"""Words that ask for a field and do not say of which record."""
_STATES = frozenset(terms("status state force valid yet already final open draft rejected"))
"""Words that ask for a state."""

_OF_FIELDS = frozenset(("who", "when", "yes_no", "where"))
_REPLACED = re.compile(r"^\s*(?:what|which)\b.*\b(?:replac|supersed|succe)\w*", re.IGNORECASE)


def _about(asked: Question, records: Readable) -> list[Document]:
    """The record that a question describes without naming it, when it says no more than that."""
    if asked.sort not in _OF_FIELDS and not _REPLACED.search(asked.text):
        return []
    for one, fit in sorted(records.values(), key=lambda pair: -pair[1])[:2]:
        words = _ASKING | {*terms(one.kind)}
        beside = set(terms(f"{one.title} {one.kind} {' '.join(map(str, one.fields.values()))}"))
        rest = [term for term, share in asked.terms if share == 1.0 and term not in words]
        inside = set(terms(one.title)) & set(rest)
        if rest and len(inside) > 0 and all(term in beside for term in rest) and fit > 0.7:
            return [one]
    return []
