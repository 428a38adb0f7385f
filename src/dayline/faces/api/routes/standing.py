"""Operations on where a thread stands: read it, sign one's own position, write it down."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Status

from dayline.faces.api.caller import desk_of
from dayline.faces.api.operations import operation
from dayline.faces.api.shapes import records as record_shapes
from dayline.faces.api.shapes import standing as shapes
from dayline.faces.api.telling import Ref, written
from dayline.synthesis.actions import promote, sign
from dayline.synthesis.queries import standing_of
from dayline.synthesis.telling import as_dict

router = Router()


@operation(router, "GET", "/records/{ref}/standing", scope="read", answers=shapes.Standing)
def get_standing(request: HttpRequest, ref: Ref) -> Any:
    """Tell where a record stands.

    Positions, agreements, questions, decisions and actions of its text and its comments; every
    sentence is one that somebody wrote, with where it stands.
    """
    desk = desk_of(request)
    told = standing_of(desk.workspace, ref, person=desk.person)
    own = {told.name(who): one for who, one in told.own.items()}
    return {"ref": told.record.ref, **as_dict(told.standing, told.name, own)}


@operation(
    router, "POST", "/records/{ref}/standing/position", scope="write:comments",
    answers=shapes.Signed,
)  # fmt: skip
def sign_position(request: HttpRequest, ref: Ref, payload: shapes.OwnPosition) -> Any:
    """Sign your own position as it is told, or say in your own words how it is."""
    return {"ref": sign(desk_of(request).acting, ref, text=payload.text)}


@operation(
    router, "POST", "/records/{ref}/standing/promotion", scope="write:records",
    answers=record_shapes.Written, status=201,
)  # fmt: skip
def promote_thread(
    request: HttpRequest, response: HttpResponse, ref: Ref, payload: shapes.Promotion
) -> Any:
    """Open a record from where a thread stands: a draft, linked and cited."""
    made = promote(desk_of(request).acting, ref, payload.kind, title=payload.title)
    response.headers["Location"] = f"/api/v1/records/{made.ref}"
    return Status(201, written(made))
