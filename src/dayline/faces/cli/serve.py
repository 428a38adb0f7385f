"""``dayline serve``: the page and the API; and ``dayline signin``: a link that lets one in."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime, timedelta

import click

from dayline.faces.cli.session import open_session, set_up
from dayline.faces.cli.terminal import note


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, help="Another is taken if it is in use.")
@click.option("--worker", is_flag=True, help="Let deadlines fire and letters go out here, too.")
@click.option(
    "--processes", default=1, show_default=True, help="On PostgreSQL: how many share the work."
)
def serve(host: str, port: int, processes: int, *, worker: bool) -> None:
    """Serve the page and the API.

    One process serves a team on SQLite, with --worker everything that Dayline does. On PostgreSQL
    any number of them may run, on any number of machines.
    """
    from dayline.operation.serving import announced

    port = free_port(host, port)
    prepare(host, port)

    def serving() -> None:
        note(f"Serving at {os.environ['DAYLINE_URL']}. Stop it with Ctrl-C.")
        _warm()

    when_listening(host, port, serving)
    with announced(os.environ["DAYLINE_URL"]), working() if worker else nullcontext():
        run(host, port, processes)


def prepare(host: str, port: int) -> None:
    """Tables of this release, and styles and scripts under the names by which they are served."""
    os.environ.setdefault("DAYLINE_URL", f"http://{host}:{port}")
    os.environ["DAYLINE_STATIC"] = "published"
    set_up(web=True)
    from dayline.faces.cli.workspace import migrate
    from dayline.faces.web.published import publish
    from dayline.journal.database import pending_migrations, ready

    if not ready() or pending_migrations():
        migrate()
    publish()


def run(host: str, port: int, processes: int = 1) -> None:
    """Serve until a signal says stop."""
    import uvicorn

    uvicorn.run(
        "dayline.project.asgi:application",
        host=host,
        port=port,
        workers=processes if processes > 1 else None,
        log_level="warning",
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=10,
    )


def when_listening(host: str, port: int, then: Callable[[], None]) -> None:
    """Call ``then`` in a thread of its own as soon as somebody can connect.

    Who opens the address the moment that it is printed is let in, and what warms up does not keep
    the server from coming up.
    """
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 -- is not bound to

    def wait() -> None:
        while True:
            try:
                socket.create_connection((near, port), timeout=1).close()
            except OSError:
                time.sleep(0.05)
                continue
            return then()

    threading.Thread(target=wait, name="warm", daemon=True).start()


def _warm() -> None:
    """Put the index of words, and the models, in memory before somebody asks for them."""
    from django.db import connection

    from dayline.ask.reader import reader
    from dayline.journal.queries import workspaces
    from dayline.search.shelf import shelf
    from dayline.search.vectors.asking import embedder

    for workspace, _ in workspaces():
        shelf(workspace)
    embedder()
    reader()
    connection.close()


@contextmanager
def working(*, every: float = 2.0) -> Iterator[None]:
    """A worker in this process, for as long as the block lasts."""
    from dayline.faces.cli.worker import Worker

    made = Worker(f"{socket.gethostname()}-{os.getpid()}", 200, timedelta(seconds=30))

    def work() -> None:
        from django.db import connection

        with made.indexing():
            while not made.stopping.is_set():
                made.stopping.wait(every if made.try_round() else 5.0)
        connection.close()

    thread = threading.Thread(target=work, name="worker")
    thread.start()
    try:
        yield
    finally:
        made.stopping.set()
        thread.join()


def free_port(host: str, wanted: int) -> int:
    """The wanted port, or the next one that nobody listens on."""
    for port in range(wanted, wanted + 50):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    return wanted


@click.command()
@click.argument("who")
def signin(who: str) -> None:
    """Print a link that signs WHO in once, within a quarter of an hour."""
    set_up(web=True)
    session = open_session()
    click.echo(signin_link(session.workspace, who))


def signin_link(workspace: int, who: str) -> str:
    """An address that signs somebody in once; by the real clock, whatever a rehearsal says."""
    from dayline.accounts.actions import hand_out_link
    from dayline.operation.serving import served_at

    return f"{served_at()}/signin/{hand_out_link(workspace, who, datetime.now(UTC))}"
