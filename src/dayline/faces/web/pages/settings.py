"""Settings about oneself: name, address, zone; what one gets and how it looks."""

from __future__ import annotations

from functools import partial
from zoneinfo import available_timezones

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST

from dayline.accounts.actions import has_no_address, set_address
from dayline.accounts.invitations.actions import checked_address
from dayline.accounts.queries import seats
from dayline.base.errors import DaylineError, NotFound
from dayline.faces.web.desk import Desk, seated
from dayline.faces.web.pages.signin import next_of
from dayline.faces.web.trying import tried
from dayline.inbox.actions import choose_letters
from dayline.inbox.queries import pages_only
from dayline.people.actions import change_person
from dayline.people.calendars.actions import set_zone

_YEAR = 60 * 60 * 24 * 365


@seated
def you(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Name, address and zone; other workspaces."""
    given = {
        name: request.POST.get(name, getattr(desk.me, name)) for name in ("name", "email", "zone")
    }

    def show(error: DaylineError | None = None) -> HttpResponse:
        others = [
            one
            for one in seats(request.user.pk)  # type: ignore[arg-type]
            if one.workspace != desk.workspace
        ]
        context = {
            "chapter": "you",
            "given": given,
            "error": error,
            "zones": sorted(available_timezones()),
            "others": others,
            "placeholder": has_no_address(request.user),  # type: ignore[arg-type]
        }
        return render(request, "pages/settings_you.html", context)

    if request.method != "POST":
        return show()
    return tried(
        request, partial(_change, request, desk, given), said="Saved.", back="/settings", show=show
    )


def _change(request: HttpRequest, desk: Desk, given: dict[str, str]) -> None:
    name, email, zone = (given[key].strip() for key in ("name", "email", "zone"))
    if email:
        set_address(request.user, checked_address(email))  # type: ignore[arg-type]
    if (name, email) != (desk.me.name, desk.me.email):
        change_person(desk.acting, desk.person, name=name or desk.me.handle, email=email)
    if zone != desk.me.zone:
        set_zone(desk.acting, desk.person, zone)


@seated
def reading(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Which letters one gets, light or dark, keys or none."""
    if request.method != "POST":
        context = {
            "chapter": "reading",
            "letters": "pages" if desk.person in pages_only(desk.workspace) else "all",
        }
        return render(request, "pages/settings_reading.html", context)
    if "letters" in request.POST:
        choose_letters(desk.acting, request.POST["letters"])
    response = HttpResponseRedirect(
        next_of(request) if "next" in request.POST else "/settings/reading"
    )
    for name, choices in (("theme", ("light", "dark")), ("keys", ("off",))):
        if name in request.POST:
            _keep(request, response, name, request.POST[name], choices)
    if "next" not in request.POST:
        messages.success(request, "Saved.")
    return response


def _keep(
    request: HttpRequest, response: HttpResponse, name: str, value: str, choices: tuple[str, ...]
) -> None:
    """A choice of this browser's, in a cookie."""
    if value in choices:
        response.set_cookie(
            name, value, max_age=_YEAR, secure=request.is_secure(), httponly=True, samesite="Lax"
        )
    else:
        response.delete_cookie(name)


@require_POST
@seated
def place(request: HttpRequest, desk: Desk) -> HttpResponse:  # noqa: ARG001
    """Go over to another workspace."""
    wanted = request.POST.get("workspace", "")
    for one in seats(request.user.pk):  # type: ignore[arg-type]
        if str(one.workspace) == wanted:
            request.session["workspace"] = one.workspace
            return HttpResponseRedirect("/")
    raise NotFound("You have no place there.", do="Choose one of yours, under your settings.")
