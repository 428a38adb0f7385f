"""No text makes a page wider than its screen, and none of it is lost for that.

A page that scrolls sideways on a phone cannot be read: every line runs off the edge. What is wide
by nature, a table or code, scrolls in its own place.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PageMaker, Server
from tests.browser.hostile import BODIES, TITLE, records
from tests.browser.looking import assert_fits

LEAST = 90
"""Pixels that a line of text has at least, however deep it stands."""

_CUT_OFF = """least => {
  const found = [];
  const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const block = node.parentElement.closest("li, p, h2, h3, h4, h5, h6, blockquote");
    const apart = node.parentElement.closest("pre, table, .say-here");
    if (!node.data.trim() || !block || apart) continue;
    const box = block.getBoundingClientRect();
    const narrow = box.width < least;
    if (narrow || box.left < 0) found.push([node.data.trim().slice(0, 20), box.left, box.width]);
  }
  return found.slice(0, 5);
}"""


@pytest.fixture(scope="module")
def written(server: Server) -> list[str]:
    """The ids of records with all the hostile bodies; on the first one somebody said as much."""
    refs = [server.cli("new", "decision", "--from", "-", stdin=one).split()[0] for one in records()]
    server.cli("comment", refs[0], BODIES["a long word"], "--concern", TITLE[:200], who="ken")
    server.cli("comment", refs[0], BODIES["a long address"], who="ben")
    return refs


@pytest.mark.parametrize("width", [320, 1280])
def test_a_text_of_any_kind_stays_on_its_page_and_can_be_read(
    browser_page: PageMaker, written: list[str], width: int
):
    page = browser_page(width=width)
    for ref in written:
        page.goto(f"/{ref}")
        _assert_fits_opened(page)
        assert page.evaluate(_CUT_OFF, LEAST) == []


@pytest.mark.parametrize("address", ["/history", "/edit", "?comment=2", "?revision=1"])
def test_what_is_made_of_a_text_stays_on_its_page(
    browser_page: PageMaker, written: list[str], address: str
):
    page = browser_page(width=320)
    for ref in written:
        page.goto(f"/{ref}{address}")
        _assert_fits_opened(page)


@pytest.mark.parametrize("width", [320, 1280])
def test_a_long_title_stays_on_every_page_that_names_it(
    browser_page: PageMaker, written: list[str], width: int
):
    page = browser_page(width=width)
    ref = written[0]
    for address in (
        "/", "/board", f"/log?tag={'a' * 80}", f"/search?q={TITLE}",
        f"/search?q=capture&kind={'z' * 80}", f"/{ref}/route", f"/{ref}/audience",
        f"/{ref}/where-it-stands", f"/{ref}/move/accept", f"/ask?q={TITLE}", "/D-9999",
        f"/{'x' * 60}", "/read-me-in?on=gateway", "/1",
    ):  # fmt: skip
        page.goto(address)
        _assert_fits_opened(page)


def _assert_fits_opened(page: Page) -> None:
    """Nothing is too wide, nor in what opens at a press."""
    page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true")
    assert_fits(page)
