"""The API on remarks: what it answers and takes, and its operations.

Written by scripts/make_client.py from the OpenAPI document; not edited by hand.
"""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict, cast

from dayline.client.records import Links, Written
from dayline.client.transport import Transport


class Closed(TypedDict):
    """A comment that is closed."""

    id: str
    status: str


class Closing(TypedDict):
    """How a comment is closed."""

    status: Literal["resolved", "withdrawn"]


class Made(TypedDict):
    """The id of what was made."""

    id: str


class NewComment(TypedDict):
    """A comment; ``quote`` are the words of the record that it is about, exactly."""

    text: str
    quote: NotRequired[str]
    concern: NotRequired[str]
    parent: NotRequired[str]
    anchor: NotRequired[str]


class Hearing(TypedDict):
    """How much of their working time a reviewer has had."""

    reviewer: str
    heard_by: str
    awake_minutes_had: int
    awake_minutes_owed: int
    full_at: str | None


class Window(TypedDict):
    """The fair window of an RFC; everything but ``ref`` and ``state`` is null when none runs."""

    ref: str
    state: str
    running: bool
    starts_at: str | None
    floor_at: str | None
    closes_at: str | None
    capped: bool
    due: bool
    reasons: list[str]
    reviewers: list[Hearing]


class Noted(TypedDict):
    """The journal index of what was noted."""

    index: int


class NewReceipt(TypedDict):
    """Say that you took the current revision in."""

    kind: Literal["delivered", "read", "read_back", "accepted", "contested"]
    text: NotRequired[str]
    scope: NotRequired[str]


class NewLink(TypedDict):
    """A typed link to state in one record, with its inverse in the other."""

    type: str
    target: str
    note: NotRequired[str]


class Comment(TypedDict):
    """What somebody said about a record. ``concern`` names an objection."""

    id: str
    ref: str
    revision: int
    at: str
    author: str
    concern: str
    status: str
    parent: str
    closed_at: str | None
    quote: str
    anchor: str
    text: str | None


class Comments(TypedDict):
    """The comments on a record, oldest first."""

    items: list[Comment]
    next: str | None


class Receipt(TypedDict):
    """That somebody took in a revision."""

    person: str
    kind: str
    revision: int
    at: str
    scope: str
    text: str


class Receipts(TypedDict):
    """Who took a record in, oldest first."""

    items: list[Receipt]


class NewPage(TypedDict):
    """A call to people or teams, now, at a visible cost."""

    to: list[str]
    reason: str
    over_budget: NotRequired[bool]


class RemarksOperations(Transport):
    """Operations on remarks."""

    def close_comment(
        self, id_: str, body: Closing, *, idempotency_key: str | None = None
    ) -> Closed:
        """Resolve or withdraw a comment. A concern is closed by the one who raised it."""
        return cast(
            "Closed",
            self.request(
                "POST",
                f"/api/v1/comments/{self.quoted(id_)}/closing",
                headers={"Idempotency-Key": idempotency_key},
                body=body,
            ).json(),
        )

    def comment_on(self, ref: str, body: NewComment, *, idempotency_key: str | None = None) -> Made:
        """Comment on a record, or raise a concern."""
        return cast(
            "Made",
            self.request(
                "POST",
                f"/api/v1/records/{self.quoted(ref)}/comments",
                headers={"Idempotency-Key": idempotency_key},
                body=body,
            ).json(),
        )

    def get_links(self, ref: str, *, if_none_match: str | None = None) -> Links:
        """List the links that touch a record."""
        return cast(
            "Links",
            self.request(
                "GET",
                f"/api/v1/records/{self.quoted(ref)}/links",
                headers={"If-None-Match": if_none_match},
            ).json(),
        )

    def get_window(self, ref: str, *, if_none_match: str | None = None) -> Window:
        """Say when an RFC closes, and why it is still open."""
        return cast(
            "Window",
            self.request(
                "GET",
                f"/api/v1/records/{self.quoted(ref)}/window",
                headers={"If-None-Match": if_none_match},
            ).json(),
        )

    def give_receipt(
        self, ref: str, body: NewReceipt, *, idempotency_key: str | None = None
    ) -> Noted:
        """Say that you took the current revision of a record in."""
        return cast(
            "Noted",
            self.request(
                "POST",
                f"/api/v1/records/{self.quoted(ref)}/receipts",
                headers={"Idempotency-Key": idempotency_key},
                body=body,
            ).json(),
        )

    def link_record(
        self, ref: str, body: NewLink, *, idempotency_key: str | None = None
    ) -> Written:
        """Link two records at both ends, in one act."""
        return cast(
            "Written",
            self.request(
                "POST",
                f"/api/v1/records/{self.quoted(ref)}/links",
                headers={"Idempotency-Key": idempotency_key},
                body=body,
            ).json(),
        )

    def list_comments(
        self,
        ref: str,
        *,
        cursor: str | None = None,
        limit: int | None = None,
        if_none_match: str | None = None,
    ) -> Comments:
        """List the comments on a record, oldest first."""
        return cast(
            "Comments",
            self.request(
                "GET",
                f"/api/v1/records/{self.quoted(ref)}/comments",
                query={"cursor": cursor, "limit": limit},
                headers={"If-None-Match": if_none_match},
            ).json(),
        )

    def list_receipts(self, ref: str, *, if_none_match: str | None = None) -> Receipts:
        """List who took a record in, and how."""
        return cast(
            "Receipts",
            self.request(
                "GET",
                f"/api/v1/records/{self.quoted(ref)}/receipts",
                headers={"If-None-Match": if_none_match},
            ).json(),
        )

    def page_people(self, ref: str, body: NewPage, *, idempotency_key: str | None = None) -> Noted:
        """Call people or teams now, awake or not; your team's budget pays for it."""
        return cast(
            "Noted",
            self.request(
                "POST",
                f"/api/v1/records/{self.quoted(ref)}/pages",
                headers={"Idempotency-Key": idempotency_key},
                body=body,
            ).json(),
        )

    def unlink_record(self, ref: str, type_: str, target: str) -> Written:
        """Take a link out again, at both ends, in one act."""
        return cast(
            "Written",
            self.request(
                "DELETE",
                f"/api/v1/records/{self.quoted(ref)}/links/{self.quoted(type_)}/{self.quoted(target)}",
            ).json(),
        )
