"""A served workspace and a real browser, for tests of what people see.

The server is a process of its own on a temporary ``DAYLINE_HOME`` (``staging.py`` says what stands
in it); the browser is Debian's Chromium, driven by Playwright. Without Chromium these tests skip.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from tests.browser.staging import NOW
from tests.databases import empty

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
REPOSITORY = Path(__file__).resolve().parents[2]
PATIENCE = 30_000
"""Milliseconds that a page is waited for: a loaded machine is no failure."""
expect.set_options(timeout=PATIENCE)
DAYLINE = (sys.executable, "-c", "from dayline.faces.cli.main import main; main()")


@dataclass
class Server:
    """A running ``dayline serve``; its clock starts at ``staging.NOW`` and runs as ours does."""

    url: str
    environment: dict[str, str]
    began: float = field(default_factory=time.monotonic)

    def cli(self, *arguments: str, who: str = "ana", stdin: str = "") -> str:
        """What ``dayline ARGUMENTS`` prints, run as that person at the server's present."""
        present = NOW + timedelta(seconds=time.monotonic() - self.began)
        done = subprocess.run(
            [*DAYLINE, *arguments],
            env={
                **self.environment,
                "DAYLINE_AS": f"@{who}",
                "DAYLINE_NOW": f"{present:%Y-%m-%dT%H:%M:%S.%fZ}",
            },
            input=stdin, capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
        assert done.returncode == 0, f"dayline {' '.join(arguments)}: {done.stdout}{done.stderr}"
        return done.stdout

    def signin(self, page: Page, who: str = "ana") -> Page:
        """Sign that person in on the page's browser, by a one-time link as people get it."""
        page.goto(self.cli("signin", f"@{who}").strip())
        page.click("main button")
        page.wait_for_url(lambda url: "/signin" not in url)
        return page


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A served workspace with the cast and a few records, for the tests of one file."""
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not on this machine")
    with empty(tmp_path_factory.mktemp("browser") / "home") as database:
        environment = {**os.environ, **database, "PYTHONPATH": f"{REPOSITORY / 'src'}:{REPOSITORY}"}
        subprocess.run(
            [sys.executable, "-m", "tests.browser.staging"],
            cwd=REPOSITORY, env=environment, check=True, timeout=120,
        )  # fmt: skip
        yield from _serving(environment)


def _serving(environment: dict[str, str]) -> Iterator[Server]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment["DAYLINE_URL"] = f"http://127.0.0.1:{port}"
    environment["DAYLINE_NOW"] = f"{NOW:%Y-%m-%dT%H:%M:%SZ}*1"
    server = Server(environment["DAYLINE_URL"], environment)
    command = [*DAYLINE, "serve", "--port", str(port)]
    process = subprocess.Popen(command, env=environment, cwd=REPOSITORY)
    try:
        _wait_for(port, process)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        assert process.poll() is None, "the server ended before it served"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("the server did not come up within a minute")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not on this machine")
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    launched = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(ARGUMENTS))
    yield launched
    launched.close()


PageMaker = Callable[..., Page]


@pytest.fixture
def browser_page(browser: Browser, server: Server) -> Iterator[PageMaker]:
    """``browser_page("dark", 360, who="ana")``: a fresh browser at that theme and width.

    ``scripts=False`` switches JavaScript off; ``bypass_csp=True`` the content security policy, as
    axe needs it. Addresses may be relative. A request to anywhere else, an error on the console
    and a script that failed are faults of the test that made the page.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def make(
        theme: str = "light",
        width: int = 1280,
        *,
        who: str = "ana",
        scripts: bool = True,
        bypass_csp: bool = False,
    ) -> Page:
        context = browser.new_context(
            base_url=server.url,
            color_scheme="dark" if theme == "dark" else "light",
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
            bypass_csp=bypass_csp,
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"script failed: {error}"))
        context.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((server.url, "data:", "blob:", "about:"))
                else faults.append(f"request to {request.url}")
            ),
        )
        if who:
            server.signin(page, who)
        return page

    yield make
    for context in contexts:
        context.close()
    assert not faults, faults
