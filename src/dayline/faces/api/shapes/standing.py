"""What goes in and out of the operations on where a thread stands."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from dayline.faces.api.shapes.base import Handle, Instant, Shape, Short

OwnWords = Annotated[str, Field(max_length=4_000)]


class SaidSentence(Shape):
    """A sentence that somebody wrote; ``cite`` is the comment or the section that it stands in.

    ``by`` is "" where the text does not say who wrote it.
    """

    text: str
    by: Handle
    at: Instant
    cite: str


class SaidPosition(Shape):
    """What one side holds; ``own_words`` is what it says of that itself."""

    who: Handle
    sentences: list[SaidSentence]
    signed_at: Instant | None
    own_words: str


class SaidAgreement(Shape):
    """Who agreed with a sentence."""

    to: SaidSentence
    by: list[SaidSentence]


class SaidQuestion(SaidSentence):
    """A question with the sentences that answer it."""

    answer: list[SaidSentence]


class SaidDecision(SaidSentence):
    """A decision, and what took it back."""

    overturned_by: SaidSentence | None


class SaidAction(SaidSentence):
    """An action; ``owner`` is "" where nobody is named."""

    owner: str
    due: str | None


class Standing(Shape):
    """Where a record stands, every sentence in the words of who wrote it."""

    ref: str
    positions: list[SaidPosition]
    agreements: list[SaidAgreement]
    open_questions: list[SaidSentence]
    answered: list[SaidQuestion]
    decisions: list[SaidDecision]
    actions: list[SaidAction]
    left_out: int


class OwnPosition(Shape):
    """One's own position: with no text it is signed as it is told."""

    text: OwnWords = ""


class Signed(Shape):
    """The record whose position was signed."""

    ref: str


class Promotion(Shape):
    """The kind and the title of the record that is opened from a thread."""

    kind: Short
    title: Short = ""
