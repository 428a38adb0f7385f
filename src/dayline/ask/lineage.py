"""What is in force and what was so until something replaced it, told apart in an answer. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from dayline.ask.choosing import beside
from dayline.ask.material import Document, Sentence
from dayline.ask.question import Question
from dayline.ask.standing import superseded

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
    by = " and ".join(old.successors) or "it was superseded"
    until = replace(past[0], text=beside(f"Until {by}, {old.ref} said:", past[0].text))
    statement = superseded(old, documents)
    latest = _latest(old, documents)
    instead = best(latest)
    known = any(one.cites[0].ref in latest for one in now)
    quoted = [instead] if instead and not known else []
    place = 0 if leads or asked.ids else _BESIDE
    now = [*now[:place], statement, *quoted, *now[place:]]
    return [*now[: most - 1], until]


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
