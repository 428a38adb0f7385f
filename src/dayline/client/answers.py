"""The API on answers: what it answers and takes, and its operations.

Written by scripts/make_client.py from the OpenAPI document; not edited by hand.
"""

from __future__ import annotations

from typing import TypedDict, cast

from dayline.client.transport import Transport


class Citation(TypedDict):
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


class AnswerSentence(TypedDict):
    """One sentence; ``past`` marks what held until something replaced it."""

    text: str
    past: bool
    cites: list[Citation]


class RecordAnswer(TypedDict):
    """What the record says to a question; no ``sentences`` when nothing is written. ``ask`` is
    the team that can say more, ``ask_at`` where the question may be written down.
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


class AnswersOperations(Transport):
    """Operations on answers."""

    def get_answer(
        self, *, q: str, as_of: str | None = None, if_none_match: str | None = None
    ) -> RecordAnswer:
        """Answer a question from the record, each sentence with its citation."""
        return cast(
            "RecordAnswer",
            self.request(
                "GET",
                "/api/v1/answers",
                query={"q": q, "as_of": as_of},
                headers={"If-None-Match": if_none_match},
            ).json(),
        )
