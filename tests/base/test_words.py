"""Which words are the same: in any form, with accents or without, however they are encoded."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayline.base.words import folded, terms

LATIN = st.text(st.characters(max_codepoint=0x24F, categories=("L", "N", "P", "Zs")), max_size=60)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Łódź", ["lodz"]), ("Straße", ["strass"]), ("Ærø", ["aero"]), ("résumés", ["resum"]),
        ("Diyarbak\u0131r", ["diyarbakir"]), ("がか", ["がか"]), ("한국어", ["한국어"]),
    ],
)  # fmt: skip
def test_accents_are_folded_and_other_scripts_kept(text: str, found: list[str]):
    assert list(terms(text)) == found


@given(LATIN)
def test_a_text_has_the_same_terms_however_it_is_encoded(text: str):
    composed, apart = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert list(terms(composed)) == list(terms(apart))


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_more(text: str):
    assert folded(folded(text)) == folded(text)
