"""Taking from a bucket that several processes share: one statement, which the row's lock orders.

A bucket of ``quota`` fills evenly within a window. It is kept as the one instant at which it will
be full (the generic cell rate algorithm, as in ATM Forum TM 4.0, annex C): taking one moves it
later by a step, and what would move it past the window is refused. The clock is the database's,
so that machines need not agree on the time.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from dayline.base.micros import MINUTE, SECOND

WINDOW = MINUTE

_CLOCKS = {
    "postgresql": "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS bigint)",
    "sqlite": "CAST((julianday('now') - 2440587.5) * 86400000000.0 AS bigint)",
}
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Taken:
    """How a bucket stands: whether one was taken, how many are ``left``, and in how many seconds
    it is full, or (``wait``) the next one may be taken."""

    granted: bool
    left: int
    full_in: int
    wait: int


def take(name: str, quota: int) -> Taken:
    """Take one from a bucket of ``quota`` in a minute. Committed at once, outside of acts."""
    step, clock = max(1, WINDOW // quota), _CLOCKS[connection.vendor]
    name = name[:_LONGEST]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO allowances_allowance (name, full_at)"  # noqa: S608
            f" VALUES (%s, {clock} + %s)"
            # `excluded.full_at` is a step later than now.
            " ON CONFLICT (name) DO UPDATE SET full_at ="
            " CASE WHEN allowances_allowance.full_at + %s > excluded.full_at"
            " THEN allowances_allowance.full_at + %s ELSE excluded.full_at END"
            " WHERE allowances_allowance.full_at <= excluded.full_at + %s"
            f" RETURNING full_at, {clock}",
            [name, step, step, step, WINDOW - 2 * step],
        )
        row = cursor.fetchone()
        granted = row is not None
        if row is None:
            cursor.execute(
                f"SELECT full_at, {clock} FROM allowances_allowance WHERE name = %s",  # noqa: S608
                [name],
            )
            row = cursor.fetchone() or (0, 0)
    ahead = max(0, row[0] - row[1])
    wait = max(0, ahead + step - WINDOW)
    return Taken(
        granted, max(0, (WINDOW - ahead) // step), -(-ahead // SECOND), -(-wait // SECOND) or 1
    )


def forget() -> int:
    """Delete buckets that are full again; how many there were."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM allowances_allowance WHERE full_at < {_CLOCKS[connection.vendor]}"  # noqa: S608
        )
        return int(cursor.rowcount)
