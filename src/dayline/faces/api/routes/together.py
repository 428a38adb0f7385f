"""Looking at work and back at it: one's own loops, retrospectives, examples by consent."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from dayline.faces.api.caller import desk_of
from dayline.faces.api.operations import operation
from dayline.faces.api.shapes import records as record_shapes
from dayline.faces.api.shapes import together as shapes
from dayline.faces.api.telling import Ref, written
from dayline.practices.critique.queries import own_pace
from dayline.practices.kudos.actions import consent
from dayline.practices.kudos.queries import examples
from dayline.practices.retro import actions as retro
from dayline.practices.retro.queries import halves

router = Router()


@operation(router, "GET", "/me/loops", scope="read", answers=shapes.OwnPace)
def get_own_pace(request: HttpRequest) -> Any:
    """Tell the pace of your own loops in the learner's lane. Nobody else can ask for it."""
    desk = desk_of(request)
    found = own_pace(desk.workspace, desk.person, desk.now)
    usual = found.pace.usual
    return {
        "loops": len(found.pace.loops),
        "usual_minutes": None if usual is None else usual // timedelta(minutes=1),
        "pair_with": list(found.pair),
    }


@operation(
    router, "POST", "/retros/{ref}/points", scope="write:records", answers=record_shapes.Written
)  # fmt: skip
def add_point(request: HttpRequest, ref: Ref, payload: shapes.NewPoint) -> Any:
    """Add a point to a retrospective, in nobody's name."""
    return written(retro.say(desk_of(request).acting, ref, payload.side, payload.text))


@operation(router, "GET", "/retros/{ref}/agenda", scope="read", answers=shapes.RetroAgenda)
def get_retro_agenda(request: HttpRequest, ref: Ref) -> Any:
    """Get what the half hour together is for: what writing did not settle."""
    desk = desk_of(request)
    found = halves(desk.workspace, ref, person=desk.person)
    return {
        "ref": found.record.ref,
        "topics": [{"text": one.text, "minutes": one.minutes} for one in found.topics],
        "written_before": found.before,
        "points": found.points,
    }


@operation(
    router, "POST", "/kudos/{ref}/consent", scope="write:comments", answers=shapes.ConsentGiven
)  # fmt: skip
def give_consent(request: HttpRequest, ref: Ref, payload: shapes.Consent) -> Any:
    """Say whether a record of yours is shown as an example; only whom the kudos thanks may."""
    consent(desk_of(request).acting, ref, shown=payload.shown)
    return {"ref": ref, "shown": payload.shown}


@operation(router, "GET", "/examples", scope="read", answers=shapes.Examples)
def list_examples(request: HttpRequest, kind: Annotated[str, Query(max_length=40)] = "") -> Any:
    """List records that are models of their kind, shown with the consent of all who are thanked."""
    desk = desk_of(request)
    return {
        "items": [
            {
                "ref": one.record.ref,
                "kind": one.record.kind,
                "title": one.record.title,
                "kudos": one.kudos,
                "why": one.why,
                "tags": list(one.tags),
            }
            for one in examples(desk.workspace, person=desk.person, kind=kind)
        ]
    }
