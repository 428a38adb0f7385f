"""People, teams, hours and contracts as the API shows and takes them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from dayline.faces.api.shapes.base import Body, GivenHandle, Handle, Instant, Shape, Short

Calendar = Annotated[str, Field(max_length=262_144)]
NewHandle = Annotated[str, Field(pattern=r"^@?[a-z0-9][a-z0-9_.-]{0,62}$")]
Role = Literal["owner", "member", "guest", "auditor"]


class Me(Shape):
    """Who you are here, and what this token may be used for."""

    person: str
    handle: Handle
    name: str
    role: str
    zone: str
    workspace: str
    scopes: list[str]
    now: Instant


class Person(Shape):
    """A person, an agent or a bot of the workspace."""

    id: str
    handle: Handle
    name: str
    role: str
    sort: str
    zone: str
    active: bool


class People(Shape):
    """Everybody in the workspace."""

    items: list[Person]
    next: str | None


class NewPerson(Shape):
    """Somebody to add to the workspace."""

    handle: NewHandle
    name: Annotated[str, Field(min_length=1, max_length=200)]
    email: Short = ""
    zone: Annotated[str, Field(max_length=80)] = "UTC"
    role: Role = "member"
    sort: Literal["human", "agent", "bot"] = "human"


class PersonChange(Shape):
    """What to change of a person; what is left out stays."""

    name: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    email: Short | None = None
    zone: Annotated[str, Field(max_length=80)] | None = None
    role: Role | None = None
    active: bool | None = None


class Area(Shape):
    """An area that a team owns, with the paths that belong to it."""

    name: Annotated[str, Field(min_length=1, max_length=80)]
    paths: list[Short]


class Team(Shape):
    """A team: who belongs to it, what it owns."""

    id: str
    handle: Handle
    name: str
    zone: str
    members: list[Handle]
    leads: list[Handle]
    areas: list[Area]


class Teams(Shape):
    """The teams of the workspace."""

    items: list[Team]
    next: str | None


class NewTeam(Shape):
    """A team to form."""

    handle: NewHandle
    name: Annotated[str, Field(min_length=1, max_length=200)]
    zone: Annotated[str, Field(max_length=80)] = "UTC"
    members: Annotated[list[GivenHandle], Field(default_factory=list, max_length=1000)]
    leads: Annotated[list[GivenHandle], Field(default_factory=list, max_length=1000)]
    areas: Annotated[list[Area], Field(default_factory=list, max_length=200)]


class TeamChange(Shape):
    """What to change of a team; what is left out stays."""

    members: Annotated[list[GivenHandle], Field(max_length=1000)] | None = None
    leads: Annotated[list[GivenHandle], Field(max_length=1000)] | None = None


class Span(Shape):
    """A stretch of time."""

    start: Instant
    stop: Instant


class Hours(Shape):
    """A calendar as its writer wrote it, and what it comes to in the next seven days."""

    handle: Handle
    zone: str
    calendar: str
    awake: list[Span]


class NewCalendar(Shape):
    """A calendar in YAML, in the place of the one that stands."""

    calendar: Calendar


class NewLeave(Shape):
    """Absences such as ``2026-12-24 to 2026-12-31``."""

    dates: Annotated[
        list[Annotated[str, Field(min_length=1, max_length=80)]],
        Field(min_length=1, max_length=100),
    ]


class NewFocus(Shape):
    """Focus blocks such as ``tue,thu 13:00-15:00``."""

    blocks: Annotated[
        list[Annotated[str, Field(min_length=1, max_length=80)]], Field(min_length=1, max_length=20)
    ]


class NewStay(Shape):
    """That somebody lives elsewhere from a date on."""

    since: Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
    zone: Annotated[str, Field(min_length=1, max_length=80)]


class Segment(Shape):
    """A stretch of a row of the dayline, and its light."""

    start: Instant
    stop: Instant
    light: str


class Row(Shape):
    """Somebody's row of the dayline."""

    who: str
    zone: str
    awake: bool
    until: Instant | None
    segments: list[Segment]


class Dayline(Shape):
    """Who is awake when, and the next time that all of them share."""

    now: Instant
    start: Instant
    stop: Instant
    zone: str
    people: list[Row]
    together: list[Span]
    next_shared: Span | None


class ContractHead(Shape):
    """A published contract, without its terms."""

    contract: str
    name: str
    version: int
    prefix: str
    title: str
    purpose: str


class Contracts(Shape):
    """Every published version, by name, oldest first."""

    items: list[ContractHead]
    next: str | None


class Contract(ContractHead):
    """A contract with its text."""

    text: str
    versions: list[int]


class NewContract(Shape):
    """A contract version to release; it never changes again."""

    text: Body
    mode: Annotated[str, Field(max_length=40)] | None = None


class ContractText(Shape):
    """A contract text that is to be compared."""

    text: Body


class Change(Shape):
    """A change between two contracts, and for whom it breaks."""

    kind: str
    where: str
    message: str
    remedy: str
    breaks: list[str]
    question: str
    line: int


class Changes(Shape):
    """What changes for readers between two contracts."""

    old: str
    new: str
    items: list[Change]


class Usage(Shape):
    """Which records fill a field."""

    field: str
    records: list[str]


class Usages(Shape):
    """Which records use which fields of a contract."""

    contract: str
    items: list[Usage]
