"""Reading subscriptions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dayline.base.errors import NotFound
from dayline.base.micros import from_micros, to_micros
from dayline.journal.database import fetch

_COLUMNS = (
    "workspace, id, person, url, kinds, secret, cursor, created, tries, retry_at, failing_since,"
    " last_status, last_error, disabled"
)


@dataclass(frozen=True, slots=True)
class Subscription:
    """A subscription; see :class:`dayline.webhooks.models.Webhook`. ``kinds`` are prefixes."""

    workspace: int
    id: str
    person: str
    url: str
    kinds: tuple[str, ...]
    secret: str
    cursor: int
    created: datetime
    tries: int
    retry_at: datetime | None
    failing_since: datetime | None
    last_status: int | None
    last_error: str
    disabled: str | None


def _subscription(row: Sequence[Any]) -> Subscription:
    (workspace, id_, person, url, kinds, secret, cursor, created, tries, retry, since, *rest) = row
    return Subscription(
        workspace, id_, person, url, tuple(kinds.split()), secret, cursor, from_micros(created),
        tries, _maybe(retry), _maybe(since), *rest,
    )  # fmt: skip


def _maybe(micros: int | None) -> datetime | None:
    return None if micros is None else from_micros(micros)


def subscriptions(workspace: int) -> list[Subscription]:
    """The subscriptions of a workspace, oldest first."""
    rows = fetch(
        f"SELECT {_COLUMNS} FROM webhooks_webhook WHERE workspace = %s ORDER BY created, id",  # noqa: S608
        [workspace],
    )
    return [_subscription(row) for row in rows]


def subscription(workspace: int, identity: str) -> Subscription:
    """One of them. Raises :class:`NotFound`."""
    for one in subscriptions(workspace):
        if one.id == identity:
            return one
    raise NotFound(f"There is no webhook {identity}.", do="See: dayline webhook list.")


def ready(workspace: int, at: datetime, size: int) -> list[Subscription]:
    """Those that have something to look at, and are not waiting after a failure."""
    rows = fetch(
        f"SELECT {_COLUMNS} FROM webhooks_webhook WHERE workspace = %s AND disabled IS NULL"  # noqa: S608
        " AND cursor < %s AND (retry_at IS NULL OR retry_at <= %s) ORDER BY cursor, id",
        [workspace, size, to_micros(at)],
    )
    return [_subscription(row) for row in rows]
