"""The API on standing: what it answers and takes, and its operations.

Written by scripts/make_client.py from the OpenAPI document; not edited by hand.
"""

from __future__ import annotations

from typing import NotRequired, TypedDict, cast

from dayline.client.records import Written
from dayline.client.transport import Transport


class SaidSentence(TypedDict):
    """A sentence that somebody wrote; ``cite`` is the comment or the section that it stands
    in. ``by`` is "" where the text does not say who wrote it.
    """

    text: str
    by: str
    at: str
    cite: str


class SaidPosition(TypedDict):
    """What one side holds; ``own_words`` is what it says of that itself."""

    who: str
    sentences: list[SaidSentence]
    signed_at: str | None
    own_words: str


class SaidAgreement(TypedDict):
    """Who agreed with a sentence."""

    to: SaidSentence
    by: list[SaidSentence]


class SaidQuestion(TypedDict):
    """A question with the sentences that answer it."""

    text: str
    by: str
    at: str
    cite: str
    answer: list[SaidSentence]


class SaidDecision(TypedDict):
    """A decision, and what took it back."""

    text: str
    by: str
    at: str
    cite: str
    overturned_by: SaidSentence | None


class SaidAction(TypedDict):
    """An action; ``owner`` is "" where nobody is named."""

    text: str
    by: str
    at: str
    cite: str
    owner: str
    due: str | None


class Standing(TypedDict):
    """Where a record stands, every sentence in the words of who wrote it."""

    ref: str
    positions: list[SaidPosition]
    agreements: list[SaidAgreement]
    open_questions: list[SaidSentence]
    answered: list[SaidQuestion]
    decisions: list[SaidDecision]
    actions: list[SaidAction]
    left_out: int


class Promotion(TypedDict):
    """The kind and the title of the record that is opened from a thread."""

    kind: str
    title: NotRequired[str]


class Signed(TypedDict):
    """The record whose position was signed."""

    ref: str


class OwnPosition(TypedDict):
    """One's own position: with no text it is signed as it is told."""

    text: NotRequired[str]


class StandingOperations(Transport):
    """Operations on standing."""

    def get_standing(self, ref: str, *, if_none_match: str | None = None) -> Standing:
        """Tell where a record stands."""
        return cast(
            "Standing",
            self.request(
                "GET",
                f"/api/v1/records/{self.quoted(ref)}/standing",
                headers={"If-None-Match": if_none_match},
            ).json(),
        )

    def promote_thread(
        self, ref: str, body: Promotion, *, idempotency_key: str | None = None
    ) -> Written:
        """Open a record from where a thread stands: a draft, linked and cited."""
        return cast(
            "Written",
            self.request(
                "POST",
                f"/api/v1/records/{self.quoted(ref)}/standing/promotion",
                headers={"Idempotency-Key": idempotency_key},
                body=body,
            ).json(),
        )

    def sign_position(
        self, ref: str, body: OwnPosition, *, idempotency_key: str | None = None
    ) -> Signed:
        """Sign your own position as it is told, or say in your own words how it is."""
        return cast(
            "Signed",
            self.request(
                "POST",
                f"/api/v1/records/{self.quoted(ref)}/standing/position",
                headers={"Idempotency-Key": idempotency_key},
                body=body,
            ).json(),
        )
