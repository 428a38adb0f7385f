"""``dayline doctor``: is this installation in order, and what to do where it is not."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection

from dayline.clocks import leases
from dayline.clocks import queries as clocks
from dayline.journal import queries as journal
from dayline.journal.database import first, home, pending_migrations
from dayline.operation.serving import listening_at

SOUND_SQLITE = (3, 51, 3)
_ROOM = 1 << 30


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. ``level`` is ``good``, ``note`` or ``bad``."""

    level: str
    what: str
    do: str = ""


def examine(now: datetime) -> Iterator[Finding]:
    """Look at everything; each look is independent of the others."""
    looks: tuple[Callable[[datetime], Iterator[Finding]], ...] = (
        _database, _tables, _home, _keys, _clock, _worker, _server,
    )  # fmt: skip
    for look in looks:
        try:
            yield from look(now)
        except Exception as error:
            name = look.__name__.removeprefix("_")
            yield Finding("bad", f"Looking at the {name} failed: {error}")


def _database(_now: datetime) -> Iterator[Finding]:
    if connection.vendor == "postgresql":
        version = first("SHOW server_version")
        yield Finding("good", f"PostgreSQL {version[0] if version else ''} answers.")
        return
    yield Finding("good", f"SQLite {sqlite3.sqlite_version} at {connection.settings_dict['NAME']}.")
    mode, level = first("PRAGMA journal_mode"), first("PRAGMA synchronous")
    if (mode and mode[0]) != "wal" or (level and level[0]) != 2:
        yield Finding(
            "bad",
            "The database does not write ahead with full synchronisation.",
            "A power cut could lose acknowledged acts: remove what changes these settings.",
        )
    if sqlite3.sqlite_version_info < SOUND_SQLITE:
        yield Finding(
            "note",
            "Before 3.51.3, SQLite could damage a file that two processes write to and check"
            " at the same instant.",
            "Let one process serve and work (dayline serve --worker), keep backups, or use"
            " PostgreSQL for several.",
        )


def _tables(_now: datetime) -> Iterator[Finding]:
    pending = pending_migrations()
    if pending:
        yield Finding("bad", f"{len(pending)} changes of tables are due.", "Run: dayline init.")
    known = journal.workspaces()
    for workspace, origin in known:
        head = journal.head(workspace)
        yield Finding("good", f"{origin}: {head.size:,} entries.")
        if not journal.checkpoints(workspace):
            yield Finding(
                "note", f"{origin} has no signed checkpoint.", "Sign one: dayline checkpoint."
            )
    if not known:
        yield Finding("note", "There is no workspace yet.", "Create one: dayline init.")


def _home(_now: datetime) -> Iterator[Finding]:
    folder = home()
    if not os.access(folder, os.W_OK):
        yield Finding("bad", f"{folder} cannot be written to.", "Give it to the user who serves.")
        return
    free = shutil.disk_usage(folder).free
    level = "good" if free > _ROOM else "bad"
    yield Finding(level, f"{folder} has {free / _ROOM:.1f} GiB of room.",
                  "" if level == "good" else "Make room: a full disk stops every act.")  # fmt: skip


def _keys(_now: datetime) -> Iterator[Finding]:
    folder = home()
    files = [*(folder / "keys").glob("*.key"), folder / "secret-key"]
    open_ones = [path for path in files if path.exists() and _others_read(path)]
    for path in open_ones:
        yield Finding("bad", f"Others may read {path}.", f"Close it: chmod 600 {path}")
    if not open_ones:
        yield Finding("good", "Secret keys are their owner's alone.")


def _others_read(path: Path) -> bool:
    return bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


def _clock(now: datetime) -> Iterator[Finding]:
    for workspace, origin in journal.workspaces():
        last = journal.head(workspace).at
        if last is not None and last > now + timedelta(minutes=5):
            yield Finding(
                "bad",
                f"The last entry of {origin} is of {last:%Y-%m-%d %H:%M} UTC, which is to come.",
                "Set this machine's clock by the network's time.",
            )


def _worker(now: datetime) -> Iterator[Finding]:
    for workspace, origin in journal.workspaces():
        yield _rounds_of(workspace, origin, now)
        due = clocks.next_due(workspace)
        if due is not None and due < now - timedelta(minutes=5):
            yield Finding(
                "bad",
                f"A deadline of {origin} ran out at {due:%Y-%m-%d %H:%M} UTC and did not fire.",
                _START_A_WORKER,
            )


def _rounds_of(workspace: int, origin: str, now: datetime) -> Finding:
    """Whether a worker is at work for a workspace; without one nothing is wrong until it is due."""
    made = leases.last_round(workspace)
    if made is None:
        return Finding("note", f"No worker ever made a round of {origin}.", _START_A_WORKER)
    last = f"{made.worker} made a round of {origin} at {made.at:%Y-%m-%d %H:%M} UTC"
    if made.is_recent(now):
        return Finding("good", f"A worker is at work: {last}.")
    return Finding("note", f"No worker is at work. {last}, and none did since.", _START_A_WORKER)


_START_A_WORKER = "Start a worker: dayline worker (or dayline serve --worker)."


def _server(_now: datetime) -> Iterator[Finding]:
    yield _address(settings.BASE_URL, listening_at())
    if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
        yield Finding(
            "note",
            f"Letters are written to {settings.EMAIL_FILE_PATH}, not sent.",
            "Set DAYLINE_MAIL=smtp://user@host:587 (and DAYLINE_MAIL_FILE for a secret).",
        )


def _address(told: str, listening: str) -> Finding:
    """Under which address people reach the pages, and whether a server of this folder is there."""
    here = f" A server of this folder listens at {listening}." if listening else ""
    if settings.HTTPS:
        return Finding("good", f"People reach the pages at {told}.{here}")
    if not any(name in told for name in ("127.0.0.1", "localhost", "[::1]")):
        return Finding(
            "bad",
            f"People reach the pages at {told}, which anybody on the way can read.{here}",
            "Put it behind HTTPS and set DAYLINE_URL=https://...",
        )
    if listening:
        return Finding("good", f"The pages are served at {listening}.")
    return Finding(
        "note",
        f"No server of this folder listens. Links in letters lead to {told}.",
        "Serve the pages: dayline serve. Where people reach them elsewhere, set DAYLINE_URL.",
    )
