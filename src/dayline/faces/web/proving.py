"""Proving a journal beside the pages: one thread, an honest count, a result that stays."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection

from dayline.journal.queries import head
from dayline.journal.verify import Verdict, examine

_log = logging.getLogger(__name__)


@dataclass
class Run:
    """A proof: how many of how many entries are done, and what was found in the end."""

    total: int
    began: datetime
    done: int = 0
    ended: datetime | None = None
    verdict: Verdict | None = None
    failed: bool = False

    def advance(self, entries: int) -> None:
        """So many more entries are done."""
        self.done = min(self.total, self.done + entries)


_runs: dict[int, Run] = {}
_lock = threading.Lock()


def last(workspace: int) -> Run | None:
    """The proof that runs, or the last one that this process ran."""
    return _runs.get(workspace)


def begin(workspace: int) -> Run:
    """Start a proof; the one that runs already, if one does."""
    with _lock:
        run = _runs.get(workspace)
        if run is not None and run.ended is None:
            return run
        run = _runs[workspace] = Run(head(workspace).size, datetime.now(UTC))
    threading.Thread(target=_thread, args=(workspace, run), daemon=True).start()
    return run


def _thread(workspace: int, run: Run) -> None:
    try:
        prove(workspace, run)
    finally:
        connection.close()


def prove(workspace: int, run: Run) -> None:
    """Hash everything again; whatever happens, the run ends and says how."""
    try:
        run.verdict = examine(workspace, advance=run.advance)
    except Exception:
        run.failed = True
        _log.exception("A proof could not be finished.")
    finally:
        run.ended = datetime.now(UTC)
