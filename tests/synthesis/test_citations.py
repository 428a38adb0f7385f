"""A sentence is cited by who said it and where; where nobody is named, by its place alone."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from dayline.records.imports.actions import import_records
from dayline.records.imports.rules import Incoming, Version
from dayline.records.remarks.actions import comment
from dayline.synthesis.messages import cited
from tests.cast import Stage
from tests.faces.conftest import Said
from tests.faces.web.visitors import visitor

TEXT = """# 7. One queue

## Status

{state}

## Decision

We take one queue for all exports.
"""


def brought_in(stage: Stage, state: str) -> str:
    """A record whose text names no author, with a comment."""
    text = TEXT.format(state=state.title())
    version = Version(text.encode(), "One queue", state, state.title())
    item = Incoming("decision", "nygard", "docs/adr/7-one-queue.md", [version], ref="D-7")
    import_records(stage.ben, [item], visibility="workspace")
    comment(stage.ana, "D-7", "Who watches the queue?")
    return "D-7"


def test_who_and_where_are_joined_where_both_are_known():
    assert cited("@ana", "C12") == "@ana, C12"
    assert cited("", "Decision") == "Decision"
    assert cited("@ana", "") == "@ana"


@pytest.mark.parametrize("state", ["accepted", "proposed"])
def test_a_text_without_an_author_is_cited_by_its_section(
    stage: Stage, dayline: Callable[..., Said], state: str
):
    ref = brought_in(stage, state)
    told = dayline("synthesise", ref).out
    assert "We take one queue for all exports.  [Decision]" in told
    plain = json.loads(dayline("synthesise", ref, "--json").out)
    held = plain["decisions"] or plain["positions"][0]["sentences"]
    assert (held[0]["by"], held[0]["cite"]) == ("", "Decision")
    made = dayline("synthesise", ref, "--promote", "question").out.strip()
    assert "(D-7 Decision)" in dayline("show", made).out or state == "proposed"
    for address in (f"/{ref}", f"/{ref}/where-it-stands"):
        page = visitor(stage, "mei").get(address).content.decode()
        assert ">, Decision" not in page
        assert "<h3></h3>" not in page
    assert '">Decision</a>' in page
    assert ("The text, which names no author" in page) == (state == "proposed")
