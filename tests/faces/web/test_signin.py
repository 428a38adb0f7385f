"""Signing in: by password, link or provider, and never as somebody else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import mail
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings

from dayline.accounts.actions import hand_out_link, seat
from dayline.contracts.actions import open_workspace
from dayline.faces.web.headers import security_headers
from dayline.people.actions import change_person
from tests.cast import Stage, set_stage
from tests.faces.web.visitors import visitor

PASSWORD = "a-long-night-in-austin"  # noqa: S105 -- a test's own
ADDRESS = "ana@meridian.example"


@pytest.fixture
def stage(db: None) -> Stage:
    cache.clear()
    stage = set_stage()
    change_person(stage.olga, "@ana", email=ADDRESS)
    user = seat(stage.workspace, "ana")
    user.set_password(PASSWORD)
    user.save()
    return stage


def sign_in(client: Client, *, login: str = ADDRESS, password: str = PASSWORD, **more: str):
    return client.post("/signin", {"login": login, "password": password, **more})


def test_a_password_lets_in_and_nothing_says_when(stage: Stage):
    client = Client()
    answer = sign_in(client)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert b"@ana" in client.get("/").content
    assert not hasattr(seat(stage.workspace, "ana"), "last_login") or (
        seat(stage.workspace, "ana").last_login is None
    )


def test_an_address_is_known_in_any_case(stage: Stage):
    assert sign_in(Client(), login="Ana@Meridian.Example").status_code == 302


def test_the_session_is_another_after_signing_in(stage: Stage):
    """Fixation: a key that somebody planted is worth nothing afterwards."""
    client = Client()
    session = client.session
    session["planted"] = True
    session.save()
    before = session.session_key
    sign_in(client)
    assert client.session.session_key != before
    attacker = Client()
    attacker.cookies["dayline"] = before
    assert attacker.get("/").status_code == 302


def test_a_link_changes_the_session_too_and_works_once(stage: Stage):
    secret = hand_out_link(stage.workspace, "ana", datetime.now(UTC))
    client = Client()
    session = client.session
    session["planted"] = True
    session.save()
    assert client.get(f"/signin/{secret}").status_code == 200
    assert client.post(f"/signin/{secret}").status_code == 302
    assert client.session.session_key != session.session_key
    again = Client().post(f"/signin/{secret}")
    assert again.status_code == 403
    assert b"used already" in again.content


def test_links_last_by_the_real_clock(stage: Stage, monkeypatch: pytest.MonkeyPatch):
    secret = hand_out_link(stage.workspace, "ana", datetime.now(UTC) - timedelta(minutes=16))
    monkeypatch.setenv("DAYLINE_NOW", "2020-01-01T00:00:00Z")
    assert Client().post(f"/signin/{secret}").status_code == 403


def test_a_wrong_password_and_an_unknown_address_read_the_same(stage: Stage):
    wrong = sign_in(Client(), password="not-that-one-either")  # noqa: S106
    unknown = sign_in(Client(), login="nobody@meridian.example")
    assert wrong.status_code == unknown.status_code == 200
    strip = _without_the_form
    assert strip(wrong.content) == strip(unknown.content)


def _without_the_form(content: bytes) -> list[str]:
    lines = content.decode().splitlines()
    return [
        line for line in lines if "csrfmiddlewaretoken" not in line and 'name="login"' not in line
    ]


def test_asking_for_a_new_password_tells_nobody_who_is_here(stage: Stage):
    answers = [
        Client().post("/account/password/reset", {"email": address})
        for address in (ADDRESS, "nobody@meridian.example")
    ]
    assert {(one.status_code, one["Location"]) for one in answers} == {
        (302, "/account/password/reset/sent")
    }
    assert [letter.to for letter in mail.outbox] == [[ADDRESS]]


def test_a_post_office_that_is_closed_tells_nothing_either(stage: Stage):
    with override_settings(EMAIL_BACKEND="tests.faces.web.closed_office.Closed"):
        answer = Client().post("/account/password/reset", {"email": ADDRESS})
    assert answer.status_code == 302


def test_a_reset_link_sets_a_password_once(stage: Stage):
    client = Client()
    client.post("/account/password/reset", {"email": ADDRESS})
    (letter,) = mail.outbox
    link = next(word for word in letter.body.split() if "/account/password/reset/" in word)
    path = urlsplit(link).path
    form = client.get(path, follow=True)
    new = "another-night-in-austin"
    there = form.redirect_chain[-1][0]
    done = client.post(there, {"password1": new, "password2": new})
    assert done.status_code == 302
    assert sign_in(Client()).status_code == 200
    assert sign_in(Client(), password=new).status_code == 302
    assert b"This link is over" in Client().get(path, follow=True).content


def test_no_header_can_be_put_into_a_letter(stage: Stage):
    Client().post("/account/password/reset", {"email": f"{ADDRESS}\nBcc: eve@evil.example"})
    assert mail.outbox == []


def test_guessing_is_limited(stage: Stage):
    for _ in range(5):
        assert b"not correct" in sign_in(Client(), password="guess-guess").content  # noqa: S106
    assert b"Too many failed" in sign_in(Client()).content


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)",
     "https:evil.example", "http://testserver@evil.example/"],
)  # fmt: skip
def test_nobody_is_sent_to_another_site(stage: Stage, elsewhere: str):
    for answer in (
        sign_in(Client(), next=elsewhere),
        Client().post(
            f"/signin/{hand_out_link(stage.workspace, 'ana', datetime.now(UTC))}",
            {"next": elsewhere},
        ),
        visitor(stage, "ana").get("/signin", {"next": elsewhere}),
    ):
        assert answer.status_code == 302
        assert urlsplit(answer["Location"]).netloc == ""
        assert answer["Location"] == "/"


def test_one_is_brought_to_where_one_wanted(stage: Stage):
    asked = Client().get("/settings")
    assert parse_qs(urlsplit(asked["Location"]).query) == {"next": ["/settings"]}
    assert sign_in(Client(), next="/settings")["Location"] == "/settings"


@pytest.mark.parametrize("path", ["/signin", "/signout", "/account/password/reset", "/settings"])
def test_forms_of_other_sites_are_refused(stage: Stage, path: str):
    client = visitor(stage, "ana", csrf=True)
    answer = client.post(path, {"name": "Eve"}, headers={"origin": "https://evil.example"})
    assert answer.status_code == 403


def test_headers_cannot_be_split(stage: Stage):
    answer = sign_in(Client(), next="/\r\nSet-Cookie: x=1")
    assert not {"\r", "\n"} & set(answer["Location"])
    assert "x" not in answer.cookies


def test_there_is_no_signing_up(stage: Stage):
    for path in ("/account/signup", "/account/oidc/signup"):
        answer = Client().post(path, {"email": "eve@evil.example", "password1": PASSWORD})
        assert answer.status_code == 403


def test_who_left_gets_no_page(stage: Stage):
    client = visitor(stage, "ana")
    change_person(stage.olga, "@ana", active=False)
    answer = client.get("/")
    assert answer.status_code == 403
    assert b"no place in a workspace" in answer.content


def test_sessions_are_listed_and_ended_one_by_one(stage: Stage):
    here, there, other = Client(), Client(headers={"user-agent": "Firefox/140.0 Linux"}), Client()
    sign_in(here)
    sign_in(there)
    secret = hand_out_link(stage.workspace, "ben", datetime.now(UTC))
    other.post(f"/signin/{secret}")
    page = here.get("/account/sessions/").content.decode()
    assert "Firefox on Linux" in page
    assert page.count("End this session") == 1
    number = page.partition('/end"')[0].rpartition("/")[2]
    assert other.post(f"/account/sessions/{number}/end").status_code == 404
    assert there.get("/").status_code == 200
    assert here.post(f"/account/sessions/{number}/end").status_code == 302
    assert there.get("/").status_code == 302
    assert here.get("/").status_code == 200


@override_settings(OIDC_ONLY=True, OIDC_ISSUER="https://id.example", OIDC_NAME="Meridian ID")
def test_where_only_the_provider_lets_in_no_password_does(stage: Stage):
    page = Client().get("/signin").content.decode()
    assert "Continue with Meridian ID" in page
    assert "password" not in page.lower()
    assert sign_in(Client()).status_code == 403
    assert Client().post("/account/password/reset", {"email": ADDRESS}).status_code == 403
    assert Client().post("/account/ways/webauthn/login/", {"credential": "{}"}).status_code == 403


def test_the_provider_may_be_reached_by_a_form():
    with override_settings(OIDC_ORIGINS=["https://id.example"]):
        answer = security_headers(lambda _: HttpResponse())(HttpRequest())
    assert "form-action 'self' https://id.example;" in answer["Content-Security-Policy"]


def test_the_entrance_says_where_it_leads_and_how_one_gets_in(stage: Stage) -> None:
    page = Client().get("/signin").content.decode()
    assert "To the workspace <strong>meridian</strong>." in page
    assert "dayline signin @you" in page
    assert "holds for a quarter of an hour" in page


def test_of_several_workspaces_strangers_learn_no_name(stage: Stage) -> None:
    open_workspace("elsewhere", stage.now, handle="zoe", name="Zoe", zone="UTC")
    page = Client().get("/signin").content.decode()
    assert "To your workspace on this server." in page
    assert "meridian" not in page
