"""Ways to sign in that the accounts library leaves to us: one session ended, what is allowed."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST

from dayline.base.errors import Forbidden, NotFound

_log = logging.getLogger(__name__)


def own(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For passwords: they do not exist where only the identity provider lets people in."""

    @wraps(view)
    def unless_oidc_only(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if settings.OIDC_ONLY:
            raise Forbidden(
                f"Here one signs in with {settings.OIDC_NAME} only.",
                do="Go to the page for signing in, and continue there.",
            )
        return view(request, *args, **kwargs)

    return unless_oidc_only


def reached(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For the provider's views: one that is away is said to be, and is no fault of ours."""

    @wraps(view)
    def or_told(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except OSError:
            _log.exception("The identity provider could not be reached.")
            return render(request, "socialaccount/authentication_error.html", status=503)

    return or_told


@require_POST
@login_required
def end_session(request: HttpRequest, session: int) -> HttpResponse:
    """End one session of one's own; the device is signed out with its next request."""
    found = UserSession.objects.filter(user_id=request.user.pk, pk=session).first()
    if found is None:
        raise NotFound("There is no such session of yours.", do="Look at your sessions again.")
    found.end()
    return HttpResponseRedirect("/account/sessions/")


@login_required
def connections(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """After an identity provider was connected: back to the ways to sign in."""
    return HttpResponseRedirect("/account/ways/")
