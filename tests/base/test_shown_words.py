"""A reader selects what a page shows; the comment stands at what the source says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dayline.base.shown_words import ShownWords, nearest

TEXT = """---
title: é
---
# One

Each write carries a *key that the client makes*, **refunds
included**. See `code [x]` &amp; more, señor.

| a | b |
|---|---|
| send a key | by July |

Each write carries it again.
"""


def said(quote: str, near: int = 0) -> str | None:
    words = ShownWords(TEXT, TEXT.index("# One"))
    found = words.find(quote, near)
    return TEXT[slice(*words.source(found))] if found else None


def test_a_quote_across_markup_lines_and_cells_is_found_in_the_source():
    assert said("the client makes, refunds included") == "the client makes*, **refunds\nincluded"
    assert said("code [x]") == "code [x]"
    assert said("& more, señor") == "&amp; more, señor"
    assert said("key\tby July") == "key | by July"
    assert said("title") is None
    assert said("not there") is None
    assert said(" ") is None


def test_of_several_places_the_nearest_is_meant():
    words = ShownWords(TEXT)
    first, second = words.find("Each write"), words.find("Each write", len(words.letters))
    assert first is not None
    assert second is not None
    assert first < second
    assert TEXT[slice(*words.source(second))] == "Each write"
    assert TEXT[words.source(second)[1] :].startswith(" carries it again")


@given(st.text(max_size=60), st.integers(0, 50), st.integers(1, 20))
def test_source_and_letters_lead_to_each_other(text, first, length):
    words = ShownWords(text)
    span = (first, min(first + length, len(words.letters)))
    if span[0] < span[1]:
        begin, end = words.source(span)
        assert 0 <= begin < end <= len(text)
        back = words.within((begin, end))
        assert back is not None
        assert back[0] <= span[0]
        assert nearest(words.letters, words.letters[slice(*span)], first) == span
