"""The official library's client talks with a running server: it lists, reads, hands over."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from mcp.client.client import Client
from mcp.shared.exceptions import MCPError

from dayline.faces.mcp.budget import tokens
from tests.faces.mcp.conftest import Served
from tests.faces.mcp.staging import HANDOFF, READ_BACK

READS = ["find", "read", "ask", "waiting", "where_it_stands", "read_me_in", "contract"]
Talk = Callable[[str, Callable[[Client], Any]], Any]


@pytest.fixture(params=["http", "stdio"])
def talk(request: pytest.FixtureRequest, served: Served) -> Talk:
    """``talk("reader", act)`` over each transport."""
    write = {"writer": ("--write",)}

    def run(who: str, act: Callable[[Client], Any]) -> Any:
        if request.param == "http":
            return served.http(who, act)
        return served.stdio("pilot", act, *write.get(who, ()))

    return run


def text_of(result: Any) -> str:
    assert not result.is_error, result.content
    return str(result.content[0].text)


def test_it_lists_and_reads(talk: Talk):
    async def act(client: Client) -> None:
        listed = await client.list_tools()
        assert [one.name for one in listed.tools][: len(READS)] == READS
        assert all(one.annotations.read_only_hint for one in listed.tools)
        found = await client.call_tool("find", {"query": "idempotency key"})
        assert found.structured_content["items"][0]["ref"] == "D-1"
        read = await client.call_tool("read", {"ref": "1", "part": "text"})
        assert read.is_error  # D-1 and H-1 both are number 1
        read = await client.call_tool("read", {"ref": "D-1"})
        assert "412 captures were doubled in May" in text_of(read)
        assert read.structured_content["state"] == "accepted"
        bound = await client.call_tool("find", {"path": "src/gateway/api.py"})
        assert [one["ref"] for one in bound.structured_content["items"]] == ["D-1"]
        waits = await client.call_tool("waiting", {})
        assert "H-1" in [one["ref"] for one in waits.structured_content["items"]]
        asked = await client.call_tool("contract", {"kind": "handoff"})
        assert "## Blockers for next timezone" in asked.structured_content["template"]
        why = await client.call_tool("ask", {"question": "Why does each capture carry a key?"})
        assert why.structured_content["answered"], why
        assert any("D-1 revision" in str(one) for one in why.structured_content["sentences"])
        none = await client.call_tool("ask", {"question": "Who feeds the office penguins?"})
        assert none.structured_content["answered"] is False
        read_in = await client.call_tool("read_me_in", {"on": "gateway", "since": "joined"})
        assert [one["ref"] for one in read_in.structured_content["read"]] == ["D-1"]
        stands = await client.call_tool("where_it_stands", {"ref": "D-1"})
        assert stands.structured_content["decided"][0]["cite"] == "Decision"

    talk("reader", act)


def test_records_are_resources_and_prompts_lead_to_a_handoff(talk: Talk):
    async def act(client: Client) -> None:
        listed = await client.list_resources()
        assert "dayline://record/D-1" in [str(one.uri) for one in listed.resources]
        templates = await client.list_resource_templates()
        assert templates.resource_templates[0].uri_template == "dayline://record/{ref}"
        read = await client.read_resource("dayline://record/D-1")
        assert "# Every capture carries a key" in read.contents[0].text
        named = [one.name for one in (await client.list_prompts()).prompts]
        assert named == ["handoff", "read_back"]
        prompt = await client.get_prompt("handoff", {"to": "@singapore"})
        assert "`hand_over` with from=@austin, to=@singapore" in prompt.messages[0].content.text
        back = await client.get_prompt("read_back", {"ref": "H-1"})
        assert "in your own words" in back.messages[0].content.text
        with pytest.raises(MCPError, match="There is no record"):
            await client.read_resource("dayline://record/D-99")

    talk("reader", act)


def test_who_only_reads_can_write_nothing(talk: Talk):
    async def act(client: Client) -> None:
        assert [one.name for one in (await client.list_tools()).tools] == READS
        refused = await client.call_tool("comment", {"ref": "D-1", "text": "I was here."})
        assert refused.is_error
        assert "needs the scope write:comments" in refused.content[0].text
        said = await client.call_tool("read", {"ref": "D-1", "part": "comments"})
        assert said.structured_content["comments"] == []

    talk("reader", act)


def test_what_is_hidden_is_not_there(talk: Talk):
    async def act(client: Client) -> None:
        for asked in ({"query": "zeppelin budget"}, {"query": "D-2"}, {}):
            found = await client.call_tool("find", asked)
            assert "D-2" not in [one["ref"] for one in found.structured_content["items"]]
        hidden = await client.call_tool("read", {"ref": "D-2"})
        absent = await client.call_tool("read", {"ref": "D-9"})
        assert hidden.is_error
        assert hidden.content[0].text == absent.content[0].text.replace("D-9", "D-2")
        listed = await client.list_resources()
        assert "D-2" not in [one.name for one in listed.resources]
        with pytest.raises(MCPError, match="There is no record D-2"):
            await client.read_resource("dayline://record/D-2")

    talk("reader", act)


def test_it_hands_over_and_reads_back_under_the_same_gates(talk: Talk):
    async def act(client: Client) -> None:
        to = {"from": "@austin", "to": "@austin", "severity": "urgent"}
        short = {**to, "text": "# Soon\n\n## Progress made\n\nNothing yet.\n"}
        held = (await client.call_tool("hand_over", short)).structured_content
        assert held["delivered"] is False
        assert held["state"] == "draft"
        assert any("Blockers" in one for one in held["todo"])
        made = (await client.call_tool("hand_over", {**to, "text": HANDOFF})).structured_content
        assert made["delivered"], str(made)
        ref = made["ref"]
        lossy = {"ref": ref, "text": "The ledger is fine now.", "scope": "all of it"}
        first = (await client.call_tool("read_back", lossy)).structured_content
        assert first["accepted"] is False
        assert any("1,312" in one for one in first["seems_lost"])
        again = {"ref": ref, "text": READ_BACK, "scope": "the reversal", "sure": "yes"}
        done = (await client.call_tool("read_back", again)).structured_content
        assert done.get("accepted"), done
        assert done["state"] == "accepted"
        told = await client.call_tool("read", {"ref": ref, "part": "comments"})
        assert "@pilot read_back revision 2" in told.structured_content["receipts"]

    talk("writer", act)


def test_it_opens_comments_and_moves(talk: Talk):
    async def act(client: Client) -> None:
        made = (
            await client.call_tool("open", {"kind": "question", "title": "Who keeps the keys?"})
        ).structured_content
        ref = made["ref"]
        spoken = await client.call_tool("comment", {"ref": ref, "text": "I ask for @ben."})
        assert spoken.structured_content["comment"].startswith("C")
        wrong = await client.call_tool("move", {"ref": "D-1", "move": "supersede"})
        assert wrong.is_error
        moves = await client.call_tool("read", {"ref": ref, "part": "moves"})
        assert [one["move"] for one in moves.structured_content["moves"]]

    talk("writer", act)


def test_the_tools_are_few_and_briefly_described(served: Served):
    async def act(client: Client) -> list[Any]:
        return (await client.list_tools()).tools

    tools = served.http("writer", act)
    assert len(tools) <= 12
    described = [one.model_dump_json(by_alias=True, exclude_none=True) for one in tools]
    assert sum(tokens(one) for one in described) <= 4_000
    assert all(one.output_schema for one in tools)
