"""An incident on the web and over the API: one box to write in, everything beside it."""

from __future__ import annotations

import pytest

from dayline.base.instants import to_text
from dayline.practices.incident import actions, queries
from tests.cast import Stage, set_stage
from tests.faces.web.visitors import visitor

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dayline.project.urls")]
PAGE = "/I-1/timeline"


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Stage:
    made = set_stage()
    actions.declare(made.omar, "Postings are <doubled>", severity="critical")
    made.later(minutes=30)
    monkeypatch.setenv("DAYLINE_NOW", to_text(made.now))
    return made


def said(stage: Stage) -> list[str | None]:
    return [event.text for event in queries.standing(stage.workspace, "I-1").events]


def test_a_line_is_added_with_its_own_time_and_once(stage: Stage) -> None:
    client = visitor(stage, "ken")
    answer = client.post(PAGE, {"act": "note", "line": "17:12 page answered"})
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    kept = {
        "act": "note", "line": "from the train", "key": "k1", "at": "2026-11-18T09:05:00.000Z",
    }  # fmt: skip
    client.post(PAGE, kept)
    client.post(PAGE, kept)
    assert said(stage)[1:] == ["from the train", "page answered"]
    page = client.get(PAGE).content.decode()
    assert page.index("page answered") < page.index("from the train")
    assert "Postings are &lt;doubled&gt;" in page
    assert "Critical, open, led by @omar." in page


def test_what_is_refused_stays_in_the_box(stage: Stage) -> None:
    line = "2026-12-24 10:00 it is over"
    answer = visitor(stage, "ken").post(PAGE, {"act": "note", "line": line})
    page = answer.content.decode()
    assert (answer.status_code, "That lies in the future" in page, line in page) == (
        422,
        True,
        True,
    )


def test_claims_are_made_contested_and_settled_on_the_page(stage: Stage) -> None:
    ana, ken = visitor(stage, "ana"), visitor(stage, "ken")
    ana.post(PAGE, {"act": "claim", "statement": "The alert was late", "evidence": "18:21"})
    assert "Nothing is contested" in ana.get(PAGE).content.decode()
    ken.post(PAGE, {"act": "contest", "number": "1", "reason": "nobody could have acted"})
    agenda = ken.get(PAGE).content.decode().partition('id="agenda"')[2].partition("</section>")[0]
    assert "The alert was late." in agenda
    assert "30 min" in agenda
    ken.post(PAGE, {"act": "dissent", "number": "1"})
    claim = queries.standing(stage.workspace, "I-1").claims[0]
    assert (claim.mark, claim.dissent) == ("dissent", "@ken, nobody could have acted.")
    ana.post(
        PAGE, {"act": "action", "text": "compare totals", "owner": "@ken", "due": "2026-11-17"}
    )
    assert ">late</strong>" in ana.get(PAGE).content.decode()
    ana.post(PAGE, {"act": "done", "number": "1"})
    assert queries.standing(stage.workspace, "I-1").open_actions == []


def test_a_correction_shows_what_stood_there_first(stage: Stage) -> None:
    client = visitor(stage, "ken")
    client.post(PAGE, {"act": "note", "line": "1,000 postings"})
    line = queries.standing(stage.workspace, "I-1").events[-1].id
    answer = client.post(PAGE, {"act": "note", "line": "1,312 postings", "corrects": line})
    assert answer["Location"] == f"{PAGE}#{line}"
    assert "<del>1,000 postings</del>" in client.get(PAGE).content.decode()


def test_the_record_leads_to_its_timeline(stage: Stage) -> None:
    assert 'href="/I-1/timeline"' in visitor(stage, "ana").get("/I-1").content.decode()


def test_the_api_takes_lines_and_tells_where_it_stands(stage: Stage) -> None:
    client = visitor(stage, "ana")

    def send(path: str, body: dict[str, object]) -> tuple[int, dict[str, object]]:
        token = client.get("/draft/token").json().get("token", "")
        answer = client.post(
            f"/api/v1/{path}", body, "application/json", headers={"X-CSRFToken": token}
        )
        return answer.status_code, answer.json()

    notes = [{"text": "switch on"}, {"text": "paused", "at": "2026-11-18T09:10:00Z", "key": "a"}]
    assert send("incidents/I-1/notes", {"notes": notes})[0] == 201
    assert send("incidents/I-1/notes", {"notes": notes[1:]})[1]["items"][0]["known"] is True
    items = client.get("/api/v1/incidents/I-1/timeline").json()["items"]
    assert [one["text"] for one in items][1:] == ["paused", "switch on"]
    assert send("incidents/I-1/claims", {"statement": "It was the key"})[1]["number"] == 1
    contest = {"mark": "contested", "reason": "no log"}
    assert send("incidents/I-1/claims/1", contest)[1]["contested"] is True
    known = client.get("/api/v1/incidents/I-1").json()
    assert known["sentence"] == "Critical, open, led by @omar. 1 claim, 1 contested."
    assert [one["claim"]["number"] for one in known["agenda"]] == [1]
    assert client.get("/api/v1/incidents/I-1/agenda").json()["minutes"] == 30
    due = {"text": "mend it", "owner": "@ben", "due": "2026-11-20"}
    assert send("incidents/I-1/actions", due)[0] == 201
    assert client.get("/api/v1/actions?owner=@ben").json()["items"][0]["text"] == "mend it"
    assert client.get("/api/v1/incidents").json()["items"][0]["ref"] == "I-1"
    made = send("incidents", {"title": "Another"})
    assert (made[0], made[1]["ref"]) == (201, "I-2")
