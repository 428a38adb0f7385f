"""Running the command of a check: only one that was allowed word for word, and not for long."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import tempfile
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Final

from dayline.practices.decision.rules import Ran
from dayline.practices.decision.teeth import Check

_MOST_BYTES: Final = 64 * 1024


def runner(folder: Path, allowed: Collection[str]) -> Callable[[Check], Ran | None]:
    """Runs commands in ``folder`` that are in ``allowed`` as they are written; None for others.

    A decision is part of the change it judges, so that its commands must not run because it says
    so. There is no shell: the words are those of :func:`shlex.split`.
    """

    def run(check: Check) -> Ran | None:
        line = check.value[0]
        return _run(line, folder, check.timeout) if line in allowed else None

    return run


def _run(line: str, folder: Path, seconds: int) -> Ran:
    try:
        words = shlex.split(line)
    except ValueError as error:
        return Ran(None, f"cannot be read: {error}.")
    with tempfile.TemporaryFile() as output:
        try:
            process = subprocess.Popen(  # noqa: S603 -- allowed word for word by who calls
                words, cwd=folder, stdin=subprocess.DEVNULL, stdout=output,
                stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip
        except (OSError, IndexError) as error:
            return Ran(None, f"could not be started: {error}.")
        try:
            code = process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return Ran(None, f"took longer than {seconds} s.")
        output.seek(0)
        return Ran(code, output.read(_MOST_BYTES).decode(errors="replace"))
