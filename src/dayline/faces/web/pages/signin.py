"""Signing in by password, passkey, identity provider or one-time link, and out."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from allauth.account.views import LoginView
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from dayline.accounts.actions import redeem_link
from dayline.base.errors import Forbidden
from dayline.faces.web.entering import enter
from dayline.journal.queries import workspaces


class SignIn(LoginView):  # type: ignore[misc]
    """The library's view, told of the identity provider."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        oidc = settings.OIDC_NAME if settings.OIDC_ISSUER else ""
        return {
            **context, "oidc": oidc, "oidc_only": settings.OIDC_ONLY, "workspace_named": only_one(),
        }  # fmt: skip


def only_one() -> str:
    """The workspace's name where this server has one; of several, strangers learn no name."""
    found = workspaces()
    return found[0].origin if len(found) == 1 else ""


_login = SignIn.as_view()


def signin(request: HttpRequest) -> HttpResponse:
    """The ways in."""
    if settings.OIDC_ONLY and request.method == "POST":
        raise Forbidden(
            f"Here one signs in with {settings.OIDC_NAME} only.",
            do="Go to the page for signing in, and continue there.",
        )
    response: HttpResponse = _login(request)
    return response


@never_cache
def by_link(request: HttpRequest, secret: str) -> HttpResponse:
    """The page that a one-time link opens. Only its button uses the link up, so that a program
    that looks at links in letters does not."""
    if request.method != "POST":
        return render(request, "pages/signin_link.html", _entrance(request))
    # A credential lasts by the real clock, whatever a rehearsal says.
    user, workspace = redeem_link(secret, datetime.now(UTC))
    enter(request, user, workspace)
    return HttpResponseRedirect(next_of(request))


def _entrance(request: HttpRequest) -> dict[str, str]:
    return {"next": next_of(request), "workspace_named": only_one()}


@require_POST
def signout(request: HttpRequest) -> HttpResponse:
    """End this session."""
    logout(request)
    return HttpResponseRedirect("/signin")


def closed(request: HttpRequest) -> HttpResponse:
    """Nobody signs up without an invitation."""
    return render(request, "account/signup_closed.html", status=403)


def next_of(request: HttpRequest) -> str:
    """Where to go on to: an address of this server, or home."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    return wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}) else "/"
