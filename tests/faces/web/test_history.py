"""A record's history and its past texts: who, when, why, and what was so then."""

from __future__ import annotations

import re
from html import unescape

import pytest

from dayline.records.actions import move, open_record, revise
from dayline.records.facts import text_of
from dayline.records.queries import find
from tests.browser.staging import SUCCESSOR
from tests.cast import DECISION, Stage, set_stage
from tests.faces.web.visitors import Enter, enter, page

__all__ = ["enter"]


@pytest.fixture
def stage(db: None) -> Stage:
    return set_stage()


def words(html: str) -> str:
    """What a reader sees of it, roughly."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_the_history_says_who_when_why_and_shows_the_words(stage: Stage, enter: Enter):
    open_record(stage.ben, "decision", text=DECISION)
    stage.later(days=2)
    standing = text_of(find(stage.workspace, "D-1"))
    revise(stage.ben, "D-1", standing.replace("by July", "by May"), expect=1, note="Sooner.")
    move(stage.ana, "D-1", "accept")
    client = enter("ken")
    shown = page(client, "/D-1/history")
    seen = words(shown)
    assert seen.index("Accept by @ana") < seen.index("Edited by @ben") < seen.index("Written by")
    assert "Sooner." in seen
    assert "<del>July</del>" in shown
    assert "<ins>May</ins>" in shown
    assert [
        " ".join(words(one).split()) for one in re.findall(r'<span class="state">.*?</span>', shown)
    ] == ["Accepted", "Proposed"]
    old = words(page(client, "/D-1?revision=1"))
    assert "This is how it was" in old
    assert "by July" in old
    assert "by July" in words(page(client, "/D-1?as_of=2026-11-18"))
    assert "did not stand yet" in page(client, "/D-1?as_of=2026-11-01", 404)
    assert page(client, "/D-1?as_of=yesterday", 422)
    assert page(client, "/D-1?revision=77", 404)


def test_a_past_text_shows_the_links_of_then(stage: Stage, enter: Enter):
    open_record(stage.ben, "decision", text=DECISION)
    open_record(stage.ana, "decision", text=SUCCESSOR)
    client = enter("ken")
    assert "Superseded by D-2" in words(page(client, "/D-1"))
    assert "D-2" not in words(page(client, "/D-1?revision=1"))
    assert "Supersedes D-1" in words(page(client, "/D-2"))
