"""Signing in with an identity provider, against one that runs in the test."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from django.core.cache import cache
from django.test import Client, override_settings

from dayline.accounts.actions import seat
from dayline.people.actions import change_person
from tests.cast import Stage, set_stage

ADDRESS = "ana@meridian.example"


class Provider:
    """An OpenID provider that says of everybody what ``claims`` holds."""

    def __init__(self) -> None:
        self.claims = {"sub": "4711", "email": ADDRESS, "email_verified": True}
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                said = provider.claims if self.path == "/userinfo" else provider.about()
                self.say(said)

            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                self.say(provider.token())

            def say(self, what: object) -> None:
                body = json.dumps(what).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def about(self) -> dict[str, object]:
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "jwks_uri": f"{self.url}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def token(self) -> dict[str, object]:
        now = int(time.time())
        said = {**self.claims, "iss": self.url, "aud": "dayline", "iat": now, "exp": now + 60}
        signed = jwt.encode(said, "x" * 32, algorithm="HS256")
        return {"access_token": "at", "token_type": "Bearer", "id_token": signed}


@pytest.fixture
def provider() -> Iterator[Provider]:
    provider = Provider()
    thread = Thread(target=provider.server.serve_forever)
    thread.start()
    app = {"provider_id": "sso", "name": "Meridian ID", "client_id": "dayline", "secret": "s",
           "settings": {"server_url": provider.url}}  # fmt: skip
    providers = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    with override_settings(
        SOCIALACCOUNT_PROVIDERS=providers, OIDC_ISSUER=provider.url, OIDC_ONLY=True
    ):
        yield provider
    provider.server.shutdown()
    provider.server.server_close()
    thread.join()


@pytest.fixture
def stage(db: None) -> Stage:
    cache.clear()
    stage = set_stage()
    change_person(stage.olga, "@ana", email=ADDRESS)
    seat(stage.workspace, "ana")
    return stage


def begin(client: Client) -> dict[str, list[str]]:
    """What the provider is asked, after the button was pressed."""
    answer = client.post("/account/oidc/sso/login/?process=login&next=/settings")
    assert answer.status_code == 302
    return parse_qs(urlsplit(answer["Location"]).query)


def come_back(client: Client, state: str):
    return client.get("/account/oidc/sso/login/callback/", {"state": state, "code": "c"})


def test_who_was_invited_is_let_in_by_their_address(stage: Stage, provider: Provider):
    client = Client()
    asked = begin(client)
    assert asked["code_challenge_method"] == ["S256"]
    answer = come_back(client, asked["state"][0])
    assert answer["Location"] == "/settings"
    assert b"@ana" in client.get("/settings").content


@pytest.mark.parametrize(
    "claims",
    [{"email": "eve@evil.example"}, {"email_verified": False}, {"email": None}],
    ids=["a stranger", "an address that nobody verified", "no address"],
)
def test_nobody_else_is(stage: Stage, provider: Provider, claims: dict[str, object]):
    provider.claims |= {"sub": "666", **claims}
    client = Client()
    answer = come_back(client, begin(client)["state"][0])
    if answer.status_code == 302:
        assert client.get(answer["Location"]).status_code == 403
    assert client.get("/settings").status_code == 302


def test_an_answer_that_was_not_asked_for_is_not_taken(stage: Stage, provider: Provider):
    """Login CSRF: the state of another browser's sign-in is worth nothing here."""
    state = begin(Client())["state"][0]
    victim = Client()
    assert b"did not work" in come_back(victim, state).content
    assert victim.get("/settings").status_code == 302


def test_a_provider_that_is_away_is_said_to_be(stage: Stage, provider: Provider):
    with override_settings(
        SOCIALACCOUNT_PROVIDERS={
            "openid_connect": {
                "APPS": [
                    {"provider_id": "sso", "name": "x", "client_id": "dayline", "secret": "s",
                     "settings": {"server_url": "http://127.0.0.1:9"}}
                ]
            }
        }
    ):  # fmt: skip
        answer = Client().post("/account/oidc/sso/login/?process=login")
    assert answer.status_code == 503
    assert b"did not work" in answer.content
