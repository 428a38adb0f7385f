"""Specs and pull requests as contracts: what they lack, and what proves them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from ninja import Router

from dayline.base.findings import Finding
from dayline.faces.api.caller import desk_of
from dayline.faces.api.operations import operation
from dayline.faces.api.shapes import specs as shapes
from dayline.faces.api.telling import Ref
from dayline.practices.spec import queries, rules

router = Router()


def _findings(found: Iterable[Finding]) -> list[dict[str, Any]]:
    return [{"line": one.line, "message": one.message, "remedy": one.remedy} for one in found]


@operation(router, "GET", "/specs/{ref}/packet", scope="read", answers=shapes.Packet)
def get_packet(request: HttpRequest, ref: Ref) -> Any:
    """Say what a spec lacks to be handed out, and which commands prove its acceptance.

    They are not run here: `dayline spec check` runs those that you allow, where the code is.
    """
    desk = desk_of(request)
    found = queries.packet(desk.workspace, ref, person=desk.person)
    return {
        "ref": found.record.ref,
        "state": found.record.state,
        "whole": not found.findings,
        "findings": _findings(found.findings),
        "checks": list(found.checks),
    }


@operation(
    router, "POST", "/specs/check", scope="read", answers=shapes.PacketChecked
)  # fmt: skip
def check_packet(request: HttpRequest, payload: shapes.PacketText) -> Any:
    """Check the text of a ticket or a pull request: is it whole, does it stand on an accepted spec?

    Nothing is kept.
    """
    desk = desk_of(request)
    known = queries.states(desk.workspace, payload.text, person=desk.person)
    found = rules.packet_findings(payload.text, specs=known)
    return {"whole": not found, "findings": _findings(found), "specs": known}
