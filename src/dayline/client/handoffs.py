"""The API on handoffs: what it answers and takes, and its operations.

Written by scripts/make_client.py from the OpenAPI document; not edited by hand.
"""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict, cast

from dayline.client.decisions import NewAcceptance
from dayline.client.transport import Transport


class Suggested(TypedDict):
    """What the scorer makes of an item; a suggestion and no more."""

    verdict: Literal["kept", "missing", "contradicted"]
    evidence: str
    why: str
    sureness: float


class Word(TypedDict):
    """The sender's word on an item: on the first read-back, and once it was clarified."""

    first: Literal["kept", "missing", "contradicted"]
    after: Literal["kept", "missing", "contradicted"]


class HandedItem(TypedDict):
    """An item that must survive, with what became of it."""

    number: int
    type: str
    text: str
    first: Suggested | None
    after: Suggested | None
    judged: Word | None
    lost: bool | None


class ReadBack(TypedDict):
    """What one of the receivers wrote."""

    by: str
    at: str
    text: str


class Judgement(TypedDict):
    """The word of the sender."""

    by: str
    at: str
    invented: list[str]
    note: str


class Outcome(TypedDict):
    """What showed at the next shift: the numbers of the items that were lost."""

    by: str
    at: str
    note: str
    lost: list[int]


class Handover(TypedDict):
    """What became of a handoff that was delivered."""

    id: str
    state: str
    from_: str
    to: str
    severity: str
    accepted_scope: str
    read_back_asked: bool
    share: int
    delivered_at: str
    taken_at: str | None
    items: list[HandedItem]
    invented: list[str]
    read_backs: list[ReadBack]
    judgement: Judgement | None
    outcome: Outcome | None


class NewOutcome(TypedDict):
    """The items that were tried again, asked again or redone; none where nothing was lost."""

    lost: list[int]
    note: NotRequired[str]


class DraftLine(TypedDict):
    """A point of a draft, and what it rests on."""

    section: str
    type: str | None
    words: str
    evidence: str


class HandoffDraft(TypedDict):
    """A handoff that nobody wrote yet."""

    since: str
    after: str | None
    withheld: int
    text: str
    lines: list[DraftLine]


class Share(TypedDict):
    """How many of 100 handoffs are asked for a read-back, drawn when they are delivered."""

    percent: int


class NewWord(TypedDict):
    """Your word on an item; what is left out stays as suggested."""

    number: int
    first: NotRequired[Literal["kept", "missing", "contradicted"] | None]
    after: NotRequired[Literal["kept", "missing", "contradicted"] | None]


class NewJudgement(TypedDict):
    """Your word as the sender."""

    items: NotRequired[list[NewWord]]
    invented: NotRequired[list[str]]
    note: NotRequired[str]
    close: NotRequired[bool]


class NewReadBack(TypedDict):
    """What you understood, in your own words."""

    text: str
    revision: NotRequired[int | None]


class HandoffsOperations(Transport):
    """Operations on handoffs."""

    def accept_handoff(
        self, ref: str, body: NewAcceptance, *, idempotency_key: str | None = None
    ) -> Handover:
        """Accept a handoff with a scope, after the read-back or where none is asked."""
        return cast(
            "Handover",
            self.request(
                "POST",
                f"/api/v1/records/{self.quoted(ref)}/acceptance",
                headers={"Idempotency-Key": idempotency_key},
                body=body,
            ).json(),
        )

    def answer_handoff(
        self, ref: str, body: NewOutcome, *, idempotency_key: str | None = None
    ) -> Handover:
        """Say at the next shift which items were tried again, asked again or redone."""
        return cast(
            "Handover",
            self.request(
                "POST",
                f"/api/v1/records/{self.quoted(ref)}/outcome",
                headers={"Idempotency-Key": idempotency_key},
                body=body,
            ).json(),
        )

    def get_handoff_draft(
        self,
        *,
        to: str | None = None,
        source: str | None = None,
        since: str | None = None,
        if_none_match: str | None = None,
    ) -> HandoffDraft:
        """Get your next handoff, drafted from evidence."""
        return cast(
            "HandoffDraft",
            self.request(
                "GET",
                "/api/v1/handoffs/draft",
                query={"to": to, "source": source, "since": since},
                headers={"If-None-Match": if_none_match},
            ).json(),
        )

    def get_handover(self, ref: str, *, if_none_match: str | None = None) -> Handover:
        """Get what became of a handoff: read-back, score, the sender's word, the outcome."""
        return cast(
            "Handover",
            self.request(
                "GET",
                f"/api/v1/records/{self.quoted(ref)}/handover",
                headers={"If-None-Match": if_none_match},
            ).json(),
        )

    def get_read_back_share(self, *, if_none_match: str | None = None) -> Share:
        """Get how many of 100 handoffs are asked for a read-back."""
        return cast(
            "Share",
            self.request(
                "GET", "/api/v1/handoffs/share", headers={"If-None-Match": if_none_match}
            ).json(),
        )

    def judge_handoff(
        self, ref: str, body: NewJudgement, *, idempotency_key: str | None = None
    ) -> Handover:
        """Say for the sender what was kept, missing or contradicted."""
        return cast(
            "Handover",
            self.request(
                "POST",
                f"/api/v1/records/{self.quoted(ref)}/judgement",
                headers={"Idempotency-Key": idempotency_key},
                body=body,
            ).json(),
        )

    def read_back_handoff(
        self, ref: str, body: NewReadBack, *, idempotency_key: str | None = None
    ) -> Handover:
        """Read a handoff back in your own words; what seems lost is in the answer."""
        return cast(
            "Handover",
            self.request(
                "POST",
                f"/api/v1/records/{self.quoted(ref)}/read-backs",
                headers={"Idempotency-Key": idempotency_key},
                body=body,
            ).json(),
        )

    def set_read_back_share(self, body: Share) -> Share:
        """Set how many of 100 handoffs are asked for a read-back, drawn when they are
        delivered
        """
        return cast("Share", self.request("PUT", "/api/v1/handoffs/share", body=body).json())
