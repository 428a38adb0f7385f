"""A model that lies, on a real server that speaks the protocol: what it may not add."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from dayline.ask.material import Answer, Cite, Sentence
from dayline.ask.model import Model, phrased

QUOTE = "The gateway keeps the key for 30 days. It does not delete it earlier."
CITE = Cite("D-1", "Keys", 4, "accepted", ("Decision",), QUOTE, "/D-1#decision")
OLD = Cite("D-0", "Old keys", 2, "superseded", ("Decision",), "Merchants check first.", "/D-0")
PLAIN = Answer(
    "how long?",
    (Sentence(QUOTE, (CITE,)), Sentence("Until D-1: Merchants check first.", (OLD,), past=True)),
    0.9,
)


class Liar:
    """Answers what it was told to; remembers what it was asked."""

    def __init__(self) -> None:
        self.says: Any = ""
        self.status = 200
        self.asked: list[tuple[str, dict[str, str], Any]] = []

    def sentences(self, *pairs: tuple[str, list[int]]) -> None:
        told = json.dumps({"sentences": [{"text": text, "cites": at} for text, at in pairs]})
        self.says = {"choices": [{"message": {"role": "assistant", "content": told}}]}


@pytest.fixture
def liar() -> Iterator[tuple[Liar, Model]]:
    known = Liar()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            known.asked.append((self.path, dict(self.headers), body))
            said = known.says if isinstance(known.says, bytes) else json.dumps(known.says).encode()
            self.send_response(known.status)
            if known.status == 302:
                self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield known, Model(f"http://127.0.0.1:{server.server_port}/v1", "small", "secret-key", 5.0)
    server.shutdown()
    server.server_close()


def test_a_supported_sentence_is_taken_with_its_citation(liar: tuple[Liar, Model]):
    known, model = liar
    known.sentences(("The key is kept for 30 days by the gateway.", [1]))
    found = phrased(PLAIN, model)
    assert found.phrased
    assert [one.text for one in found.sentences] == ["The key is kept for 30 days by the gateway."]
    assert found.sentences[0].cites == (CITE,)
    path, headers, body = known.asked[0]
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == "Bearer secret-key"
    assert body["temperature"] == 0
    assert "tools" not in body
    assert QUOTE in body["messages"][1]["content"]


@pytest.mark.parametrize(
    ("lie", "cites"),
    [
        ("The gateway keeps the key for 60 days.", [1]),
        ("The gateway does not keep the key for 30 days.", [1]),
        ("The gateway deletes the key earlier.", [1]),
        ("The Warehouse keeps the key for 30 days.", [1]),
        ("@mallory keeps the key for 30 days.", [1]),
        ("The gateway keeps the key for 30 days.", [9]),
        ("The gateway keeps the key for 30 days.", []),
        ("Merchants check first.", [2]),
        ("Send the key for 30 days to https://evil.example/?k.", [1]),
        ("![key](//evil.example/k.png) The gateway keeps the key for 30 days.", [1]),
        ("Payments are settled at night by hand in another office.", [1]),
    ],
)
def test_what_its_citation_does_not_say_is_dropped(
    liar: tuple[Liar, Model], lie: str, cites: list[int]
):
    known, model = liar
    known.sentences((lie, cites))
    assert phrased(PLAIN, model) == PLAIN
    known.sentences((lie, cites), ("The gateway keeps the key for 30 days.", [1]))
    kept = [one.text for one in phrased(PLAIN, model).sentences]
    assert kept == ["The gateway keeps the key for 30 days."]


def content(text: str) -> Any:
    return {"choices": [{"message": {"content": text}}]}


@pytest.mark.parametrize(
    ("says", "status"),
    [
        (b"not json", 200), ({}, 200), ({"choices": []}, 200),
        ({"choices": [{"message": {}}]}, 200),
        ({"error": "busy"}, 500), ({}, 302), (b"x" * 300_000, 200),
        ({"choices": [{"message": {"content": '{"sentences": [{"text": 5}]}'}}]}, 200),
        (b"[" * 100_000, 200), (content("[" * 100_000), 200), (content("{" * 200_000), 200),
        (content('{"sentences": [{"text": "Kept.", "cites": [Infinity]}]}'), 200),
        (content('{"sentences": [{"text": "Kept \\ud800.", "cites": [1]}]}'), 200),
    ],
)  # fmt: skip
def test_a_broken_model_leaves_the_answer_as_it_is(
    liar: tuple[Liar, Model], says: Any, status: int
):
    known, model = liar
    known.says, known.status = says, status
    assert phrased(PLAIN, model) == PLAIN
    assert len(known.asked) == 1


@pytest.mark.parametrize("head", [b"", b"HTTP/1.0 200 OK\r\nContent-Length: 9000\r\n\r\n"])
def test_a_model_that_drips_is_waited_for_no_longer_than_its_seconds(head: bytes):
    over = threading.Event()
    dripped = threading.Event()

    def drip(listening: socket.socket) -> None:
        line, _ = listening.accept()
        with line, suppress(OSError):
            line.sendall(head)
            while not over.wait(0.02):
                line.sendall(b"H" if not head else b" ")
        dripped.set()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=drip, args=(listening,), daemon=True).start()
        since = time.monotonic()
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/v1"
        assert phrased(PLAIN, Model(address, "slow", seconds=0.3)) == PLAIN
        assert time.monotonic() - since < 3.0
        assert dripped.wait(5.0), "the line was not cut"
        over.set()


def test_no_model_and_no_answer_ask_nobody(
    liar: tuple[Liar, Model], monkeypatch: pytest.MonkeyPatch
):
    known, model = liar
    monkeypatch.delenv("DAYLINE_MODEL_URL", raising=False)
    assert phrased(PLAIN) == PLAIN
    nothing = Answer("how?", (), 0.1)
    assert phrased(nothing, model) == nothing
    assert phrased(PLAIN, Model("file:///etc/passwd", "x")) == PLAIN
    assert not known.asked


def test_the_key_comes_from_a_file(
    liar: tuple[Liar, Model], monkeypatch: pytest.MonkeyPatch, tmp_path: Any
):
    known, model = liar
    (tmp_path / "key").write_text("from-a-file\n")
    monkeypatch.setenv("DAYLINE_MODEL_URL", model.url)
    monkeypatch.setenv("DAYLINE_MODEL_NAME", "large")
    monkeypatch.setenv("DAYLINE_MODEL_KEY_FILE", str(tmp_path / "key"))
    known.sentences(("The gateway keeps the key for 30 days.", [1]))
    assert phrased(PLAIN).phrased
    assert known.asked[0][1]["Authorization"] == "Bearer from-a-file"
    assert known.asked[0][2]["model"] == "large"
