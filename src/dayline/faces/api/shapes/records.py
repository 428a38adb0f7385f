"""Records as the API shows and takes them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from dayline.faces.api.shapes.base import Body, Given, Handle, Instant, Shape, Short, Words


class RecordHead(Shape):
    """A record without its text."""

    ref: str
    kind: str
    contract: str
    dialect: str
    title: str
    state: str
    status: str
    final: bool
    author: Handle
    waits_on: list[Handle]
    visibility: str
    revision: int
    path: str
    opened_at: Instant
    changed_at: Instant
    state_since: Instant
    url: str


class RecordList(Shape):
    """A page of records."""

    items: list[RecordHead]
    next: str | None


class Link(Shape):
    """A link as its source states it; ``means`` is its canonical name."""

    source: str
    type: str
    target: str
    means: str


class Links(Shape):
    """Links between records."""

    items: list[Link]


class Record(RecordHead):
    """A record with its text, its fields and its links. ``text`` is null once it was erased."""

    fields: dict[str, Any]
    text: str | None
    links: list[Link]


class NewRecord(Shape):
    """A record to open: from a text, or from the template of its kind."""

    kind: Annotated[str, Field(min_length=1, max_length=80, examples=["decision"])]
    title: Short = ""
    text: Body | None = None
    fields: Annotated[Given, Field(default_factory=dict)]
    visibility: Annotated[
        str, Field(pattern=r"^(workspace|restricted|team:T-[0-9]{1,9}|person:P-[0-9]{1,9})$")
    ] = "workspace"
    note: Short = ""


class Text(Shape):
    """A whole text in the place of the one that stands."""

    text: Body
    note: Short = ""


class NewMove(Shape):
    """A move of the record's contract; ``fields`` answers what it asks for."""

    move: Annotated[str, Field(min_length=1, max_length=80)]
    fields: Annotated[Given, Field(default_factory=dict)]
    note: Short = ""


class Written(Shape):
    """What an act left behind; ``along`` names the records that changed with it."""

    ref: str
    revision: int
    state: str
    index: int
    along: list[str]
    url: str


class ToDo(Shape):
    """One thing that stands in the way of a move, and its remedy."""

    what: str
    remedy: str


class Prospect(Shape):
    """A move that leaves the present state; with nothing to do it can be made now."""

    move: str
    title: str
    to: str
    todo: list[ToDo]


class Prospects(Shape):
    """The moves of a record as it stands, for the one who asks."""

    ref: str
    state: str
    revision: int
    items: list[Prospect]


class NewLink(Shape):
    """A typed link to state in one record, with its inverse in the other."""

    type: Annotated[str, Field(min_length=1, max_length=80)]
    target: Annotated[str, Field(min_length=1, max_length=80)]
    note: Short = ""


class Comment(Shape):
    """What somebody said about a record. ``concern`` names an objection."""

    id: str
    ref: str
    revision: int
    at: Instant
    author: Handle
    concern: str
    status: str
    parent: str
    closed_at: Instant | None
    quote: str
    anchor: str
    text: str | None


class Comments(Shape):
    """The comments on a record, oldest first."""

    items: list[Comment]
    next: str | None


class NewComment(Shape):
    """A comment; ``quote`` are the words of the record that it is about, exactly."""

    text: Words
    quote: Words = ""
    concern: Short = ""
    parent: Short = ""
    anchor: Annotated[Short, Field(description="02:14, or 10,20,30,40 in per cent.")] = ""


class Made(Shape):
    """The id of what was made."""

    id: str


class Closing(Shape):
    """How a comment is closed."""

    status: Literal["resolved", "withdrawn"]


class Closed(Shape):
    """A comment that is closed."""

    id: str
    status: str


class Receipt(Shape):
    """That somebody took in a revision."""

    person: Handle
    kind: str
    revision: int
    at: Instant
    scope: str
    text: str


class Receipts(Shape):
    """Who took a record in, oldest first."""

    items: list[Receipt]


class NewReceipt(Shape):
    """Say that you took the current revision in."""

    kind: Literal["delivered", "read", "read_back", "accepted", "contested"]
    text: Words = ""
    scope: Short = ""


class Noted(Shape):
    """The journal index of what was noted."""

    index: int


class Revision(Shape):
    """One version of a record."""

    revision: int
    index: int
    at: Instant
    effective_at: Instant
    by: Handle
    state: str
    status: str
    move: str
    note: str


class History(Shape):
    """The versions of a record, oldest first."""

    items: list[Revision]
    next: str | None


class Difference(Shape):
    """What changed between two revisions, as a unified diff without colour."""

    ref: str
    before: int
    after: int
    diff: str


class NewPage(Shape):
    """A call to people or teams, now, at a visible cost."""

    to: Annotated[
        list[Annotated[str, Field(min_length=1, max_length=80)]], Field(min_length=1, max_length=20)
    ]
    reason: Annotated[str, Field(min_length=1, max_length=2000)]
    over_budget: bool = False


class Hearing(Shape):
    """How much of their working time a reviewer has had."""

    reviewer: Handle
    heard_by: Handle
    awake_minutes_had: int
    awake_minutes_owed: int
    full_at: Instant | None


class Window(Shape):
    """The fair window of an RFC; everything but ``ref`` and ``state`` is null when none runs."""

    ref: str
    state: str
    running: bool
    starts_at: Instant | None
    floor_at: Instant | None
    closes_at: Instant | None
    capped: bool
    due: bool
    reasons: list[str]
    reviewers: list[Hearing]
