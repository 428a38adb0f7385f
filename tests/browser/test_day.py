"""The day of an engineer, from London's evening to Austin's morning, in a real browser.

London writes a handoff and delivers it; Austin finds it in Today and reads it back, asks, objects,
decides, and writes an incident down. Then the same once without scripts, and by keyboard alone.
"""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import PageMaker, Server
from tests.browser.staging import HANDOFF
from tests.cast import DECISION

TONIGHT = HANDOFF.format(severity="urgent", title="Tonight is yours: the second reversal")

DECIDED = DECISION.replace("Every capture carries a key", "A second approver signs each reversal")

ASKED = """---
owner: "@omar"
need_by: 2026-11-20T09:00:00Z
if_unanswered: I reverse the pairs that were refunded by hand
---

# Do refunded pairs need a reversal too?

## Question

Three of the 1,312 pairs were refunded before we began. I do not know which side to take back.
"""

RFC = """---
reviewers: ["@ana", "@ken"]
hard_cap: 2026-12-01
area: ledger
---

# Cut the settlement day at 00:00 UTC

## Summary

The ledger ends its day at 18:00 in London; I propose 00:00 UTC, which is quiet and never moves.

## Context

The hour of the cut-off holds 7.4 % of the captures of a day, and it moves twice a year.

## Proposal

1. On 4 January the settlement day becomes the day of UTC; the day before lasts six hours longer.
2. The ledger keeps the cut-off as an instant with each day, so that old days keep their limits.

## Rejected alternatives

- Do nothing: the busy hour still delays the totals by twenty minutes.

## Consequences

The batch in Singapore starts at 08:00 local time and has to move.
"""

OUTAGE = """---
owner: "@ana"
severity: major
area: gateway
aware_at: 2026-11-18T15:02:00Z
---

# Captures time out in Jakarta

## Impact

- 3 % of captures of Jakarta since 14:50 UTC; no money is lost.

## Timeline

- 15:02 @ana saw the alert.
"""


def write(page: Page, kind: str, text: str) -> str:
    """Write a record in the editor and save it; returns its id."""
    page.goto(f"/new/{kind}")
    page.fill("#text", text)
    page.click("button[value=save]")
    page.wait_for_url(re.compile(r"/[A-Z]-[0-9]+$"))
    return page.url.rpartition("/")[2]


def step(page: Page, name: str) -> None:
    """Make the move of that name, whether the page asks something first or not."""
    act = page.locator(".moves .row-of-buttons > *", has_text=re.compile(f"^\\s*{name}\\s*$")).first
    link = act.evaluate("one => one.tagName == 'A'")
    (act if link else act.locator("button")).click()
    if link:
        page.locator(".move-form button.primary").click()


def test_the_day(browser_page: PageMaker, server: Server):
    london = browser_page(who="omar")
    handoff = write(london, "handoff", TONIGHT)
    step(london, "Deliver")
    expect(london.locator(".standing")).to_contain_text("Delivered")

    austin = browser_page("dark", 360, who="ana")
    austin.goto("/")
    austin.get_by_role("link", name="Tonight is yours").first.click()
    austin.get_by_role("button", name="Mark as read").click()
    expect(austin.locator(".standing")).to_contain_text("Read")
    austin.goto(f"/{handoff}/read-back")
    assert "86,340.18" not in austin.content()
    austin.get_by_label("In your own words").fill("We reverse 1,312 pairs and replay nothing.")
    austin.get_by_role("button", name="Set it beside the text").click()
    expect(austin.locator(".own-words")).to_contain_text("We reverse 1,312 pairs")

    question = write(austin, "question", ASKED)
    london.goto("/")
    expect(london.locator("main")).to_contain_text(question)

    rfc = write(london, "rfc", RFC)
    step(london, "Open for comments")
    austin.goto(f"/{rfc}")
    austin.locator("#say-text").fill("A failed totals run leaves nobody six hours to mend it.")
    austin.locator("#say").get_by_text("This is a concern").click()
    austin.locator("#say").get_by_role("button", name="Comment").click()
    expect(austin.locator(".record")).to_contain_text("leaves nobody six hours")
    london.goto(f"/{rfc}/move/close")
    expect(london.locator(".todo-list")).to_contain_text("concern")

    decision = write(austin, "decision", DECIDED)
    step(austin, "Accept")
    expect(austin.locator(".standing")).to_contain_text("Accepted")
    austin.goto("/log")
    expect(austin.locator(f"a[href='/{decision}']").first).to_be_visible()

    incident = write(austin, "incident", OUTAGE)
    expect(austin.locator("h1")).to_have_text("Captures time out in Jakarta")
    london.goto("/log?kind=incident")
    expect(london.locator("main")).to_contain_text(incident)


def test_the_same_without_scripts(browser_page: PageMaker):
    page = browser_page(width=360, who="mei", scripts=False)
    page.goto("/search")
    page.fill("#q", "settlement cut-off")
    page.locator("main form").first.locator("button").first.click()
    page.get_by_role("link", name="Does the settlement cut-off move").first.click()
    page.locator("#say-text").fill("Said without a script.")
    page.locator("#say").get_by_role("button", name="Comment").click()
    expect(page.locator("#remarks")).to_contain_text("Said without a script.")
    written = write(page, "decision", DECIDED.replace('"@ines"', '"@mei"'))
    page.goto(f"/{written}")
    step(page, "Accept")
    expect(page.locator(".standing")).to_contain_text("Accepted")


def test_the_main_path_by_keyboard_alone(browser_page: PageMaker):
    """From Today to a handoff, read, and to its read-back, without a mouse."""
    page = browser_page(who="ben")
    page.goto("/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/H-[0-9]+$"))
    tab_to(page, "Mark as read")
    page.keyboard.press("Enter")
    expect(page.locator(".standing")).to_contain_text("Read")
    tab_to(page, "Read back")
    page.keyboard.press("Enter")
    page.wait_for_url("**/read-back")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "text":
            break
    page.keyboard.type("We reverse the pairs and replay nothing.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".own-words")).to_have_text("We reverse the pairs and replay nothing.")


def tab_to(page: Page, words: str) -> None:
    """Walk by Tab to what says so."""
    for _ in range(80):
        page.keyboard.press("Tab")
        said = page.evaluate("document.activeElement.textContent.trim()")
        if str(said).startswith(words):
            return
    raise AssertionError(f"the keyboard never came to {words!r}")
