"""A thousand disruptions of writing; prints how many characters older than a second were lost.

    python bench/disruptions.py [--count 1000] [--writers 8] [--seed 1]

Writers type in real browsers (Debian's Chromium) against a real server on SQLite. Then a tab's
process is killed, the network is cut, the session ends, a second tab writes on the same text, or
the server is killed and started again. Half the time what was taken away comes back and the pages
must recover by themselves; then the processes of all tabs are killed, the pages are opened again,
and every word typed more than one second before that must be there, of this round and all before.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from playwright.sync_api import Browser, StorageState, sync_playwright

from tests.browser.conftest import ARGUMENTS, CHROMIUM
from tests.browser.writing import Serving, Writer, kill_tabs, serving

PLACES = (
    "/new/decision", "/new/handoff", "/new/question", "/new/rfc", "/new/guide", "/new/spec",
    "/new/incident", "/D-2/edit",
)  # fmt: skip
KINDS = ("tab killed", "network cut", "session expired", "two tabs", "server restarted")


class Bench:
    """The writers, and what became of their words."""

    def __init__(
        self, browser: Browser, server: Serving, chance: random.Random, writers: int
    ) -> None:
        self.browser, self.server, self.chance = browser, server, chance
        self.state = self._signed_in()
        self.disrupted: Counter[str] = Counter()
        self.lost: Counter[str] = Counter()
        self.untrue = 0
        self.crew = [
            Writer(browser.new_context(storage_state=self.state), server.url, place)
            for place in PLACES[:writers]
        ]
        self._open()

    def _signed_in(self) -> StorageState:
        context = self.browser.new_context()
        self.server.signin(context.new_page())
        state = context.storage_state()
        context.close()
        return state

    def _open(self) -> None:
        for writer in self.crew:
            writer.begin()
        for writer in self.crew:
            writer.ready()

    def round(self, kind: str) -> None:
        """One disruption for each writer; then all that was ever typed is looked for."""
        self._type(self.chance.uniform(0.4, 1.4))
        if kind == "two tabs":
            self._second_tabs()
        elif kind != "tab killed":
            self._take_away(kind)
            self._type(1.2)
            self._truthful()
            if self.chance.random() < 0.5:
                self._give_back(kind)
                self._until_saved()
        at = time.monotonic()
        kill_tabs(self.browser, self.crew)
        self._give_back(kind)
        self._open()
        for writer in self.crew:
            self.disrupted[kind] += 1
            self.lost[kind] += writer.lost(at)

    def _type(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for writer in self.crew:
                writer.type()
            time.sleep(self.chance.uniform(0, 0.15))

    def _take_away(self, kind: str) -> None:
        if kind == "server restarted":
            self.server.stop(self.chance.choice((signal.SIGKILL, signal.SIGTERM)))
        for writer in self.crew:
            if kind == "network cut":
                writer.context.set_offline(True)
            elif kind == "session expired":
                writer.context.clear_cookies()

    def _give_back(self, kind: str) -> None:
        """What was taken away is there again; a session with another token, as after signing in."""
        if kind == "server restarted" and self.server.process is None:
            self.server.start()
        for writer in self.crew:
            if kind == "network cut":
                writer.context.set_offline(False)
            elif kind == "session expired":
                kept = [one for one in self.state["cookies"] if one["name"] != "csrftoken"]
                writer.context.add_cookies(kept)  # type: ignore[arg-type]

    def _truthful(self) -> None:
        """While the server is away no page may say that it has the newest word."""
        for writer in self.crew:
            self.untrue += writer.status().startswith("Draft saved")

    def _until_saved(self) -> None:
        """Each page tries again without being asked."""
        for writer in self.crew:
            assert writer.page is not None
            saved = writer.page.locator("#status", has_text="Draft saved.")
            saved.wait_for(timeout=60_000)

    def _second_tabs(self) -> None:
        firsts = [writer.page for writer in self.crew]
        self._open()
        for _ in range(4):
            for writer, first in zip(self.crew, firsts, strict=True):
                writer.type(first)
                writer.type()
            time.sleep(self.chance.uniform(0, 0.2))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    if not CHROMIUM.exists():
        print(f"{CHROMIUM} is not on this machine: nothing was measured.")
        return
    began = time.monotonic()
    with (
        tempfile.TemporaryDirectory(prefix="dayline-disruptions-") as home,
        serving(Path(home)) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(ARGUMENTS))
        bench = Bench(browser, server, random.Random(asked.seed), asked.writers)
        number = 0
        while sum(bench.disrupted.values()) < asked.count:
            bench.round(KINDS[number % len(KINDS)])
            number += 1
            if number % 5 == 0:
                done, lost = sum(bench.disrupted.values()), sum(bench.lost.values())
                print(f"{done} of {asked.count}, {lost} characters lost", file=sys.stderr)
        typed = sum(len(word) for writer in bench.crew for _, word in writer.typed)
        browser.close()
    for kind in KINDS:
        print(f"{kind:<18} {bench.disrupted[kind]:>5} times, {bench.lost[kind]} characters lost")
    print(
        f"{sum(bench.disrupted.values())} disruptions, {typed:,} characters typed,"
        f" {sum(bench.lost.values())} older than 1 s lost; the line was untrue"
        f" {bench.untrue} times; {time.monotonic() - began:.0f} s"
    )
    sys.exit(1 if sum(bench.lost.values()) or bench.untrue else 0)


if __name__ == "__main__":
    main()
