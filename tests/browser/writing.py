"""People who write, and what gets in their way: for the tests and the bench of "nothing is lost".

A writer types words that occur once, and notes when. After a disruption every word that was older
than one second must be found again: in the text area, or in another text that the page offers.
"""

from __future__ import annotations

import itertools
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Error, Page

REPOSITORY = Path(__file__).resolve().parents[2]
COMMAND = (sys.executable, "-c", "from dayline.faces.cli.main import main; main()")
_words = itertools.count(1)


class Serving:
    """A ``dayline serve`` that can be stopped and started again on the same port."""

    def __init__(self, environment: dict[str, str]) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}"
        source = f"{REPOSITORY / 'src'}:{REPOSITORY}"
        self.environment = {**environment, "PYTHONPATH": source, "DAYLINE_URL": self.url}
        self.environment.pop("DAYLINE_NOW", None)
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Serve; returns when it answers."""
        self.process = subprocess.Popen(
            [*COMMAND, "serve", "--port", str(self.port)],
            env=self.environment,
            cwd=REPOSITORY,
            stderr=subprocess.DEVNULL,
        )
        until = time.monotonic() + 60
        while time.monotonic() < until:
            assert self.process.poll() is None, "the server ended before it served"
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.02)
        raise AssertionError("the server did not come up within a minute")

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End it: SIGKILL as a power cut would."""
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(timeout=30)
            self.process = None

    def cli(self, *arguments: str) -> str:
        """What a command prints."""
        done = subprocess.run(
            [*COMMAND, *arguments],
            env=self.environment, capture_output=True, text=True, check=True, timeout=60,
        )  # fmt: skip
        return done.stdout.strip()

    def signin(self, page: Page, who: str = "ana") -> None:
        """Sign that person in on the page's browser."""
        page.goto(self.cli("signin", f"@{who}"))
        page.click("main button")
        page.wait_for_url(lambda url: "/signin" not in url)


@contextmanager
def serving(home: Path) -> Iterator[Serving]:
    """A workspace with the cast, served."""
    environment = {**os.environ, "DAYLINE_HOME": str(home)}
    for name in ("DATABASE_URL", "DAYLINE_AS", "DAYLINE_WORKSPACE"):
        environment.pop(name, None)
    server = Serving(environment)
    subprocess.run(
        [sys.executable, "-m", "tests.browser.staging"],
        cwd=REPOSITORY, env=server.environment, check=True, timeout=120,
    )  # fmt: skip
    server.start()
    try:
        yield server
    finally:
        server.stop(signal.SIGKILL)


@dataclass
class Writer:
    """Somebody at one place, in a browser of their own."""

    context: BrowserContext
    url: str
    place: str
    typed: list[tuple[float, str]] = field(default_factory=list)
    page: Page | None = None
    others: dict[str, str] = field(default_factory=dict)

    def open(self) -> Page:
        """Open the editor; returns when its script is ready."""
        self.begin()
        return self.ready()

    def begin(self) -> None:
        """Ask for the editor without waiting for it."""
        self.page = self.context.new_page()
        self.page.on("dialog", lambda dialog: dialog.accept())
        self.page.goto(f"{self.url}{self.place}", wait_until="commit")

    def ready(self) -> Page:
        """The page, once its script is ready."""
        assert self.page is not None
        self.page.wait_for_selector("html[data-editor=ready]", timeout=30_000)
        return self.page

    def type(self, page: Page | None = None) -> str:
        """Type one word at the end of the text."""
        page = page or self.page
        assert page is not None
        word = f"w{next(_words)}x "
        page.evaluate(
            "() => { const area = document.getElementById('text'); area.focus();"
            " area.setSelectionRange(area.value.length, area.value.length); }"
        )
        page.keyboard.insert_text(word)
        self.typed.append((time.monotonic(), word))
        return word

    def status(self) -> str:
        """What the page says about where the text is."""
        assert self.page is not None
        return self.page.inner_text("#status")

    def kill(self) -> None:
        """The tab's process dies; nothing of the page runs any more."""
        assert self.page is not None
        with suppress(Error):
            self.page.goto("chrome://crash", timeout=5_000)
        with suppress(Error):
            self.page.close()
        self.page = None

    def found(self) -> str:
        """All that the page shows or offers: its text, and each other text that is kept."""
        page = self.page or self.open()
        texts = [page.input_value("#text")]
        for link in page.query_selector_all("#others a, #told a"):
            address = str(link.get_attribute("href"))
            if address not in self.others:  # no page writes on it any more
                self.others[address] = self.context.request.get(f"{self.url}{address}").text()
            texts.append(self.others[address])
        if page.query_selector("#told button"):  # "put in the one of ..."
            texts += page.evaluate(_STORED)
        return "\n".join(texts)

    def lost(self, at: float, *, patience: float = 1.0) -> int:
        """Characters typed more than ``patience`` seconds before ``at`` that are found nowhere."""
        found = self.found()
        gone = [
            (moment, word)
            for moment, word in self.typed
            if moment <= at - patience and word.strip() not in found
        ]
        self.typed = [one for one in self.typed if one not in gone]  # each counts once
        return sum(len(word) for _, word in gone)


def kill_tabs(browser: Browser, writers: list[Writer]) -> None:
    """The processes of all tabs die at once, by SIGKILL; nothing of any page runs any more."""
    session = browser.new_browser_cdp_session()
    for process in session.send("SystemInfo.getProcessInfo")["processInfo"]:
        if process["type"] == "renderer":
            with suppress(ProcessLookupError):
                os.kill(int(process["id"]), signal.SIGKILL)
    session.detach()
    for writer in writers:
        for page in list(writer.context.pages):
            with suppress(Error):
                page.close()
        writer.page = None


_STORED = """() => new Promise((resolve) => {
  const opened = indexedDB.open('dayline-drafts', 1);
  opened.onerror = () => resolve([]);
  opened.onsuccess = () => {
    const all = opened.result.transaction('drafts').objectStore('drafts').getAll();
    all.onsuccess = () => resolve(all.result.map((entry) => entry.text));
  };
})"""
"""What the browser's own store offers. A page shows a button for each that it did not take in."""
