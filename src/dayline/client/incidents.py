"""The API on incidents: what it answers and takes, and its operations.

Written by scripts/make_client.py from the OpenAPI document; not edited by hand.
"""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict, cast

from dayline.client.transport import Transport


class IncidentAction(TypedDict):
    """An action with its owner and its day."""

    ref: str
    number: int
    text: str
    owner: str
    due: str | None
    done: bool
    late: bool


class NewAction(TypedDict):
    """An action with one owner and one day."""

    text: str
    owner: str
    due: str


class IncidentClaim(TypedDict):
    """A claim with who made it, its evidence, and who does not agree."""

    number: int
    mark: str
    author: str
    statement: str
    evidence: str
    dissent: str
    contested: bool


class NewClaim(TypedDict):
    """What you hold to be true about it, and where that can be seen."""

    statement: str
    evidence: NotRequired[str]


class AddedNote(TypedDict):
    """A line that stands in the timeline; `known` tells that it had arrived before."""

    id: str
    known: bool


class AddedNotes(TypedDict):
    """What became of each line, in their order."""

    items: list[AddedNote]


class NewNote(TypedDict):
    """A line for a timeline. Without `at` it happened now; without a key each sending adds
    one.
    """

    text: str
    at: NotRequired[str | None]
    key: NotRequired[str]
    corrects: NotRequired[str]


class NewNotes(TypedDict):
    """Lines that arrive together: all of them are added, or none."""

    notes: list[NewNote]


class ClaimChange(TypedDict):
    """Contest a claim, with a reason, or settle it: agreed, or dissent to keep both views."""

    mark: Literal["contested", "agreed", "dissent"]
    reason: NotRequired[str]


class OpenedIncident(TypedDict):
    """The incident that was opened."""

    ref: str
    revision: int
    state: str


class NewIncident(TypedDict):
    """What goes wrong now; whoever sends it leads, until the record says otherwise."""

    title: str
    severity: NotRequired[Literal["", "minor", "major", "critical"]]
    area: NotRequired[list[str]]
    visibility: NotRequired[str]


class AgendaPoint(TypedDict):
    """A contested claim and the minutes that it gets."""

    claim: IncidentClaim
    minutes: int


class Agenda(TypedDict):
    """What the review is for: each contested claim and nothing else."""

    ref: str
    minutes: int
    items: list[AgendaPoint]


class EarlierWords(TypedDict):
    """What a line said before it was corrected."""

    id: str
    at: str
    author: str
    text: str | None


class TimelineEvent(TypedDict):
    """One line of a timeline. `id` is empty for a row that stands in the text alone. `at` is
    when it happened, `written_at` when it arrived; `before` is what it said before each
    correction, oldest first.
    """

    id: str
    at: str | None
    written_at: str | None
    stamp: str
    author: str
    text: str | None
    before: list[EarlierWords]


class Timeline(TypedDict):
    """A timeline, merged by time. `backwards` are lines of the text that go back in time."""

    ref: str
    items: list[TimelineEvent]
    backwards: list[int]


class IncidentActions(TypedDict):
    """Open actions, late ones first."""

    items: list[IncidentAction]


class IncidentHead(TypedDict):
    """An incident in a list."""

    ref: str
    title: str
    state: str
    severity: str
    owner: str
    opened_at: str
    changed_at: str


class WrittenBefore(TypedDict):
    """How many of the final claims were written before minute 0 of the review."""

    before: int
    final: int
    percent: int | None


class IncidentMeasure(TypedDict):
    """The practice over the last closed incidents that had a review. Never by person."""

    incidents: int
    written_before: WrittenBefore
    without_contest: int


class Incidents(TypedDict):
    """Incidents that are not closed, or the last closed ones, and how the practice goes."""

    items: list[IncidentHead]
    measure: IncidentMeasure


class IncidentDeadline(TypedDict):
    """A clock that runs on an incident."""

    clock: str
    state: str
    due_at: str | None


class IncidentStanding(TypedDict):
    """Where an incident stands now, to read oneself in."""

    ref: str
    title: str
    state: str
    sentence: str
    severity: str
    owner: str
    impact: str
    started_at: str | None
    aware_at: str | None
    mitigated_at: str | None
    revision: int
    events: int
    latest: list[TimelineEvent]
    claims: list[IncidentClaim]
    agenda: list[AgendaPoint]
    written_before: WrittenBefore | None
    deadlines: list[IncidentDeadline]
    actions: list[IncidentAction]


