"""Verbs on subscriptions: add, remove, replay; and noting how a delivery went.

Owners decide who outside is told. The journal notes which subscription goes to which host.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.db import connection

from dayline.base.acting import Acting
from dayline.base.errors import InvalidInput
from dayline.base.micros import to_micros
from dayline.journal.append import writing
from dayline.journal.queries import head
from dayline.people.queries import SYSTEM, authorise, directory
from dayline.webhooks.queries import Subscription, subscription, subscriptions
from dayline.webhooks.rules import GIVE_UP, checked_url, secret_of, wait_after

_KIND = re.compile(r"[a-z][a-z_]*(?:\.[a-z][a-z_]*)*\.?\Z")
_MOST = 50


def add(acting: Acting, url: str, kinds: Sequence[str], *, at: datetime) -> tuple[str, str]:
    """Subscribe an address to what happens from now on; (id, secret).

    ``kinds`` are prefixes such as ``record.moved``; none stands for all. Raises
    :class:`InvalidInput` and :class:`Forbidden`.
    """
    checked_url(url)
    for kind in kinds:
        if len(kind) > 60 or _KIND.match(kind) is None:
            raise InvalidInput(f"{kind[:60]!r} is no kind.", do="Write it like record.moved.")
    with writing(acting) as pen:
        authorise(directory(acting.workspace), acting.actor, "owner")
        if len(subscriptions(acting.workspace)) >= _MOST:
            raise InvalidInput(f"There are {_MOST} webhooks already.", do="Remove one first.")
        identity, secret = f"W-{secrets.token_hex(4)}", secret_of(secrets.token_bytes(32))
        pen.add(
            "webhook.added",
            identity,
            {"host": str(urlsplit(url).hostname), "kinds": list(kinds), "person": acting.actor},
        )
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO webhooks_webhook (workspace, id, person, url, kinds, secret, cursor,"
                " created, tries, last_error) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, 0, '')",
                [
                    acting.workspace,
                    identity,
                    acting.actor,
                    url,
                    " ".join(kinds),
                    secret,
                    pen.next_index,
                    to_micros(at),
                ],
            )
    return identity, secret


def remove(acting: Acting, identity: str) -> None:
    """End a subscription for good. Raises :class:`NotFound`."""
    with writing(acting) as pen:
        authorise(directory(acting.workspace), acting.actor, "owner")
        one = subscription(acting.workspace, identity)
        pen.add("webhook.removed", one.id, {})
        _change(one, "DELETE FROM webhooks_webhook", [])


def replay(acting: Acting, identity: str, since: int) -> None:
    """Send everything again from an entry on; also takes up one that was ended by failures.

    Ids stay as they were, so a receiver knows what it has had.
    """
    with writing(acting) as pen:
        authorise(directory(acting.workspace), acting.actor, "owner")
        one = subscription(acting.workspace, identity)
        size = head(acting.workspace).size
        if not 0 <= since <= size:
            raise InvalidInput(
                f"The journal has {size} entries, none has the number {since}.",
                do=f"Choose one from 0 to {size}.",
            )
        pen.add("webhook.replayed", one.id, {"since": since})
        _change(
            one,
            "UPDATE webhooks_webhook SET cursor = %s, tries = 0, retry_at = NULL,"
            " failing_since = NULL, disabled = NULL, last_error = ''",
            [since],
        )


def note_success(one: Subscription, cursor: int, status: int | None) -> None:
    """Everything before ``cursor`` was delivered, or was nothing to deliver."""
    said = "" if status is None else ", tries = 0, retry_at = NULL, failing_since = NULL,"
    said = said + " last_status = %s, last_error = ''" if said else said
    values = [cursor] if status is None else [cursor, status]
    _change(one, f"UPDATE webhooks_webhook SET cursor = %s{said}", values, same_cursor=True)  # noqa: S608


def note_failure(one: Subscription, at: datetime, status: int | None, error: str) -> bool:
    """A delivery failed: wait longer each time, and end the subscription after days of that.

    Returns whether it was ended.
    """
    since = one.failing_since or at
    if at - since >= GIVE_UP:
        with writing(Acting(one.workspace, SYSTEM, at)) as pen:
            pen.add("webhook.disabled", one.id, {})
            _change(
                one,
                "UPDATE webhooks_webhook SET disabled = %s, last_status = %s, last_error = %s",
                [f"It failed for {GIVE_UP.days} days: {error}"[:500], status, error[:500]],
            )
        return True
    tries = one.tries + 1
    _change(
        one,
        "UPDATE webhooks_webhook SET tries = %s, retry_at = %s, failing_since = %s,"
        " last_status = %s, last_error = %s",
        [tries, to_micros(at + wait_after(tries)), to_micros(since), status, error[:500]],
    )
    return False


def _change(
    one: Subscription, statement: str, values: Sequence[Any], *, same_cursor: bool = False
) -> None:
    """Change one row; with ``same_cursor`` only if nobody has replayed it meanwhile."""
    where = "workspace = %s AND id = %s"
    found: list[Any] = [one.workspace, one.id]
    if same_cursor:
        where, found = f"{where} AND cursor = %s", [*found, one.cursor]
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} WHERE {where}", [*values, *found])
