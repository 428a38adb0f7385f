"""What a letter says: every sort of message has a sentence, a subject, and its reason."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayline.inbox import letters, telling, words
from dayline.inbox.words import Item, body, subject
from tests.conftest import REPOSITORY

NOW = datetime(2026, 11, 18, 9, tzinfo=UTC)
TOPICS = sorted({*words._HEADS, "page"})
PAYLOAD = {
    "due_at": "2026-11-20T09:00:00Z", "from": "2026-11-19T09:00:00Z", "why": "hours",
    "text": "Why?", "concern": "cost", "reason": "It burns.", "overruled": True, "move": "close",
    "todo": ["Write it."], "objective": "80", "bad": 3, "total": 9, "window": 28 * 86_400_000_000,
    "policy": "The lead names a deputy.",
}  # fmt: skip


def item(topic: str, payload: Mapping[str, object]) -> Item:
    return Item(
        topic, "R-1", "Cut the day", "Request for comments", "open", "Window", "@ken", NOW,
        NOW if topic == "waits" else None, None, "it waits on you.", payload,
    )  # fmt: skip


@pytest.mark.parametrize("topic", TOPICS)
def test_every_message_says_what_happened_and_why_it_came_to_you(topic: str) -> None:
    text = body([item(topic, PAYLOAD)], zone="Europe/London", now=NOW, closing="Bye.")
    assert "   Why you: it waits on you." in text
    assert re.search(r"@ken|“Window”|heard for", text), text
    assert not re.search(r"\bNone\b", text)
    assert "R-1" in subject([item(topic, PAYLOAD)], "page" if topic == "page" else "digest")


@pytest.mark.parametrize("topic", TOPICS)
def test_what_was_erased_still_makes_a_sentence(topic: str) -> None:
    text = body([item(topic, {})], zone="Europe/London", now=NOW, closing="Bye.")
    assert "Why you:" in text


def test_whatever_is_told_has_words() -> None:
    source = (REPOSITORY / "src/dayline/inbox/telling.py").read_text()
    told = set(re.findall(r'self\.tell\(\s*entry, "(\w+)"', source)) | {"comment", "concern"}
    assert told <= set(TOPICS)
    assert {"spent", "restored"} <= set(letters._WHYS)
    assert telling.about("H-4.accept.1") == "H-4"


@given(st.text(max_size=300), st.text(max_size=300))
def test_no_title_and_no_words_break_the_letter(title: str, text: str) -> None:
    hostile = Item(
        "comment", "R-1", title, "RFC", "open", "", "@ken", NOW, None, None, "you wrote it.",
        {"text": text},
    )  # fmt: skip
    letter = body([hostile], zone="Asia/Singapore", now=NOW, closing="Bye.")
    assert not set(letter) & {"\x00", "\x1b", "\r", "\x07", "\u202e"}
    assert "\n" not in subject([hostile], "digest")
