"""Two people edit one text: what does not touch comes together, what touches is never guessed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dayline.base.merging import differences, merged

LINES = st.lists(st.sampled_from(["a\n", "b\n", "c\n", "\n"]), max_size=12).map("".join)


def test_edits_of_different_lines_come_together():
    base = "one\ntwo\nthree\nfour\nfive\n"
    yours = base.replace("one", "ONE")
    theirs = base.replace("five", "FIVE") + "six\n"
    assert merged(base, yours, theirs) == "ONE\ntwo\nthree\nfour\nFIVE\nsix\n"


def test_edits_of_the_same_line_are_not_merged():
    assert merged("one\n", "1\n", "uno\n") is None


def test_edits_of_neighbouring_lines_are_not_merged():
    assert merged("one\ntwo\n", "1\ntwo\n", "one\n2\n") is None


def test_two_insertions_at_one_place_are_not_merged():
    assert merged("a\nb\n", "a\nx\nb\n", "a\ny\nb\n") is None


def test_the_same_edit_counts_once():
    base = "one\ntwo\nthree\nfour\n"
    yours = "1\ntwo\nthree\nfour\n"
    assert merged(base, yours, "1\ntwo\nthree\n4\n") == "1\ntwo\nthree\n4\n"


def test_a_state_that_moved_under_an_edit_of_prose_is_kept():
    base = "---\nstate: draft\n---\n\n# T\n\nprose\n"
    theirs = base.replace("draft", "open")
    yours = base + "more\n"
    assert merged(base, yours, theirs) == theirs + "more\n"


@given(base=LINES, other=LINES)
def test_one_edit_alone_is_taken_as_it_is(base: str, other: str):
    assert merged(base, other, base) == other
    assert merged(base, base, other) == other
    assert merged(base, other, other) == other


@given(base=LINES, yours=LINES, theirs=LINES)
def test_the_order_of_the_two_does_not_matter(base: str, yours: str, theirs: str):
    assert merged(base, yours, theirs) == merged(base, theirs, yours)


@given(base=LINES, yours=LINES, theirs=LINES)
def test_no_line_of_either_is_lost_or_made_up(base: str, yours: str, theirs: str):
    result = merged(base, yours, theirs)
    if result is not None:
        standing = {*base.splitlines(), *yours.splitlines(), *theirs.splitlines()}
        assert set(result.splitlines()) <= standing
        for new in (set(yours.splitlines()) | set(theirs.splitlines())) - set(base.splitlines()):
            assert new in result.splitlines()


def test_differences_show_lines_with_their_surroundings():
    (group,) = differences("a\nb\nc\nd\ne\n", "a\nb\nX\nd\ne\n", around=1)
    assert [tuple(line) for line in group] == [(" ", "b"), ("-", "c"), ("+", "X"), (" ", "d")]
