"""Deadlines under fire: workers that race, are killed and stopped, clocks that jump, downtime.

Every figure comes from real worker processes on an empty database, counted afterwards by the
journal, with the tables checked against it. SQLite always; PostgreSQL where its programs are
(`scripts/pg_cluster.sh`).

    python bench/clocks.py [--count 10000] [--kills 40] [--only sqlite|postgresql]
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.clocks.rig import ZOMBIE, Rig, rig, stopped

ROOT = Path(__file__).resolve().parent.parent
CLUSTER = ROOT / "scripts" / "pg_cluster.sh"

JUMPS = """
from dayline.clocks.firing.actions import claim, fire
from dayline.journal.queries import entries
from collections import Counter
def work(now, worker):
    while claims := claim(1, now, worker=worker, limit=50):
        fire(1, claims, now)
steps = [1, 300, 3600, 86400, 365 * 86400]
honest = datetime.now(UTC)
for number, jump in enumerate(sign * step for step in steps for sign in (1, -1)):
    claim(1, honest, worker=f"dies {number}", limit=20)
    work(honest + timedelta(seconds=jump), f"jumped {number}")
    honest += timedelta(minutes=2)
    work(honest, f"honest {number}")
missed = Counter(e.subject for e in entries(1, kinds=("clock.missed",)))
print(json.dumps([len(missed), sum(n > 1 for n in missed.values())]))
"""

DOWNTIME = """
import time
from collections import Counter
from dayline.inbox.rounds import make_round
from dayline.journal.queries import entries
later = datetime.now(UTC) + timedelta(days=30)
later = later.replace(hour=15) + timedelta(days=(7 - later.weekday()) % 7)
begin = time.perf_counter()
done = make_round(1, later, worker="w")
took = time.perf_counter() - begin
letters = Counter(e.subject for e in entries(1, kinds=("letter.composed",)))
missed = Counter(e.subject for e in entries(1, kinds=("clock.missed",)))
print(json.dumps([len(missed), sum(n > 1 for n in missed.values()), took, dict(letters)]))
"""

HUMAN = """
from dayline.base.acting import Acting
from dayline.clocks.actions import Case, turn_clocks
from dayline.clocks.rules import Situation
from dayline.contracts.queries import registry
from dayline.journal.append import writing
from dayline.people.calendars.actions import add_leave
from dayline.people.queries import directory
import dataclasses, time
count = json.loads(sys.argv[1])
contract = registry(1).named("request")
only = dataclasses.replace(contract, clocks={"answer": contract.clocks["answer"]})
people = directory(1)
ines, team = people.person("ines").id, people.team("london").id
system = Acting(1, "system", datetime(2026, 11, 20, 16, tzinfo=UTC))
begin = time.perf_counter()
for first in range(0, count, 1000):
    with writing(system) as pen:
        for number in range(first, min(count, first + 1000)):
            turn_clocks(pen, Case(f"W-{number}", only, ines, None,
                                  Situation("asked", {}), lambda role: [ines]))
