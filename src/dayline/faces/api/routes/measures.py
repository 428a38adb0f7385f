"""What is measured of how teams work, never of a person."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from dayline.faces.api.caller import desk_of
from dayline.faces.api.operations import operation
from dayline.faces.api.shapes import measures as shapes
from dayline.faces.losses import as_values
from dayline.practices.handoff.measure.queries import measured

router = Router()


@operation(router, "GET", "/handoffs/loss", scope="read", answers=shapes.HandoffLoss)
def get_handoff_loss(request: HttpRequest) -> Any:
    """Get what handoffs lose: by pair of teams, by template, by length of the gap.

    Of the handoffs that you may see, with intervals of 95 %. A row is refused below 30 items and
    where it would be about people. `effect` is what read-back changes, from the draw.
    """
    desk = desk_of(request)
    return as_values(measured(desk.workspace, person=desk.person))
