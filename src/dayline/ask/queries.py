"""Answers from a workspace, as one person may see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from dayline.ask import compose
from dayline.ask.anchors import anchor
from dayline.ask.material import Answer, Cite, Library, Sentence
from dayline.ask.workspace import WorkspaceLibrary

__all__ = ["Answer", "Cite", "Sentence", "answer", "library"]


def library(
    workspace: int, *, person: str, now: datetime, as_of: date | None = None
) -> WorkspaceLibrary:
    """What a person may ask, now or as of the end of a day."""
    return WorkspaceLibrary(workspace, person=person, now=now, as_of=as_of)


def answer(
    workspace: int,
    question: str,
    *,
    person: str,
    now: datetime,
    as_of: date | None = None,
    threshold: float | None = None,
) -> Answer:
    """What the record says to a question: sentences, each with where it stands.

    What was not indexed yet is not found: see :func:`dayline.search.actions.catch_up`. Nothing
    that the person may not see changes an answer, nor whether there is one.
    """
    known = library(workspace, person=person, now=now, as_of=as_of)
    day = as_of.isoformat() if as_of else ""
    said = compose.answer(question, known, threshold=threshold, as_of=day)
    if as_of is not None and said.abstains:
        said = replace(said, hindsight=known.hindsight())
    return placed(said, known)


def placed(answer: Answer, known: Library) -> Answer:
    """The same with each citation leading to its section."""

    def leading(cites: tuple[Cite, ...]) -> tuple[Cite, ...]:
        return tuple(replace(one, href=f"{one.href}{_anchor(one, known)}") for one in cites)

    def of_sentence(sentence: Sentence) -> Sentence:
        return replace(sentence, cites=leading(sentence.cites))

    return replace(
        answer,
        sentences=tuple(map(of_sentence, answer.sentences)),
        objection=of_sentence(answer.objection) if answer.objection else None,
        nearest=tuple(map(of_sentence, answer.nearest)),
    )


def _anchor(cite: Cite, known: Library) -> str:
    found = known.documents([cite.ref]).get(cite.ref) if cite.section else None
    return anchor(cite.section, found.text if found else "", cite.line)