started = time.perf_counter() - begin
begin = time.perf_counter()
add_leave(system, "ines", ["2026-11-23"])
moved = time.perf_counter() - begin
from dayline.journal.queries import entries
print(json.dumps([started, moved, sum(1 for _ in entries(1, kinds=("clock.moved",)))]))
"""


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser()
    options.add_argument("--count", type=int, default=10_000)
    options.add_argument("--kills", type=int, default=40)
    options.add_argument("--only", choices=("sqlite", "postgresql"))
    chosen = options.parse_args()
    if chosen.only != "postgresql":
        measure("SQLite", os.environ.copy(), chosen.count, chosen.kills)
    if chosen.only != "sqlite":
        with cluster() as url:
            if url:
                environment = {**os.environ, "DATABASE_URL": url}
                measure("PostgreSQL", environment, chosen.count, chosen.kills)


@contextmanager
def cluster() -> Iterator[str]:
    """The address of a private PostgreSQL; empty where there is none."""
    started = subprocess.run([str(CLUSTER), "start"], capture_output=True, text=True, check=False)
    url = started.stdout.strip()
    if not url:
        print(f"PostgreSQL: {started.stderr.strip()}")
    try:
        yield url
    finally:
        if url:
            subprocess.run([str(CLUSTER), "stop", url], check=False)


@contextmanager
def fresh(environment: dict[str, str]) -> Iterator[Rig]:
    """A rig on an empty database."""
    from tests import databases

    with tempfile.TemporaryDirectory() as name:
        os.environ.pop("DATABASE_URL", None)
        if "DATABASE_URL" in environment:
            os.environ["DATABASE_URL"] = environment["DATABASE_URL"]
        with (
            databases.empty(Path(name) / "home") as variables,
            rig({**environment, **variables}) as made,
        ):
            yield made


def measure(label: str, environment: dict[str, str], count: int, kills: int) -> None:
    """All figures of one database."""
    print(f"\n{label}")
    for workers in (2, 4):
        race(environment, count, workers)
    for workers in (2, 4):
        killed(environment, count, workers, kills)
    lateness(environment)
    stalled(environment)
    with fresh(environment) as made:
        made.seed(1000, earliest=-60)
        fired, twice = made.run(JUMPS)
        say("clock jumps ±1 s, 5 min, 1 h, 1 day, 1 year", fired, 1000, twice)
    downtime(environment, count)
    moving(environment, count)


def say(what: str, fired: int, count: int, twice: int, more: str = "") -> None:
    """One line of figures."""
    missing = count - fired
    print(f"  {what:<46} {fired:>6} fired, {twice} twice, {missing} missed  {more}".rstrip())


def race(environment: dict[str, str], count: int, workers: int) -> None:
    """Workers that race for everything that is due."""
    with fresh(environment) as made:
        made.seed(count, earliest=-60)
        begin = time.perf_counter()
        for _ in range(workers):
            made.hire(lease=30)
        made.wait_until_nothing_runs(pause=(0.05, 0.05))
        took = time.perf_counter() - begin
        made.dismiss()
        counted = made.count()
    say(f"{workers} workers race", counted["fired"], count, counted["twice"], f"{took:.1f} s")


def killed(environment: dict[str, str], count: int, workers: int, kills: int) -> None:
    """The same, with kill -9 at random moments; what is due trickles in so that they all hit."""
    terms = {"batch": 50, "lease": 2, "every": 0.05}
    with fresh(environment) as made:
        made.seed(count, earliest=-5, spread=kills * 0.8)
        for _ in range(workers):
            made.hire(**terms)
        done = made.wait_until_nothing_runs(kills=kills, pause=(0.2, 1.0), **terms)
        made.dismiss()
        counted = made.count()
    say(f"{workers} workers, {done} kill -9", counted["fired"], count, counted["twice"])


def lateness(environment: dict[str, str]) -> None:
    """How late a deadline fires when all is well, with the default pace of rounds."""
    with fresh(environment) as made:
        made.seed(2000, earliest=4, spread=20)
        for _ in range(2):
            made.hire(every=2, lease=30)
        made.wait_until_nothing_runs()
        made.dismiss()
        late = made.count()["late"]
    middle, worst = late[len(late) // 2], late[len(late) * 99 // 100]
    print(
        f"  lateness of 2,000 over 20 s, 2 workers          p50 {middle:.2f} s, p99 {worst:.2f} s"
    )


def stalled(environment: dict[str, str]) -> None:
    """A worker stopped past its lease, and continued when others have done its work."""
    with fresh(environment) as made:
        made.seed(200)
        with made.start(ZOMBIE, 1) as zombie:
            assert stopped(zombie) == 200
            time.sleep(1.2)
            made.hire(lease=1)
            made.wait_until_nothing_runs()
            made.dismiss()
            zombie.send_signal(signal.SIGCONT)
            wrote, refused = json.loads(zombie.communicate(timeout=60)[0])
        counted = made.count()
    what = "SIGSTOP past the lease, SIGCONT"
    say(what, counted["fired"], 200, counted["twice"], f"zombie wrote {wrote}, refused {refused}")


def downtime(environment: dict[str, str], count: int) -> None:
    """Thirty days without a worker."""
    with fresh(environment) as made:
        made.seed(count, earliest=60, spread=28 * 86_400)
        fired, twice, took, letters = made.run(DOWNTIME)
    most = max(letters.values(), default=0)
    more = f"{took:.1f} s, {most} letter to each of {len(letters)} people"
    say("30 days of downtime", fired, count, twice, more)


def moving(environment: dict[str, str], count: int) -> None:
    """One day of leave under everything that waits on one person."""
    with fresh(environment) as made:
        made.seed(1)
        started, took, moved = made.run(HUMAN, count)
    print(
        f"  awake-hours deadlines started                  {count / started:>6.0f} /s\n"
        f"  moved by one day of leave                      {moved} in {took:.1f} s,"
        f" {moved / took:.0f} /s"
    )


if __name__ == "__main__":
    main()
