"""Incidents: note what happens, read oneself in, claim, contest, settle, act."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query, Router, Status

from dayline.base.instants import date_from_text, from_text
from dayline.faces.api.caller import desk_of
from dayline.faces.api.operations import operation
from dayline.faces.api.shapes import incidents as shapes
from dayline.faces.api.shapes.base import instant
from dayline.faces.api.telling import Ref
from dayline.faces.telling_incidents import (
    action_told,
    agenda_told,
    claim_told,
    event_told,
    share_told,
    standing_told,
)
from dayline.practices.incident import actions, queries
from dayline.practices.incident.actions import Given

router = Router()
Number = Annotated[int, Path(..., ge=1, le=10_000)]


@operation(router, "GET", "/incidents", scope="read", answers=shapes.Incidents)
def list_incidents(request: HttpRequest, closed: Annotated[bool, Query()] = False) -> Any:  # noqa: FBT002
    """List incidents that are not closed, or the last closed ones.

    `measure` tells, over the last closed ones, how many of the final claims had been written
    before the review began.
    """
    desk = desk_of(request)
    found = queries.listed(desk.workspace, person=desk.person, closed=closed)
    measured = queries.measured(desk.workspace, person=desk.person)
    return {
        "items": [
            {
                "ref": one.ref,
                "title": one.title,
                "state": one.state,
                "severity": str(one.fields.get("severity") or ""),
                "owner": str(one.fields.get("owner") or ""),
                "opened_at": instant(one.opened_at),
                "changed_at": instant(one.changed_at),
            }
            for one in found
        ],
        "measure": {
            "incidents": measured.incidents,
            "written_before": share_told(measured.share),
            "without_contest": measured.without_contest,
        },
    }


@operation(
    router, "POST", "/incidents", scope="write:records", answers=shapes.OpenedIncident, status=201
)  # fmt: skip
def declare_incident(request: HttpRequest, payload: shapes.NewIncident) -> Any:
    """Open an incident that you lead, aware of it from now on."""
    made = actions.declare(
        desk_of(request).acting,
        payload.title,
        severity=payload.severity,
        area=payload.area,
        visibility=payload.visibility,
    )
    return Status(201, {"ref": made.ref, "revision": made.revision, "state": made.state})


@operation(router, "GET", "/incidents/{ref}", scope="read", answers=shapes.IncidentStanding)
def read_incident(request: HttpRequest, ref: Ref) -> Any:
    """Say where an incident stands now: to read oneself in at any moment."""
    desk = desk_of(request)
    return standing_told(queries.standing(desk.workspace, ref, person=desk.person), desk.now)


@operation(router, "GET", "/incidents/{ref}/timeline", scope="read", answers=shapes.Timeline)
def get_timeline(request: HttpRequest, ref: Ref) -> Any:
    """Get the timeline: what many noted, online and offline, merged by when it happened."""
    desk = desk_of(request)
    known = queries.standing(desk.workspace, ref, person=desk.person)
    return {
        "ref": known.record.ref,
        "items": [event_told(one) for one in known.events],
        "backwards": [row.line for row in known.backwards],
    }


@operation(
    router, "POST", "/incidents/{ref}/notes", scope="write:comments", answers=shapes.AddedNotes,
    status=201,
)  # fmt: skip
def add_notes(request: HttpRequest, ref: Ref, payload: shapes.NewNotes) -> Any:
    """Add lines to a timeline.

    What was written without a network is sent later with its own time and a key; sent again under
    the same key, it adds nothing. A correction names the line that it corrects, which is kept.
    """
    given = [
        Given(one.text, from_text(one.at) if one.at else None, one.key, one.corrects)
        for one in payload.notes
    ]
    added = actions.add_notes(desk_of(request).acting, ref, given)
    return Status(201, {"items": [{"id": one.id, "known": one.known} for one in added]})


@operation(router, "GET", "/incidents/{ref}/agenda", scope="read", answers=shapes.Agenda)
def get_agenda(request: HttpRequest, ref: Ref) -> Any:
    """Get what the thirty-minute review is for: each contested claim and nothing else."""
    desk = desk_of(request)
    known = queries.standing(desk.workspace, ref, person=desk.person)
    points = agenda_told(known.agenda)
    return {
        "ref": known.record.ref,
        "minutes": sum(one.minutes for one in known.agenda),
        "items": points,
    }


@operation(
    router, "POST", "/incidents/{ref}/claims", scope="write:records", answers=shapes.IncidentClaim,
    status=201,
)  # fmt: skip
def add_claim(request: HttpRequest, ref: Ref, payload: shapes.NewClaim) -> Any:
    """Claim something about an incident, with its evidence; you are named as its author."""
    made = actions.add_claim(
        desk_of(request).acting, ref, payload.statement, evidence=payload.evidence
    )
    return Status(201, claim_told(made))


@operation(
    router, "POST", "/incidents/{ref}/claims/{number}", scope="write:records",
    answers=shapes.IncidentClaim,
)  # fmt: skip
def change_claim(
    request: HttpRequest, ref: Ref, number: Number, payload: shapes.ClaimChange
) -> Any:
    """Contest a claim with a reason, or settle it. Dissent is kept, never taken out."""
    acting = desk_of(request).acting
    if payload.mark == "contested":
        return claim_told(actions.contest(acting, ref, number, payload.reason))
    keep = payload.mark == "dissent"
    return claim_told(actions.settle(acting, ref, number, keep_dissent=keep))


@operation(router, "GET", "/actions", scope="read", answers=shapes.IncidentActions)
def list_actions(request: HttpRequest, owner: Annotated[str, Query(max_length=80)] = "") -> Any:
    """List the open actions of incidents, retrospectives and meetings, late ones first."""
    desk = desk_of(request)
    today = desk.now.date()
    found = queries.open_actions(desk.workspace, person=desk.person, owner=owner, today=today)
    return {"items": [action_told(one.record.ref, one.action, today) for one in found]}


@operation(
    router, "POST", "/incidents/{ref}/actions", scope="write:records",
    answers=shapes.IncidentAction, status=201,
)  # fmt: skip
def add_action(request: HttpRequest, ref: Ref, payload: shapes.NewAction) -> Any:
    """Add an action with one owner and one day."""
    desk = desk_of(request)
    due = date_from_text(payload.due)
    made = actions.add_action(desk.acting, ref, payload.text, owner=payload.owner, due=due)
    return Status(201, action_told(ref, made, desk.now.date()))


@operation(
    router, "POST", "/incidents/{ref}/actions/{number}/done", scope="write:records",
    answers=shapes.IncidentAction,
)  # fmt: skip
def finish_action(request: HttpRequest, ref: Ref, number: Number) -> Any:
    """Tick an action off, also after the incident is closed."""
    desk = desk_of(request)
    return action_told(ref, actions.finish_action(desk.acting, ref, number), desk.now.date())
