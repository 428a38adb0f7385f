"""A form knows one line ending; a text that came with others keeps them where nobody wrote."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dayline.base.line_endings import plain_endings, with_endings_of

TEXTS = st.lists(st.sampled_from(["a", "b", "", "\n", "\r\n", "\r", "c\r\n"]), max_size=20).map(
    "".join
)


@given(TEXTS)
def test_a_text_that_was_not_touched_comes_back_byte_for_byte(text: str):
    assert with_endings_of(text, plain_endings(text)) == text


@given(TEXTS, TEXTS)
def test_only_line_endings_are_changed(old: str, new: str):
    typed = plain_endings(new)
    assert plain_endings(with_endings_of(old, typed)) == typed


def test_new_lines_end_as_the_others_do_where_all_end_alike():
    assert with_endings_of("a\r\nb\r\n", "a\nnew\nb\n") == "a\r\nnew\r\nb\r\n"


def test_in_a_mixed_text_lines_keep_their_own():
    assert with_endings_of("a\r\nb\nc\r\n", "a\nB\nc\n") == "a\r\nB\nc\r\n"
