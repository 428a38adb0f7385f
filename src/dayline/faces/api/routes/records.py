"""Operations on records: open, read, list, revise, move, history."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Status

from dayline.base.errors import Conflict, InvalidInput, NotFound
from dayline.base.micros import to_micros
from dayline.faces.api.caller import desk_of
from dayline.faces.api.cursors import pack, unpack
from dayline.faces.api.etags import revision_expected
from dayline.faces.api.operations import BODY_LIMIT, operation
from dayline.faces.api.problems import PreconditionFailed
from dayline.faces.api.shapes import records as shapes
from dayline.faces.api.shapes.base import LATER, Cursor, Limit, instant
from dayline.faces.api.telling import (
    Ref,
    as_json,
    difference,
    edge,
    head,
    record_values,
    written,
)
from dayline.faces.web.desk import Desk
from dayline.records import actions, queries
from dayline.records.pages import queries as pages
from dayline.records.prospects import prospects
from dayline.records.queries import Record

router = Router()

Number = Annotated[int | None, Query(None, ge=1, le=2**31 - 1)]
Names = Annotated[list[str], Query([], max_length=20)]


@operation(router, "GET", "/records", scope="read", answers=shapes.RecordList)
def list_records(
    request: HttpRequest,
    *,
    kind: Names,
    state: Names,
    author: Annotated[str, Query("", max_length=80)],
    waits_on: Annotated[str, Query("", max_length=80)],
    changed_since: Annotated[datetime | None, Query(None)],
    as_of: Annotated[
        date | None, Query(None, description=f"As it was at the end of this day. {LATER}")
    ],
    order: Annotated[Literal["ref", "changed"], Query("ref")],
    cursor: Cursor,
    limit: Limit,
) -> Any:
    """List records.

    In the order of their ids, or those that changed last first; now, or as of the end of a day.
    """
    desk = desk_of(request)
    filters = pages.Filters(
        kind, state, _id(desk, author), _id(desk, waits_on), _aware(changed_since)
    )
    found, position = _page(desk, filters, day=as_of, order=order, cursor=cursor, limit=limit + 1)
    more = len(found) > limit
    found = found[:limit]
    return {
        "items": [head(desk, one) for one in found],
        "next": pack(*position(found[-1])) if more else None,
    }


def _page(
    desk: Desk, filters: pages.Filters, *, day: date | None, order: str, cursor: str, limit: int
) -> tuple[list[Record], Any]:
    asked: dict[str, Any] = {"person": desk.person, "filters": filters, "limit": limit}
    if order == "changed" and day is None:
        after = unpack(cursor, int, str)
        found = pages.latest(desk.workspace, after=after, **asked)
        return found, lambda one: (to_micros(one.changed_at), one.ref)
    if order == "changed":
        raise InvalidInput("A past day has no order of changes.", do="Leave order out.")
    place = unpack(cursor, str, int)
    if day is None:
        found = pages.by_ref(desk.workspace, after=place, **asked)
    else:
        found = pages.as_of(desk.workspace, day, after=place, **asked)
    return found, lambda one: (one.prefix, one.number)


def _id(desk: Desk, handle: str) -> str:
    return desk.people.known(handle).id if handle else ""


def _aware(moment: datetime | None) -> datetime | None:
    if moment is not None and moment.tzinfo is None:
        raise InvalidInput("A local time is no instant.", do="Write 2026-11-18T15:00:00Z.")
    return moment


@operation(
    router, "POST", "/records", scope="write:records", answers=shapes.Written, status=201,
    limit=BODY_LIMIT,
)  # fmt: skip
def open_record(request: HttpRequest, response: HttpResponse, payload: shapes.NewRecord) -> Any:
    """Open a record.

    From a text, or from the template of its kind. The id is given out in the same transaction.
    """
    desk = desk_of(request)
    made = actions.open_record(
        desk.acting,
        payload.kind,
        title=payload.title,
        text=payload.text,
        fields=payload.fields,
        visibility=payload.visibility,
        note=payload.note,
    )
    response.headers["Location"] = f"/api/v1/records/{made.ref}"
    return Status(201, written(made))


@operation(router, "GET", "/records/{ref}", scope="read", answers=shapes.Record, etag=True)
def get_record(request: HttpRequest, ref: Ref, revision: Number) -> Any:
    """Read a record: its text, fields and links.

    With ``revision``, the text is that of an earlier revision; all else is as it is now.
    """
    desk = desk_of(request)
    record = queries.find(desk.workspace, ref, person=desk.person)
    values = record_values(desk, record, revision)
    return _stamped(values, record.revision)


def _stamped(values: dict[str, Any], revision: int) -> HttpResponse:
    """The answer with the revision for its ETag."""
    response = as_json(values)
    response.revision = revision  # type: ignore[attr-defined]
    return response


@operation(
    router, "GET", "/records/{ref}/text", scope="read", media_type="text/markdown", etag=True
)
def get_text(request: HttpRequest, ref: Ref, revision: Number) -> Any:
    """Read a record's text alone, byte for byte as it was written or came in."""
    desk = desk_of(request)
    record = queries.find(desk.workspace, ref, person=desk.person)
    content = (
        queries.content(record)
        if revision is None
        else queries.text_at(desk.workspace, record.ref, revision)
    )
    if content is None:
        raise NotFound(f"The text of {record.ref} was erased.", do="Read another revision.")
    response = HttpResponse(content, content_type="text/markdown; charset=utf-8")
    response.revision = record.revision  # type: ignore[attr-defined]
    return response


