"""Pictures of every page, to be looked at: light and dark, 1280 and 360 px, in build/screenshots.

Usage: make screenshots    (needs Chromium at /usr/bin/chromium)

Makes a demo workspace in a fresh folder, serves it, signs in, saves the pictures, and throws the
workspace away. An argument narrows it to the addresses that contain it: ARGS=/board.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Browser, sync_playwright

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))

from tests.browser.conftest import ARGUMENTS, CHROMIUM, DAYLINE  # noqa: E402

OUT = REPOSITORY / "build" / "screenshots"
NOW = "2026-11-18T15:00:00Z"
LOOKS = [(theme, width) for theme in ("light", "dark") for width in (1280, 360)]
PAGES = (
    "/", "/board", "/log", "/log?kind=all&as_of=2026-11-10", "/search", "/search?q=settlement",
    "/search?q=unicorn", "/teams", "/teams/london", "/new", "/new/handoff", "/new/decision",
    "/D-1", "/D-2", "/H-1", "/I-1", "/R-1", "/Q-1", "/S-1", "/R-1/edit", "/D-1/history",
    "/R-1/move/close", "/H-1/read-back", "/1", "/nothing-here", "/settings", "/settings/hours",
    "/settings/reading", "/settings/tokens", "/account/ways/", "/account/sessions/", "/workspace",
    "/workspace/people/ben", "/workspace/teams", "/workspace/teams/london", "/workspace/contracts",
    "/workspace/contracts/handoff", "/workspace/contracts/publish?from=handoff",
    "/workspace/tokens", "/workspace/proof", "/problems", "/problems/not-found",
)  # fmt: skip
OUTSIDE = ("/signin", "/account/password/reset")


def main(wanted: str = "") -> int:
    """Take the pictures; returns how many pages stood beyond their right edge."""
    if not CHROMIUM.exists():
        print(f"{CHROMIUM} is not on this machine; on Debian: apt-get install chromium.")
        return 1
    told = subprocess.run(
        [*DAYLINE, "demo", "--no-serve", "--quiet"],
        env=_environment(), capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    (home,) = set(re.findall(r"DAYLINE_HOME=(\S+)", told))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    url = f"http://127.0.0.1:{port}"
    environment = _environment(DAYLINE_HOME=home, DAYLINE_NOW=NOW, DAYLINE_URL=url)
    server = subprocess.Popen([*DAYLINE, "serve", "--port", port], env=environment)
    try:
        _wait_for(url)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=str(CHROMIUM), args=list(ARGUMENTS)
            )
            return _pictures(browser, url, _link(environment), wanted)
    finally:
        server.terminate()
        server.wait(timeout=20)
        shutil.rmtree(home, ignore_errors=True)


def _environment(**more: str) -> dict[str, str]:
    path = f"{REPOSITORY / 'src'}:{REPOSITORY}"
    return {**os.environ, "PYTHONPATH": path, "DAYLINE_HOME": "build", **more}


def _link(environment: dict[str, str]) -> str:
    done = subprocess.run(
        [*DAYLINE, "signin", "@ana"], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def _wait_for(url: str) -> None:
    for _ in range(120):
        try:
            urlopen(f"{url}/healthz", timeout=2)  # noqa: S310 -- our own server
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise SystemExit("The server did not come up within a minute.")


def _pictures(browser: Browser, url: str, link: str, wanted: str) -> int:
    OUT.mkdir(parents=True, exist_ok=True)
    inside = browser.new_context()
    page = inside.new_page()
    page.goto(link)
    page.click("main button")
    page.wait_for_url(lambda address: "/signin" not in address)
    state = inside.storage_state()
    wide = 0
    for theme, width in LOOKS:
        for paths, kept in ((PAGES, state), (OUTSIDE, None)):
            context = browser.new_context(
                base_url=url, storage_state=kept, color_scheme=theme,
                viewport={"width": width, "height": 900},
            )  # fmt: skip
            page = context.new_page()
            for path in (path for path in paths if wanted in path):
                page.goto(path)
                page.screenshot(path=OUT / f"{_name(path)}-{theme}-{width}.png", full_page=True)
                if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                    print(f"{path} stands beyond the right edge ({theme}, {width} px)")
                    wide += 1
            context.close()
    print(f"The pictures are in {OUT.relative_to(REPOSITORY)}.")
    return wide


def _name(path: str) -> str:
    return re.sub(r"[^A-Za-z0-9-]+", "_", path.strip("/")) or "today"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
