"""The API on together: what it answers and takes, and its operations.

Written by scripts/make_client.py from the OpenAPI document; not edited by hand.
"""

from __future__ import annotations

from typing import Literal, TypedDict, cast

from dayline.client.records import Written
from dayline.client.transport import Transport


class NewPoint(TypedDict):
    """A point of a retrospective, in nobody's name."""

    side: Literal["helped", "hindered", "discuss"]
    text: str


class OwnPace(TypedDict):
    """The pace of one's own loops in the learner's lane; `pair_with` offers whom to sit with."""

    loops: int
    usual_minutes: int | None
    pair_with: list[str]


class Topic(TypedDict):
    """What is talked about, and for how long."""

    text: str
    minutes: int


class RetroAgenda(TypedDict):
    """What the half hour together is for, and how many points were written before it."""

    ref: str
    topics: list[Topic]
    written_before: int
    points: int


class ConsentGiven(TypedDict):
    """The answer as it was taken."""

    ref: str
    shown: bool


class Consent(TypedDict):
    """Whether the praised record may be shown as an example."""

    shown: bool


class Example(TypedDict):
    """A record that is a model of its kind, and what was good about it."""

    ref: str
    kind: str
    title: str
    kudos: str
    why: str
    tags: list[str]


class Examples(TypedDict):
    """The library of examples, by kind. Nothing is counted by person."""

    items: list[Example]


class TogetherOperations(Transport):
    """Operations on together."""

    def add_point(self, ref: str, body: NewPoint, *, idempotency_key: str | None = None) -> Written:
        """Add a point to a retrospective, in nobody's name."""
        return cast(
            "Written",
            self.request(
                "POST",
                f"/api/v1/retros/{self.quoted(ref)}/points",
                headers={"Idempotency-Key": idempotency_key},
                body=body,
            ).json(),
        )

    def get_own_pace(self, *, if_none_match: str | None = None) -> OwnPace:
        """Tell the pace of your own loops in the learner's lane. Nobody else can ask for it."""
        return cast(
            "OwnPace",
            self.request(
                "GET", "/api/v1/me/loops", headers={"If-None-Match": if_none_match}
            ).json(),
        )

    def get_retro_agenda(self, ref: str, *, if_none_match: str | None = None) -> RetroAgenda:
        """Get what the half hour together is for: what writing did not settle."""
        return cast(
            "RetroAgenda",
            self.request(
                "GET",
                f"/api/v1/retros/{self.quoted(ref)}/agenda",
                headers={"If-None-Match": if_none_match},
            ).json(),
        )

    def give_consent(
        self, ref: str, body: Consent, *, idempotency_key: str | None = None
    ) -> ConsentGiven:
        """Say whether a record of yours is shown as an example; only whom the kudos thanks may."""
        return cast(
            "ConsentGiven",
            self.request(
                "POST",
                f"/api/v1/kudos/{self.quoted(ref)}/consent",
                headers={"Idempotency-Key": idempotency_key},
                body=body,
            ).json(),
        )

    def list_examples(
        self, *, kind: str | None = None, if_none_match: str | None = None
    ) -> Examples:
        """List records that are models of their kind, shown with the consent of all who are
        thanked
        """
        return cast(
            "Examples",
            self.request(
                "GET",
                "/api/v1/examples",
                query={"kind": kind},
                headers={"If-None-Match": if_none_match},
            ).json(),
        )
