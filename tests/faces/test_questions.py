"""Questions at the command line, on the web and over the API: the record first, then somebody."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from dayline.base.instants import to_text
from dayline.practices.question import actions, queries
from dayline.practices.question.rules import Said
from dayline.records.actions import move, open_record
from dayline.records.facts import text_of
from dayline.records.queries import find
from tests.cast import DECISION, Stage
from tests.faces.conftest import Said as Printed
from tests.faces.web.visitors import visitor

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dayline.project.urls")]
Dayline = Callable[..., Printed]
WHY = "Why does every capture carry a key?"
MOON = "Which tide table does the harbour master use?"


@pytest.fixture(autouse=True)
def _decided(monkeypatch: pytest.MonkeyPatch, stage: Stage) -> None:
    ref = open_record(stage.ben, "decision", text=DECISION).ref
    move(stage.ana, ref, "accept")
    stage.later(minutes=30)
    monkeypatch.setenv("DAYLINE_NOW", to_text(stage.now))


def test_the_record_answers_and_nobody_is_asked(dayline: Dayline, stage: Stage) -> None:
    said = dayline("question", "ask", WHY, "--area", "ledger", who="ken")
    assert said.code == 0
    assert "D-1" in said.out
    assert "nobody was asked" in said.err
    assert queries.gaps(stage.workspace) == []
    assert "1 of 1 questions (100 %)" in dayline("question", "measure").out


def test_an_abstention_is_sent_answered_and_written_down(dayline: Dayline, stage: Stage) -> None:
    said = dayline("question", "ask", MOON, "--area", "ledger", who="ken")
    assert said.out == "Q-1\n"
    assert "until 2026-11-19 09:30 UTC" in said.err
    assert [one["area"] for one in json.loads(dayline("question", "gaps", "--json").out)] == [
        "ledger"
    ]
    assert dayline("question", "answer", "Q-1", "The one of 2019.", who="omar").code == 0
    assert dayline("question", "write-down", "Q-1", who="omar").out == "Q-1 is written down\n"
    assert "The one of 2019." in text_of(find(stage.workspace, "G-1"))
    assert dayline("question", "gaps").out == "Everything that was asked is written down.\n"


def test_the_page_asks_the_record_first(stage: Stage) -> None:
    ken = visitor(stage, "ken")
    page = ken.post("/questions", {"question": WHY, "area": "ledger"}).content.decode()
    assert "The record answers it, so nobody was asked." in page
    assert 'href="/D-1' in page
    sent = ken.post("/questions", {"question": MOON, "area": "ledger"})
    assert (sent.status_code, sent["Location"]) == (302, "/Q-1")
    gaps = ken.get("/questions").content.decode()
    assert MOON in gaps
    assert "1 of 2 questions itself (50 %)" in gaps
    assert "Answer it" in ken.get("/Q-1").content.decode()


def test_what_cannot_be_sent_stays_in_the_form(stage: Stage) -> None:
    answer = visitor(stage, "ken").post("/questions", {"question": MOON, "owner": "@nobody"})
    page = answer.content.decode()
    assert (answer.status_code, "@nobody" in page, MOON in page) == (404, True, True)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "owner"),
        ({"owner": "@nobody"}, "owner"),
        ({"area": "ledger", "need_by": "2020-01-01T10:00"}, "need_by"),
        ({"area": "ledger", "need_by": "soon"}, "need_by"),
        ({"question": "Moon?"}, "question"),
    ],
)
def test_the_field_that_is_wrong_is_open_and_in_focus(
    stage: Stage, given: dict[str, str], field: str
) -> None:
    page = visitor(stage, "ken").post("/questions", {"question": MOON, **given}).content.decode()
    assert f'name="{field}" autofocus aria-invalid="true"' in page
    assert page.count("autofocus") == 1
    assert ("<details open>" in page) == (field != "question")


def test_an_answer_on_the_page_becomes_a_record_in_one_act(stage: Stage) -> None:
    actions.ask(stage.ken, Said(MOON), areas=["ledger"])
    omar = visitor(stage, "omar")
    assert MOON in omar.get("/Q-1/answer").content.decode()
    refused = omar.post("/Q-1/answer", {"text": " ", "promote": "guide"})
    assert refused.status_code == 422
    done = omar.post("/Q-1/answer", {"text": "The one of 2019.", "promote": "guide"})
    assert done["Location"] == "/Q-1"
    assert find(stage.workspace, "Q-1").state == "written_down"
    actions.ask(stage.ken, Said(MOON), areas=["ledger"])
    omar.post("/Q-2/answer", {"text": "See the guide.", "promote": "guide", "into": "G-1"})
    assert "answered_by: [G-1]" in text_of(find(stage.workspace, "Q-2"))


def test_the_api_asks_sends_answers_and_tells_the_gaps(stage: Stage) -> None:
    client = visitor(stage, "omar")

    def send(path: str, body: dict[str, object]) -> dict[str, object]:
        token = client.get("/draft/token").json().get("token", "")
        answer = client.post(
            f"/api/v1/{path}", body, "application/json", headers={"X-CSRFToken": token}
        )
        return dict(answer.json())

    told = send("questions", {"question": WHY})
    assert (told["answered"], told["ref"]) == (True, None)
    asked = send("questions", {"question": MOON, "area": ["ledger"]})
    assert (asked["answered"], asked["ref"]) == (False, "Q-1")
    found = client.get("/api/v1/questions/gaps").json()
    assert found["items"][0]["questions"][0]["title"] == MOON
    assert found["measure"]["percent"] == 50
    answered = send("questions/Q-1/answer", {"text": "The one of 2019."})
    assert answered["state"] == "answered"
    assert send("questions/Q-1/writing-down", {"kind": "decision"})["state"] == "written_down"