@operation(
    router, "PUT", "/records/{ref}/text", scope="write:records", answers=shapes.Written,
    limit=BODY_LIMIT, etag=True, needs_match=True,
)  # fmt: skip
def revise_record(request: HttpRequest, ref: Ref, payload: shapes.Text) -> Any:
    """Replace a record's text.

    ``If-Match`` names the revision from which the edit was made. If the record moved on since, the
    answer is 412 with both texts.
    """
    desk = desk_of(request)
    record = queries.find(desk.workspace, ref, person=desk.person)
    expect = revision_expected(request, current=record.revision)
    try:
        made = actions.revise(
            desk.acting, record.ref, payload.text, expect=expect, note=payload.note
        )
    except Conflict as error:
        raise _overtaken(error) from None
    return written(made)


def _overtaken(error: Conflict) -> PreconditionFailed:
    return PreconditionFailed(
        error.what, theirs=error.theirs, yours=error.yours, kept=error.kept, do=error.do
    )


@operation(router, "GET", "/records/{ref}/moves", scope="read", answers=shapes.Prospects)
def list_moves(request: HttpRequest, ref: Ref) -> Any:
    """List the moves of a record, and what stands in the way of each."""
    desk = desk_of(request)
    record = queries.find(desk.workspace, ref, person=desk.person)
    found = prospects(desk.acting, record) if record.contract else []
    return {
        "ref": record.ref,
        "state": record.state,
        "revision": record.revision,
        "items": [
            {
                "move": one.name,
                "title": one.title,
                "to": one.to,
                "todo": [{"what": what, "remedy": remedy} for what, remedy in one.todo],
            }
            for one in found
        ],
    }


@operation(
    router, "POST", "/records/{ref}/moves", scope="write:records", answers=shapes.Written, etag=True
)
def move_record(request: HttpRequest, ref: Ref, payload: shapes.NewMove) -> Any:
    """Move a record.

    With ``If-Match`` only from the revision that was read. Closed gates are findings of the
    problem: each is a thing to do.
    """
    desk = desk_of(request)
    record = queries.find(desk.workspace, ref, person=desk.person)
    expect = None
    if request.headers.get("If-Match"):
        expect = revision_expected(request, current=record.revision)
    try:
        made = actions.move(
            desk.acting,
            record.ref,
            payload.move,
            expect=expect,
            fields=payload.fields,
            note=payload.note,
        )
    except Conflict as error:
        raise _overtaken(error) from None
    return written(made)


@operation(router, "GET", "/records/{ref}/history", scope="read", answers=shapes.History)
def get_history(request: HttpRequest, ref: Ref, cursor: Cursor, limit: Limit) -> Any:
    """List the revisions of a record, oldest first."""
    desk = desk_of(request)
    record = queries.find(desk.workspace, ref, person=desk.person)
    after = unpack(cursor, int)
    past = queries.history(desk.workspace, record.ref)
    begin = after[0] if after else 0
    rest = [one for one in past if one.number > begin]
    return {
        "items": [
            {
                "revision": one.number,
                "index": one.index,
                "at": instant(one.at),
                "effective_at": instant(one.effective_at),
                "by": desk.people.handle(one.actor),
                "state": one.state,
                "status": one.status,
                "move": one.move,
                "note": one.note,
            }
            for one in rest[:limit]
        ],
        "next": pack(rest[limit - 1].number) if len(rest) > limit else None,
    }


@operation(router, "GET", "/records/{ref}/diff", scope="read", answers=shapes.Difference)
def diff_record(request: HttpRequest, ref: Ref, before: Number, after: Number) -> Any:
    """Show what changed between two revisions; by default the last two."""
    desk = desk_of(request)
    record = queries.find(desk.workspace, ref, person=desk.person)
    return difference(desk.workspace, record, before, after)


@operation(router, "GET", "/links", scope="read", answers=shapes.Links)
def list_links(
    request: HttpRequest,
    ref: Annotated[list[str], Query([], max_length=50, description="Only those that touch these.")],
) -> Any:
    """List how records link, for those that you may see."""
    desk = desk_of(request)
    wanted = [queries.find(desk.workspace, one, person=desk.person).ref for one in ref]
    found = queries.edges(desk.workspace, person=desk.person, refs=wanted)
    return {"items": [edge(one) for one in found]}
