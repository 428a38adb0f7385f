"""The journal's speed: append, read, verify, rebuild, export, audit.

    bench/journal.py [--entries 100000] [--acts 2000]

Runs on SQLite in a temporary folder with the settings that people get (WAL, synchronous=FULL),
or on the empty database that DATABASE_URL names. Beside single acts stands what the bare driver
does with one row of the same size per durable commit: the limit of this machine.
"""

from __future__ import annotations

import argparse
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

if TYPE_CHECKING:
    from dayline.base.acting import Acting

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
WORDS = "x" * 200


def prepared(home: str) -> None:
    """Django on a new database, with the journal's tables and no followers."""
    os.environ["DAYLINE_HOME"] = home
    os.environ["DJANGO_SETTINGS_MODULE"] = "dayline.project.settings"
    import django

    django.setup()
    from django.core.management import call_command

    from dayline.journal import followers

    call_command("migrate", verbosity=0)
    for follower in followers.followers():
        followers.unfollow(follower.name)


def filled(count: int) -> Acting:
    """A workspace with ``count`` notes beside its founding."""
    from dayline.base.acting import Acting
    from dayline.journal.actions import found_workspace
    from dayline.journal.append import writing

    acting = Acting(found_workspace(f"bench.example/{time.time_ns()}", NOON), "P-1", NOON)
    with writing(acting) as pen:
        for number in range(count):
            pen.add("note.kept", f"N-{number}", {"text": WORDS, "to": "accepted"})
            if number % 1000 == 999:
                pen.flush()
    return acting


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def show(name: str, count: int, taken: float, note: str = "") -> None:
    print(f"  {name:<34}{count / taken:>12,.0f}/s  {note}".rstrip())


def bare_sqlite(home: str, acts: int) -> float:
    """Seconds for as many durable commits of one row by the driver alone."""
    connection = sqlite3.connect(Path(home) / "bare.sqlite3", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE event (id INTEGER PRIMARY KEY, body BLOB)")

    def write() -> None:
        for _ in range(acts):
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO event (body) VALUES (?)", (b"x" * 500,))
            connection.execute("COMMIT")

    return seconds(write)


def single_acts(home: str, acts: int) -> None:
    from django.db import connection

    from dayline.journal.append import writing

    acting = filled(0)

    def write() -> None:
        for number in range(acts):
            with writing(acting) as pen:
                pen.add("note.kept", f"N-{number}", {"text": WORDS, "to": "accepted"})

    taken = seconds(write)
    if connection.vendor == "sqlite":
        bare = bare_sqlite(home, acts)
        show("bare sqlite3, 1 row per commit", acts, bare)
        note = f"{(taken - bare) / acts * 1e6:.0f} us more than the bare driver"
        show("one act per commit", acts, taken, note)
    else:
        show("one act per commit", acts, taken)


def whole_journal(home: str, count: int) -> None:
    from dayline.journal import queries
    from dayline.journal.actions import checkpoint
    from dayline.journal.export import export
    from dayline.journal.followers import follow, unfollow
    from dayline.journal.rebuild import rebuild
    from dayline.journal.verify import verify_journal

    start = time.perf_counter()
    acting = filled(count)
    show("append, 1,000 per flush", count, time.perf_counter() - start)
    show("read entries", count, seconds(lambda: sum(1 for _ in queries.entries(acting.workspace))))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    taken = seconds(lambda: verify_journal(acting.workspace))
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    show("verify", count, taken, f"{taken:.1f} s, memory grew by {grown:.0f} MB")
    follow("idle", ("note.",), lambda *_: None, ())
    show("replay, folds excluded", count, seconds(lambda: rebuild(acting.workspace)))
    unfollow("idle")
    note = checkpoint(acting)
    folder = Path(home) / "export"
    show("export", count, seconds(lambda: export(acting.workspace, folder, note)))
    command = [sys.executable, "-I", str(folder / "verify_dayline.py")]
    taken = seconds(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL))
    show("verify_dayline.py on the export", count, taken, f"{taken:.1f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description="time the journal")
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--acts", type=int, default=2_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dayline-bench-") as home:
        prepared(home)
        from django.db import connection

        print(f"{connection.vendor}, entries of about 400 bytes, {options.entries:,} of them")
        single_acts(home, options.acts)
        whole_journal(home, options.entries)


if __name__ == "__main__":
    main()
