"""Questions: asked of the record first, sent on after an abstention, written down when answered."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from dayline.base.instants import from_text
from dayline.faces.api.caller import desk_of
from dayline.faces.api.operations import operation
from dayline.faces.api.shapes import questions as shapes
from dayline.faces.api.shapes import records as record_shapes
from dayline.faces.api.shapes.base import maybe
from dayline.faces.api.telling import Ref, written
from dayline.faces.asked import ask_record, said_of
from dayline.practices.question import actions, queries

router = Router()


@operation(
    router, "POST", "/questions", scope="write:records", answers=shapes.AskedQuestion, status=201
)  # fmt: skip
def ask_question(request: HttpRequest, payload: shapes.NewQuestion) -> Any:
    """Ask the record; only what it cannot answer is sent to somebody.

    `ref` is the question that was opened, null where the record answered. It goes to the owner that
    you name, else to whoever of the team that owns the area is awake soonest.
    """
    desk = desk_of(request)
    found = ask_record(desk.workspace, payload.question, person=desk.person, now=desk.now)
    said = said_of(found)
    made = actions.ask(
        desk.acting,
        said,
        owner=payload.owner,
        areas=payload.area,
        need_by=from_text(payload.need_by) if payload.need_by else None,
        if_unanswered=payload.if_unanswered,
        visibility=payload.visibility,
    )
    answer = {
        "answered": not said.abstains,
        "sentences": list(said.told),
        "ref": made.ref or None,
        "owner": made.owner or None,
        "need_by": maybe(made.need_by),
    }
    return Status(201, answer)


@operation(
    router, "POST", "/questions/{ref}/answer", scope="write:records",
    answers=record_shapes.Written,
)  # fmt: skip
def answer_question(request: HttpRequest, ref: Ref, payload: shapes.NewAnswer) -> Any:
    """Answer a question; with `promote` the answer becomes a record in the same act."""
    acting = desk_of(request).acting
    return written(actions.answer(acting, ref, payload.text, promote=payload.promote))


@operation(
    router, "POST", "/questions/{ref}/writing-down", scope="write:records",
    answers=record_shapes.Written,
)  # fmt: skip
def write_answer_down(request: HttpRequest, ref: Ref, payload: shapes.WritingDown) -> Any:
    """Promote an answered question to a record, in one act."""
    acting = desk_of(request).acting
    return written(actions.write_down(acting, ref, kind=payload.kind, into=payload.into))


@operation(router, "GET", "/questions/gaps", scope="read", answers=shapes.Gaps)
def list_gaps(request: HttpRequest) -> Any:
    """List what the record cannot answer yet, by area, and how many questions it answers itself."""
    desk = desk_of(request)
    measured = queries.deflection(desk.workspace, desk.now)
    return {
        "items": [
            {
                "area": gap.area,
                "unanswered": gap.unanswered,
                "questions": [
                    {"ref": one.ref, "title": one.title, "state": one.state}
                    for one in gap.questions
                ],
            }
            for gap in queries.gaps(desk.workspace, person=desk.person)
        ],
        "measure": {
            "asked": measured.asked,
            "by_record": measured.by_record,
            "sent_on": measured.sent_on,
            "percent": measured.percent,
        },
    }
