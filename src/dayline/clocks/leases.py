"""Who works at what: claims that run out, numbered so that a stalled worker can be refused.

A claim is a conditional update: of any number of workers one gets it. Each claim of a task gets a
higher token than the one before. Whoever comes back after its lease ran out and somebody else took
over still holds the old token, and :func:`held` says so before anything is written.

That a worker made its rounds is kept here too, so that one sees whether any is at work: it may
vanish, and the next round tells it again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction

from dayline.base.micros import from_micros, length, to_micros
from dayline.clocks.rules import FARTHEST, LEASE
from dayline.journal.database import first

_PART = 500
_ROUND = "round"
AT_WORK = timedelta(minutes=3)
"""A worker tells of its rounds every minute: who told nothing for so long is not at work."""


@dataclass(frozen=True, slots=True)
class RoundMade:
    """The last round of a workspace of which a worker told."""

    worker: str
    at: datetime

    def is_recent(self, now: datetime) -> bool:
        """Whether the worker may be taken to be at work still."""
        return now - self.at < AT_WORK


def claim(
    workspace: int, tasks: Sequence[str], *, worker: str, now: datetime, lease: timedelta = LEASE
) -> dict[str, int]:
    """Claim those of the tasks that nobody holds; the token of each that was won.

    A lease that reaches further ahead than a lease can is one of a clock that jumped back since:
    it counts as run out.
    """
    won: dict[str, int] = {}
    at, span = to_micros(now), length(lease)
    with transaction.atomic(), connection.cursor() as cursor:
        # One order for all, so that two workers never wait for each other.
        for part in _parts(sorted(tasks)):
            rows = [value for task in part for value in (workspace, task, worker, 1, at + span)]
            marks = ", ".join(["(%s, %s, %s, %s, %s)"] * len(part))
            cursor.execute(
                "INSERT INTO clocks_lease (workspace, task, worker, token, until)"  # noqa: S608
                f" VALUES {marks} ON CONFLICT (workspace, task) DO UPDATE SET"
                " worker = excluded.worker, token = clocks_lease.token + 1, until = excluded.until"
                " WHERE clocks_lease.until <= %s OR clocks_lease.until > %s RETURNING task, token",
                [*rows, at, at + length(FARTHEST)],
            )
            won.update(cursor.fetchall())
    return won


def held(workspace: int, claims: Mapping[str, int]) -> set[str]:
    """Those of the tasks that nobody has claimed since. On PostgreSQL they stay so until commit."""
    lock = " FOR UPDATE" if connection.vendor == "postgresql" else ""
    found: set[str] = set()
    with connection.cursor() as cursor:
        for part in _parts(sorted(claims)):
            marks = ", ".join(["%s"] * len(part))
            cursor.execute(
                "SELECT task, token FROM clocks_lease WHERE workspace = %s"  # noqa: S608
                f" AND task IN ({marks}){lock}",
                [workspace, *part],
            )
            found |= {task for task, token in cursor.fetchall() if claims[task] == token}
    return found


def drop(workspace: int, tasks: Collection[str]) -> None:
    """Forget tasks that are done for good. Their tokens are never needed again."""
    with connection.cursor() as cursor:
        for part in _parts(list(tasks)):
            marks = ", ".join(["%s"] * len(part))
            cursor.execute(
                f"DELETE FROM clocks_lease WHERE workspace = %s AND task IN ({marks})",  # noqa: S608
                [workspace, *part],
            )


def release(workspace: int, claims: Mapping[str, int]) -> None:
    """Let go of tasks that are not done, so that anybody may try again."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE clocks_lease SET until = 0 WHERE workspace = %s AND task = %s AND token = %s",
            [(workspace, task, token) for task, token in claims.items()],
        )


def tell_round(workspace: int, *, worker: str, at: datetime) -> None:
    """Note that a worker made a round of a workspace."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO clocks_lease (workspace, task, worker, token, until)"
            " VALUES (%s, %s, %s, 1, %s) ON CONFLICT (workspace, task) DO UPDATE SET"
            " worker = excluded.worker, until = excluded.until",
            [workspace, _ROUND, worker[:80], to_micros(at)],
        )


def last_round(workspace: int) -> RoundMade | None:
    """The last round of a workspace, None where no worker ever made one."""
    row = first(
        "SELECT worker, until FROM clocks_lease WHERE workspace = %s AND task = %s",
        [workspace, _ROUND],
    )
    return RoundMade(row[0], from_micros(row[1])) if row else None


def _parts(tasks: Sequence[str]) -> Iterator[Sequence[str]]:
    for begin in range(0, len(tasks), _PART):
        yield tasks[begin : begin + _PART]
