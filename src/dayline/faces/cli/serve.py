"""``dayline serve``: the page and the API; and ``dayline signin``: a link that lets one in."""

from __future__ import annotations

import os
import socket
from datetime import UTC, datetime

import click

from dayline.faces.cli.session import open_session, set_up
from dayline.faces.cli.terminal import note


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, help="Another is taken if it is in use.")
def serve(host: str, port: int) -> None:
    """Serve the page and the API."""
    port = free_port(host, port)
    os.environ.setdefault("DAYLINE_URL", f"http://{host}:{port}")
    set_up(web=True)
    from dayline.faces.cli.workspace import migrate

    migrate()
    note(f"Serving at {os.environ['DAYLINE_URL']}. Stop it with Ctrl-C.")
    run(host, port)


def run(host: str, port: int) -> None:
    """Serve until a signal says stop."""
    import uvicorn

    uvicorn.run(
        "dayline.project.asgi:application",
        host=host,
        port=port,
        log_level="warning",
        server_header=False,
        proxy_headers=False,
    )


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
    from dayline.accounts.actions import hand_out_link

    base = os.environ.get("DAYLINE_URL", "http://127.0.0.1:8000").rstrip("/")
    # A credential lasts by the real clock, whatever a rehearsal says.
    secret = hand_out_link(session.workspace, who, datetime.now(UTC))
    click.echo(f"{base}/signin/{secret}")
