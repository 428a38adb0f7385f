"""Words that say nearly the same, in the answers that they lead to."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayline.ask.alike import alike, other_forms, said_by
from dayline.ask.compose import answer, looked_up
from dayline.ask.folder import FolderLibrary
from dayline.base.words import stem

ENTRIES = [
    [entry.strip() for entry in line.split("|")]
    for line in files("dayline.ask").joinpath("alike.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


def test_the_list_says_something_on_every_line():
    for entries in ENTRIES:
        assert len(entries) > 1, entries
        assert all(entries), entries
        assert len(set(entries)) == len(entries), entries


@given(st.text(max_size=120), st.lists(st.text(max_size=8), max_size=5))
def test_only_terms_that_were_asked_get_company(text: str, terms: list[str]):
    found = alike(text, tuple(terms))
    assert set(found) <= set(terms)
    assert all(term not in others for term, others in found.items())


def test_a_phrase_of_the_question_stands_for_its_word():
    found = alike("Why was the queue turned down?", ("queue", "turn"))
    assert stem("rejected") in found["turn"]


def test_an_irregular_form_is_the_same_word():
    assert stem("keep") in other_forms(stem("kept"))
    assert said_by({"keep", "day"}, ("kept", "night")) == {"kept"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return two_decisions(tmp_path)


def two_decisions(tmp_path: Path) -> Path:
    (tmp_path / "0001-queue.md").write_text(
        "---\nstatus: accepted\n---\n# One queue for all captures\n\n## Decision\n\n"
        "All captures pass through here. A second queue was rejected, as its order is lost.\n",
        encoding="utf-8",
    )
    (tmp_path / "0002-keys.md").write_text(
        "---\nstatus: accepted\n---\n# Keys of captures\n\n## Decision\n\n"
        "Keys are kept for thirty days. The ledger asks for them at midnight.\n",
        encoding="utf-8",
    )
    return tmp_path


def test_a_question_in_other_words_finds_the_sentence(folder: Path):
    look = looked_up("Which queue was turned down?", FolderLibrary(folder))
    assert look is not None
    assert "rejected" in look.found[0].unit.text


def test_where_nothing_is_sure_what_comes_nearest_is_quoted(folder: Path):
    found = answer("How long are keys kept?", FolderLibrary(folder), threshold=1.0)
    assert found.abstains
    places = [cite for one in found.nearest for cite in one.cites]
    assert places[0].section == ("Decision",)
    assert "thirty days" in places[0].quote
    assert "thirty days" in found.nearest[0].text
    assert len({(place.ref, place.section) for place in places}) == len(places)
    assert answer("Who feeds the zebras?", FolderLibrary(folder)).nearest == ()
