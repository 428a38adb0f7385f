"""Answers as the API shows them."""

from __future__ import annotations

from dayline.faces.api.shapes.base import Shape


class Citation(Shape):
    """Where a sentence stands; ``quote`` is verbatim in that revision of the record."""

    ref: str
    title: str
    revision: int
    state: str
    section: list[str]
    quote: str
    line: int
    stale: str | None
    href: str


class AnswerSentence(Shape):
    """One sentence; ``past`` marks what held until something replaced it."""

    text: str
    past: bool
    cites: list[Citation]


class RecordAnswer(Shape):
    """What the record says to a question; no ``sentences`` when nothing is written.

    ``ask`` is the team that can say more, ``ask_at`` where the question may be written down.
    ``nearest`` is what comes nearest where nothing is written for sure; it is no answer.
    ``more`` says how much a list leaves out.
    """

    question: str
    as_of: str | None
    answered: bool
    confidence: float
    phrased: bool
    sentences: list[AnswerSentence]
    more: str | None
    objection: AnswerSentence | None
    notes: list[str]
    nothing: str | None
    nearest: list[AnswerSentence]
    ask: str | None
    ask_at: str
