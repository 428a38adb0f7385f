"""What goes over the wire, byte by byte: versions of the protocol, strangers, hostile input."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import httpx
import pytest

from tests.conftest import REPOSITORY
from tests.faces.mcp.conftest import DAYLINE, Served

ACCEPT = {"Accept": "application/json, text/event-stream"}
OLDER = ("2025-06-18", "2025-11-25")
TODAY = "2026-07-28"
META = {
    "io.modelcontextprotocol/protocolVersion": TODAY,
    "io.modelcontextprotocol/clientInfo": {"name": "test", "version": "1"},
    "io.modelcontextprotocol/clientCapabilities": {},
}


def request(method: str, params: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": 1, "method": method, "params": params or {}}


def hello(version: str) -> dict[str, Any]:
    who = {"name": "test", "version": "1"}
    return request(
        "initialize", {"protocolVersion": version, "capabilities": {}, "clientInfo": who}
    )


def post(served: Served, body: Any, *, who: str = "reader", **headers: str) -> httpx.Response:
    sent = {**ACCEPT, "Content-Type": "application/json"}
    if who:
        sent["Authorization"] = f"Bearer {served.tokens.get(who, who)}"
    content = body if isinstance(body, (bytes, str)) else json.dumps(body)
    return httpx.post(
        f"{served.url}/mcp",
        content=content,
        headers={**sent, **headers},
        timeout=60,
        trust_env=False,
    )


@pytest.mark.parametrize("version", OLDER)
def test_the_two_versions_before_are_spoken_over_http(served: Served, version: str):
    said = post(served, hello(version)).json()["result"]
    assert said["protocolVersion"] == version
    assert said["serverInfo"]["name"] == "dayline"
    listed = post(served, request("tools/list"), **{"MCP-Protocol-Version": version})
    assert [one["name"] for one in listed.json()["result"]["tools"]][:2] == ["find", "read"]


def test_the_present_version_needs_no_greeting(served: Served):
    headers = {"MCP-Protocol-Version": TODAY, "Mcp-Method": "tools/call", "Mcp-Name": "find"}
    call = {"name": "find", "arguments": {"query": "capture"}, "_meta": META}
    answer = post(served, request("tools/call", call), **headers)
    assert answer.status_code == 200
    assert answer.json()["result"]["structuredContent"]["items"][0]["ref"] == "D-1"


def test_a_version_that_is_unknown_is_told_which_are(served: Served):
    meta = {**META, "io.modelcontextprotocol/protocolVersion": "2031-01-01"}
    headers = {"MCP-Protocol-Version": "2031-01-01", "Mcp-Method": "tools/list"}
    answer = post(served, request("tools/list", {"_meta": meta}), **headers)
    assert answer.status_code == 400
    assert TODAY in answer.text


def test_strangers_are_asked_for_a_token(served: Served):
    for who in ("", "dl_nobody"):
        answer = post(served, request("tools/list"), who=who)
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == "Bearer"
        assert "dayline token make" in answer.json()["detail"]
    assert post(served, request("tools/list"), who="mute").status_code == 403


def test_pages_of_elsewhere_and_other_methods_are_refused(served: Served):
    answer = post(served, request("tools/list"), Origin="https://elsewhere.example")
    assert answer.status_code == 403
    looked = httpx.get(f"{served.url}/mcp", trust_env=False)
    assert (looked.status_code, looked.headers["Allow"]) == (405, "POST")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"[" * 100_000, 400),
        (b"\xff\xfe", 400),
        (
            b'{"jsonrpc":"2.0","id":1,"method":"tools/list","params":' + b" " * 1_100_000 + b"{}}",
            413,
        ),
    ],
)
def test_hostile_bodies_are_refused(served: Served, body: bytes, status: int):
    assert post(served, body).status_code == status
    assert post(served, request("ping"), **{"MCP-Protocol-Version": OLDER[1]}).status_code == 200


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("find", {"query": "x" * 401}, "400 are the most"),
        ("find", {"cursor": "!"}, "no cursor"),
        ("find", {"kinds": ["a"] * 21}, "more than 20 items"),
        ("find", {"words": "x"}, "no argument 'words'"),
        ("read", {}, "ref is missing"),
        ("read", {"ref": ["D-1"]}, "ref is no string"),
        ("read", {"ref": "D-1", "part": "all"}, "part cannot be 'all'"),
        ("read", {"ref": "D-1", "revision": "99999999999"}, "no cursor"),
        ("read", {"ref": "\x00"}, "no record"),
        ("waiting", {"whose": "@nobody"}, "Nobody here is called"),
        ("contract", {"kind": "x"}, "no contract called"),
        ("dance", {}, "no tool 'dance'"),
    ],
)
def test_wrong_arguments_are_answered_in_plain_words(
    served: Served, name: str, arguments: dict[str, Any], said: str
):
    call = request("tools/call", {"name": name, "arguments": arguments})
    answer = post(served, call, **{"MCP-Protocol-Version": OLDER[0]}).json()
    assert answer["result"]["isError"] is True
    assert said in answer["result"]["content"][0]["text"]


def test_stdio_speaks_the_version_before_and_survives_what_is_no_message(served: Served):
    lines = [
        json.dumps(hello(OLDER[0])),
        "no json",
        "x" * 5_000_000,
        json.dumps({"jsonrpc": "2.0", "method": "notifications/initialized"}),
        json.dumps(request("tools/call", {"name": "read", "arguments": {"ref": "D-1"}})),
    ]
    with subprocess.Popen(
        [*DAYLINE, "--as", "@pilot", "mcp"],
        env=served.environment, cwd=REPOSITORY, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as process:  # fmt: skip
        process.stdin.write("\n".join(lines) + "\n")
        process.stdin.flush()  # and stays open, as agents keep it until they have their answer
        answers: list[Any] = []
        while len(answers) < 2:
            said = json.loads(process.stdout.readline())
            answers += [said["result"]] if "result" in said else []
        process.stdin.close()
        assert process.wait(timeout=60) == 0
    assert answers[0]["protocolVersion"] == OLDER[0]
    assert "412 captures" in answers[1]["content"][0]["text"]
