"""Questions as the API shows and takes them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from dayline.faces.api.shapes.base import Instant, Shape, Short, Words


class NewQuestion(Shape):
    """A question for the record, and where it goes if nothing is written about it."""

    question: Annotated[str, Field(min_length=1, max_length=500)]
    area: Annotated[list[Short], Field(default_factory=list)]
    owner: Short = ""
    need_by: Instant | None = None
    if_unanswered: Annotated[str, Field(max_length=300)] = ""
    visibility: Short = "workspace"


class AskedQuestion(Shape):
    """What became of a question: the record's answer, or who has it and until when."""

    answered: bool
    sentences: list[str]
    ref: str | None
    owner: str | None
    need_by: Instant | None


class NewAnswer(Shape):
    """An answer; with `promote` it becomes a record in the same act."""

    text: Words
    promote: Literal["", "guide", "decision"] = ""


class WritingDown(Shape):
    """What an answer becomes: a record of a kind, or `into` one that holds it already."""

    kind: Literal["guide", "decision"] = "guide"
    into: Short = ""


class GapQuestion(Shape):
    """A question whose answer is not written down."""

    ref: str
    title: str
    state: str


class Gap(Shape):
    """What is not written down about an area."""

    area: str
    unanswered: int
    questions: list[GapQuestion]


class DeflectionRate(Shape):
    """How many questions the record answered itself in the last 91 days. Never by person."""

    asked: int
    by_record: int
    sent_on: int
    percent: int | None


class Gaps(Shape):
    """The backlog of documentation, and how well the record does without it."""

    items: list[Gap]
    measure: DeflectionRate
