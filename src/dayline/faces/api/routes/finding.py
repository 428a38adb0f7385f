"""Finding records by their words."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from dayline.faces.api.caller import desk_of
from dayline.faces.api.operations import operation
from dayline.faces.api.shapes import time as shapes
from dayline.faces.api.shapes.base import LATER
from dayline.faces.api.telling import url_of
from dayline.faces.web.desk import Desk
from dayline.search.actions import catch_up
from dayline.search.queries import Filters, search

router = Router()
_MOST = 200
"""Entries of the journal that one search takes into its index; there are seldom as many."""
Names = Annotated[list[str], Query([], max_length=20)]


@operation(router, "GET", "/search", scope="read", answers=shapes.Hits)
def search_records(
    request: HttpRequest,
    *,
    q: Annotated[str, Query(..., min_length=1, max_length=400)],
    kind: Names,
    state: Names,
    tag: Names,
    area: Names,
    author: Annotated[list[str], Query([], max_length=20, description="Persons or teams.")],
    team: Annotated[list[str], Query([], max_length=20, description="Teams that it names.")],
    since: Annotated[date | None, Query(None, description="Opened on this day or later.")],
    until: Annotated[date | None, Query(None, description="Opened before this day.")],
    as_of: Annotated[
        date | None, Query(None, description=f"There on this day, in the state of it. {LATER}")
    ],
    limit: Annotated[int, Query(20, ge=1, le=100)],
) -> Any:
    """Find records by their words, best first.

    An id, a number or a slug puts the record that it names first. Of each filter, one of its values
    must fit; a team as author stands for its members. Days begin at midnight UTC.
    """
    desk = desk_of(request)
    authors = _known(desk, author)
    filters = Filters(
        tuple(kind),
        tuple(state),
        tuple(sorted(desk.people.members_of(authors))) or authors,
        _dawn(since),
        _dawn(until),
        tuple(tag),
        tuple(area),
        _known(desk, team),
        as_of,
    )
    catch_up(desk.workspace, most=_MOST)
    hits = search(
        desk.workspace,
        q,
        person=desk.person,
        filters=filters,
        limit=limit,
    )
    return {
        "items": [
            {
                "ref": one.record.ref,
                "kind": one.record.kind,
                "title": one.record.title,
                "state": one.record.state,
                "score": one.score,
                "headings": list(one.headings),
                "line": one.line,
                "passage": "".join(piece.text for piece in one.pieces),
                "url": url_of(one.record.ref),
            }
            for one in hits
        ]
    }


def _known(desk: Desk, handles: list[str]) -> tuple[str, ...]:
    return tuple(desk.people.known(handle[:80]).id for handle in handles)


def _dawn(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time(), UTC)
