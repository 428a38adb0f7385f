"""Answers from the record, with where each sentence stands."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from dayline.ask.model import phrased
from dayline.ask.queries import answer
from dayline.ask.shown import as_data
from dayline.faces.api.caller import desk_of
from dayline.faces.api.operations import operation
from dayline.faces.api.shapes import answers as shapes
from dayline.search.actions import catch_up

router = Router()
_MOST = 200
"""Records that one question takes into the index before it is answered."""


@operation(router, "GET", "/answers", scope="read", answers=shapes.RecordAnswer)
def get_answer(
    request: HttpRequest,
    *,
    q: Annotated[str, Query(..., min_length=1, max_length=500)],
    as_of: Annotated[date | None, Query()] = None,
) -> Any:
    """Answer a question from the record, each sentence with its citation.

    Where nothing is written, ``answered`` is false and there are no sentences.
    """
    desk = desk_of(request)
    catch_up(desk.workspace, most=_MOST)
    return as_data(
        phrased(answer(desk.workspace, q, person=desk.person, now=desk.now, as_of=as_of))
    )
