"""Signing in by a one-time link, and out."""

from __future__ import annotations

from datetime import UTC, datetime

from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from dayline.accounts.actions import redeem_link


def signin(request: HttpRequest) -> HttpResponse:
    """How to get in."""
    return render(request, "pages/signin.html", {"next": _next(request)})


@never_cache
def by_link(request: HttpRequest, secret: str) -> HttpResponse:
    """The page that a one-time link opens. Only its button uses the link up, so that a program
    that looks at links in letters does not."""
    if request.method != "POST":
        return render(request, "pages/signin_link.html", {"next": _next(request)})
    user, workspace = redeem_link(secret, datetime.now(UTC))
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    request.session["workspace"] = workspace
    return HttpResponseRedirect(_next(request))


@require_POST
def signout(request: HttpRequest) -> HttpResponse:
    """End this session."""
    logout(request)
    return HttpResponseRedirect("/signin")


def _next(request: HttpRequest) -> str:
    """Where to go on to: an address of this server, or home."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    return wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}) else "/"
