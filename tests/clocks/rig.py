"""Real workers on a database of their own: seeded deadlines, processes that are killed, the count.

Tests use small numbers; ``bench/clocks.py`` runs the same with 10,000.
"""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.conftest import REPOSITORY

SETTLE = 0.05

_SET_UP = """
import json, os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "dayline.project.web_settings"
import django
django.setup()
from datetime import UTC, datetime, timedelta
"""

SEED = """
from django.core.management import call_command
from dayline.base.instants import to_text
from dayline.clocks.actions import Case, turn_clocks
from dayline.clocks.rules import Situation
from dayline.contracts.queries import registry
from dayline.journal.append import writing
from tests.clocks.requests import set_stage_with_requests
call_command("migrate", verbosity=0)
stage = set_stage_with_requests()
contract = registry(stage.workspace).named("request")
count, earliest, spread = json.loads(sys.argv[1])
start = datetime.now(UTC) + timedelta(seconds=earliest)
def timer(number):
    at = to_text(start + timedelta(seconds=spread * number / count))
    return Situation("asked", {"at": at, "to": ["@london"]})
whose = lambda role: [stage.ids["ines"]]
only = __import__("dataclasses").replace(contract, clocks={"moment": contract.clocks["moment"]})
stage.now = datetime.now(UTC)
for begin in range(0, count, 1000):
    with writing(stage.ben) as pen:
        for number in range(begin, min(count, begin + 1000)):
            case = Case(f"V-{number}", only, stage.ids["ben"], None, timer(number), whose)
            turn_clocks(pen, case)
print(json.dumps(stage.workspace))
"""

COUNT = """
from collections import Counter
from dayline.clocks import queries
from dayline.journal.queries import entries
from dayline.journal.rebuild import rebuild
missed = Counter(e.subject for e in entries(1, kinds=("clock.missed",)))
late = sorted(
    (one.fired_at - one.due_at).total_seconds()
    for one in queries.select(1, "fired_at IS NOT NULL")
)
rebuild(1, check=True)
print(json.dumps({
    "fired": len(missed),
    "twice": sum(1 for n in missed.values() if n > 1),
    "running": len(queries.select(1, "state = 'running'")),
    "late": late,
}))
"""

LEFT = """
import time
from dayline.clocks import queries
from django.db import connection
while queries.select(1, "state = 'running' LIMIT 1"):
    connection.close()
    time.sleep(0.05)
"""

WORKER = "from dayline.faces.cli.main import main; main()"


@dataclass
class Rig:
    """A database and the processes that work on it."""

    environment: Mapping[str, str]
    workers: list[subprocess.Popen[str]] = field(default_factory=list)

    def run(self, script: str, *arguments: Any) -> Any:
        """The JSON that a script prints, which runs in a process of its own."""
        with self.start(script, *arguments) as process:
            said, wrong = process.communicate(timeout=600)
        assert process.returncode == 0, wrong
        return json.loads(said) if said.strip() else None

    def start(self, script: str, *arguments: Any) -> subprocess.Popen[str]:
        """A script in a process of its own, with Django set up."""
        words = [json.dumps(one) for one in arguments]
        return self._popen("-c", _SET_UP + script, *words)

    def _popen(self, *words: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-W", "ignore", *words],
            cwd=REPOSITORY,
            env={**self.environment, "PYTHONPATH": "src:."},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def seed(self, count: int, *, earliest: float = -60, spread: float = 30) -> None:
        """Deadlines that run out from ``earliest`` seconds from now on, over ``spread`` seconds."""
        self.run(SEED, [count, earliest, spread])

    def hire(self, *, batch: int = 200, lease: float = 2, every: float = 0.05) -> None:
        """Start one more worker."""
        options = ("--batch", str(batch), "--lease", str(lease), "--every", str(every))
        self.workers.append(self._popen("-c", WORKER, "worker", *options))

    def dismiss(self) -> None:
        """Stop every worker, as an operator does."""
        for worker in self.workers:
            worker.send_signal(signal.SIGCONT)
            worker.terminate()
        for worker in self.workers:
            worker.communicate(timeout=60)

    def wait_until_nothing_runs(
        self, *, kills: int = 0, pause: tuple[float, float] = (0.1, 0.5), **terms: Any
    ) -> int:
        """Wait, killing a worker now and then and hiring another; the kills that were made."""
        dice = random.Random(kills)  # noqa: S311
        killed = 0
        with self.start(LEFT) as watching:
            while watching.poll() is None:
                time.sleep(dice.uniform(*pause))
                self._assert_that_all_work()
                if killed < kills:
                    victim = self.workers.pop(dice.randrange(len(self.workers)))
                    victim.kill()
                    victim.communicate()
                    killed += 1
                    self.hire(**terms)
            assert watching.returncode == 0, watching.stderr and watching.stderr.read()
        return killed

    def _assert_that_all_work(self) -> None:
        for worker in self.workers:
            if worker.poll() is not None:
                raise AssertionError(f"A worker ended by itself:\n{worker.communicate()[1]}")

    def count(self) -> dict[str, Any]:
        """What fired and what did not, by the journal; the tables are checked against it."""
        counted: dict[str, Any] = self.run(COUNT)
        return counted


@contextmanager
def rig(environment: Mapping[str, str]) -> Iterator[Rig]:
    """A rig whose processes are gone afterwards."""
    made = Rig(environment)
    try:
        yield made
    finally:
        for worker in made.workers:
            worker.kill()
            worker.communicate()


ZOMBIE = """
import signal
from dayline.clocks.firing.actions import claim, fire
workspace, lease = 1, json.loads(sys.argv[1])
now = datetime.now(UTC)
claims = claim(workspace, now, worker="zombie", lease=timedelta(seconds=lease))
print(json.dumps(len(claims)), flush=True)
os.kill(os.getpid(), signal.SIGSTOP)
fired = fire(workspace, claims, datetime.now(UTC))
print(json.dumps([len(fired.missed), len(fired.refused)]), flush=True)
"""


def stopped(process: subprocess.Popen[str], wait: Callable[[float], None] = time.sleep) -> int:
    """What a process that stops itself has said before; returns when it stands still."""
    assert process.stdout is not None
    said = json.loads(process.stdout.readline())
    while _state(process.pid) != "T":
        wait(SETTLE)
    return int(said)


def _state(pid: int) -> str:
    """A process's state in one letter, as the kernel gives it: T is stopped."""
    with open(f"/proc/{pid}/stat", encoding="utf-8") as stat:  # noqa: PTH123
        return stat.read().rpartition(")")[2].split()[0]
