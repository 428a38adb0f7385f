"""Where a thread stands and what one missed, in a browser: without scripts, clean for axe."""

from __future__ import annotations

import pytest

from tests.browser.conftest import PageMaker
from tests.browser.looking import assert_fits, assert_no_axe_findings

PATHS = ("/D-2/where-it-stands", "/read-me-in?on=gateway&since=joined", "/read-me-in")


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 360)])
def test_axe_finds_nothing_and_nothing_stands_out(browser_page: PageMaker, theme: str, width: int):
    page = browser_page(theme, width, who="omar", bypass_csp=True)
    for path in PATHS:
        page.goto(path)
        assert_no_axe_findings(page)
        assert_fits(page)


def test_a_side_signs_without_scripts(browser_page: PageMaker):
    page = browser_page(who="omar", scripts=False)
    page.goto("/D-2/where-it-stands")
    page.click("text=That is my position")
    page.wait_for_selector("text=Signed")
    page.click("main a.cite >> nth=0")
    page.wait_for_url(lambda url: "/D-2#" in url)
