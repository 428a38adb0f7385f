"""Where a record stands, on its page and on a page of its own."""

from __future__ import annotations

import pytest

from dayline.records.remarks.actions import comment
from tests.cast import Stage, set_stage
from tests.faces.web.visitors import visitor
from tests.synthesis.test_story import talk

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage() -> Stage:
    return set_stage()


@pytest.fixture
def ref(stage: Stage) -> str:
    made = talk(stage)
    comment(stage.ken, made, "Let's go with one queue. @omar please change it by Friday.")
    return made


def test_the_record_tells_it_in_brief_and_a_page_tells_it_whole(stage: Stage, ref: str):
    mei = visitor(stage, "mei")
    page = mei.get(f"/{ref}").content.decode()
    assert "Where it stands" in page
    assert "<q>Let&#x27;s go with one queue.</q>" in page
    assert f'href="/{ref}/where-it-stands"' in page
    whole = mei.get(f"/{ref}/where-it-stands").content.decode()
    assert "by 20 November" in whole
    assert f'href="/{ref}#C' in whole
    assert "I think one queue is enough" in whole
    assert "That is my position" not in whole


def test_a_side_signs_and_says_it_in_its_own_words(stage: Stage, ref: str):
    ana = visitor(stage, "ana")
    address = f"/{ref}/where-it-stands"
    assert "That is my position" in ana.get(address).content.decode()
    assert ana.post(address, {"act": "sign"}).status_code == 302
    assert "Signed" in ana.get(address).content.decode()
    empty = ana.post(address, {"act": "correct", "text": " "})
    assert empty.status_code == 422
    assert "Nothing is written yet" in empty.content.decode()
    ana.post(address, {"act": "correct", "text": "One queue, with priorities."})
    shown = visitor(stage, "mei").get(address).content.decode()
    assert "One queue, with priorities." in shown
    assert "What was told of them" in shown


def test_it_becomes_a_draft(stage: Stage, ref: str):
    ken = visitor(stage, "ken")
    address = f"/{ref}/where-it-stands"
    made = ken.post(address, {"act": "promote", "kind": "decision", "title": "One queue"})
    assert made.headers["Location"] == "/D-1"
    assert "Let\u2019s" not in ken.get("/D-1").content.decode()
    wrong = ken.post(address, {"act": "promote", "kind": "unicorn", "title": "Kept"})
    assert wrong.status_code == 404
    assert 'value="Kept"' in wrong.content.decode()


def test_a_record_without_talk_says_nothing_of_it(stage: Stage):
    from dayline.records.actions import open_record

    made = open_record(stage.ben, "question", title="Quiet").ref
    mei = visitor(stage, "mei")
    assert "Where it stands" not in mei.get(f"/{made}").content.decode()
    assert mei.get(f"/{made}/where-it-stands").status_code == 200
    gus = visitor(stage, "gus")
    assert gus.get(f"/{made}/where-it-stands").status_code == 404
