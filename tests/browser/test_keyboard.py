"""The keys, the command bar, the log's slider and the masthead, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.looking import assert_fits, assert_no_axe_findings

FOCUSED = "document.activeElement.getAttribute('href')"


def test_a_list_is_walked_and_a_record_opened_without_a_mouse(browser_page):
    page = browser_page()
    page.goto("/log")
    page.keyboard.press("j")
    first = page.evaluate(FOCUSED)
    page.keyboard.press("j")
    second = page.evaluate(FOCUSED)
    assert first.startswith("/D-")
    assert second.startswith("/D-")
    assert first != second
    page.keyboard.press("k")
    assert page.evaluate(FOCUSED) == first
    page.keyboard.press("o")
    page.wait_for_url(f"**{first}")


def test_two_keys_go_to_a_place(browser_page):
    page = browser_page()
    page.goto("/log")
    page.keyboard.press("g")
    page.keyboard.press("b")
    page.wait_for_url("**/board")
    page.keyboard.press("g")
    page.keyboard.press("t")
    page.wait_for_url(lambda url: url.endswith("/"))


def test_on_a_record_e_edits_and_a_only_points_at_the_next_move(browser_page):
    page = browser_page(who="omar")
    page.goto("/H-3")
    page.keyboard.press("a")
    page.wait_for_function(
        "document.activeElement.dataset.key == 'a' || location.pathname.includes('/move/')"
    )
    page.goto("/H-3")
    page.keyboard.press("e")
    page.wait_for_url("**/H-3/edit")


def test_keys_do_nothing_while_somebody_types(browser_page):
    page = browser_page()
    page.goto("/search")
    box = page.locator("#q")
    box.click()
    page.keyboard.type("gb?/jkn")
    assert box.input_value() == "gb?/jkn"
    page.keyboard.press("Control+k")
    assert page.url.endswith("/search")
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_keys_can_be_switched_off(browser_page, server):
    page = browser_page()
    page.context.add_cookies([{"name": "keys", "value": "off", "url": server.url}])
    page.goto("/log")
    for key in ("j", "?", "/", "Control+k", "n"):
        page.keyboard.press(key)
    expect(page.locator("dialog[open]")).to_have_count(0)
    assert page.url.endswith("/log")
    assert page.evaluate(FOCUSED) is None
    page.click(".seek")
    expect(page.locator("dialog.going[open]")).to_be_visible()


def test_the_command_bar_finds_a_record_by_its_title(browser_page):
    page = browser_page()
    page.goto("/")
    page.keyboard.press("Control+k")
    box = page.get_by_role("combobox")
    expect(box).to_be_focused()
    expect(page.get_by_role("option", name="Write a decision")).to_be_visible()
    page.keyboard.type("thirty d")
    option = page.get_by_role("option", name="Keys live for thirty days")
    expect(option).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == option.get_attribute("id")
    page.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "false")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/D-4")


def test_the_command_bar_shows_nobody_what_is_hidden_from_them(browser_page):
    page = browser_page(who="mei")
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type("second floor")
    expect(page.get_by_role("option", name="Search everything for")).to_be_visible()
    expect(page.get_by_role("option", name="Who moves")).to_have_count(0)


def test_the_command_bar_begins_a_text_and_escape_closes_it(browser_page):
    page = browser_page()
    page.goto("/log")
    page.click(".seek")
    page.keyboard.type("write a dec")
    expect(page.get_by_role("option", name="Write a decision")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator(".seek")).to_be_focused()


def test_the_sheet_of_keys_tells_them_and_where_to_switch_them_off(browser_page):
    page = browser_page()
    page.goto("/log")
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="Keys")
    expect(sheet).to_contain_text("Go to Board")
    expect(sheet.get_by_role("link")).to_have_attribute("href", "/settings/reading")
    page.keyboard.press("j")
    assert page.evaluate(FOCUSED) is None


def test_the_slider_takes_the_log_back(browser_page):
    page = browser_page()

    def as_if_older(route):
        answer = route.fetch()
        older = answer.text().replace('data-first="2026-11-18"', 'data-first="2026-11-10"')
        route.fulfill(response=answer, body=older)

    page.route("**/log", as_if_older)
    page.goto("/log")
    expect(page.locator(".log-row")).to_have_count(5)
    slider = page.get_by_role("slider", name="As of")
    slider.focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#log-list")).to_contain_text("Nothing fits")
    assert page.input_value("#as_of") == "2026-11-17"
    assert page.url.endswith("/log?as_of=2026-11-17")
    page.keyboard.press("End")
    expect(page.locator(".log-row")).to_have_count(5)


@pytest.mark.parametrize("scripts", [True, False])
def test_the_day_of_the_log_is_a_field_with_or_without_a_script(browser_page, scripts):
    page = browser_page(scripts=scripts)
    page.goto("/log")
    page.fill("#as_of", "2026-11-17")
    page.click(".narrow-then button")
    expect(page.locator("#log-list")).to_contain_text("Nothing fits")


def test_the_menu_signs_out_without_a_script(browser_page):
    page = browser_page(scripts=False)
    page.goto("/log")
    page.click(".me summary")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/signin")


def test_the_theme_is_chosen_where_one_is(browser_page):
    page = browser_page()
    page.goto("/log?kind=all")
    page.click(".me summary")
    page.get_by_role("button", name="Dark").click()
    page.wait_for_url("**/log?kind=all")
    assert page.locator("html").get_attribute("data-theme") == "dark"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_no_page_of_these_has_accessibility_findings(browser_page, theme, width):
    page = browser_page(theme, width, bypass_csp=True)
    for address in (
        "/log", "/log?kind=all&as_of=2026-11-18&tag=payments", "/search", "/search?q=key+retry",
        "/search?q=unicorn&who=nobody", "/search?q=unicorn",
    ):  # fmt: skip
        page.goto(address)
        assert_fits(page)
        assert_no_axe_findings(page)
    page.click(".me summary")
    assert_fits(page)
    assert_no_axe_findings(page)
    page.goto("/log")
    page.click(".seek")
    page.keyboard.type("key")
    expect(page.get_by_role("option", name="Search everything for")).to_be_visible()
    assert_fits(page)
    assert_no_axe_findings(page)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.locator("h1").click()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    assert_no_axe_findings(page)
