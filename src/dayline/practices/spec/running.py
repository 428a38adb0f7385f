"""Running the acceptance of a spec: only commands that were allowed word for word, not for long."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from dayline.practices.decision.commands import runner
from dayline.practices.decision.teeth import Check
from dayline.practices.spec.rules import Outcome

TIMEOUT = 60
"""Seconds that one check may take where nothing else is said."""
_LINES = 20


def run_checks(
    commands: Sequence[str], folder: Path, *, allowed: Collection[str], timeout: int = TIMEOUT
) -> list[Outcome]:
    """Run each command in ``folder`` if it is in ``allowed`` as it is written, one after the other.

    A spec is written by whoever hands out work, so its commands do not run because it says so.
    There is no shell.
    """
    run = runner(folder, allowed)
    found = []
    for command in commands:
        ran = run(Check("acceptance", "command", (command,), (), timeout=timeout))
        if ran is None:
            found.append(Outcome(command, ran=False, ended=None, output=""))
            continue
        last = "\n".join(ran.output.strip().splitlines()[-_LINES:])
        found.append(Outcome(command, ran=True, ended=ran.code, output=last))
    return found
