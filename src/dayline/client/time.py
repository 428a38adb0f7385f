"""The API on time: what it answers and takes, and its operations.

Written by scripts/make_client.py from the OpenAPI document; not edited by hand.
"""

from __future__ import annotations

from typing import TypedDict, cast

from dayline.client.people import Span
from dayline.client.transport import Transport


class Explained(TypedDict):
    """A deadline with its account: why it is when it is, line by line."""

    id: str
    ref: str
    clock: str
    state: str
    of: list[str]
    measure: str
    started_at: str
    due_at: str | None
    fired_at: str | None
    ended_at: str | None
    calendar: str
    edition: str
    account: list[str]


class Explanations(TypedDict):
    """The deadlines of a record, explained."""

    ref: str
    zone: str
    items: list[Explained]


class Evidence(TypedDict):
    """Why a light is not green."""

    ref: str
    light: str
    words: str


class Card(TypedDict):
    """A record that waits."""

    ref: str
    kind: str
    state: str
    title: str
    since: str
    due_at: str | None


class Lane(TypedDict):
    """One team, or a person who is in none: its light, and what waits on it. ``records`` are
    the first of ``total``.
    """

    id: str
    name: str
    light: str | None
    evidence: list[Evidence]
    total: int
    records: list[Card]


class Board(TypedDict):
    """What waits on whom."""

    items: list[Lane]


class Segment(TypedDict):
    """A stretch of a row of the dayline, and its light."""

    start: str
    stop: str
    light: str


class Row(TypedDict):
    """Somebody's row of the dayline."""

    who: str
    zone: str
    awake: bool
    until: str | None
    segments: list[Segment]


class Dayline(TypedDict):
    """Who is awake when, and the next time that all of them share."""

    now: str
    start: str
    stop: str
    zone: str
    people: list[Row]
    together: list[Span]
    next_shared: Span | None


class Told(TypedDict):
    """Something that you have not been told yet."""

    topic: str
    ref: str
    title: str
    by: str
    at: str
    need_by: str | None
    why: str


class Inbox(TypedDict):
    """What you have not been told yet, what presses first."""

    items: list[Told]


class Deadline(TypedDict):
    """One run of one clock of a record."""

    id: str
    ref: str
    clock: str
    state: str
    of: list[str]
    measure: str
    started_at: str
    due_at: str | None
    fired_at: str | None
    ended_at: str | None
    calendar: str
    edition: str


class Deadlines(TypedDict):
    """Deadlines, the next one first."""

    items: list[Deadline]
    next: str | None


class Letter(TypedDict):
    """A letter to you."""

    id: str
    sort: str
    state: str
    composed_at: str
    sent_at: str | None


class Letters(TypedDict):
    """The last letters to you, newest first."""

    items: list[Letter]


class TimeOperations(Transport):
    """Operations on time."""

    def explain_deadlines(self, ref: str, *, if_none_match: str | None = None) -> Explanations:
        """Say why a record's clocks run out when they do, hour by hour in your zone."""
        return cast(
            "Explanations",
            self.request(
                "GET",
                f"/api/v1/records/{self.quoted(ref)}/deadlines",
                headers={"If-None-Match": if_none_match},
            ).json(),
        )

    def get_board(
        self, *, team: list[str] | None = None, if_none_match: str | None = None
    ) -> Board:
        """Show how each team stands and what waits on it, the worst first."""
        return cast(
            "Board",
            self.request(
                "GET",
                "/api/v1/board",
                query={"team": team},
                headers={"If-None-Match": if_none_match},
            ).json(),
        )

    def get_dayline(
        self,
        *,
        who: list[str] | None = None,
        hours: int | None = None,
        minutes: int | None = None,
        days: int | None = None,
        if_none_match: str | None = None,
    ) -> Dayline:
        """Show who is awake when, and the next time that all of them share."""
        return cast(
            "Dayline",
            self.request(
                "GET",
                "/api/v1/dayline",
                query={"who": who, "hours": hours, "minutes": minutes, "days": days},
                headers={"If-None-Match": if_none_match},
            ).json(),
        )

    def get_inbox(self, *, if_none_match: str | None = None) -> Inbox:
        """Show what you have not been told yet."""
        return cast(
            "Inbox",
            self.request("GET", "/api/v1/inbox", headers={"If-None-Match": if_none_match}).json(),
        )

    def list_deadlines(
        self,
        *,
        own: bool | None = None,
        all_: bool | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        if_none_match: str | None = None,
    ) -> Deadlines:
        """List deadlines, the next one first."""
        return cast(
            "Deadlines",
            self.request(
                "GET",
                "/api/v1/deadlines",
                query={"own": own, "all": all_, "cursor": cursor, "limit": limit},
                headers={"If-None-Match": if_none_match},
            ).json(),
        )

    def list_letters(self, *, if_none_match: str | None = None) -> Letters:
        """List the last letters to you, newest first."""
        return cast(
            "Letters",
            self.request(
                "GET", "/api/v1/inbox/letters", headers={"If-None-Match": if_none_match}
            ).json(),
        )
