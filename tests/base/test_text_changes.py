"""What a reader of the history sees: lines that came and went, and in them the words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dayline.base.text_changes import MOST_LINES, changes

LINES = st.lists(st.text("ab c.", max_size=8), max_size=12).map("\n".join)


def test_one_word_is_marked_and_not_the_line():
    (group,) = (
        changes("a\nClients send a key by July.\nb", "a\nClients send a key by May.\nb") or []
    )
    assert [row.sign for row in group] == [" ", "-", "+", " "]
    assert [part.text for part in group[1].parts if part.changed] == ["July"]
    assert [part.text for part in group[2].parts if part.changed] == ["May"]
    assert (group[1].before, group[2].after) == (2, 2)


def test_a_new_line_is_new_as_a_whole():
    (group,) = changes("one", "one\nsomething quite different") or []
    assert [(row.sign, row.text) for row in group][1] == ("+", "something quite different")
    assert all(part.changed for part in group[1].parts)


def test_too_long_is_not_compared():
    assert changes("\n" * (MOST_LINES + 2), "") is None
    assert changes("same", "same") == []


@given(LINES, LINES)
def test_both_texts_can_be_read_from_a_comparison(old, new):
    rows = [row for group in changes(old, new, around=50) or [] for row in group]
    if old.splitlines() != new.splitlines():
        assert [row.text for row in rows if row.sign != "+"] == old.splitlines()
        assert [row.text for row in rows if row.sign != "-"] == new.splitlines()
