"""What is asked of every page: no accessibility findings, nothing beyond the right edge."""

from __future__ import annotations

import json

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page


def assert_no_axe_findings(page: Page) -> None:
    """No rule of axe-core finds fault with the page as it stands (WCAG A, AA, best practice)."""
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate("axe.run({resultTypes: ['violations']}).then(done => done.violations)")
    told = [
        {"rule": one["id"], "help": one["help"], "at": [node["target"] for node in one["nodes"]]}
        for one in found
    ]
    assert not told, f"{page.url}: {json.dumps(told, indent=1)}"


def assert_fits(page: Page) -> None:
    """Nothing of the page stands beyond its right edge."""
    over = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert over <= 0, f"{page.url} is {over} px too wide"
