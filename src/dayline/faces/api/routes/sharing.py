"""Operations on who sees a record, who is told what, and who decides where people disagree."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router

from dayline.faces.api.caller import desk_of
from dayline.faces.api.operations import operation
from dayline.faces.api.shapes import sharing as shapes
from dayline.faces.api.telling import Ref
from dayline.faces.web.desk import Desk
from dayline.inbox.actions import choose_letters, set_page_budget
from dayline.practices.rfc.appeals import actions as appeals
from dayline.records import queries
from dayline.records.sharing.actions import show_to
from dayline.records.sharing.queries import audience

router = Router()
Word = Annotated[str, Path(..., min_length=1, max_length=80)]


@operation(router, "GET", "/records/{ref}/audience", scope="read", answers=shapes.Audience)
def get_audience(request: HttpRequest, ref: Ref) -> Any:
    """Say who sees a record, and why.

    Where ``visibility`` is ``workspace``, everybody but guests sees it besides those listed.
    """
    return _audience(desk_of(request), ref)


@operation(router, "PUT", "/records/{ref}/audience", scope="write:records", answers=shapes.Audience)
def set_audience(request: HttpRequest, ref: Ref, payload: shapes.NewAudience) -> Any:
    """Say who is to see a record. Its author may, and owners of the workspace who see it."""
    desk = desk_of(request)
    show_to(desk.acting, ref, payload.visibility, payload.to)
    return _audience(desk, ref)


def _audience(desk: Desk, ref: str) -> dict[str, Any]:
    record = queries.find(desk.workspace, ref, person=desk.person)
    shown = audience(desk.workspace, record.ref)
    items = [{"who": desk.people.handle(one.party), "why": one.why} for one in shown]
    return {"ref": record.ref, "visibility": record.visibility, "items": items}


@operation(
    router, "POST", "/records/{ref}/concerns/{concern}/appeal", scope="write:comments",
    answers=shapes.Appealed,
)  # fmt: skip
def appeal_concern(request: HttpRequest, ref: Ref, concern: Word, payload: shapes.Reason) -> Any:
    """Ask others to decide on an RFC's open concern; answers who may."""
    asked = appeals.appeal(desk_of(request).acting, ref, concern, payload.reason)
    return {"concern": concern, "asked": list(asked)}


@operation(
    router, "POST", "/records/{ref}/concerns/{concern}/decision", scope="write:comments",
    answers=shapes.Decided,
)  # fmt: skip
def decide_appeal(request: HttpRequest, ref: Ref, concern: Word, payload: shapes.Deciding) -> Any:
    """Decide an appeal: overruled, the concern is closed; otherwise it stands."""
    acting = desk_of(request).acting
    appeals.decide(acting, ref, concern, payload.reason, overrule=payload.overrule)
    return {"concern": concern, "overruled": payload.overrule}


@operation(router, "PUT", "/inbox/choice", scope="write:self", answers=shapes.Letters)
def choose_what_comes(request: HttpRequest, payload: shapes.Letters) -> Any:
    """Choose what letters you get: all, or calls only."""
    choose_letters(desk_of(request).acting, payload.letters)
    return {"letters": payload.letters}


@operation(
    router, "PUT", "/teams/{team}/page-budget", scope="write:records", answers=shapes.PageBudget
)
def set_budget_of_pages(request: HttpRequest, team: Word, payload: shapes.PageBudget) -> Any:
    """Say how many calls a team may cost others in a rolling number of days."""
    set_page_budget(desk_of(request).acting, team, pages=payload.pages, days=payload.days)
    return {"pages": payload.pages, "days": payload.days}
