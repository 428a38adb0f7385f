"""Reading the body of a record: sections, items and entries, on random and on hostile text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dayline.base.markdown import scan
from dayline.contracts.prose import (
    Passage,
    entries,
    own_words,
    passages,
    rows,
    shapes,
    without_comments,
)

pieces = st.lists(
    st.sampled_from([
        "## Why", "### Kafka", "# Title", "word and word", "- item", "  more", "1. step", "TODO",
        "", "```", "~~~", "<!--", "-->", "| a | b |", "|---|---|", "- (blocker) x", "    code",
        "> quoted", "---", "===", "- [ ] open", "* other", "\t- tab", "\u2028", "a\rb",
    ]),
    max_size=25,
)  # fmt: skip


def sections(text: str) -> list[Passage]:
    return passages(text, scan(text))


@given(pieces)
def test_lines_are_those_of_the_file(lines: list[str]):
    text = "\n".join(lines)
    numbered = text.split("\n")
    for passage in sections(text):
        for line in passage.lines:
            assert line.text.rstrip("\r") in without_comments(numbered[line.number - 1]) or (
                "<!--" in text
            )
        for item in passage.items:
            assert passage.line < item.line <= len(numbered)
        for entry in entries(passage):
            assert passage.line < entry.line <= len(numbered)


@given(pieces)
def test_comments_go_and_line_breaks_stay(lines: list[str]):
    text = "\n".join(lines)
    bare = without_comments(text)
    assert bare.count("\n") == text.count("\n")
    assert "<!--" not in bare
    assert without_comments(bare) == bare


@given(pieces, st.integers(0, 9))
def test_words_that_are_added_are_counted(lines: list[str], count: int):
    unlike = ("```", "~~~", "<!--", "-->", "# Title", "===")  # these would take the words away
    head = "## Why\n\n" + "\n".join(line for line in lines if line not in unlike) + "\n\n"
    before, after = sections(head), sections(head + "own " * count)
    assert own_words(after[-1]) == own_words(before[-1]) + count


@given(pieces)
def test_shapes_agree_with_what_is_found(lines: list[str]):
    for passage in sections("\n".join(lines)):
        found = shapes(passage)
        assert ("list" in found) == bool(passage.items)
        assert ("steps" in found) == any(item.ordered for item in passage.items)
        assert ("table" in found) == bool(rows(passage))


def test_an_item_goes_on_below_and_ends_at_a_new_paragraph():
    text = "## Why\n\n- (hazard) one\n  two\nthree\n\n  four\n\nfive\n- six\n  - seven\n"
    (passage,) = sections(text)
    assert [(item.line, item.type, item.text) for item in passage.items] == [
        (3, "hazard", "one two three four"),
        (10, "", "six - seven"),
    ]


def test_marks_are_read_in_both_forms_and_any_case():
    text = (
        "## Why\n\n- (Ruled out) a\n- [must:ruled-out] b\n- [x] (ruled_out) c\n- [link](d.md) e\n"
    )
    (passage,) = sections(text)
    assert [(item.type, item.text, item.done) for item in passage.items] == [
        ("ruled_out", "a", None),
        ("ruled_out", "b", None),
        ("ruled_out", "c", True),
        ("", "[link](d.md) e", None),
    ]


def test_text_around_comments_is_kept_to_the_letter():
    assert without_comments("ab<!-- x -->cd<!--\n-->e") == "abcd\ne"
    assert without_comments("ab<!-- never closed\nx") == "ab\n"
    assert without_comments("ab --> cd") == "ab --> cd"
