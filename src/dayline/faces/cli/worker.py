"""``dayline worker``: the process that lets deadlines fire and letters go out."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import click

from dayline.faces.cli.indexing import Indexer
from dayline.faces.cli.session import now, open_session, set_up
from dayline.faces.cli.terminal import note

if TYPE_CHECKING:
    from dayline.inbox.rounds import Round

_EVERY = 2.0
_WAIT_AFTER_ERROR = 5.0
_REVIEW_EVERY = 60.0
_INDEXED_AT_ONCE = 500


@click.command()
@click.option("--once", is_flag=True, help="Make one round and stop.")
@click.option(
    "--every", default=_EVERY, show_default=True, help="Seconds between rounds.", metavar="SECONDS"
)
@click.option("--name", help="This worker's name in leases (default: host and process).")
@click.option("--batch", default=200, show_default=True, help="Deadlines in one transaction.")
@click.option(
    "--lease", default=30.0, show_default=True, help="Seconds until others take over from it."
)
def worker(name: str | None, batch: int, every: float, lease: float, *, once: bool) -> None:
    """Let deadlines fire, close windows, send letters.

    Any number of workers may run, on any number of machines: each deadline fires once. A worker
    that is killed loses nothing; another one takes over within half a minute.
    """
    set_up()
    if "DAYLINE_WORKSPACE" in os.environ:
        open_session()
    given = name or f"{socket.gethostname()}-{os.getpid()}"
    made = Worker(given, batch, timedelta(seconds=lease))
    if once:
        if not made.round():
            note("Nothing was due.")
        return
    note(f"{made.name} works; a round every {every:g} s. Stop it with Ctrl-C.")
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: made.stopping.set())
    with made.indexing():
        while not made.stopping.is_set():
            made.stopping.wait(every if made.try_round() else _WAIT_AFTER_ERROR)
    note(f"{made.name} stopped.")


class Worker:
    """Makes rounds over the workspaces until it is told to stop."""

    def __init__(self, name: str, batch: int, lease: timedelta) -> None:
        from dayline.clocks.trust import Trust

        self.name = name
        self.batch = batch
        self.lease = lease
        self.reviewed = 0.0
        self.stopping = threading.Event()
        self.trust = Trust()

    def try_round(self) -> bool:
        """One round; False when the database was not to be had, which is no reason to stop."""
        from django.db import InterfaceError, OperationalError, connection

        from dayline.base.errors import DaylineError

        try:
            self.round()
        except (OperationalError, InterfaceError, DaylineError) as error:
            _say(now(), f"the round was not finished, the next one goes on: {error}")
            connection.close()
            return False
        return True

    def round(self) -> bool:
        """One round over every workspace; whether anything was done in it."""
        from dayline.clocks.leases import tell_round
        from dayline.faces.server_time import abort_when_stalled, present
        from dayline.inbox.rounds import make_round
        from dayline.journal.queries import workspaces

        abort_when_stalled(self.lease)
        asked = os.environ.get("DAYLINE_WORKSPACE")
        instant = now() if "DAYLINE_NOW" in os.environ else present()
        rehearsed = "DAYLINE_NOW" in os.environ
        if not rehearsed and not self.trust.believes(instant.timestamp(), _steady()):
            _say(instant, "the clock has leapt ahead; waiting a minute for it to be set right")
            return False
        review = self.reviewed == 0 or _steady() - self.reviewed > _REVIEW_EVERY
        self.reviewed = _steady() if review else self.reviewed
        busy = False
        for workspace, origin in workspaces():
            if asked in (None, origin) and not self.stopping.is_set():
                done = make_round(
                    workspace,
                    instant,
                    worker=self.name,
                    batch=self.batch,
                    lease=self.lease,
                    budgets=review,
                )
                if done or done.refused:
                    busy = True
                    _say(instant, f"{origin}: {_told(done)}")
                if review:
                    tell_round(workspace, worker=self.name, at=datetime.now(UTC))
                self.tell_outside(workspace, origin, instant)
                self.index(workspace)
        if review:
            self.forget()
        return busy

    def index(self, workspace: int) -> None:
        """Index what was written since the last round, a little at a time."""
        from dayline.search.actions import catch_up

        while not catch_up(workspace, most=_INDEXED_AT_ONCE) and not self.stopping.is_set():
            pass

    def indexing(self) -> Indexer:
        """What lays out and embeds beside the rounds, for as long as its block lasts."""
        return Indexer(self.stopping, lambda text: _say(now(), text))

    def forget(self) -> None:
        """Drop answers to API requests that nobody may ask for again, by the real clock; and
        look at how the tables have grown."""
        from django.apps import apps

        from dayline.operation import statistics

        statistics.gather()
        if apps.is_installed("dayline.replays"):
            from dayline.replays.actions import forget

            forget(datetime.now(UTC))
        if apps.is_installed("dayline.allowances"):
            from dayline.allowances import actions as allowances

            allowances.forget()

    def tell_outside(self, workspace: int, origin: str, instant: datetime) -> None:
        """Deliver webhooks; by the real clock, because receivers compare it with theirs."""
        from dayline.integrations.webhooks.deliver import deliver

        base = os.environ.get("DAYLINE_URL", "http://127.0.0.1:8000").rstrip("/")
        done = deliver(workspace, datetime.now(UTC), worker=self.name, base_url=base)
        if done.sent or done.failed:
            ended = f", {done.ended} subscriptions ended" if done.ended else ""
            _say(instant, f"{origin}: {done.sent} webhooks sent, {done.failed} failed{ended}")


def _steady() -> float:
    """Seconds of a clock that nobody can set; on Linux it counts the time of sleep as well."""
    clock = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
    return time.clock_gettime(clock)


_WORDS = {
    "missed": ("deadline ran out", "deadlines ran out"),
    "moved": ("deadline moved", "deadlines moved"),
    "ended": ("window closed", "windows closed"),
    "opened": ("update opened", "updates opened"),
    "offered": ("call offered", "calls offered"),
    "asked": ("blocker asked about", "blockers asked about"),
    "turned": ("error budget turned", "error budgets turned"),
    "sent": ("letter sent", "letters sent"),
    "kept": ("letter kept here", "letters kept here"),
    "failed": ("letter to try again", "letters to try again"),
    "refused": ("claim taken over by another", "claims taken over by others"),
}


def _told(done: Round) -> str:
    counts = [(_count(getattr(done, name)), words) for name, words in _WORDS.items()]
    return ", ".join(f"{count} {words[count > 1]}" for count, words in counts if count)


def _count(value: int | list[str]) -> int:
    return value if isinstance(value, int) else len(value)


def _say(instant: datetime, text: str) -> None:
    click.echo(f"{click.style(f'{instant:%Y-%m-%d %H:%M:%S}', dim=True)}  {text}")
