"""Every page in both themes: no findings of axe wide and narrow, nothing beyond 320 px.

The pages are those of the table of entry points; what lies behind single states of the record's
page, of settings and of signing in is looked at in the files of those pages.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PageMaker
from tests.browser.looking import assert_fits, assert_no_axe_findings
from tests.browser.pages import NO_PAGE, PAGES, whose
from tests.laws.entry_points import PAGES as ROWS

ELSEWHERE = ("/settings", "/workspace", "/signin", "/log", "/search", "/D-2", "/D-3", "/H-1/read")
"""Addresses that begin so have the same test of axe in the file of their page."""


def test_every_row_that_is_a_page_is_looked_at():
    rows = {route for route, way in ROWS.items() if way.asks} - NO_PAGE
    assert sorted(rows - set(PAGES)) == []
    assert sorted(set(PAGES) - set(ROWS)) == []


def _by_reader() -> Iterator[tuple[str, list[str]]]:
    addresses = [path for paths in PAGES.values() for path in paths]
    for who in sorted({whose(path) for path in addresses}):
        yield who, [path for path in addresses if whose(path) == who]


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 360), ("dark", 1280),
                                              ("light", 360)])  # fmt: skip
def test_axe_finds_nothing(browser_page: PageMaker, theme: str, width: int):
    for who, paths in _by_reader():
        here = [path for path in paths if not path.startswith(ELSEWHERE)]
        page = browser_page(theme, width, who=who, bypass_csp=True) if here else None
        for path in here:
            assert page is not None
            page.goto(path)
            assert_no_axe_findings(page)


def test_nothing_stands_beyond_320_pixels(browser_page: PageMaker):
    for who, paths in _by_reader():
        page = browser_page(width=320, who=who)
        for path in paths:
            page.goto(path)
            assert_fits(page)


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 360)])
def test_axe_finds_nothing_in_what_forms_answer(
    browser_page: PageMaker, theme: str, width: int
) -> None:
    page = browser_page(theme, width, bypass_csp=True)
    page.goto("/specs/check")
    page.fill("#text", "## Context\n\nCaptures are doubled when a merchant retries.\n")
    page.click("text=Check it")
    expect(page.locator(".lacks")).to_have_count(5)
    assert_no_axe_findings(page)
    page.goto("/questions")
    page.fill("#question", "Which tide table does the harbour master use?")
    page.click("main form .row-of-buttons button")
    expect(page.locator("#owner")).to_be_focused()
    assert_no_axe_findings(page)
    page.goto("/route?for=explore&people=@ana,@omar,@ken")
    page.click("text=What the other rules saw")
    assert_no_axe_findings(page)
