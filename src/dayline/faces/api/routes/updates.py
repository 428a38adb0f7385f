"""Updates: the next one as a draft, prefilled from the record."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from dayline.faces.api.caller import desk_of
from dayline.faces.api.operations import operation
from dayline.faces.api.shapes import updates as shapes
from dayline.faces.api.shapes.base import instant
from dayline.practices.update.queries import draft, standing

router = Router()


@operation(router, "GET", "/updates/draft", scope="read", answers=shapes.UpdateDraft)
def get_update_draft(request: HttpRequest) -> Any:
    """Get your next update, prefilled.

    It holds what you did since the last one on records that everybody may see. Nothing is opened:
    open the record with the text that you make of it. `open` is an update that waits already.
    """
    desk = desk_of(request)
    made = draft(desk.workspace, desk.person, desk.now)
    waits = standing(desk.workspace, desk.person, desk.now).open
    return {
        "due": made.due.isoformat(),
        "since": instant(made.since),
        "text": made.text,
        "withheld": made.withheld,
        "open": waits.ref if waits else None,
    }
