"""Writers that are killed with ``kill -9`` at random moments, and the account taken afterwards.

A *nursery* process loads Django once and forks a writer per kill, so that hundreds of kills take
a minute. A writer prints each act to a pipe once it was acknowledged; what was printed is the
ledger, kept by a process that survives. ``python -m tests.journal.killing`` is the nursery.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

SIZES = (1, 1, 1, 1, 2, 3, 5, 40, 300)
"""Entries per act; 300 crosses a tile."""


class Nursery:
    """The surviving side: starts writers, kills them, keeps the ledger."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.ledger: dict[str, tuple[int, int]] = {}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.journal.killing"],
            env={**environment, "DJANGO_SETTINGS_MODULE": "dayline.project.settings"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        self._ask("found")

    def kill_one(self, seed: int) -> int:
        """Let a writer write for a random moment, then kill it. Returns how many acts it acked."""
        source = random.Random(seed)  # noqa: S311
        before = len(self.ledger)
        self._send(f"write {seed}")
        writer = int(self._line().removeprefix("pid "))
        if seed % 5:  # every fifth is killed while it starts
            self._note(self._line())
        time.sleep(source.uniform(0, 0.1))
        os.kill(writer, signal.SIGKILL)
        while (line := self._line()) != "dead":
            self._note(line)
        return len(self.ledger) - before

    def account(self) -> dict[str, Any]:
        """What became of the acts: ``lost``, ``half_applied``, ``faults``, ``entries``."""
        with tempfile.NamedTemporaryFile("w", suffix=".json") as ledger:
            json.dump(self.ledger, ledger)
            ledger.flush()
            return dict(json.loads(self._ask(f"account {ledger.name}")))

    def close(self) -> None:
        """End the nursery."""
        self._process.stdin.close()  # type: ignore[union-attr]
        self._process.stdout.close()  # type: ignore[union-attr]
        self._process.wait(timeout=30)

    def _note(self, line: str) -> None:
        if not line.startswith("ack "):
            raise RuntimeError(f"a writer failed by itself: {line}")
        _, subject, first, size = line.split()
        self.ledger[subject] = (int(first), int(size))

    def _ask(self, command: str) -> str:
        self._send(command)
        self._line()
        answer = self._line()
        if answer == "dead" or self._line() != "dead":
            raise RuntimeError(f"{command} failed: {answer}")
        return answer

    def _send(self, command: str) -> None:
        self._process.stdin.write(command + "\n")  # type: ignore[union-attr]
        self._process.stdin.flush()  # type: ignore[union-attr]

    def _line(self) -> str:
        line = self._process.stdout.readline()  # type: ignore[union-attr]
        if not line:
            raise RuntimeError("the nursery has died")
        return line.rstrip("\n")


# The nursery's side.


def main() -> None:
    import django

    django.setup()
    from tests.journal import conftest, scribe  # noqa: F401 -- so that children need not

    scribe.register()
    for line in sys.stdin:
        verb, *arguments = line.split()
        child = os.fork()
        if child == 0:
            {"found": found, "write": write, "account": account}[verb](*arguments)
            os._exit(0)
        say(f"pid {child}")
        os.waitpid(child, 0)
        say("dead")


def say(text: str) -> None:
    """One write, so that lines of several processes never mix."""
    os.write(1, (text + "\n").encode())


def found() -> None:
    from django.core.management import call_command

    from dayline.journal.actions import found_workspace
    from tests.journal import scribe
    from tests.journal.conftest import NOON

    call_command("migrate", verbosity=0)
    scribe.create_table()
    say(str(found_workspace("example.org/kill", NOON)))


def write(seed: str) -> NoReturn:
    """Act after act, until killed."""
    from dayline.base.acting import Acting
    from dayline.journal.append import writing
    from dayline.journal.queries import workspaces
    from tests.journal.conftest import NOON

    source = random.Random(f"acts of {seed}")  # noqa: S311
    acting = Acting(workspaces()[0].workspace, "P-1", NOON)
    number = 0
    while True:
        number += 1
        size, subject = source.choice(SIZES), f"A-{seed}-{number}"
        with writing(acting) as pen:
            first = pen.next_index
            for _ in range(size):
                pen.add("note.kept", subject, {"of": size})
                if source.random() < 0.02:
                    pen.flush()
        say(f"ack {subject} {first} {size}")


def account(path: str) -> None:
    from dayline.base.errors import DaylineError
    from dayline.journal.queries import entries, workspaces
    from dayline.journal.rebuild import rebuild
    from dayline.journal.verify import examine

    workspace = workspaces()[0].workspace
    stated: dict[str, tuple[int, int]] = {}
    seen: dict[str, tuple[int, int]] = {}
    for entry in entries(workspace, kinds=("note.",)):
        first, size = seen.get(entry.subject, (entry.index, 0))
        seen[entry.subject] = (first, size + 1)
        stated[entry.subject] = (first, int(str((entry.payload or {})["of"])))
    ledger = {subject: tuple(act) for subject, act in json.loads(Path(path).read_text()).items()}
    verdict = examine(workspace)
    try:
        rebuild(workspace, check=True)
        tables = ""
    except DaylineError as refusal:
        tables = str(refusal)
    say(
        json.dumps(
            {
                "acked": len(ledger),
                "entries": verdict.size,
                "lost": sorted(one for one in ledger if seen.get(one) != ledger[one]),
                "half_applied": sorted(one for one in seen if seen[one] != stated[one]),
                "faults": [str(fault) for fault in verdict.faults],
                "tables": tables,
            }
        )
    )


if __name__ == "__main__":
    main()
