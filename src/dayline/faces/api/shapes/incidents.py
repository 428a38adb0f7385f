"""Incidents as the API shows and takes them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from dayline.faces.api.shapes.base import GivenHandle, Instant, Shape, Short

Line = Annotated[str, Field(max_length=2_000)]
Key = Annotated[
    str, Field(max_length=64, description="Sent again under this key, it adds nothing.")
]
Mark = Annotated[str, Field(description="open, contested, agreed or dissent.")]


class IncidentHead(Shape):
    """An incident in a list."""

    ref: str
    title: str
    state: str
    severity: str
    owner: str
    opened_at: Instant
    changed_at: Instant


class WrittenBefore(Shape):
    """How many of the final claims were written before minute 0 of the review."""

    before: int
    final: int
    percent: int | None


class IncidentMeasure(Shape):
    """The practice over the last closed incidents that had a review. Never by person."""

    incidents: int
    written_before: WrittenBefore
    without_contest: int


class Incidents(Shape):
    """Incidents that are not closed, or the last closed ones, and how the practice goes."""

    items: list[IncidentHead]
    measure: IncidentMeasure


class NewIncident(Shape):
    """What goes wrong now; whoever sends it leads, until the record says otherwise."""

    title: Annotated[str, Field(min_length=1, max_length=200)]
    severity: Literal["", "minor", "major", "critical"] = ""
    area: Annotated[list[Short], Field(default_factory=list)]
    visibility: Short = "workspace"


class OpenedIncident(Shape):
    """The incident that was opened."""

    ref: str
    revision: int
    state: str


class EarlierWords(Shape):
    """What a line said before it was corrected."""

    id: str
    at: Instant
    author: str
    text: str | None


class TimelineEvent(Shape):
    """One line of a timeline. `id` is empty for a row that stands in the text alone.

    `at` is when it happened, `written_at` when it arrived; `before` is what it said before each
    correction, oldest first.
    """

    id: str
    at: Instant | None
    written_at: Instant | None
    stamp: str
    author: str
    text: str | None
    before: list[EarlierWords]


class Timeline(Shape):
    """A timeline, merged by time. `backwards` are lines of the text that go back in time."""

    ref: str
    items: list[TimelineEvent]
    backwards: list[int]


class NewNote(Shape):
    """A line for a timeline. Without `at` it happened now; without a key each sending adds one."""

    text: Line
    at: Instant | None = None
    key: Key = ""
    corrects: Short = ""


class NewNotes(Shape):
    """Lines that arrive together: all of them are added, or none."""

    notes: Annotated[list[NewNote], Field(min_length=1, max_length=500)]


class AddedNote(Shape):
    """A line that stands in the timeline; `known` tells that it had arrived before."""

    id: str
    known: bool


class AddedNotes(Shape):
    """What became of each line, in their order."""

    items: list[AddedNote]


class IncidentClaim(Shape):
    """A claim with who made it, its evidence, and who does not agree."""

    number: int
    mark: Mark
    author: str
    statement: str
    evidence: str
    dissent: str
    contested: bool


class AgendaPoint(Shape):
    """A contested claim and the minutes that it gets."""

    claim: IncidentClaim
    minutes: int


class Agenda(Shape):
    """What the review is for: each contested claim and nothing else."""

    ref: str
    minutes: int
    items: list[AgendaPoint]


class IncidentDeadline(Shape):
    """A clock that runs on an incident."""

    clock: str
    state: str
    due_at: Instant | None


class IncidentAction(Shape):
    """An action with its owner and its day."""

    ref: str
    number: int
    text: str
    owner: str
    due: str | None
    done: bool
    late: bool


class IncidentActions(Shape):
    """Open actions, late ones first."""

    items: list[IncidentAction]


class IncidentStanding(Shape):
    """Where an incident stands now, to read oneself in."""

    ref: str
    title: str
    state: str
    sentence: str
    severity: str
    owner: str
    impact: str
    started_at: Instant | None
    aware_at: Instant | None
    mitigated_at: Instant | None
    revision: int
    events: int
    latest: list[TimelineEvent]
    claims: list[IncidentClaim]
    agenda: list[AgendaPoint]
    written_before: WrittenBefore | None
    deadlines: list[IncidentDeadline]
    actions: list[IncidentAction]


class NewClaim(Shape):
    """What you hold to be true about it, and where that can be seen."""

    statement: Line
    evidence: Line = ""


class ClaimChange(Shape):
    """Contest a claim, with a reason, or settle it: agreed, or dissent to keep both views."""

    mark: Literal["contested", "agreed", "dissent"]
    reason: Line = ""


class NewAction(Shape):
    """An action with one owner and one day."""

    text: Line
    owner: GivenHandle
    due: Annotated[str, Field(json_schema_extra={"format": "date"}, max_length=10)]
