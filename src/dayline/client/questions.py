"""The API on questions: what it answers and takes, and its operations.

Written by scripts/make_client.py from the OpenAPI document; not edited by hand.
"""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict, cast

from dayline.client.records import Written
from dayline.client.transport import Transport


class NewAnswer(TypedDict):
    """An answer; with `promote` it becomes a record in the same act."""

    text: str
    promote: NotRequired[Literal["", "guide", "decision"]]


class AskedQuestion(TypedDict):
    """What became of a question: the record's answer, or who has it and until when."""

    answered: bool
    sentences: list[str]
    ref: str | None
    owner: str | None
    need_by: str | None


class NewQuestion(TypedDict):
    """A question for the record, and where it goes if nothing is written about it."""

    question: str
    area: NotRequired[list[str]]
    owner: NotRequired[str]
    need_by: NotRequired[str | None]
    if_unanswered: NotRequired[str]
    visibility: NotRequired[str]


class GapQuestion(TypedDict):
    """A question whose answer is not written down."""

    ref: str
    title: str
    state: str


class Gap(TypedDict):
    """What is not written down about an area."""

    area: str
    unanswered: int
    questions: list[GapQuestion]


class DeflectionRate(TypedDict):
    """How many questions the record answered itself in the last 91 days. Never by person."""

    asked: int
    by_record: int
    sent_on: int
    percent: int | None


class Gaps(TypedDict):
    """The backlog of documentation, and how well the record does without it."""

    items: list[Gap]
    measure: DeflectionRate


class WritingDown(TypedDict):
    """What an answer becomes: a record of a kind, or `into` one that holds it already."""

    kind: NotRequired[Literal["guide", "decision"]]
    into: NotRequired[str]


class QuestionsOperations(Transport):
    """Operations on questions."""

    def answer_question(
        self, ref: str, body: NewAnswer, *, idempotency_key: str | None = None
    ) -> Written:
        """Answer a question; with `promote` the answer becomes a record in the same act."""
        return cast(
            "Written",
            self.request(
                "POST",
                f"/api/v1/questions/{self.quoted(ref)}/answer",
                headers={"Idempotency-Key": idempotency_key},
                body=body,
            ).json(),
        )

    def ask_question(
        self, body: NewQuestion, *, idempotency_key: str | None = None
    ) -> AskedQuestion:
        """Ask the record; only what it cannot answer is sent to somebody."""
        return cast(
            "AskedQuestion",
            self.request(
                "POST", "/api/v1/questions", headers={"Idempotency-Key": idempotency_key}, body=body
            ).json(),
        )

    def list_gaps(self, *, if_none_match: str | None = None) -> Gaps:
        """List what the record cannot answer yet, by area, and how many questions it answers
        itself
        """
        return cast(
            "Gaps",
            self.request(
                "GET", "/api/v1/questions/gaps", headers={"If-None-Match": if_none_match}
            ).json(),
        )

    def write_answer_down(
        self, ref: str, body: WritingDown, *, idempotency_key: str | None = None
    ) -> Written:
        """Promote an answered question to a record, in one act."""
        return cast(
            "Written",
            self.request(
                "POST",
                f"/api/v1/questions/{self.quoted(ref)}/writing-down",
                headers={"Idempotency-Key": idempotency_key},
                body=body,
            ).json(),
        )
