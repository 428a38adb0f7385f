"""Which worker made a round of a workspace last, and when: how one sees that a worker is at work.

It is kept among the leases, as what may vanish: the next round writes it again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from dayline.base.micros import from_micros, to_micros
from dayline.journal.database import first

_TASK = "round"
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


def tell(workspace: int, *, worker: str, at: datetime) -> None:
    """Note that a worker made a round of a workspace."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO clocks_lease (workspace, task, worker, token, until)"
            " VALUES (%s, %s, %s, 1, %s) ON CONFLICT (workspace, task) DO UPDATE SET"
            " worker = excluded.worker, until = excluded.until",
            [workspace, _TASK, worker[:80], to_micros(at)],
        )


def last(workspace: int) -> RoundMade | None:
    """The last round of a workspace, None where no worker ever made one."""
    row = first(
        "SELECT worker, until FROM clocks_lease WHERE workspace = %s AND task = %s",
        [workspace, _TASK],
    )
    return RoundMade(row[0], from_micros(row[1])) if row else None
