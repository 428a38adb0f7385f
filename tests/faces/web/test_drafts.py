"""A draft on the page: thrown away, discarded, or saved with what is still to do."""

from __future__ import annotations

import pytest

from dayline.records import queries
from dayline.records.actions import open_record
from tests.cast import Stage, set_stage
from tests.faces.web.test_editor import drafts, form, signed_in


@pytest.fixture
def stage(db: None, monkeypatch: pytest.MonkeyPatch) -> Stage:
    monkeypatch.setenv("DAYLINE_NOW", "2026-11-18T15:00:00Z")
    return set_stage()


def test_an_unsaved_text_is_thrown_away_where_it_is_listed(stage: Stage):
    ana = signed_in(stage)
    ana.post("/new/decision", form("# Half a thought", do="keep"))
    page = ana.get("/new").content.decode()
    assert "throw away" in page
    sent = ana.post("/new/decision", {"do": "discard", "which": "page-aaaa", "back": "new"})
    assert (sent.status_code, sent["Location"]) == (302, "/new")
    page = ana.get("/new").content.decode()
    assert "Half a thought" not in page
    assert "That text is thrown away." in page
    assert drafts(stage, "new/decision") == []


def test_a_saved_draft_is_discarded_on_its_page(stage: Stage):
    ref = open_record(
        stage.ana, "handoff", title="Twice", fields={"from": "@austin", "to": "@london"}
    ).ref
    ana = signed_in(stage)
    page = ana.get(f"/{ref}").content.decode()
    assert f'href="/{ref}/move/discard"' in page
    assert (
        f'href="/{ref}/move/discard"'
        not in signed_in(stage, "ines").get(f"/{ref}").content.decode()
    )
    asked = ana.get(f"/{ref}/move/discard").content.decode()
    assert "It goes from draft to discarded." in asked
    ana.post(f"/{ref}/move/discard", {"expect": "1"})
    assert queries.find(stage.workspace, ref).state == "discarded"
    assert f"{ref} is discarded." in ana.get(f"/{ref}").content.decode()
    assert ref not in ana.get("/").content.decode().split("What changed")[0]


def test_saving_says_what_is_still_to_do(stage: Stage):
    ana = signed_in(stage)
    head = '---\nfrom: "@austin"\nto: "@london"\n---\n\n'
    ana.post("/new/handoff", form(f"{head}# Mine", do="save"))
    page = ana.get("/H-1").content.decode()
    assert "H-1 is saved as a draft, 6 things to do before “Deliver”, listed here." in page
    assert "There are 0 marked items; at least 4 are needed." in page
    ana.post("/new/guide", form("# Mine", do="save", writer="page-bbbb"))
    assert "G-1 is saved as a draft, " in ana.get("/G-1").content.decode()
