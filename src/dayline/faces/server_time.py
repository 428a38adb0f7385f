"""The present, by the one clock that all workers share."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db import connection


def present() -> datetime:
    """The database server's clock, so that machines five minutes apart agree on what is due.

    An embedded database has no clock of its own: there it is this machine's.
    """
    if connection.vendor != "postgresql":
        return datetime.now(UTC)
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (instant,) = cursor.fetchone()
    return instant.astimezone(UTC)  # type: ignore[no-any-return]


def abort_when_stalled(limit: timedelta) -> None:
    """Let the server end this session's transaction when its process stops in the middle of one.

    Else a stopped worker would hold the journal's lock until it is continued or killed.
    """
    if connection.vendor == "postgresql":
        milliseconds = max(1000, int(limit.total_seconds() * 1000))
        with connection.cursor() as cursor:
            cursor.execute(f"SET idle_in_transaction_session_timeout = {milliseconds}")
