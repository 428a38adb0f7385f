"""The API on webhooks: what it answers and takes, and its operations.

Written by scripts/make_client.py from the OpenAPI document; not edited by hand.
"""

from __future__ import annotations

from typing import NotRequired, TypedDict, cast

from dayline.client.transport import Answer, Transport


class WebhookMade(TypedDict):
    """A new subscription with its secret, which is told this once."""

    id: str
    secret: str


class NewWebhook(TypedDict):
    """Where to send what happens; ``kinds`` are prefixes such as ``record.moved``; none is
    all.
    """

    url: str
    kinds: NotRequired[list[str]]


class Webhook(TypedDict):
    """A subscription. ``disabled`` says why nothing is sent any more, null while it is."""

    id: str
    url: str
    kinds: list[str]
    owner: str
    cursor: int
    created_at: str
    tries: int
    retry_at: str | None
    last_status: int | None
    last_error: str
    disabled: str | None


class Webhooks(TypedDict):
    """The subscriptions of the workspace."""

    items: list[Webhook]


class Replay(TypedDict):
    """From which entry of the journal on everything is to be sent again."""

    since: int


class WebhooksOperations(Transport):
    """Operations on webhooks."""

    def add_webhook(self, body: NewWebhook, *, idempotency_key: str | None = None) -> WebhookMade:
        """Subscribe an address to what happens from now on."""
        return cast(
            "WebhookMade",
            self.request(
                "POST", "/api/v1/webhooks", headers={"Idempotency-Key": idempotency_key}, body=body
            ).json(),
        )

    def get_webhook(self, id_: str, *, if_none_match: str | None = None) -> Webhook:
        """Read one subscription, and how its last delivery went."""
        return cast(
            "Webhook",
            self.request(
                "GET",
                f"/api/v1/webhooks/{self.quoted(id_)}",
                headers={"If-None-Match": if_none_match},
            ).json(),
        )

    def list_webhooks(self, *, if_none_match: str | None = None) -> Webhooks:
        """List the subscriptions, and how far each has come. Secrets are not told."""
        return cast(
            "Webhooks",
            self.request(
                "GET", "/api/v1/webhooks", headers={"If-None-Match": if_none_match}
            ).json(),
        )

    def remove_webhook(self, id_: str) -> Answer:
        """End a subscription for good."""
        return self.request("DELETE", f"/api/v1/webhooks/{self.quoted(id_)}")

    def replay_webhook(
        self, id_: str, body: Replay, *, idempotency_key: str | None = None
    ) -> Webhook:
        """Send everything again from an entry on. Message ids stay, so a receiver knows what
        it had
        """
        return cast(
            "Webhook",
            self.request(
                "POST",
                f"/api/v1/webhooks/{self.quoted(id_)}/replay",
                headers={"Idempotency-Key": idempotency_key},
                body=body,
            ).json(),
        )
