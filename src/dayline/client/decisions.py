"""The API on decisions: what it answers and takes, and its operations.

Written by scripts/make_client.py from the OpenAPI document; not edited by hand.
"""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict, cast

from dayline.client.transport import Transport


class Accepted(TypedDict):
    """The word that was noted."""

    who: str
    revision: int
    scope: Literal["applies", "does_not", "contest"]


class NewAcceptance(TypedDict):
    """What you take on, and what not."""

    scope: str


class ChangeFinding(TypedDict):
    """What a change owes to a decision."""

    rule: str
    severity: Literal["error", "warning", "note"]
    path: str
    line: int
    column: int
    message: str
    remedy: str


class TouchedDecision(TypedDict):
    """A decision in force whose paths were changed."""

    decision: str
    title: str
    paths: list[str]


class WaivedFinding(TypedDict):
    """What a waiver holds back until its day."""

    rule: str
    path: str
    line: int
    message: str
    until: str
    owner: str
    reason: str


class DecisionReport(TypedDict):
    """The one report of a change; the same change gives the same report."""

    files: int
    decisions: int
    passes: bool
    findings: list[ChangeFinding]
    touched: list[TouchedDecision]
    waived: list[WaivedFinding]
    markdown: str


class ChangeToCheck(TypedDict):
    """A change as a unified diff, and the messages of its commits."""

    diff: str
    message: NotRequired[str]
    waivers: NotRequired[str]
    texts: NotRequired[dict[str, str]]
    paths: NotRequired[list[str] | None]


class DecisionVersion(TypedDict):
    """A revision that bound from an instant on."""

    revision: int
    at: str


class TeamOffset(TypedDict):
    """Where a team stands towards the newest version."""

    team: str
    because: list[str]
    accepted: int | None
    scope: Literal["applies", "does_not", "contest"] | None
    behind: int
    lag_awake_minutes: int
    members: int | None


class LastWord(TypedDict):
    """What a team, a person or an agent said last."""

    who: str
    by: str
    revision: int
    scope: Literal["applies", "does_not", "contest"]
    at: str
    note: str


class DecisionOffsets(TypedDict):
    """Who accepted which version of a decision."""

    ref: str
    state: str
    versions: list[DecisionVersion]
    teams: list[TeamOffset]
    said: list[LastWord]


class DecisionsOperations(Transport):
    """Operations on decisions."""

    def accept_version(
        self, ref: str, body: NewAcceptance, *, idempotency_key: str | None = None
    ) -> Accepted:
        """Say that a version of a decision applies to you or your team, does not, or is
        contested
        """
        return cast(
            "Accepted",
            self.request(
                "POST",
                f"/api/v1/records/{self.quoted(ref)}/acceptances",
                headers={"Idempotency-Key": idempotency_key},
                body=body,
            ).json(),
        )

    def check_change(
        self, body: ChangeToCheck, *, idempotency_key: str | None = None
    ) -> DecisionReport:
        """Hold a unified diff against the decisions that you may see. Changes nothing."""
        return cast(
            "DecisionReport",
            self.request(
                "POST",
                "/api/v1/decisions/check",
                headers={"Idempotency-Key": idempotency_key},
                body=body,
            ).json(),
        )

    def get_offsets(self, ref: str, *, if_none_match: str | None = None) -> DecisionOffsets:
        """Get who accepted which version of a decision, and which teams are behind."""
        return cast(
            "DecisionOffsets",
            self.request(
                "GET",
                f"/api/v1/records/{self.quoted(ref)}/offsets",
                headers={"If-None-Match": if_none_match},
            ).json(),
        )
