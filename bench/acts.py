"""How fast one durable act is, through the whole door, and where its time goes.

An act authorises, asks the rules, appends to the journal, folds the rows and commits with
``synchronous=FULL``. Beside it in the same run: a bare ``sqlite3`` insert with the same
durability, which is the least that any durable act can cost here.

    python bench/acts.py [--acts 1000] [--profile]
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

COMPLETE = """---
deciders: ["@ana"]
---

# Every capture carries a key

## Context

Acquirers time out after 30 seconds and merchants retry, so that 412 captures were doubled in May.

## Decision

Each write to the gateway carries an idempotency key that the client makes.

## Why

Only the client knows that the second request is a retry of the first and not a new sale.

## Rejected alternatives

- Match by amount and time: two coffees of the same price look the same.

## Consequences

Clients must be changed by July; the ledger refuses a key that it has seen.
"""


def rate(count: int, act: Callable[[int], object]) -> float:
    """Acts per second over ``count`` acts."""
    begin = time.perf_counter()
    for number in range(count):
        act(number)
    return count / (time.perf_counter() - begin)


def bare_sqlite(folder: Path, count: int) -> float:
    """The limit: one row of 300 bytes per durable commit, with nothing around it."""
    connection = sqlite3.connect(folder / "bare.sqlite3", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE event (id INTEGER PRIMARY KEY, body BLOB)")
    body = b"x" * 300
    return rate(count, lambda _: connection.execute("INSERT INTO event (body) VALUES (?)", (body,)))


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser()
    options.add_argument("--acts", type=int, default=1000)
    options.add_argument("--profile", action="store_true")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["DAYLINE_HOME"] = name
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dayline.project.settings")
        import django

        django.setup()
        measure(folder, chosen.acts, profile=chosen.profile)


def measure(folder: Path, count: int, *, profile: bool) -> None:
    """Run each act ``count`` times and print its rate beside the limit."""
    from django.core.management import call_command

    from dayline.contracts.actions import open_workspace
    from dayline.records.actions import move, open_record, revise
    from dayline.records.remarks.actions import comment

    call_command("migrate", verbosity=0)
    acting = open_workspace(
        "bench", datetime.now(UTC), handle="ana", name="Ana", zone="America/Chicago"
    )
    text = open_record(acting, "decision", title="Warm up")
    assert text.ref == "D-1"
    limit = bare_sqlite(folder, count)
    print(f"bare sqlite3, one durable insert  {limit:8.0f} /s")
    from dayline.records.facts import text_of
    from dayline.records.queries import find

    draft = text_of(find(acting.workspace, "D-1"))
    acts: dict[str, Callable[[int], object]] = {
        "comment": lambda n: comment(acting, "D-1", f"Remark {n}"),
        "open a record": lambda n: open_record(acting, "update", title=f"Update {n}"),
        "revise a record": lambda n: revise(acting, "D-1", f"{draft}\nLine {n}\n", expect=n + 1),
    }
    for label, act in acts.items():
        figure = rate(count, act)
        print(f"{label:<33} {figure:8.0f} /s   {limit / figure:5.1f} x the limit's time")
    for _ in range(count):
        open_record(acting, "decision", text=COMPLETE)
    profiler = cProfile.Profile()
    if profile:
        profiler.enable()
    figure = rate(count, lambda n: move(acting, f"D-{n + 2}", "accept"))
    if profile:
        profiler.disable()
        pstats.Stats(profiler, stream=sys.stdout).sort_stats("tottime").print_stats(25)
    print(f"{'move a record through its gates':<33} {figure:8.0f} /s   {limit / figure:5.1f} x")


if __name__ == "__main__":
    main()
