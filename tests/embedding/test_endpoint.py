"""An endpoint that speaks OpenAI's protocol, played by a server here."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from dayline.base.errors import DaylineError, InvalidInput
from dayline.embedding.endpoint import Endpoint
from dayline.embedding.loading import load


class Played:
    """What the server was asked, and how it answers."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.paths: list[str] = []
        self.status = 200
        self.delay = 0.0
        self.body: bytes | None = None
        self.url = ""

    def answer(self, question: dict[str, Any]) -> bytes:
        if self.body is not None:
            return self.body
        rows = [
            {"index": at, "embedding": [float(len(text)), 1.0, 0.0]}
            for at, text in enumerate(question["input"])
        ]
        return json.dumps({"data": rows[::-1]}).encode()


@contextmanager
def playing() -> Iterator[Played]:
    played = Played()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            played.asked.append(question)
            played.keys.append(self.headers.get("Authorization", ""))
            played.paths.append(self.path)
            time.sleep(played.delay)
            body = played.answer(question)
            self.send_response(played.status)
            self.send_header("Location", "http://127.0.0.1:1/")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    played.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield played
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def played() -> Iterator[Played]:
    with playing() as made:
        yield made


def test_texts_go_out_in_parts_and_come_back_in_order(played: Played) -> None:
    found = load(played.url, model="small", key="secret").embed(["x" * at for at in range(1, 101)])
    assert [len(one["input"]) for one in played.asked] == [64, 36]
    assert {one["model"] for one in played.asked} == {"small"}
    assert played.keys == ["Bearer secret"] * 2
    assert played.paths == ["/v1/embeddings"] * 2
    assert [round(row[0] / row[1]) for row in found] == list(range(1, 101))


@pytest.mark.parametrize("status", [302, 401, 429, 500])
def test_what_is_no_answer_is_a_refusal_and_nothing_is_followed(
    played: Played, status: int
) -> None:
    played.status = status
    with pytest.raises(DaylineError, match=f"answered {status}") as refused:
        Endpoint(played.url, "small", key="secret").embed(["a"])
    assert "secret" not in str(refused.value)
    assert len(played.asked) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"<html>",
        b"[]",
        b'{"data": []}',
        b'{"data": [{"index": 0, "embedding": ["x"]}]}',
        b'{"data": [{"index": 0, "embedding": [NaN]}]}',
    ],
)
def test_an_answer_of_another_shape_is_a_refusal(played: Played, body: bytes) -> None:
    played.body = body
    with pytest.raises(DaylineError, match="answered"):
        Endpoint(played.url, "small").embed(["a"])


def test_one_who_does_not_answer_is_not_waited_for(played: Played) -> None:
    played.delay = 1.0
    with pytest.raises(DaylineError, match="did not answer"):
        Endpoint(played.url, "small", timeout=0.05).embed(["a"])


@pytest.mark.parametrize(
    "base",
    [
        "ftp://host/v1", "https://", "https://user:pass@host/v1", "https://host:port/v1",
        "https://host:99999/v1", "https://[::1/v1", "https://a..b/v1", "https://host/v\u00e9",
    ],
)  # fmt: skip
def test_an_address_that_is_none_is_refused(base: str) -> None:
    with pytest.raises(InvalidInput, match="no address") as refused:
        Endpoint(base, "small")
    assert "https://host/v1" in refused.value.do


@pytest.mark.parametrize("key", ["se\u20accret", "se\u00e9cret", "secret\n"])
def test_a_key_that_no_request_can_carry_is_refused_and_not_shown(key: str) -> None:
    with pytest.raises(InvalidInput, match="key") as refused:
        Endpoint("https://host/v1", "small", key=key)
    assert "DAYLINE_EMBEDDING_KEY" in refused.value.do
    assert "cret" not in str(refused.value)


def test_a_model_must_be_named(played: Played) -> None:
    with pytest.raises(DaylineError, match="DAYLINE_EMBEDDING_MODEL"):
        load(played.url)
