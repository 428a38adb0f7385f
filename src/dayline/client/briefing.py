"""The API on briefing: what it answers and takes, and its operations.

Written by scripts/make_client.py from the OpenAPI document; not edited by hand.
"""

from __future__ import annotations

from typing import Literal, TypedDict, cast

from dayline.client.transport import Transport


class Changed(TypedDict):
    """A record and what others did on it, in words."""

    ref: str
    title: str
    what: str
    at: str


class Moving(TypedDict):
    """A record that waits on somebody."""

    ref: str
    title: str
    state: str
    waits_on: list[str]


class ToRead(TypedDict):
    """A record in the path of a newcomer; ``carries`` counts what builds on it."""

    ref: str
    title: str
    kind: str
    minutes: int
    builds_on: list[str]
    carries: int


class Briefing(TypedDict):
    """What changed on a subject, what is moving, and in which order to read into it."""

    subject: str
    sort: Literal["area", "team", "record"]
    since: str
    because: str
    changed: list[Changed]
    more: int
    moving: list[Moving]
    read: list[ToRead]
    minutes: int
    later: int


class BriefingOperations(Transport):
    """Operations on briefing."""

    def get_briefing(
        self,
        *,
        on: str,
        since: str | None = None,
        minutes: int | None = None,
        if_none_match: str | None = None,
    ) -> Briefing:
        """Read me in: what changed on an area, a team or a record since I left or joined."""
        return cast(
            "Briefing",
            self.request(
                "GET",
                "/api/v1/briefing",
                query={"on": on, "since": since, "minutes": minutes},
                headers={"If-None-Match": if_none_match},
            ).json(),
        )
