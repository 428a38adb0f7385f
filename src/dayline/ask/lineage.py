"""What is in force and what was so until something replaced it, told apart in an answer. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from dayline.ask import facts
from dayline.ask.material import Document, Sentence
from dayline.ask.question import Question

_BESIDE = 3
"""Sentences in force that stand before what says that another record is superseded."""

Best = Callable[[Sequence[str]], Sentence | None]
"""What comes nearest to an answer in the records of some ids."""


def current(
    asked: Question,
    sentences: Sequence[Sentence],
    documents: Mapping[str, Document],
    best: Best,
    most: int,
) -> list[Sentence]:
    """Sentences in force first; what is past says so, and until what, or is left out.

    At most ``most``. Where only what is past answers, what replaces it is quoted before it.
    """
    now = [one for one in sentences if not one.past or "superseded" in one.text]
    past = [one for one in sentences if one.past and "superseded" not in one.text]
    leads = bool(past) and (not now or past[0] is sentences[0])
    if not past or not (leads or asked.wants_history or asked.ids):
        return now[:most]
    first = past[0]
    old = documents[first.cites[0].ref]
    by = " and ".join(old.successors) or "it was superseded"
    told = replace(first, text=f"Until {by}, {old.ref} said: {first.text}")
    if not any(old.ref in one.text and "superseded" in one.text for one in now):
        said = facts.superseded(old, documents)
        now = [said, *now] if leads or asked.ids else [*now[:_BESIDE], said]
    instead = best(old.successors)
    if instead and not any(one.cites[0].ref in old.successors for one in now):
        now = [now[0], instead, *now[1:]] if leads else [*now, instead]
    return [*now[: most - 1], told]
