"""The API on sharing: what it answers and takes, and its operations.

Written by scripts/make_client.py from the OpenAPI document; not edited by hand.
"""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict, cast

from dayline.client.time import Letters
from dayline.client.transport import Transport


class Appealed(TypedDict):
    """A concern that others are asked to decide on."""

    concern: str
    asked: list[str]


class Reason(TypedDict):
    """Why an appeal is made."""

    reason: str


class Decided(TypedDict):
    """An appeal that was decided."""

    concern: str
    overruled: bool


class Deciding(TypedDict):
    """What is decided on an appeal, and why."""

    overrule: bool
    reason: str


class Seen(TypedDict):
    """Somebody who sees a record: its author, named in it, or shown it."""

    who: str
    why: Literal["author", "named", "shown"]


class Audience(TypedDict):
    """Who sees a record."""

    ref: str
    visibility: str
    items: list[Seen]


class NewAudience(TypedDict):
    """Who is to see a record, beside its author and whom it names."""

    visibility: Literal["workspace", "team", "restricted"]
    to: NotRequired[list[str]]


class PageBudget(TypedDict):
    """How many calls a team may cost others in a rolling number of days."""

    pages: int
    days: int


class SharingOperations(Transport):
    """Operations on sharing."""

    def appeal_concern(
        self, ref: str, concern: str, body: Reason, *, idempotency_key: str | None = None
    ) -> Appealed:
        """Ask others to decide on an RFC's open concern; answers who may."""
        return cast(
            "Appealed",
            self.request(
                "POST",
                f"/api/v1/records/{self.quoted(ref)}/concerns/{self.quoted(concern)}/appeal",
                headers={"Idempotency-Key": idempotency_key},
                body=body,
            ).json(),
        )

    def choose_what_comes(self, body: Letters) -> Letters:
        """Choose what letters you get: all, or calls only."""
        return cast("Letters", self.request("PUT", "/api/v1/inbox/choice", body=body).json())

    def decide_appeal(
        self, ref: str, concern: str, body: Deciding, *, idempotency_key: str | None = None
    ) -> Decided:
        """Decide an appeal: overruled, the concern is closed; otherwise it stands."""
        return cast(
            "Decided",
            self.request(
                "POST",
                f"/api/v1/records/{self.quoted(ref)}/concerns/{self.quoted(concern)}/decision",
                headers={"Idempotency-Key": idempotency_key},
                body=body,
            ).json(),
        )

    def get_audience(self, ref: str, *, if_none_match: str | None = None) -> Audience:
        """Say who sees a record, and why."""
        return cast(
            "Audience",
            self.request(
                "GET",
                f"/api/v1/records/{self.quoted(ref)}/audience",
                headers={"If-None-Match": if_none_match},
            ).json(),
        )

    def set_audience(self, ref: str, body: NewAudience) -> Audience:
        """Say who is to see a record. Its author may, and owners of the workspace who see it."""
        return cast(
            "Audience",
            self.request("PUT", f"/api/v1/records/{self.quoted(ref)}/audience", body=body).json(),
        )

    def set_budget_of_pages(self, team: str, body: PageBudget) -> PageBudget:
        """Say how many calls a team may cost others in a rolling number of days."""
        return cast(
            "PageBudget",
            self.request("PUT", f"/api/v1/teams/{self.quoted(team)}/page-budget", body=body).json(),
        )
