"""Nothing typed is ever lost: a few of each disruption. ``bench/disruptions.py`` runs a thousand.

Shown to fail: with ``store.put`` doing nothing, words typed while the server is away are lost when
the tab dies; with ``keep`` writing over another page's draft, the second tab loses the first one's.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect

from tests.browser.conftest import CHROMIUM
from tests.browser.writing import Serving, Writer, kill_tabs, serving


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not on this machine")
    with serving(tmp_path_factory.mktemp("writing") / "home") as server:
        yield server


@pytest.fixture(scope="module")
def signed_in(browser: Browser, served: Serving) -> StorageState:
    context = browser.new_context()
    served.signin(context.new_page())
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def writer(
    browser: Browser,
    served: Serving,
    signed_in: StorageState,
    request: pytest.FixtureRequest,
) -> Iterator[Writer]:
    """@ana, about to write; each test at a place of its own."""
    context = browser.new_context(storage_state=signed_in)
    begun = Writer(context, served.url, getattr(request, "param", "/new/decision"))
    begun.open()
    yield begun
    context.close()


def says(writer: Writer, words: str) -> None:
    assert writer.page is not None
    expect(writer.page.locator("#status")).to_contain_text(words)


def type_for(writer: Writer, seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        writer.type()
        time.sleep(0.08)


def dies_and_comes_back(browser: Browser, writer: Writer) -> int:
    """The tab's process is killed and the page opened again; returns what was lost."""
    at = time.monotonic()
    kill_tabs(browser, [writer])
    writer.open()
    return writer.lost(at)


def offline(writer: Writer, served: Serving) -> Callable[[], None]:
    writer.context.set_offline(True)
    return lambda: writer.context.set_offline(False)


def signed_out(writer: Writer, served: Serving) -> Callable[[], None]:
    writer.context.clear_cookies()

    def sign_in_in_another_tab() -> None:
        served.signin(writer.context.new_page())

    return sign_in_in_another_tab


def killed_server(writer: Writer, served: Serving) -> Callable[[], None]:
    served.stop(signal.SIGKILL)
    return served.start


WITHOUT = pytest.mark.parametrize(
    ("writer", "without", "reason"),
    [
        ("/new/guide", offline, "The server does not answer"),
        ("/new/spec", signed_out, "You are signed out"),
        ("/D-2/edit", killed_server, "The server does not answer"),
    ],
    ids=["network-cut", "session-expired", "server-killed"],
    indirect=["writer"],
)
Taking = Callable[[Writer, Serving], Callable[[], None]]


@pytest.mark.parametrize("writer", ["/new/question"], indirect=True)
def test_a_killed_tab_comes_back_with_its_text(browser: Browser, writer: Writer):
    type_for(writer, 1.5)
    assert dies_and_comes_back(browser, writer) == 0
    says(writer, "Draft saved.")


@pytest.mark.parametrize("writer", ["/new/update"], indirect=True)
def test_a_draft_that_the_server_had_whole_says_so_when_it_comes_back(
    browser: Browser, writer: Writer
):
    type_for(writer, 0.5)
    says(writer, "Draft saved.")
    assert dies_and_comes_back(browser, writer) == 0
    says(writer, "Draft saved.")


@WITHOUT
def test_what_is_typed_without_a_server_reaches_it_later(
    writer: Writer, served: Serving, without: Taking, reason: str
):
    type_for(writer, 0.5)
    says(writer, "Draft saved.")
    give_back = without(writer, served)
    type_for(writer, 1)
    says(writer, "Kept offline, in this browser.")
    says(writer, reason)
    give_back()
    says(writer, "Draft saved.")
    assert writer.page is not None
    on_server = writer.context.request.get(f"{served.url}{writer.place}").text()
    assert all(word.strip() in on_server for _, word in writer.typed)


@WITHOUT
def test_a_tab_that_dies_without_a_server_comes_back_whole(
    browser: Browser, writer: Writer, served: Serving, without: Taking, reason: str
):
    give_back = without(writer, served)
    type_for(writer, 1.6)
    says(writer, reason)
    at = time.monotonic()
    kill_tabs(browser, [writer])
    give_back()
    writer.open()
    assert writer.lost(at) == 0
    says(writer, "Draft saved.")


@pytest.mark.parametrize("writer", ["/new/incident"], indirect=True)
def test_two_tabs_each_keep_their_text_and_the_later_one_is_told(browser: Browser, writer: Writer):
    first = writer.page
    writer.type(first)
    says(writer, "Draft saved.")
    second = writer.open()
    expect(second.locator("#told")).to_contain_text("in another tab")
    for _ in range(4):
        writer.type(first)
        writer.type(second)
    says(writer, "Draft saved.")
    expect(second.locator("#told a")).to_have_count(1)
    assert dies_and_comes_back(browser, writer) == 0


@pytest.mark.parametrize("writer", ["/new/retro"], indirect=True)
def test_a_saved_text_does_not_come_back_as_a_draft(writer: Writer, served: Serving):
    page = _page(writer)
    page.fill("#text", '---\nteams: ["@austin"]\n---\n\n# A quarter of handoffs\n')
    page.click("button[value=save]")
    page.wait_for_url(lambda url: "/O-" in url)
    writer.typed.clear()
    again = writer.open()
    expect(again.locator("#restored")).to_have_count(0)
    assert "A quarter of handoffs" not in again.input_value("#text")


@pytest.mark.parametrize("writer", ["/new/meeting"], indirect=True)
def test_saving_without_a_server_keeps_the_text_and_can_be_repeated(
    writer: Writer, served: Serving
):
    page = _page(writer)
    page.fill("#text", "# Does this need us awake together\n")
    writer.context.set_offline(True)
    page.click("button[value=save]")
    expect(page.locator("#told")).to_contain_text("could not be saved yet")
    expect(page.locator("#text")).to_be_editable()
    writer.context.set_offline(False)
    says(writer, "Draft saved.")
    page.click("button[value=save]")
    page.wait_for_url(lambda url: "/M-" in url)


@pytest.mark.parametrize("writer", ["/D-2/edit"], indirect=True)
def test_a_conflict_shows_both_texts_and_keeps_mine(writer: Writer, served: Serving):
    page = _page(writer)
    mine = page.input_value("#text").replace("Only the client knows", "Only a client can know")
    page.fill("#text", mine)
    other = writer.open()
    other.fill("#text", other.input_value("#text").replace("doubled in May", "doubled in June"))
    other.click("button[value=save]")
    other.wait_for_url(lambda url: url.endswith("/D-2"))
    page.click("button[value=save]")
    expect(page.locator("h1")).to_have_text("Somebody saved while you wrote")
    both = page.input_value("#text")
    assert "Only a client can know" in both
    assert "doubled in June" in both
    page.click("button[value=save]")
    page.wait_for_url(lambda url: url.endswith("/D-2"))


def _page(writer: Writer) -> Page:
    assert writer.page is not None
    return writer.page
