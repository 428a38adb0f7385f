"""Administration of people: who is here, as what; inviting; leaving."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from django.conf import settings
from django.contrib import messages
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from dayline.accounts.invitations.actions import invite, revoke_invitation
from dayline.accounts.invitations.queries import invitations
from dayline.accounts.invitations.queries import seated as who_can_sign_in
from dayline.base.errors import DaylineError
from dayline.faces.statuses import status_of
from dayline.faces.web.desk import Desk, seated
from dayline.faces.web.trying import tried
from dayline.people.actions import ROLES, change_person
from dayline.people.queries import authorise

_log = logging.getLogger(__name__)
PAGE = 100
"""People on one page of the list."""


@never_cache
@seated
def people(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Everybody, and open invitations; a new one shows its link this once."""
    authorise(desk.people, desk.person, "owner", "auditor")
    link, error = "", None
    if request.method == "POST":
        try:
            link = _invite(request, desk)
        except DaylineError as refused:
            error = refused
    return _page(request, desk, link=link, error=error)


def _invite(request: HttpRequest, desk: Desk) -> str:
    whom = request.POST.get("whom", "").strip()
    person = whom if whom.startswith("@") else ""
    email = "" if person else whom
    role = request.POST.get("role", "member")
    _, secret = invite(desk.acting, at=datetime.now(UTC), email=email, role=role, person=person)
    link = f"{settings.BASE_URL}/join/{secret}"
    to = email or (desk.people.person(person).email if person else "")
    if to:
        _write_letter(desk, to, link)
    return link


def _write_letter(desk: Desk, to: str, link: str) -> None:
    """The link as a letter. It is shown on the page as well, so a closed post office is no loss."""
    words = render_to_string("letters/invitation.txt", {"desk": desk, "link": link})
    subject = f"{desk.me.name} invites you to {desk.origin}".replace("\n", " ").replace("\r", " ")
    try:
        send_mail(subject, words, None, [to])
    except Exception:
        _log.exception("An invitation could not be sent as a letter.")


def _page(
    request: HttpRequest, desk: Desk, *, link: str, error: DaylineError | None
) -> HttpResponse:
    wanted = request.GET.get("q", "").strip().casefold()
    found = [
        one
        for one in desk.people.people.values()
        if not wanted or wanted in one.handle.casefold() or wanted in one.name.casefold()
    ]
    found.sort(key=lambda one: (not one.active, one.handle))
    seats = who_can_sign_in(desk.workspace)
    number = request.GET.get("page", "1")
    page = max(1, int(number)) if number.isdigit() and len(number) < 6 else 1
    context = {
        "chapter": "people",
        "people": [(one, one.id in seats) for one in found[(page - 1) * PAGE : page * PAGE]],
        "count": len(found),
        "wanted": wanted,
        "page": page,
        "earlier": page - 1,
        "later": page + 1 if len(found) > page * PAGE else 0,
        "invitations": invitations(desk.workspace, datetime.now(UTC)),
        "roles": ROLES,
        "given": request.POST if error else {},
        "link": link,
        "error": error,
        "may": desk.me.role == "owner",
    }
    status = status_of(error) if error else 200
    return render(request, "pages/workspace_people.html", context, status=status)


@require_POST
@seated
def revoke(request: HttpRequest, desk: Desk, invitation: str) -> HttpResponse:
    """Take an invitation back."""
    revoke_invitation(desk.acting, invitation, at=datetime.now(UTC))
    messages.success(request, "The invitation is taken back.")
    return HttpResponseRedirect("/workspace")


@seated
def person(request: HttpRequest, desk: Desk, handle: str) -> HttpResponse:
    """One person: their role, and whether they have left."""
    authorise(desk.people, desk.person, "owner", "auditor")
    known = desk.people.person(handle)

    def show(error: DaylineError | None = None) -> HttpResponse:
        context = {
            "chapter": "people",
            "person": known,
            "teams": desk.people.teams_of(known.id),
            "roles": ROLES,
            "error": error,
            "seat": known.id in who_can_sign_in(desk.workspace),
            "may": desk.me.role == "owner",
            "last_owner": known.role == "owner" and _owners(desk) == 1,
        }
        return render(request, "pages/workspace_person.html", context)

    if request.method != "POST":
        return show()
    active = {"leave": False, "return": True}.get(request.POST.get("form", ""))
    role = request.POST.get("role") or None
    return tried(
        request,
        lambda: change_person(desk.acting, known.id, role=role, active=active),
        said="Saved.",
        back=f"/workspace/people/{known.handle}",
        show=show,
    )


def _owners(desk: Desk) -> int:
    return sum(one.active and one.role == "owner" for one in desk.people.people.values())
