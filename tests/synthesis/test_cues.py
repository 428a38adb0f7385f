"""What a sentence does by itself: by what its writer says, never by its code or its quotations."""

from __future__ import annotations

import pytest

from dayline.synthesis.messages import Act
from tests.synthesis.labelled import alone, told_alone

DOES = [one.text for one in alone("alone") if one.act in (Act.DECISION, Act.ACTION, Act.POSITION)]


@pytest.mark.parametrize(("part", "floor"), [("alone", 0.97), ("alone-kept", 0.92)])
def test_sentences_alone_are_told_no_worse_than_they_were(part: str, floor: float):
    """Floors under what ``bench/synthesis.py`` prints: nobody tunes on the kept part."""
    truth = alone(part)
    right = 0
    for is_ in truth:
        told = told_alone(is_.text)
        assert len(told) == 1, is_.text
        owned = is_.act is not Act.ACTION or told[0].owner == is_.owner
        right += told[0].act is is_.act and owned
    assert right / len(truth) >= floor
    assert sum(one.act is Act.NOTHING for one in truth) >= 40
    assert sum(one.act is not Act.NOTHING for one in truth) >= 40


@pytest.mark.parametrize("around", ["`{}`", "``{}``", "```\n{}\n```", "    {}"])
def test_what_stands_in_code_is_told_as_nothing(around: str):
    for text in DOES:
        said = told_alone(around.format(text))
        assert all(one.act is Act.NOTHING for one in said), text


@pytest.mark.parametrize("around", ['The page says "{}" there.', "It shows `{}` there."])
def test_what_stands_in_a_quotation_or_in_code_is_not_said_by_who_writes_it(around: str):
    for text in DOES:
        if not {'"', "`"} & set(text):
            (said,) = told_alone(around.format(text))
            assert said.act is Act.NOTHING, text


@pytest.mark.parametrize("around", ["**{}**", "*{}*", "\U0001f389 {}", ":tada: {}", "_{}_"])
def test_marks_and_signs_around_a_sentence_do_not_hide_what_it_does(around: str):
    for text in (
        "We decided to keep both.",
        "I think we keep it.",
        "Who reads it?",
        "I'll fix it.",
    ):
        (bare,), (said,) = told_alone(text), told_alone(around.format(text))
        assert said.act is bare.act, said.text


def test_a_word_that_is_a_name_of_code_is_no_cue():
    (said,) = told_alone("See docs/agreed.md and lock.decided_by for it.")
    assert said.act is Act.NOTHING
    (decided,) = told_alone("Let's use row_lock() then.")
    assert decided.act is Act.DECISION


def test_what_is_struck_out_is_not_said_any_more():
    (said,) = told_alone("~~We decided to keep both.~~ Nothing yet.")[-1:]
    assert said.act is Act.NOTHING


def test_a_box_says_what_is_to_do_and_what_is_done():
    text = "- [ ] @omar: lock the row\n- [x] @ben will test it\n- [ ] the notice"
    told = told_alone(text)
    assert [(one.act, one.owner) for one in told] == [
        (Act.ACTION, "omar"),
        (Act.NOTHING, ""),
        (Act.ACTION, ""),
    ]


@pytest.mark.parametrize(
    "name", ["\u0141ukasz", "\u00c9mile", "O'Brien", "\u00d8yvind", "\u4f0a\u85e4"]
)
def test_people_of_any_alphabet_are_asked_by_name(name: str):
    from datetime import UTC, datetime

    from dayline.synthesis.messages import Message, names_of
    from dayline.synthesis.rules import acts

    names = names_of([("p1", "handle", name)])
    for text in (f"{name}, could you lock the row?", f"{name} will lock the row."):
        (said,) = acts([Message("1", "zoe", datetime(2026, 1, 5, tzinfo=UTC), text)], names)
        assert (said.act, said.owner) == (Act.ACTION, "p1"), text
