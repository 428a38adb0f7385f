"""Operations on webhooks: who outside is told what happened. Owners only."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router, Status

from dayline.faces.api.caller import desk_of
from dayline.faces.api.operations import operation
from dayline.faces.api.shapes import time as shapes
from dayline.faces.api.shapes.base import instant, maybe
from dayline.faces.web.desk import Desk
from dayline.people.queries import authorise
from dayline.webhooks import actions
from dayline.webhooks.queries import Subscription, subscription, subscriptions

router = Router()
Identity = Annotated[str, Path(..., min_length=1, max_length=24)]


def _owner(request: HttpRequest) -> Desk:
    desk = desk_of(request)
    authorise(desk.people, desk.person, "owner")
    return desk


def _values(desk: Desk, one: Subscription) -> dict[str, Any]:
    return {
        "id": one.id,
        "url": one.url,
        "kinds": list(one.kinds),
        "owner": desk.people.handle(one.person),
        "cursor": one.cursor,
        "created_at": instant(one.created),
        "tries": one.tries,
        "retry_at": maybe(one.retry_at),
        "last_status": one.last_status,
        "last_error": one.last_error,
        "disabled": one.disabled,
    }


@operation(router, "GET", "/webhooks", scope="admin", answers=shapes.Webhooks)
def list_webhooks(request: HttpRequest) -> Any:
    """List the subscriptions, and how far each has come. Secrets are not told."""
    desk = _owner(request)
    return {"items": [_values(desk, one) for one in subscriptions(desk.workspace)]}


@operation(router, "POST", "/webhooks", scope="admin", answers=shapes.WebhookMade, status=201)
def add_webhook(request: HttpRequest, response: HttpResponse, payload: shapes.NewWebhook) -> Any:
    """Subscribe an address to what happens from now on.

    Messages are signed as Standard Webhooks has it. The secret is told this once.
    """
    identity, secret = actions.add(
        desk_of(request).acting, payload.url, payload.kinds, at=datetime.now(UTC)
    )
    response.headers["Location"] = f"/api/v1/webhooks/{identity}"
    return Status(201, {"id": identity, "secret": secret})


@operation(router, "GET", "/webhooks/{id}", scope="admin", answers=shapes.Webhook)
def get_webhook(request: HttpRequest, id: Identity) -> Any:  # noqa: A002
    """Read one subscription, and how its last delivery went."""
    desk = _owner(request)
    return _values(desk, subscription(desk.workspace, id))


@operation(router, "DELETE", "/webhooks/{id}", scope="admin", status=204)
def remove_webhook(request: HttpRequest, id: Identity) -> Any:  # noqa: A002
    """End a subscription for good."""
    actions.remove(desk_of(request).acting, id)
    return Status(204, None)


@operation(router, "POST", "/webhooks/{id}/replay", scope="admin", answers=shapes.Webhook)
def replay_webhook(request: HttpRequest, id: Identity, payload: shapes.Replay) -> Any:  # noqa: A002
    """Send everything again from an entry on. Message ids stay, so a receiver knows what it had."""
    desk = _owner(request)
    actions.replay(desk.acting, id, payload.since)
    return _values(desk, subscription(desk.workspace, id))
