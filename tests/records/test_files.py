"""Pictures of records: attached with the text that shows them, exported beside it, erasable."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from dayline.base.errors import Conflict, InvalidInput
from dayline.journal.actions import erase
from dayline.journal.rebuild import rebuild
from dayline.records import queries
from dayline.records.actions import open_record, revise
from dayline.records.exporting import export_texts
from dayline.records.facts import text_of
from dayline.records.files import queries as files
from dayline.records.files.actions import open_with, revise_with
from dayline.records.files.rules import settled, shown
from tests.cast import DECISION, Stage, set_stage

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
DIGEST = hashlib.sha256(PNG).hexdigest()
PICTURES = {DIGEST: ("png", PNG)}
SHOWS = DECISION + f"\n![The queue](new/files/{DIGEST}.png)\n"


@pytest.fixture
def stage(db: None) -> Stage:
    return set_stage()


def test_a_new_record_takes_its_pictures_along(stage: Stage):
    written = open_with(stage.ana, "decision", SHOWS, PICTURES)
    record = queries.find(stage.workspace, written.ref)
    assert f"(D-1/files/{DIGEST}.png)" in text_of(record)
    held = files.picture(stage.workspace, "D-1", DIGEST)
    assert held is not None
    assert held.content(stage.workspace) == PNG


def test_a_revision_brings_its_pictures_once(stage: Stage):
    open_record(stage.ana, "decision", text=DECISION)
    text = text_of(queries.find(stage.workspace, "D-1"))
    revise_with(stage.ana, "D-1", text + "\nMore.\n", PICTURES, expect=1)
    revise_with(stage.ana, "D-1", text + "\nMore still.\n", PICTURES, expect=2)
    assert len(files.pictures(stage.workspace, ["D-1"])) == 1


def test_a_conflict_attaches_nothing(stage: Stage):
    open_record(stage.ana, "decision", text=DECISION)
    text = text_of(queries.find(stage.workspace, "D-1"))
    revise(stage.ana, "D-1", text + "\nMore.\n", expect=1)
    with pytest.raises(Conflict):
        revise_with(stage.ana, "D-1", text + "\nElse.\n", PICTURES, expect=1)
    assert files.pictures(stage.workspace, ["D-1"]) == []


def test_a_picture_that_is_not_what_it_says_is_refused(stage: Stage):
    with pytest.raises(InvalidInput):
        open_with(stage.ana, "decision", SHOWS, {DIGEST: ("png", b"other")})
    assert queries.listing(stage.workspace) == []


def test_an_export_holds_the_picture_where_the_text_says(stage: Stage, tmp_path: Path):
    open_with(stage.ana, "decision", SHOWS, PICTURES)
    export_texts(stage.workspace, tmp_path, person=stage.ids["ana"])
    (text,) = (tmp_path / "decision").glob("*.md")
    place = text.read_text().partition("![The queue](")[2].partition(")")[0]
    assert (text.parent / place).read_bytes() == PNG


def test_a_picture_can_be_erased_and_everything_still_equals_a_rebuild(stage: Stage):
    open_with(stage.ana, "decision", SHOWS, PICTURES)
    rebuild(stage.workspace, check=True)
    held = files.picture(stage.workspace, "D-1", DIGEST)
    assert held is not None
    erase(stage.olga, held.index, reason="It shows a customer's name.")
    assert files.picture(stage.workspace, "D-1", DIGEST) is None
    assert held.content(stage.workspace) is None
    rebuild(stage.workspace, check=True)


def test_only_addresses_of_pictures_count():
    assert shown(f"![a](D-1/files/{DIGEST}.png) ![b](new/files/{DIGEST}.png)") == [DIGEST]
    assert shown(f"D-1/files/{DIGEST}.svg D-1/files/abc.png") == []
    assert settled(f"new/files/{DIGEST}.gif anew/files/x.png", "H-2") == (
        f"H-2/files/{DIGEST}.gif anew/files/x.png"
    )
