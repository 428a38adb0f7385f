"""A message is cut into what somebody said: no code, no quotations, no heads of tables."""

from __future__ import annotations

import pytest

from dayline.synthesis.sentences import sentences


def test_a_fence_that_ends_behind_its_last_line_hides_nothing_that_follows():
    """Chats close code where it ends, not on a line of its own."""
    text = "Here:\n```SELECT a\nFROM b. We decided nothing.```\nWe decided to lock the row."
    assert sentences(text) == ["Here:", "We decided to lock the row."]


def test_fences_within_a_line_and_of_tildes_and_without_an_end_are_code():
    assert sentences("```I think so.```") == []
    assert sentences("It prints ```a. B``` twice. We stop.") == [
        "It prints ```a. B``` twice.",
        "We stop.",
    ]
    assert sentences("Before.\n\n~~~\nWe decided.\n~~~\n\nAfter.") == ["Before.", "After."]
    assert sentences("Before.\n````\n```\nWe decided.\n```\n````\nAfter.") == ["Before.", "After."]
    assert sentences("```a.b``` is slow. We stop.") == ["```a.b``` is slow.", "We stop."]
    assert sentences("Before.\n```\nWe decided.") == ["Before."]


def test_a_paragraph_that_is_indented_is_code_unless_it_belongs_to_a_list():
    assert sentences("It says:\n\n    We decided. Agreed.\n\nSo what?") == ["It says:", "So what?"]
    assert sentences("- One.\n\n    We keep it.") == ["One.", "We keep it."]


def test_a_heading_is_no_part_of_what_follows():
    text = "## Decision\nWe lock the row.\n\nOutcome\n-------\nIt holds."
    assert sentences(text) == ["Decision", "We lock the row.", "Outcome", "It holds."]


def test_a_table_is_told_by_its_rows():
    text = "| What | Who |\n|---|---|\n| Lock the row. Then write | @omar |\n| Test | @ben |"
    assert sentences(text) == ["Lock the row. Then write | @omar", "Test | @ben"]


def test_a_short_line_ends_what_it_says_and_a_long_one_was_wrapped():
    assert sentences("Hi all,\nWe decided to lock it\nBen will write it") == [
        "Hi all,",
        "We decided to lock it",
        "Ben will write it",
    ]
    wrapped = "The row is locked before it is read, which is what the office in\nLondon asked for."
    assert sentences(wrapped) == [" ".join(wrapped.split())]
    assert sentences("The row is locked\nbefore it is read.") == [
        "The row is locked before it is read."
    ]


def test_an_address_or_code_at_the_beginning_does_not_make_a_text_casual():
    assert sentences("`lock` is slow. We use\nit.") == ["`lock` is slow.", "We use it."]
    assert sentences("https://example.org/a has it. I read\nit.") == [
        "https://example.org/a has it.",
        "I read it.",
    ]


@pytest.mark.parametrize("text", ["\U0001f44d", ":+1:", "+1", "-1", "\U0001f44e"])
def test_a_reaction_is_said_as_well(text: str):
    assert sentences(text) == [text]


@pytest.mark.parametrize("text", ["", "---", "\u2026", "***", "> quoted", "| |"])
def test_marks_alone_say_nothing(text: str):
    assert sentences(text) == []
