"""The API on people: what it answers and takes, and its operations.

Written by scripts/make_client.py from the OpenAPI document; not edited by hand.
"""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict, cast

from dayline.client.transport import Transport


class Span(TypedDict):
    """A stretch of time."""

    start: str
    stop: str


class Hours(TypedDict):
    """A calendar as its writer wrote it, and what it comes to in the next seven days."""

    handle: str
    zone: str
    calendar: str
    awake: list[Span]


class NewFocus(TypedDict):
    """Focus blocks such as ``tue,thu 13:00-15:00``."""

    blocks: list[str]


class NewLeave(TypedDict):
    """Absences such as ``2026-12-24 to 2026-12-31``."""

    dates: list[str]


class Person(TypedDict):
    """A person, an agent or a bot of the workspace."""

    id: str
    handle: str
    name: str
    role: str
    sort: str
    zone: str
    active: bool


class NewPerson(TypedDict):
    """Somebody to add to the workspace."""

    handle: str
    name: str
    email: NotRequired[str]
    zone: NotRequired[str]
    role: NotRequired[Literal["owner", "member", "guest", "auditor"]]
    sort: NotRequired[Literal["human", "agent", "bot"]]


class NewStay(TypedDict):
    """That somebody lives elsewhere from a date on."""

    since: str
    zone: str


class PersonChange(TypedDict):
    """What to change of a person; what is left out stays."""

    name: NotRequired[str | None]
    email: NotRequired[str | None]
    zone: NotRequired[str | None]
    role: NotRequired[Literal["owner", "member", "guest", "auditor"] | None]
    active: NotRequired[bool | None]


class Area(TypedDict):
    """An area that a team owns, with the paths that belong to it."""

    name: str
    paths: list[str]


class Team(TypedDict):
    """A team: who belongs to it, what it owns."""

    id: str
    handle: str
    name: str
    zone: str
    members: list[str]
    leads: list[str]
    areas: list[Area]


class TeamChange(TypedDict):
    """What to change of a team; what is left out stays."""

    members: NotRequired[list[str] | None]
    leads: NotRequired[list[str] | None]


class NewTeam(TypedDict):
    """A team to form."""

    handle: str
    name: str
    zone: NotRequired[str]
    members: NotRequired[list[str]]
    leads: NotRequired[list[str]]
    areas: NotRequired[list[Area]]


class Me(TypedDict):
    """Who you are here, and what this token may be used for."""

    person: str
    handle: str
    name: str
    role: str
    zone: str
    workspace: str
    scopes: list[str]
    now: str


class People(TypedDict):
    """Everybody in the workspace."""

    items: list[Person]
    next: str | None


class Teams(TypedDict):
    """The teams of the workspace."""

    items: list[Team]
    next: str | None


class NewCalendar(TypedDict):
    """A calendar in YAML, in the place of the one that stands."""

    calendar: str


class PeopleOperations(Transport):
    """Operations on people."""

    def add_focus(self, who: str, body: NewFocus, *, idempotency_key: str | None = None) -> Hours:
        """Add focus blocks: working time in which nobody waits for you."""
        return cast(
            "Hours",
            self.request(
                "POST",
                f"/api/v1/calendars/{self.quoted(who)}/focus",
                headers={"Idempotency-Key": idempotency_key},
                body=body,
            ).json(),
        )

    def add_leave(self, who: str, body: NewLeave, *, idempotency_key: str | None = None) -> Hours:
        """Add absences."""
        return cast(
            "Hours",
            self.request(
                "POST",
                f"/api/v1/calendars/{self.quoted(who)}/leave",
                headers={"Idempotency-Key": idempotency_key},
                body=body,
            ).json(),
        )

    def add_person(self, body: NewPerson, *, idempotency_key: str | None = None) -> Person:
        """Add a person, an agent or a bot to the workspace."""
        return cast(
            "Person",
            self.request(
                "POST", "/api/v1/people", headers={"Idempotency-Key": idempotency_key}, body=body
            ).json(),
        )

    def add_stay(self, who: str, body: NewStay, *, idempotency_key: str | None = None) -> Hours:
        """Say that somebody lives elsewhere from a date on."""
        return cast(
            "Hours",
            self.request(
                "POST",
                f"/api/v1/calendars/{self.quoted(who)}/stays",
                headers={"Idempotency-Key": idempotency_key},
                body=body,
            ).json(),
        )

    def change_me(self, body: PersonChange) -> Person:
        """Change your own name, address or zone. What is left out stays."""
        return cast("Person", self.request("PATCH", "/api/v1/me", body=body).json())

    def change_person(self, who: str, body: PersonChange) -> Person:
        """Change what is known of a person. What is left out stays."""
        return cast(
            "Person", self.request("PATCH", f"/api/v1/people/{self.quoted(who)}", body=body).json()
        )

    def change_team(self, who: str, body: TeamChange) -> Team:
        """Change who belongs to a team. Its leads may do this, and owners."""
        return cast(
            "Team", self.request("PATCH", f"/api/v1/teams/{self.quoted(who)}", body=body).json()
        )

    def form_team(self, body: NewTeam, *, idempotency_key: str | None = None) -> Team:
        """Form a team of people, with the areas that it owns."""
        return cast(
            "Team",
            self.request(
                "POST", "/api/v1/teams", headers={"Idempotency-Key": idempotency_key}, body=body
            ).json(),
        )

    def get_calendar(self, who: str, *, if_none_match: str | None = None) -> Hours:
        """Read the calendar of a person or a team, and when they are awake in the next seven
        days
        """
        return cast(
            "Hours",
            self.request(
                "GET",
                f"/api/v1/calendars/{self.quoted(who)}",
                headers={"If-None-Match": if_none_match},
            ).json(),
        )

    def get_me(self, *, if_none_match: str | None = None) -> Me:
        """Say who you are here, and what this token may be used for."""
        return cast(
            "Me", self.request("GET", "/api/v1/me", headers={"If-None-Match": if_none_match}).json()
        )

    def get_person(self, who: str, *, if_none_match: str | None = None) -> Person:
        """Read what is known of a person."""
        return cast(
            "Person",
            self.request(
                "GET",
                f"/api/v1/people/{self.quoted(who)}",
                headers={"If-None-Match": if_none_match},
            ).json(),
        )

    def get_team(self, who: str, *, if_none_match: str | None = None) -> Team:
        """Read a team."""
        return cast(
            "Team",
            self.request(
                "GET", f"/api/v1/teams/{self.quoted(who)}", headers={"If-None-Match": if_none_match}
            ).json(),
        )

    def list_people(
        self,
        *,
        cursor: str | None = None,
        limit: int | None = None,
        if_none_match: str | None = None,
    ) -> People:
        """List people, agents and bots. Addresses are not part of it."""
        return cast(
            "People",
            self.request(
                "GET",
                "/api/v1/people",
                query={"cursor": cursor, "limit": limit},
                headers={"If-None-Match": if_none_match},
            ).json(),
        )

    def list_teams(
        self,
        *,
        cursor: str | None = None,
        limit: int | None = None,
        if_none_match: str | None = None,
    ) -> Teams:
        """List teams, with their members and areas."""
        return cast(
            "Teams",
            self.request(
                "GET",
                "/api/v1/teams",
                query={"cursor": cursor, "limit": limit},
                headers={"If-None-Match": if_none_match},
            ).json(),
        )

    def set_calendar(self, who: str, body: NewCalendar) -> Hours:
        """Replace the calendar of a person or a team."""
        return cast(
            "Hours", self.request("PUT", f"/api/v1/calendars/{self.quoted(who)}", body=body).json()
        )
