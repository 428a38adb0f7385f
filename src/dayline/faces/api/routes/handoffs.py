"""Handoffs: a draft, the read-back with its score, the sender's word, what came of it."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from dayline.base.instants import from_text
from dayline.faces.api.caller import desk_of
from dayline.faces.api.operations import operation
from dayline.faces.api.shapes import handoffs as shapes
from dayline.faces.api.shapes.base import instant
from dayline.faces.api.telling import Ref
from dayline.faces.handoffs import as_values
from dayline.faces.web.desk import Desk
from dayline.practices.handoff import actions, drawing, evidence, queries
from dayline.practices.handoff.rules import Word

router = Router()
Team = Annotated[str, Query("", max_length=80, description="@handle of a team.")]
Since = Annotated[
    str, Query("", max_length=40, description="From when on; default: the last one delivered.")
]
_INSTANTS = ("delivered_at", "taken_at", "at")


@operation(router, "GET", "/handoffs/draft", scope="read", answers=shapes.HandoffDraft)
def get_handoff_draft(request: HttpRequest, to: Team, source: Team, since: Since) -> Any:
    """Get your next handoff, drafted from evidence.

    It holds what the record knows since your last handoff to that team; without `to` the team
    whose day begins next. Nothing is opened: open the record with the text that you make of it.
    """
    desk = desk_of(request)
    begin = from_text(since) if since else None
    made = evidence.draft(desk.workspace, desk.person, desk.now, to=to, from_=source, since=begin)
    return {**made.as_data(), "since": instant(made.since)}


@operation(router, "GET", "/records/{ref}/handover", scope="read", answers=shapes.Handover)
def get_handover(request: HttpRequest, ref: Ref) -> Any:
    """Get what became of a handoff: read-back, score, the sender's word, the outcome."""
    desk = desk_of(request)
    return _told(desk, queries.handover(desk.workspace, ref, person=desk.person))


@operation(
    router, "POST", "/records/{ref}/read-backs", scope="write:comments", answers=shapes.Handover
)
def read_back_handoff(request: HttpRequest, ref: Ref, payload: shapes.NewReadBack) -> Any:
    """Read a handoff back in your own words; what seems lost is in the answer.

    Nothing is accepted by it, and nothing is blocked: say it again to clarify.
    """
    desk = desk_of(request)
    return _told(desk, actions.read_back(desk.acting, ref, payload.text, expect=payload.revision))


@operation(
    router, "POST", "/records/{ref}/acceptance", scope="write:records", answers=shapes.Handover
)
def accept_handoff(request: HttpRequest, ref: Ref, payload: shapes.NewAcceptance) -> Any:
    """Accept a handoff with a scope, after the read-back or where none is asked."""
    desk = desk_of(request)
    actions.take_on(desk.acting, ref, payload.scope)
    return _told(desk, queries.handover(desk.workspace, ref, person=desk.person))


@operation(
    router, "POST", "/records/{ref}/judgement", scope="write:records", answers=shapes.Handover
)
def judge_handoff(request: HttpRequest, ref: Ref, payload: shapes.NewJudgement) -> Any:
    """Say for the sender what was kept, missing or contradicted.

    Your word wins over the score; where you say nothing of an item, the suggestion holds.
    """
    desk = desk_of(request)
    known = actions.judge(
        desk.acting,
        ref,
        {one.number: Word(one.first) for one in payload.items if one.first},
        after={one.number: Word(one.after) for one in payload.items if one.after},
        invented=payload.invented,
        note=payload.note,
        close=payload.close,
    )
    return _told(desk, known)


@operation(router, "POST", "/records/{ref}/outcome", scope="write:records", answers=shapes.Handover)
def answer_handoff(request: HttpRequest, ref: Ref, payload: shapes.NewOutcome) -> Any:
    """Say at the next shift which items were tried again, asked again or redone."""
    desk = desk_of(request)
    return _told(
        desk, actions.tell_outcome(desk.acting, ref, payload.lost, note=payload.note)
    )  # fmt: skip


@operation(router, "GET", "/handoffs/share", scope="read", answers=shapes.Share)
def get_read_back_share(request: HttpRequest) -> Any:
    """Get how many of 100 handoffs are asked for a read-back."""
    return {"percent": drawing.share(desk_of(request).workspace)}


@operation(router, "PUT", "/handoffs/share", scope="admin", answers=shapes.Share)
def set_read_back_share(request: HttpRequest, payload: shapes.Share) -> Any:
    """Set how many of 100 handoffs are asked for a read-back, drawn when they are delivered.

    Between 0 and 100 the measure of loss can tell what a read-back brings.
    """
    actions.set_share(desk_of(request).acting, payload.percent)
    return {"percent": payload.percent}


def _told(desk: Desk, known: queries.Handover) -> dict[str, Any]:
    """What became of a handoff, with its instants as text."""
    values = as_values(known, desk.people)
    parts = [values, *values["read_backs"], values["judgement"], values["outcome"]]
    for part in parts:
        for name in _INSTANTS:
            if part and part.get(name) is not None:
                part[name] = instant(part[name])
    return values
