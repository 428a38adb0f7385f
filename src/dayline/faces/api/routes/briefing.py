"""The operation that reads somebody in."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from dayline.briefing.queries import read_me_in
from dayline.faces.api.caller import desk_of
from dayline.faces.api.operations import operation
from dayline.faces.api.shapes import briefing as shapes
from dayline.faces.briefings import as_dict

router = Router()


@operation(router, "GET", "/briefing", scope="read", answers=shapes.Briefing)
def get_briefing(
    request: HttpRequest,
    *,
    on: Annotated[str, Query(..., min_length=1, max_length=200)],
    since: Annotated[str, Query("", max_length=20, description="left, seen, joined or a day.")],
    minutes: Annotated[int, Query(60, ge=1, le=600)],
) -> Any:
    """Read me in: what changed on an area, a team or a record since I left or joined.

    With a path for newcomers: foundations first, what was superseded left out.
    """
    desk = desk_of(request)
    found = read_me_in(
        desk.workspace, on, person=desk.person, now=desk.now, since=since, minutes=minutes
    )
    return as_dict(found, desk)
