"""Asking every question of a set, and measuring what comes back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from time import perf_counter

from dayline.ask.compose import answer
from dayline.ask.confidence import threshold_for
from dayline.ask.evaluation.measures import Outcome, Records, Report, faults, report
from dayline.ask.evaluation.questions import Asked
from dayline.ask.material import Document, Library

Opening = Callable[[date | None], Library]
"""Gives the library as of a day, or as it is now."""


def run(
    questions: Sequence[Asked],
    opening: Opening,
    *,
    threshold: float | None = None,
    advance: Callable[[int], object] = lambda _count: None,
) -> tuple[Report, list[Outcome]]:
    """Every question asked once, in order."""
    libraries: dict[date | None, tuple[Library, Records]] = {}
    outcomes = []
    for asked in questions:
        if asked.as_of not in libraries:
            opened = opening(asked.as_of)
            libraries[asked.as_of] = opened, _documents(opened)
        outcomes.append(_outcome(asked, *libraries[asked.as_of], threshold))
        advance(1)
    library, _ = libraries.get(None) or libraries[questions[-1].as_of]
    read = library.reads is not None
    used = threshold_for(library.size(), read=read) if threshold is None else threshold
    return report(outcomes, used), outcomes


def _outcome(asked: Asked, library: Library, records: Records, threshold: float | None) -> Outcome:
    found = tuple(one.ref for one in library.find(asked.question, 10))
    begun = perf_counter()
    said = answer(asked.question, library, threshold=threshold)
    took = perf_counter() - begun
    wrong = faults(asked, said, records)
    return Outcome(asked, found, said, took, said.confidence, wrong)


def _documents(library: Library) -> Records:
    known: dict[str, Document | None] = {}

    def document(ref: str) -> Document | None:
        if ref not in known:
            known[ref] = library.documents([ref]).get(ref)
        return known[ref]

    return document