class IncidentsOperations(Transport):
    """Operations on incidents."""

    def add_action(
        self, ref: str, body: NewAction, *, idempotency_key: str | None = None
    ) -> IncidentAction:
        """Add an action with one owner and one day."""
        return cast(
            "IncidentAction",
            self.request(
                "POST",
                f"/api/v1/incidents/{self.quoted(ref)}/actions",
                headers={"Idempotency-Key": idempotency_key},
                body=body,
            ).json(),
        )

    def add_claim(
        self, ref: str, body: NewClaim, *, idempotency_key: str | None = None
    ) -> IncidentClaim:
        """Claim something about an incident, with its evidence; you are named as its author."""
        return cast(
            "IncidentClaim",
            self.request(
                "POST",
                f"/api/v1/incidents/{self.quoted(ref)}/claims",
                headers={"Idempotency-Key": idempotency_key},
                body=body,
            ).json(),
        )

    def add_notes(
        self, ref: str, body: NewNotes, *, idempotency_key: str | None = None
    ) -> AddedNotes:
        """Add lines to a timeline."""
        return cast(
            "AddedNotes",
            self.request(
                "POST",
                f"/api/v1/incidents/{self.quoted(ref)}/notes",
                headers={"Idempotency-Key": idempotency_key},
                body=body,
            ).json(),
        )

    def change_claim(
        self, ref: str, number: int, body: ClaimChange, *, idempotency_key: str | None = None
    ) -> IncidentClaim:
        """Contest a claim with a reason, or settle it. Dissent is kept, never taken out."""
        return cast(
            "IncidentClaim",
            self.request(
                "POST",
                f"/api/v1/incidents/{self.quoted(ref)}/claims/{self.quoted(number)}",
                headers={"Idempotency-Key": idempotency_key},
                body=body,
            ).json(),
        )

    def declare_incident(
        self, body: NewIncident, *, idempotency_key: str | None = None
    ) -> OpenedIncident:
        """Open an incident that you lead, aware of it from now on."""
        return cast(
            "OpenedIncident",
            self.request(
                "POST", "/api/v1/incidents", headers={"Idempotency-Key": idempotency_key}, body=body
            ).json(),
        )

    def finish_action(
        self, ref: str, number: int, *, idempotency_key: str | None = None
    ) -> IncidentAction:
        """Tick an action off, also after the incident is closed."""
        return cast(
            "IncidentAction",
            self.request(
                "POST",
                f"/api/v1/incidents/{self.quoted(ref)}/actions/{self.quoted(number)}/done",
                headers={"Idempotency-Key": idempotency_key},
            ).json(),
        )

    def get_agenda(self, ref: str, *, if_none_match: str | None = None) -> Agenda:
        """Get what the thirty-minute review is for: each contested claim and nothing else."""
        return cast(
            "Agenda",
            self.request(
                "GET",
                f"/api/v1/incidents/{self.quoted(ref)}/agenda",
                headers={"If-None-Match": if_none_match},
            ).json(),
        )

    def get_timeline(self, ref: str, *, if_none_match: str | None = None) -> Timeline:
        """Get the timeline: what many noted, online and offline, merged by when it happened."""
        return cast(
            "Timeline",
            self.request(
                "GET",
                f"/api/v1/incidents/{self.quoted(ref)}/timeline",
                headers={"If-None-Match": if_none_match},
            ).json(),
        )

    def list_actions(
        self, *, owner: str | None = None, if_none_match: str | None = None
    ) -> IncidentActions:
        """List the open actions of incidents, retrospectives and meetings, late ones first."""
        return cast(
            "IncidentActions",
            self.request(
                "GET",
                "/api/v1/actions",
                query={"owner": owner},
                headers={"If-None-Match": if_none_match},
            ).json(),
        )

    def list_incidents(
        self, *, closed: bool | None = None, if_none_match: str | None = None
    ) -> Incidents:
        """List incidents that are not closed, or the last closed ones."""
        return cast(
            "Incidents",
            self.request(
                "GET",
                "/api/v1/incidents",
                query={"closed": closed},
                headers={"If-None-Match": if_none_match},
            ).json(),
        )

    def read_incident(self, ref: str, *, if_none_match: str | None = None) -> IncidentStanding:
        """Say where an incident stands now: to read oneself in at any moment."""
        return cast(
            "IncidentStanding",
            self.request(
                "GET",
                f"/api/v1/incidents/{self.quoted(ref)}",
                headers={"If-None-Match": if_none_match},
            ).json(),
        )
