"""What somebody is still writing: kept for each open page, private, and gone when it is saved."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dayline.base.errors import HostileInput, InvalidInput
from dayline.drafts import actions
from dayline.drafts.actions import Typed, discard, finish, keep, keep_picture
from dayline.drafts.queries import drafts_at, open_drafts, picture
from dayline.drafts.rules import PICTURE_LIMIT, extension_of
from dayline.journal.queries import head
from tests.cast import Stage, set_stage

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
FIRST = Typed("D-1", "page-aaaa", 1, "one")


@pytest.fixture
def stage(db: None) -> Stage:
    return set_stage()


def texts(stage: Stage, handle: str = "ana", place: str = "D-1") -> list[str]:
    return sorted(
        one.text for one in drafts_at(stage.workspace, stage.ids[handle], place) if not one.done
    )


def test_a_page_keeps_its_newest_text(stage: Stage):
    keep(stage.ana, FIRST)
    kept = keep(stage.ana, replace(FIRST, sequence=2, text="one two"))
    assert (kept.sequence, kept.others, texts(stage)) == (2, (), ["one two"])


def test_news_that_comes_late_changes_nothing(stage: Stage):
    keep(stage.ana, replace(FIRST, sequence=5, text="newer"))
    assert keep(stage.ana, replace(FIRST, sequence=4, text="older")).sequence == 5
    assert texts(stage) == ["newer"]


def test_two_pages_never_write_over_each_other_and_are_told(stage: Stage):
    keep(stage.ana, FIRST)
    kept = keep(stage.ana, Typed("D-1", "page-bbbb", 1, "two"))
    assert [other.text for other in kept.others] == ["one"]
    assert texts(stage) == ["one", "two"]


def test_a_page_that_goes_on_from_a_draft_takes_its_place(stage: Stage):
    keep(stage.ana, FIRST)
    later = Typed("D-1", "page-bbbb", 1, "one two", instead_of="page-aaaa", instead_at=1)
    assert keep(stage.ana, later).others == ()
    assert keep(stage.ana, later).others == ()  # asked twice, because the answer was lost
    assert texts(stage) == ["one two"]


def test_a_draft_on_which_its_page_wrote_since_is_not_replaced(stage: Stage):
    keep(stage.ana, FIRST)
    keep(stage.ana, replace(FIRST, sequence=2, text="one, still typing"))
    later = Typed("D-1", "page-bbbb", 1, "two", instead_of="page-aaaa", instead_at=1)
    assert [other.text for other in keep(stage.ana, later).others] == ["one, still typing"]


def test_nobody_else_sees_a_draft_and_the_journal_does_not_know_it(stage: Stage):
    size = head(stage.workspace).size
    keep(stage.ana, FIRST)
    keep_picture(stage.ana, PNG)
    assert texts(stage, "ben") == []
    assert open_drafts(stage.workspace, stage.ids["ben"]) == []
    assert head(stage.workspace).size == size


def test_a_saved_text_is_forgotten_and_a_page_that_asks_again_learns_it(stage: Stage):
    keep(stage.ana, FIRST)
    keep(stage.ana, Typed("D-1", "page-bbbb", 1, "one"))
    keep(stage.ana, Typed("D-1", "page-cccc", 1, "another"))
    finish(stage.ana, "D-1", "page-aaaa", "D-1", saved="one")
    assert texts(stage) == ["another"]
    again = keep(stage.ana, replace(FIRST, sequence=9, text="late"))
    assert again.done == "D-1"
    assert texts(stage) == ["another"]


def test_a_draft_is_thrown_away_by_its_author_only(stage: Stage):
    keep(stage.ana, FIRST)
    discard(stage.ben, "D-1", "page-aaaa")
    assert texts(stage) == ["one"]
    discard(stage.ana, "D-1", "page-aaaa")
    assert texts(stage) == []


def test_line_breaks_are_those_of_records_and_nothing_unfit_reaches_a_row(stage: Stage):
    keep(stage.ana, replace(FIRST, text="a\r\nb\0\ud800"))
    assert texts(stage) == ["a\nb\ufffd\ufffd"]


def test_too_many_open_texts_are_refused_but_those_there_go_on(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(actions, "MOST_DRAFTS", 1)
    keep(stage.ana, FIRST)
    with pytest.raises(HostileInput):
        keep(stage.ana, Typed("D-2", "page-bbbb", 1, "two"))
    keep(stage.ana, replace(FIRST, sequence=2, text="one more"))
    assert texts(stage) == ["one more"]


@pytest.mark.parametrize("writer", ["", "short", "with space", "x" * 41, "../../etc"])
def test_a_page_without_a_name_is_refused(stage: Stage, writer: str):
    with pytest.raises(InvalidInput):
        keep(stage.ana, replace(FIRST, writer=writer))


def test_a_picture_in_a_draft_is_its_authors(stage: Stage):
    digest, extension = keep_picture(stage.ana, PNG)
    assert extension == "png"
    assert picture(stage.workspace, stage.ids["ana"], digest) == ("png", PNG)
    assert picture(stage.workspace, stage.ids["ben"], digest) is None


@pytest.mark.parametrize(
    ("content", "extension"),
    [
        (PNG, "png"),
        (b"\xff\xd8\xff\xe0rest", "jpg"),
        (b"GIF89a..", "gif"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "webp"),
    ],
)
def test_a_picture_is_known_by_its_bytes(content: bytes, extension: str):
    assert extension_of(content) == extension


@pytest.mark.parametrize(
    "content",
    [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"RIFF\0\0\0\0WAVE", b"<html>", b"%PDF-1"],
)
def test_what_is_no_picture_is_refused(content: bytes):
    with pytest.raises(InvalidInput):
        extension_of(content)


def test_a_picture_past_the_limit_is_refused():
    with pytest.raises(HostileInput):
        extension_of(PNG + b"\0" * PICTURE_LIMIT)
