"""Webhooks against a real HTTP server, read by a program that we did not write."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayline.base.errors import Forbidden, InvalidInput
from dayline.integrations.webhooks import client
from dayline.integrations.webhooks.deliver import Delivered, deliver
from dayline.records.actions import open_record
from dayline.webhooks.actions import add, remove, replay
from dayline.webhooks.queries import subscription
from dayline.webhooks.rules import checked_url, is_public, wait_after
from tests.cast import DECISION, Stage, set_stage

standardwebhooks = pytest.importorskip("standardwebhooks")
NOW = datetime(2026, 11, 12, 10, tzinfo=UTC)


class Receiver(HTTPServer):
    """Answers as it is told, and keeps what it got."""

    answers: list[int]
    got: list[tuple[dict[str, str], bytes]]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/hooks?for=dayline"


class _Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((dict(self.headers), body))
        status = self.server.answers.pop(0) if self.server.answers else 204
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def receiving(*answers: int) -> Iterator[Receiver]:
    with Receiver(("127.0.0.1", 0), _Handler) as server:
        server.answers, server.got = list(answers), []
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def stage(db: None, monkeypatch: pytest.MonkeyPatch) -> Stage:
    monkeypatch.setenv("DAYLINE_WEBHOOKS_PRIVATE", "1")
    return set_stage()


def run(stage: Stage, at: datetime = NOW) -> Delivered:
    return deliver(stage.workspace, at, worker="w", base_url="https://dayline.example")


def test_a_message_is_verified_by_an_independent_reader(stage: Stage):
    now = datetime.now(UTC)  # its reader takes nothing that is older than five minutes
    with receiving() as server:
        _, secret = add(stage.olga, server.url, ["record."], at=now)
        open_record(stage.ana, "decision", text=DECISION)
        assert run(stage, now).sent == 1
        headers, body = server.got[0]
        said = standardwebhooks.Webhook(secret).verify(body, headers)
    assert said["type"] == "record.opened.proposed"
    assert said["data"]["record"]["url"] == "https://dayline.example/D-1"
    assert "412 captures" in said["data"]["text"]
    with pytest.raises(standardwebhooks.WebhookVerificationError):
        standardwebhooks.Webhook(secret).verify(body + b" ", headers)


def test_what_failed_is_sent_again_later_as_the_same_message(stage: Stage):
    with receiving(500, 204) as server:
        identity, _ = add(stage.olga, server.url, ["record."], at=NOW)
        open_record(stage.ana, "decision", text=DECISION)
        assert run(stage).failed == 1
        assert run(stage).sent == 0, "it waits"
        assert subscription(stage.workspace, identity).last_error == "It answered 500."
        assert run(stage, NOW + wait_after(1)).sent == 1
        assert len({headers["webhook-id"] for headers, _ in server.got}) == 1
        assert run(stage, NOW + timedelta(hours=1)).sent == 0, "it was taken"


def test_a_redirect_is_a_failure_and_is_not_followed(stage: Stage):
    with receiving(302) as server:
        add(stage.olga, server.url, ["record."], at=NOW)
        open_record(stage.ana, "decision", text=DECISION)
        assert run(stage).failed == 1
        assert len(server.got) == 1


def test_after_days_of_failure_it_ends_and_says_so_and_a_replay_takes_it_up(stage: Stage):
    with receiving(*[500] * 60) as server:
        identity, _ = add(stage.olga, server.url, ["record."], at=NOW)
        open_record(stage.ana, "decision", text=DECISION)
        at = NOW
        for _ in range(60):
            run(stage, at)
            one = subscription(stage.workspace, identity)
            if one.disabled:
                break
            at = one.retry_at
        assert one.disabled == "It failed for 5 days: It answered 500."
        assert timedelta(days=5) <= at - NOW < timedelta(days=6)
        replay(stage.olga, identity, one.cursor)
        server.answers.clear()
        assert run(stage, at + timedelta(days=1)).sent == 1


def test_what_its_maker_may_not_see_is_not_sent(stage: Stage):
    with receiving() as server:
        add(stage.olga, server.url, [], at=NOW)
        secret = open_record(stage.ana, "decision", text=DECISION, visibility="person:P-2")
        run(stage)
        told = b"".join(body for _, body in server.got)
    assert secret.ref.encode() not in told
    assert b"captures" not in told


def test_only_owners_say_who_outside_is_told(stage: Stage):
    with pytest.raises(Forbidden):
        add(stage.ana, "https://example.org/hooks", [], at=NOW)
    identity, _ = add(stage.olga, "https://example.org/hooks", [], at=NOW)
    with pytest.raises(Forbidden):
        remove(stage.ana, identity)
    remove(stage.olga, identity)


@pytest.mark.parametrize(
    "url",
    ["ftp://example.org", "http://", "https://ana:pw@example.org", "http://x y", "file:///etc/x"],
)
def test_what_is_no_address_is_refused_at_once(stage: Stage, url: str):
    with pytest.raises(InvalidInput):
        add(stage.olga, url, [], at=NOW)


def test_an_address_within_this_machine_or_network_is_not_sent_to(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("DAYLINE_WEBHOOKS_PRIVATE")
    with receiving() as server:
        outcome = client.send(server.url, {}, b"{}")
        assert not outcome.good
        assert "private network" in outcome.error
        assert server.got == []


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "192.168.1.1", "172.16.0.1", "169.254.169.254", "0.0.0.0",  # noqa: S104
        "100.64.0.1", "::1", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1",
        "2002:7f00:1::", "224.0.0.1", "255.255.255.255", "::", "nonsense",
    ],
)  # fmt: skip
def test_addresses_that_are_not_of_the_open_internet(address: str):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_addresses_of_the_open_internet(address: str):
    assert is_public(address)


@given(st.text(max_size=80))
def test_no_text_breaks_the_reading_of_an_address(text: str):
    for url in (text, f"http://{text}", f"https://example.org/{text}"):
        try:
            assert checked_url(url) == url
        except InvalidInput:
            continue


def test_a_body_is_a_message_for_programs(stage: Stage):
    with receiving() as server:
        add(stage.olga, server.url, ["person."], at=NOW)
        from dayline.people.actions import join

        join(stage.olga, handle="zoe", name="Zoe", role="member")
        run(stage)
        said = json.loads(server.got[0][1])
    assert said["type"] == "person.joined"
    assert said["data"]["record"] is None
    assert said["data"]["text"] is None
