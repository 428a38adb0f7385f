"""Lines typed without a network wait in the browser and go out once, with their own time."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import PageMaker, Server


def test_a_line_typed_offline_arrives_once_the_network_is_back(
    server: Server, browser_page: PageMaker
) -> None:
    page = browser_page()
    page.goto(f"{server.url}/I-1/timeline")
    box = page.locator("#line")
    box.fill("the switch is on")
    box.press("Enter")
    expect(page.locator("#events")).to_contain_text("the switch is on")
    expect(box).to_have_value("")
    page.context.set_offline(True)
    box.fill("from the train")
    box.press("Enter")
    expect(page.locator("[data-kept]")).to_contain_text("1 line waits in this browser")
    page.context.set_offline(False)
    expect(page.locator("#events")).to_contain_text("from the train")
    expect(page.locator("[data-kept]")).to_be_empty()
    told = server.cli("incident", "timeline", "I-1")
    assert told.count("from the train") == 1


def test_without_scripts_the_form_is_a_form(server: Server, browser_page: PageMaker) -> None:
    page = browser_page(scripts=False)
    page.goto(f"{server.url}/I-1/timeline")
    page.locator("#line").fill("by hand")
    page.locator("[data-quick] button").click()
    expect(page.locator("#events")).to_contain_text("by hand")
