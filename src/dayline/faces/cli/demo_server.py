"""The demo's server: the workspace of the story, alive, with a clock that runs faster."""

from __future__ import annotations

import http.cookiejar
import os
import re
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from urllib.error import HTTPError

import click

from dayline.base.instants import to_text
from dayline.faces.cli.serve import free_port, run, signin_link, when_listening, working

HOST = "127.0.0.1"
PACE = 60
WALK = (
    ("/", "Today"),
    ("/board", "Board"),
    ("/log", "Log"),
    ("/teams", "Teams"),
    ("/teams/london", "London"),
    ("/D-1", "D-1"),
    ("/H-1", "H-1"),
    ("/D-1/history", "D-1"),
    ("/D-1.md", "contract: decision/1"),
    ("/new", "Hand work over"),
    ("/new/decision", "Context"),
    ("/search?q=duplicate+postings", "D-1"),
    ("/settings", "Ana Ruiz"),
    ("/workspace", "meridian"),
    ("/api/v1/openapi.json", "openapi"),
    ("/healthz", "ok"),
    ("/readyz", "ok"),
    ("/metrics", "dayline_journal_entries"),
)
"""Addresses that the demo visits to check itself, each with words that its page must hold."""


def choose_address() -> None:
    """Settle where the demo will be served, before anything reads its settings."""
    os.environ["DAYLINE_URL"] = f"http://{HOST}:{free_port(HOST, 8000)}"
    os.environ["DAYLINE_STATIC"] = "published"


def start_clock(at: datetime) -> None:
    """Let the demo's time go on from the end of the story, in every process alike."""
    os.environ["DAYLINE_NOW"] = f"{to_text(at)}*{PACE}@{to_text(datetime.now(UTC))}"


def serve(workspace: int, who: str) -> None:
    """Print a link that signs in, and serve until Ctrl-C; the worker runs in the same process."""
    from dayline.faces.web.published import publish
    from dayline.operation.serving import announced

    publish()
    link = signin_link(workspace, who)

    def alive() -> None:
        click.echo()
        click.secho(
            "It is alive. This link signs you in once, within a quarter of an hour:", bold=True
        )
        click.echo(f"  {link}")
        click.echo(f"Its clock runs {PACE} times as fast as yours. Stop it with Ctrl-C.")

    when_listening(HOST, _port(), alive)
    with announced(os.environ["DAYLINE_URL"]), working():
        run(HOST, _port())


def walk(workspace: int, who: str) -> list[str]:
    """Serve, sign in, visit every page once over HTTP; returns what was not as it should be."""
    from dayline.faces.web.published import publish

    publish()
    with _served(), working(every=0.5):
        visitor = _Visitor()
        visitor.sign_in(signin_link(workspace, who))
        return [fault for address, words in WALK if (fault := visitor.fault(address, words))]


@contextmanager
def _served() -> Iterator[None]:
    import uvicorn

    server = uvicorn.Server(
        uvicorn.Config(
            "dayline.project.asgi:application", host=HOST, port=_port(), log_level="error"
        )
    )
    thread = threading.Thread(target=server.run, name="server")
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.02)
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()


def _port() -> int:
    return int(os.environ["DAYLINE_URL"].rpartition(":")[2])


class _Visitor:
    """A browser as small as can be: it keeps cookies, follows redirects, sends one form."""

    def __init__(self) -> None:
        jar = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        self._base = os.environ["DAYLINE_URL"]

    def sign_in(self, link: str) -> None:
        page = self._opener.open(link, timeout=30).read().decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        form = {"csrfmiddlewaretoken": token[1] if token else "", "next": "/"}
        self._opener.open(link, urllib.parse.urlencode(form).encode(), timeout=30).read()

    def fault(self, address: str, words: str) -> str:
        try:
            body = self._opener.open(self._base + address, timeout=30).read().decode()
        except HTTPError as error:
            return f"{address} answered {error.code}."
        return "" if words in body else f"{address} does not say {words!r}."
