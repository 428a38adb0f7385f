"""The editor as a person meets it: menus, paste, lists, guide, keyboard, small screens."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import assert_fits, assert_no_axe_findings

PageMaker = Callable[..., Page]
DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def editor(page: Page, place: str = "/new/handoff?draft=none") -> Page:
    page.goto(place)
    page.wait_for_selector("html[data-editor=ready]")
    return page


def at_end(page: Page, text: str) -> None:
    page.focus("#text")
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def end_of_text(page: Page, length: int = 60) -> str:
    return page.input_value("#text")[-length:]


def paste(page: Page, html: str) -> None:
    page.focus("#text")
    page.evaluate(
        """(html) => {
          const data = new DataTransfer();
          data.setData('text/html', html);
          data.setData('text/plain', 'plain');
          const event = new ClipboardEvent('paste', {clipboardData: data, bubbles: true,
            cancelable: true});
          document.getElementById('text').dispatchEvent(event);
        }""",
        html,
    )


def test_people_are_offered_with_their_hours(browser_page: PageMaker):
    page = editor(browser_page())
    at_end(page, "\nAsk @me")
    option = page.locator("#menu [role=option]").first
    expect(option).to_contain_text("@mei")
    expect(option).to_contain_text("there Wed 23:")
    expect(option).to_contain_text("awake today 19:00")
    page.keyboard.press("Enter")
    assert end_of_text(page).endswith("Ask @mei ")


def test_records_are_offered_by_id_and_by_title(browser_page: PageMaker):
    page = editor(browser_page())
    at_end(page, "\nSee D-1")
    expect(page.locator("#menu [role=option]").first).to_contain_text("Every capture carries")
    page.keyboard.press("Enter")
    page.keyboard.type("and [[thirty days")
    expect(page.locator("#menu [role=option]").first).to_contain_text("D-4")
    page.keyboard.press("Enter")
    assert end_of_text(page).endswith("See D-1 and D-4 ")


def test_who_types_faster_than_the_server_answers_leaves_no_half_word(browser_page: PageMaker):
    page = editor(browser_page())
    held = []
    page.route(lambda url: "thirty" in url, lambda route: held.append(route))  # noqa: PLW0108
    at_end(page, "\nSee [[thirt")
    expect(page.locator("#menu [role=option]").first).to_contain_text("D-4")
    page.keyboard.type("y days")
    page.keyboard.press("Enter")
    assert held
    assert end_of_text(page).endswith("\nSee D-4 ")


def test_a_handle_between_quotes_gets_no_blank(browser_page: PageMaker):
    page = editor(browser_page())
    page.fill("#text", '---\nto: ""\n---\n')
    page.evaluate("text.setSelectionRange(9, 9)")
    page.keyboard.type("@lon")
    expect(page.locator("#menu [role=option]").first).to_contain_text("@london")
    page.keyboard.press("Enter")
    assert page.input_value("#text") == '---\nto: "@london"\n---\n'


def test_a_slash_inserts_what_the_contract_knows(browser_page: PageMaker):
    page = editor(browser_page())
    at_end(page, "\n/hazard")
    expect(page.locator("#menu [role=option]").first).to_contain_text("Must survive: hazard")
    page.keyboard.press("Enter")
    page.keyboard.type("Payouts start at 06:00 UTC.")
    assert end_of_text(page).endswith("\n- (hazard) Payouts start at 06:00 UTC.")


def test_escape_leaves_the_menu_and_tab_leaves_the_text(browser_page: PageMaker):
    page = editor(browser_page())
    at_end(page, "\n/")
    expect(page.locator("#menu")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#menu")).to_be_hidden()
    page.keyboard.press("Tab")
    expect(page.locator("#text")).not_to_be_focused()
    assert "\t" not in page.input_value("#text")


def test_lists_go_on_and_end(browser_page: PageMaker):
    page = editor(browser_page())
    at_end(page, "\n1. one\ntwo\n\nafter")
    assert end_of_text(page).endswith("\n1. one\n2. two\n\nafter")
    page.keyboard.type("\n\n- [x] done\nopen")
    assert end_of_text(page).endswith("\n- [x] done\n- [ ] open")


def test_the_guide_follows_and_leads_into_the_text(browser_page: PageMaker):
    page = editor(browser_page())
    guide = page.locator("#pane-guide")
    expect(guide).to_contain_text("Before “Deliver”")
    guide.get_by_role("link", name="Contingency").click()
    page.keyboard.type("Page @ines.")
    page.keyboard.press("Escape")
    expect(guide.locator("li.guide-written", has_text="Contingency")).to_have_count(1)


def test_a_thing_to_do_leads_to_its_line(browser_page: PageMaker):
    page = browser_page()
    page.goto("/D-2/edit?line=2")
    page.wait_for_selector("[data-editor=ready]", state="attached")
    expect(page.locator("#text")).to_be_focused()
    assert page.evaluate("text.value.slice(0, text.selectionStart).split('\\n').length") == 2


def test_formatted_text_is_pasted_as_markdown(browser_page: PageMaker):
    page = editor(browser_page())
    page.fill("#text", "")
    paste(
        page,
        '<meta charset="utf-8"><b style="font-weight:normal"><h2>Why</h2><p>Only the <b>client</b>'
        ' <a href="https://example.org/a_(b)">knows</a> x_y &lt;b&gt; *.</p><ul><li>one<ul><li>in'
        "</li></ul></li><li><p>two</p></li></ul><ol start=3><li>three</li></ol>"
        "<table><tr><th>A</th><th>B</th></tr><tr><td>1|2</td><td></td></tr></table>"
        "<pre>a ``` b\n c</pre><p>style=x <code>a`b</code></p>"
        "<img src=x onerror=\"document.title='run'\"><script>document.title='run'</script></b>",
    )
    assert page.input_value("#text") == (
        "## Why\n\nOnly the **client** [knows](https://example.org/a_%28b%29) x_y \\<b\\> \\*.\n\n"
        "- one\n  - in\n- two\n\n3. three\n\n| A | B |\n|---|---|\n| 1\\|2 |  |\n\n"
        "````\na ``` b\n c\n````\n\nstyle=x ``a`b``"
    ).replace("``a`b``", "`` a`b ``")
    assert page.title() != "run"


def test_plain_text_is_left_to_the_browser(browser_page: PageMaker):
    page = editor(browser_page())
    before = page.input_value("#text")
    paste(page, "<span>only words</span>")
    assert page.input_value("#text") == before  # a made-up event inserts nothing by itself


def test_a_picture_is_added_shown_and_saved(browser_page: PageMaker):
    page = editor(browser_page(), "/new/update")
    page.focus("#text")
    page.keyboard.press("Control+End")
    page.set_input_files(
        "#picture-file", [{"name": "queue.png", "mimeType": "image/png", "buffer": DOT}]
    )
    expect(page.locator("#text")).to_have_value(re_picture("new"))
    page.click("#tab-preview")
    shown = page.locator("#pane-preview img")
    expect(shown).to_have_attribute("alt", "queue")
    assert shown.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1


def re_picture(ref: str) -> re.Pattern[str]:
    return re.compile(rf"!\[queue\]\({ref}/files/[0-9a-f]{{64}}\.png\)")


def test_the_title_follows_the_team_that_is_chosen(browser_page: PageMaker):
    page = editor(browser_page())
    text = page.locator("#text")
    old = page.locator("#to option:checked").get_attribute("data-name")
    assert f" to {old}, " in text.input_value()
    at_end(page, "Mine.")
    other = page.locator("#to option:not(:checked)").first
    handle, name = other.get_attribute("value"), other.get_attribute("data-name")
    page.select_option("#to", handle)
    written = text.input_value()
    assert f'to: "{handle}"' in written
    assert f" to {name}, " in written
    assert written.endswith("Mine.")


def test_without_scripts_one_writes_previews_and_saves(browser_page: PageMaker):
    page = browser_page(scripts=False)
    page.goto("/new/question")
    page.fill("#text", '---\nowner: "@omar"\n---\n\n# Who owns the *cut-off*\n')
    page.click("button[value=preview]")
    expect(page.locator("#pane-preview h1")).to_have_text("Who owns the cut-off")
    page.click("button[value=save]")
    assert page.url.rpartition("/")[2].startswith("Q-")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("place", ["/new", "/new/handoff", "/D-2/edit"])
def test_every_page_can_be_used_by_everybody(
    browser_page: PageMaker, theme: str, width: int, place: str
):
    page = browser_page(theme, width, bypass_csp=True)
    page.goto(place)
    if place != "/new":
        page.wait_for_selector("html[data-editor=ready]")
        page.wait_for_timeout(500)
    assert_fits(page)
    assert_no_axe_findings(page)
    if place != "/new" and width == 360:
        page.click("#tab-guide")
        page.wait_for_timeout(400)
        assert_fits(page)
        assert_no_axe_findings(page)
