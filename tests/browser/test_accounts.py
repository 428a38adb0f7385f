"""Signing in, settings and administration in a real browser: passkeys, both themes, two widths."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import PageMaker, Server
from tests.browser.looking import assert_fits, assert_no_axe_findings

SETTINGS = (
    "/settings", "/settings/hours", "/settings/reading", "/settings/tokens", "/account/ways/",
    "/account/sessions/", "/account/password/new", "/account/ways/totp/activate/",
    "/account/ways/webauthn/add/", "/account/ways/webauthn/",
)  # fmt: skip
WORKSPACE = (
    "/workspace", "/workspace/people/ana", "/workspace/teams", "/workspace/teams/austin",
    "/workspace/contracts", "/workspace/contracts/handoff",
    "/workspace/contracts/publish?from=handoff", "/workspace/tokens", "/workspace/proof",
)  # fmt: skip
ENTRANCE = ("/signin", "/account/signup", "/account/password/reset", "/account/password/reset/sent",
            "/account/oidc/failed", "/account/oidc/stopped", "/account/closed",
            "/account/password/reset/1-x/")  # fmt: skip


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 1280), ("light", 360),
                                              ("dark", 360)])  # fmt: skip
def test_every_page_fits_and_has_no_findings(browser_page: PageMaker, theme: str, width: int):
    owner = browser_page(theme, width, who="olga", bypass_csp=True)
    for path in (*SETTINGS, *WORKSPACE):
        assert owner.goto(path).status == 200, path
        assert_fits(owner)
        assert_no_axe_findings(owner)
    stranger = browser_page(theme, width, who="", bypass_csp=True)
    for path in ENTRANCE:
        stranger.goto(path)
        assert_fits(stranger)
        assert_no_axe_findings(stranger)


def test_somebody_joins_and_sets_a_password_without_scripts(browser_page: PageMaker):
    owner = browser_page(who="olga", scripts=False)
    owner.goto("/workspace")
    owner.fill("#whom", "zoe@meridian.example")
    owner.select_option("#role", "member")
    owner.click("text=Invite >> nth=-1")
    link = owner.inner_text(".secret")
    zoe = browser_page("dark", 360, who="", scripts=False)
    zoe.goto(link)
    assert_fits(zoe)
    zoe.fill("#name", "Zoe Lund")
    zoe.click("main button")
    zoe.goto("/account/password/new")
    for name in ("password1", "password2"):
        zoe.fill(f"[name={name}]", "a-quiet-night-in-oslo")
    zoe.click("main button")
    zoe.goto("/settings")
    zoe.click("text=Sign out on this device")
    zoe.fill("[name=login]", "zoe@meridian.example")
    zoe.fill("[name=password]", "a-quiet-night-in-oslo")
    zoe.click("main button >> nth=0")
    assert "@zoe" in zoe.inner_text(".masthead")


def test_hours_are_set_without_scripts(browser_page: PageMaker):
    page = browser_page(who="ben", scripts=False)
    page.goto("/settings/hours")
    page.fill("[name=mon]", "22:00-06:00")
    page.click("text=Save the week")
    assert "Saved." in page.inner_text("[role=status]")
    assert page.input_value("[name=mon]") == "22:00-06:00"
    page.fill("[name=tue]", "whenever")
    page.click("text=Save the week")
    assert page.input_value("[name=tue]") == "whenever"
    assert "whenever" in page.inner_text("[role=alert]")


@pytest.fixture
def device(browser: Browser, server: Server):
    """A browser with an authenticator of its own, at localhost, where browsers allow passkeys."""
    context = browser.new_context(base_url=server.url.replace("127.0.0.1", "localhost"))
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("WebAuthn.enable")
    wire.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
                     "hasUserVerification": True, "isUserVerified": True,
                     "automaticPresenceSimulation": True}},
    )  # fmt: skip
    yield page
    context.close()


def test_a_passkey_is_added_and_signs_in_alone(device: Page, server: Server):
    link = server.cli("signin", "@ken").strip().replace("127.0.0.1", "localhost")
    device.goto(link)
    device.click("main button")
    device.wait_for_url("**/")
    device.goto("/account/ways/webauthn/add/")
    device.fill("#passkey-name", "Ken's laptop")
    device.click("text=Add it")
    device.wait_for_url("**/recovery-codes/")
    assert len(device.query_selector_all(".codes li")) == 10
    device.goto("/account/ways/")
    assert "Ken's laptop" in device.inner_text("main")
    device.goto("/settings")
    device.click("text=Sign out on this device")
    device.wait_for_url("**/signin")
    device.click("text=Use a passkey")
    device.wait_for_url(lambda url: "/signin" not in url)
    assert "@ken" in device.inner_text(".masthead")


def test_a_proof_runs_beside_the_pages(browser_page: PageMaker):
    page = browser_page(who="olga")
    page.goto("/workspace/proof")
    page.click("text=Verify now")
    page.wait_for_selector("text=Nothing was changed.")
