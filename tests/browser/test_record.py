"""A record in a real browser: with script, by keyboard alone, in both themes, under attack."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import assert_fits, assert_no_axe_findings

ADDRESSES = (
    "/D-2", "/D-2?comment=3", "/D-3", "/D-2?revision=1", "/D-2/history", "/H-1", "/H-1/read-back",
    "/H-3", "/H-2/move/accept", "/Q-1", "/1", "/D-99",
)  # fmt: skip

SELECT = """([start, end]) => {
  const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.data.includes(start)) range.setStart(node, node.data.indexOf(start));
    if (node.data.includes(end)) {
      range.setEnd(node, node.data.indexOf(end) + end.length);
      break;
    }
  }
  document.getSelection().removeAllRanges();
  document.getSelection().addRange(range);
}"""


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_state_of_the_page_is_accessible_and_fits(browser_page, theme, width):
    page: Page = browser_page(theme, width, bypass_csp=True)
    for address in ADDRESSES:
        page.goto(address)
        assert_fits(page)
        assert_no_axe_findings(page)


def test_selecting_words_and_commenting_on_them(browser_page):
    page: Page = browser_page(who="mei")
    page.goto("/D-4")
    expect(page.get_by_text("Comment on this")).to_be_hidden()
    page.evaluate(SELECT, ["Only the client", "a retry"])
    page.get_by_text("Comment on this").click()
    expect(page.locator(".say .quoted")).to_have_text(
        "Only the client knows that the second request is a retry"
    )
    page.keyboard.type("How does it know?")
    page.keyboard.press("Control+Enter")
    thread = page.locator(".thread", has_text="How does it know?")
    expect(thread).to_be_visible()
    expect(page.locator("mark")).to_have_text(
        "Only the client knows that the second request is a retry"
    )
    beside, words = thread.bounding_box(), page.locator("mark").bounding_box()
    assert beside
    assert words
    assert abs(beside["y"] - words["y"]) < 60
    assert beside["x"] > words["x"] + words["width"] / 2


def test_a_quote_across_marks_and_a_list_item_is_found(browser_page):
    page: Page = browser_page(who="ben", width=360)
    page.goto("/H-1")
    page.evaluate(SELECT, ["because under", "is a retry"])
    page.get_by_text("Comment on this").click()
    page.keyboard.type("Really?")
    page.locator(".say").get_by_role("button", name="Comment").click()
    expect(page.locator(".thread", has_text="Really?")).to_be_visible()
    expect(page.locator("mark").first).to_contain_text("because under")


def test_by_keyboard_alone(browser_page):
    page: Page = browser_page(who="ken")
    page.goto("/D-2")
    _tab_to(page, 'a[data-key="c"]')
    page.keyboard.press("Enter")
    expect(page.locator("[name=text]:focus")).to_have_count(1)
    page.keyboard.type("Said without a mouse")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".thread", has_text="Said without a mouse")).to_be_visible()
    _tab_to(page, ".answer summary")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("textarea:focus")).to_have_count(1)


def _tab_to(page: Page, selector: str) -> None:
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"the keyboard never came to {selector}")


def test_reading_back_keeps_what_was_typed_until_it_is_taken(browser_page, server):
    page: Page = browser_page(who="ana")
    page.goto("/H-1")
    page.get_by_role("button", name="Mark as read").click()
    expect(page.locator(".standing")).to_contain_text("Read")
    page.locator('a[data-key="a"]').click()
    page.get_by_label("In your own words").fill("We reverse, and do not replay.")
    assert "1,312" not in page.content()
    expect(page.locator("[data-kept]")).to_have_text("Kept in this browser.")
    page.reload()
    words = page.get_by_label("In your own words")
    expect(words).to_have_value("We reverse, and do not replay.")
    page.get_by_role("button", name="Set it beside the text").click()
    expect(page.get_by_role("heading", name="Side by side")).to_be_visible()
    expect(page.locator(".own-words")).to_have_text("We reverse, and do not replay.")
    expect(page.locator(".must-list li")).to_have_count(6)
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_without_scripts_one_reads_comments_and_moves(browser_page):
    page: Page = browser_page(who="mei", scripts=False)
    page.goto("/Q-1")
    page.locator(".block", has_text="A merchant in Jakarta").locator(".say-here").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Comment", exact=True).fill("No script was needed.")
    page.locator(".say").get_by_role("button", name="Comment").click()
    expect(page.locator(".remarks")).to_contain_text("No script was needed.")
    page.goto("/H-3/move/deliver")
    expect(page.get_by_role("heading", name="Still to do")).to_be_visible()


# Attacks.

XSS = (
    "<script>window.hit=1</script>",
    "<img src=x onerror=window.hit=1>",
    '"><svg onload=window.hit=1>',
    "<iframe srcdoc='<script>parent.hit=1</script>'></iframe>",
    "<a href='javascript:window.hit=1'>x</a>",
    "[x](javascript:window.hit=1)",
    "[x](JaVaScRiPt&colon;window.hit=1)",
    '![x](x"onerror="window.hit=1)',
    '![x](https://e.invalid/" onerror="window.hit=1)',
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src onerror=window.hit=1&gt;'>",  # noqa: E501
    "<details open ontoggle=window.hit=1>",
    "<form action=javascript:window.hit=1><button id=say>x</button></form>",
    "<x id=text tabindex=1 onfocus=window.hit=1 autofocus>",
    "{{ constructor.constructor('window.hit=1')() }}",
    "</textarea><script>window.hit=1</script>",
    "' onmouseover='window.hit=1",
    "<style>@import 'javascript:window.hit=1'</style>",
    "<base href='https://e.invalid/'>",
    "<meta http-equiv=refresh content='0;url=javascript:window.hit=1'>",
    '@ana" onmouseover="window.hit=1',
    "(state) <img src=x onerror=window.hit=1>",
)


def test_nothing_that_people_write_is_executed(browser_page, server):
    def quoted(attack: str) -> str:
        return "'" + attack.replace("'", "''") + "'"

    listed = "\n".join(f"- {attack}\n" for attack in XSS)
    tags = ", ".join(map(quoted, XSS))
    head = f"---\ndeciders: ['@ana']\nscope: {quoted(XSS[1])}\ntags: [{tags}]\n---\n"
    title = f"# {XSS[1]} {XSS[0]} title\n\n## {XSS[2]} Context\n\n"
    text = "\n".join((head, title, "\n\n".join(XSS), "", listed))
    ref = server.cli("new", "decision", "--from", "-", who="ana", stdin=text).split()[0]
    everything = "\n\n".join(XSS)
    said = server.cli("comment", ref, everything, "--concern", XSS[2], "--quote", XSS[1], who="ken")
    server.cli("comment", ref, everything, "--reply", said.split()[0], who="ben")
    server.cli("receipt", ref, "contested", "--text", " ".join(XSS), "--scope", XSS[1], who="ken")
    page: Page = browser_page(who="ana", bypass_csp=True)
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    for address in (f"/{ref}", f"/{ref}/history", f"/{ref}/move/accept", f"/{ref}?comment=4"):
        page.goto(address)
        page.evaluate(
            """() => {
              for (const one of document.querySelectorAll("main *")) {
                for (const kind of ["mouseover", "mouseenter", "focus", "toggle", "load", "error"])
                  one.dispatchEvent(new Event(kind, { bubbles: true }));
              }
            }"""
        )
        assert page.evaluate("window.hit") is None
        foreign = "main script, main iframe, main base, main meta, main style"
        assert page.locator(foreign).count() == 0
        addresses = page.evaluate("[...document.querySelectorAll('a')].map(one => one.href)")
        assert not [one for one in addresses if re.match(r"\s*(javascript|data|vbscript):", one)]
    assert not dialogs
