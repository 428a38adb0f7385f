"""Operations on what people say about a record: comments, receipts, links, pages, windows."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router, Status

from dayline.faces.api.caller import desk_of
from dayline.faces.api.cursors import pack, unpack
from dayline.faces.api.operations import operation
from dayline.faces.api.shapes import records as shapes
from dayline.faces.api.shapes.base import Cursor, Limit, instant, maybe
from dayline.faces.api.telling import Ref, edge, written
from dayline.faces.web.desk import Desk
from dayline.inbox.actions import page
from dayline.practices.rfc import queries as rfc
from dayline.records import queries
from dayline.records.links import actions as linking
from dayline.records.remarks import actions
from dayline.records.remarks import queries as said
from dayline.records.remarks.queries import Remark

router = Router()
Word = Annotated[str, Path(..., min_length=1, max_length=80)]


@operation(router, "GET", "/records/{ref}/links", scope="read", answers=shapes.Links)
def get_links(request: HttpRequest, ref: Ref) -> Any:
    """List the links that touch a record."""
    desk = desk_of(request)
    record = queries.find(desk.workspace, ref, person=desk.person)
    found = queries.edges(desk.workspace, person=desk.person, refs=[record.ref])
    return {"items": [edge(one) for one in found]}


@operation(router, "POST", "/records/{ref}/links", scope="write:records", answers=shapes.Written)
def link_record(request: HttpRequest, ref: Ref, payload: shapes.NewLink) -> Any:
    """Link two records at both ends, in one act."""
    acting = desk_of(request).acting
    return written(linking.link(acting, ref, payload.type, payload.target, note=payload.note))


@operation(
    router, "DELETE", "/records/{ref}/links/{type}/{target}", scope="write:records",
    answers=shapes.Written,
)  # fmt: skip
def unlink_record(request: HttpRequest, ref: Ref, type: Word, target: Word) -> Any:  # noqa: A002
    """Take a link out again, at both ends, in one act."""
    return written(linking.unlink(desk_of(request).acting, ref, type, target))


@operation(router, "GET", "/records/{ref}/comments", scope="read", answers=shapes.Comments)
def list_comments(request: HttpRequest, ref: Ref, cursor: Cursor, limit: Limit) -> Any:
    """List the comments on a record, oldest first."""
    desk = desk_of(request)
    record = queries.find(desk.workspace, ref, person=desk.person)
    after = unpack(cursor, int)
    found = said.remarks(desk.workspace, record.ref)
    rest = [one for one in found if after is None or _number(one) > after[0]]
    return {
        "items": [_comment(desk, one) for one in rest[:limit]],
        "next": pack(_number(rest[limit - 1])) if len(rest) > limit else None,
    }


def _number(one: Remark) -> int:
    return int(one.id[1:])


def _comment(desk: Desk, one: Remark) -> dict[str, Any]:
    return {
        "id": one.id,
        "ref": one.ref,
        "revision": one.revision,
        "at": instant(one.at),
        "author": desk.people.handle(one.author),
        "concern": one.concern,
        "status": one.status,
        "parent": one.parent,
        "closed_at": maybe(one.closed_at),
        "quote": one.quote,
        "anchor": one.anchor,
        "text": one.text,
    }


@operation(
    router, "POST", "/records/{ref}/comments", scope="write:comments", answers=shapes.Made,
    status=201,
)  # fmt: skip
def comment_on(
    request: HttpRequest, response: HttpResponse, ref: Ref, payload: shapes.NewComment
) -> Any:
    """Comment on a record, or raise a concern.

    ``quote`` anchors it to words of the text; with ``concern`` it is an objection.
    """
    made = actions.comment(
        desk_of(request).acting,
        ref,
        payload.text,
        quote=payload.quote,
        concern=payload.concern,
        parent=payload.parent,
        anchor=payload.anchor,
    )
    response.headers["Location"] = f"/api/v1/records/{ref}/comments"
    return Status(201, {"id": made})


@operation(router, "POST", "/comments/{id}/closing", scope="write:comments", answers=shapes.Closed)
def close_comment(request: HttpRequest, id: Word, payload: shapes.Closing) -> Any:  # noqa: A002
    """Resolve or withdraw a comment. A concern is closed by the one who raised it."""
    actions.close_comment(desk_of(request).acting, id, status=payload.status)
    return {"id": id, "status": payload.status}


@operation(router, "GET", "/records/{ref}/receipts", scope="read", answers=shapes.Receipts)
def list_receipts(request: HttpRequest, ref: Ref) -> Any:
    """List who took a record in, and how."""
    desk = desk_of(request)
    record = queries.find(desk.workspace, ref, person=desk.person)
    return {
        "items": [
            {
                "person": desk.people.handle(one.person),
                "kind": one.kind,
                "revision": one.revision,
                "at": instant(one.at),
                "scope": one.scope,
                "text": one.text,
            }
            for one in said.receipts(desk.workspace, record.ref)
        ]
    }


@operation(router, "POST", "/records/{ref}/receipts", scope="write:comments", answers=shapes.Noted)
def give_receipt(request: HttpRequest, ref: Ref, payload: shapes.NewReceipt) -> Any:
    """Say that you took the current revision of a record in."""
    index = actions.give_receipt(
        desk_of(request).acting, ref, payload.kind, text=payload.text, scope=payload.scope
    )
    return {"index": index}


@operation(router, "POST", "/records/{ref}/pages", scope="write:records", answers=shapes.Noted)
def page_people(request: HttpRequest, ref: Ref, payload: shapes.NewPage) -> Any:
    """Call people or teams now, awake or not; your team's budget pays for it."""
    index = page(
        desk_of(request).acting, payload.to, ref, payload.reason, over_budget=payload.over_budget
    )
    return {"index": index}


@operation(router, "GET", "/records/{ref}/window", scope="read", answers=shapes.Window)
def get_window(request: HttpRequest, ref: Ref) -> Any:
    """Say when an RFC closes, and why it is still open."""
    desk = desk_of(request)
    record = queries.find(desk.workspace, ref, person=desk.person)
    if record.kind != rfc.KIND or record.state not in rfc.RUNNING:
        return {**_NO_WINDOW, "ref": record.ref, "state": record.state}
    found = rfc.standing(desk.workspace, record, desk.now)
    return {
        "ref": record.ref,
        "state": record.state,
        "running": True,
        "starts_at": maybe(found.starts_at),
        "floor_at": maybe(found.floor_at),
        "closes_at": maybe(found.closes_at),
        "capped": found.capped,
        "due": found.due,
        "reasons": list(found.reasons),
        "reviewers": [
            {
                "reviewer": one.reviewer,
                "heard_by": one.by,
                "awake_minutes_had": int(one.had.total_seconds() // 60),
                "awake_minutes_owed": int(one.needs.total_seconds() // 60),
                "full_at": maybe(one.full_at),
            }
            for one in found.hearings
        ],
    }


_NO_WINDOW: dict[str, Any] = {
    "running": False,
    "starts_at": None,
    "floor_at": None,
    "closes_at": None,
    "capped": False,
    "due": False,
    "reasons": [],
    "reviewers": [],
}
