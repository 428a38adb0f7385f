"""For machines that watch machines: alive, ready, and figures. No names, no texts, no persons."""

from __future__ import annotations

import hmac
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from dayline.base.errors import NotFound
from dayline.faces.now import now
from dayline.faces.web import figures
from dayline.journal.database import pending_migrations, ready


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The process answers. Asks nothing of the database, so that it is not restarted for it."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
def readyz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The database answers and has this release's tables: requests may come."""
    try:
        state = (
            "ok" if ready() and not pending_migrations() else "the tables are of another release"
        )
    except Exception as error:
        state = f"the database does not answer: {type(error).__name__}"
    return HttpResponse(
        f"{state}\n", content_type="text/plain", status=200 if state == "ok" else 503
    )


@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Figures in the text format of Prometheus: for this machine, or for who has the token."""
    if not _may_watch(request):
        raise NotFound("There is nothing at this address.", do="Go to Today, or search for it.")
    body, content_type = figures.text(now())
    return HttpResponse(body, content_type=content_type)


def _may_watch(request: HttpRequest) -> bool:
    token = settings.METRICS_TOKEN
    if token:
        return hmac.compare_digest(request.headers.get("Authorization", ""), f"Bearer {token}")
    forwarded = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    try:
        return not forwarded and ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
