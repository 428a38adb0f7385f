"""Somebody opens the link that they were given and is in."""

from __future__ import annotations

from tests.browser.looking import assert_fits, assert_no_axe_findings


def test_signing_in_with_a_link(browser_page):
    page = browser_page("dark", 360, who="ana", bypass_csp=True)
    page.goto("/")
    assert "@ana" in page.inner_text(".masthead")
    assert_fits(page)
    assert_no_axe_findings(page)
