"""What is in force and what was so until something replaced it, told apart in an answer. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from dayline.ask.aspects import brief
from dayline.ask.choosing import beside
from dayline.ask.material import Document, Sentence
from dayline.ask.question import Question
from dayline.ask.standing import superseded
from dayline.ask.topics import is_on
from dayline.base.words import terms

_BESIDE = 3
"""Sentences in force that stand before what says that another record is superseded."""

Best = Callable[[Sequence[str]], Sentence | None]
"""What comes nearest to an answer in the records of some ids."""


def current(
    asked: Question,
    said: Sequence[Sentence],
    documents: Mapping[str, Document],
    best: Best,
    most: int,
) -> list[Sentence]:
    """Quoted sentences in force first; what is past says until what, or is left out.

    At most ``most``. Where only what is past answers, what replaces it is quoted before it.
    """
    now = [one for one in said if not one.past]
    past = [one for one in said if one.past]
    leads = said[0].past
    if not past or not (leads or asked.wants_history or asked.ids):
        return now[:most]
    old = documents[past[0].cites[0].ref]
    until = _until(old, past[0])
    statement = superseded(old, documents)
    latest = _latest(old, documents)
    instead = best(latest)
    known = any(one.cites[0].ref in latest for one in now)
    quoted = [instead] if instead and not known else []
    place = 0 if leads or asked.ids else _BESIDE
    now = [*now[:place], statement, *quoted, *now[place:]]
    return [*now[: most - 1], until]


def formerly(asked: Question, documents: Iterable[Document]) -> list[Sentence]:
    """What was so until something replaced it, and what is so now, of a question for the past.

    A record is meant whose title, area, scope or tags hold all that the question is about.
    """
    topic = {term for term, _ in asked.terms} - _PAST
    if not asked.wants_history or asked.ids or not topic:
        return []
    documents = list(documents)
    known = {one.ref: one for one in documents}
    for old in documents:
        if old.is_past and old.successors and is_on(old, topic):
            until = [_until(old, one) for one in brief(old, titled=False)[:1]]
            now = [one for ref in _latest(old, known) for one in brief(known[ref], titled=False)]
            return [*until, superseded(old, known), *now]
    return []


_PAST = frozenset(terms(
    "previous previously former formerly origin original originally past earlier history before do"
    " did done handle handled deal rule policy practice approach way work decide decided manage"
))  # fmt: skip
"""Words that ask for what was so before and do not say of what."""


def _until(old: Document, said: Sentence) -> Sentence:
    """What a record that is not in force says, as what held until something replaced it."""
    by = " and ".join(old.successors) or "it was superseded"
    return replace(said, text=beside(f"Until {by}, {old.ref} said:", said.text))


def _latest(old: Document, documents: Mapping[str, Document]) -> list[str]:
    """What is in force instead of a record, as far as it was looked up."""
    found: dict[str, None] = {}
    waiting, seen = list(old.successors), {old.ref}
    while waiting:
        ref = waiting.pop(0)
        if ref in seen or ref not in documents:
            continue
        seen.add(ref)
        if documents[ref].is_past:
            waiting += documents[ref].successors
        else:
            found[ref] = None
    return list(found)
