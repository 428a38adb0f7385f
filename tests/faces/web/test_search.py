"""Search and the command bar's addresses, without scripts."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dayline.accounts.actions import seat
from dayline.faces.web.pages import search as page_of_search
from dayline.people.queries import directory
from dayline.records.actions import open_record
from tests.cast import DECISION, Stage, set_stage


@pytest.fixture
def stage(db: None, monkeypatch: pytest.MonkeyPatch) -> Stage:
    monkeypatch.setenv("DAYLINE_NOW", "2026-11-18T15:00:00Z")
    stage = set_stage()
    open_record(stage.ana, "decision", text=DECISION)
    return stage


def client_of(stage: Stage, handle: str = "ana") -> Client:
    client = Client()
    client.force_login(seat(stage.workspace, handle))
    return client


def found(stage: Stage, address: str, handle: str = "ana") -> str:
    answer = client_of(stage, handle).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", page).split())


def test_a_passage_is_shown_with_its_words_marked_and_its_place(stage: Stage):
    page = found(stage, "/search?q=acquirers+time+out")
    assert "<mark>Acquirers</mark>" in page
    assert "Every capture carries a key" in page
    assert "Proposed" in page
    assert "Context" in page.partition('class="results"')[2]


def test_where_nothing_is_written_one_may_ask(stage: Stage):
    page = found(stage, "/search?q=unicorns+%26+%22friends%22")
    assert "Nothing is written about this" in page
    assert "/new/question?title=unicorns+%26+%22friends%22" in page
    question = found(stage, "/new/question?title=unicorns+%26+%22friends%22")
    assert "# unicorns &amp; &quot;friends&quot;" in question


def test_results_are_narrowed_by_kind_state_writer_and_day(stage: Stage):
    for part in ("kind=decision", "state=proposed", "who=@ana", "who=austin", "from=2026-11-18"):
        assert "D-1" in found(stage, f"/search?q=capture&{part}")
    for part in ("kind=question", "state=accepted", "who=omar", "who=london", "to=2026-11-16"):
        page = found(stage, f"/search?q=capture&{part}")
        assert "Nothing is written about this, as narrowed" in page
        assert "Search everywhere" in page
    assert "Nobody here is called zed." in found(stage, "/search?q=capture&who=zed")
    assert "“soon” is no day." in found(stage, "/search?q=capture&from=soon")


def test_results_are_narrowed_by_tag_area_team_and_a_past_day(stage: Stage):
    text = DECISION.replace(
        "deciders:", 'tags: [retries]\narea: [gateway]\ninformed: ["@austin"]\ndeciders:'
    )
    open_record(stage.ana, "decision", text=text.replace("Every capture", "Every refund capture"))
    for part in ("tag=retries", "area=gateway", "team=austin", "as_of=2026-11-18"):
        page = found(stage, f"/search?q=capture&{part}")
        assert "D-2" in page.partition('class="results"')[2], part
        assert ("D-1" in page.partition('class="results"')[2]) == part.startswith("as_of")
    for part in ("tag=other", "area=ledger", "team=london", "as_of=2026-11-16"):
        assert "Nothing is written about this, as narrowed" in found(
            stage, f"/search?q=capture&{part}"
        )
    page = found(stage, "/search?q=capture&team=austin&area=gateway&tag=retries&as_of=2026-11-18")
    assert '<option value="austin" selected>' in page
    assert '<option value="gateway" selected>' in page
    assert "There is no team zed." in found(stage, "/search?q=capture&team=zed")
    assert "“soon” is no day." in found(stage, "/search?q=capture&as_of=soon")


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ("kind=zz", "No record that you may see has the kind zz. There are: decision."),
        ("state=done", "No record that you may see has the state done. There are: proposed."),
        ("area=Moon", "No record that you may see has the area moon."),
        ("tag=zz", "No record that you may see has the tag zz. There are: retries."),
        ("state=done&as_of=2026-11-18", "has the state done. There are: proposed."),
        ("team=zed", "There is no team zed. There are: @"),
        ("team=ana", "There is no team ana."),
        ("who=zed", "Nobody here is called zed."),
        ("from=soon", "“soon” is no day. Give the first day as 2026-11-18."),
        ("to=2026-13-01", "“2026-13-01” is no day. Give the last day as 2026-11-18."),
        ("as_of=9999-01-01", "is no day. Give the day to look at as 2026-11-18."),
        ("from=2026-11-18&to=2026-11-17", "No day is from 2026-11-18 to 2026-11-17."),
    ],
)
def test_a_filter_that_is_not_understood_is_told_with_what_it_could_be(
    stage: Stage, part: str, told: str
):
    open_record(stage.ana, "decision", text=DECISION.replace("---\n", "---\ntags: [retries]\n", 1))
    for query in ("", "q=capture&"):
        page = found(stage, f"/search?{query}{part}")
        assert told in words(page), query
        assert "D-1" not in page.partition('class="results"')[2]


def test_the_form_shows_the_filter_that_was_not_understood(stage: Stage):
    page = found(stage, "/search?q=capture&kind=zz&state=yy&team=xx")
    for one in ("zz", "yy", "xx"):
        assert f'<option value="{one}" selected>' in page


def test_a_filter_that_is_not_understood_tells_nothing_that_is_hidden(stage: Stage):
    hidden = DECISION.replace("---\n", "---\narea: [layoffs]\ntags: [secret]\n", 1)
    open_record(stage.ken, "decision", text=hidden, visibility="restricted")
    for part in ("tag=x", "area=x"):
        page = found(stage, f"/search?q=capture&{part}", "ben")
        assert "secret" not in page
        assert "There are" not in page


def test_what_is_hidden_is_found_neither_by_words_nor_by_title_nor_by_id(stage: Stage):
    austin = directory(stage.workspace).team("austin").id
    text = DECISION.replace("Every capture carries a key", "Who moves to the second floor")
    open_record(stage.ben, "decision", text=text, visibility=f"team:{austin}")
    assert "second floor" in found(stage, "/search?q=floor").partition("results")[2]
    for query in ("floor", "D-2", "2", "acquirers"):
        assert "/D-2" not in found(stage, f"/search?q={query}", "omar")
        answer = client_of(stage, "omar").get(f"/search/titles?q={query}").json()
        assert "D-2" not in [one["ref"] for one in answer["records"]]
    hers = client_of(stage).get("/search/titles?q=floor").json()
    assert [one["ref"] for one in hers["records"]] == ["D-2"]


def test_an_index_that_is_behind_says_so(stage: Stage, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(page_of_search, "catch_up", lambda *_args, **_options: False)
    assert "still being indexed" in found(stage, "/search?q=capture")


def test_the_command_bar_offers_what_one_may_do(stage: Stage):
    def actions(handle: str, typed: str) -> list[str]:
        answer = client_of(stage, handle).get(f"/search/titles?q={typed}").json()
        return [one["title"] for one in answer["actions"]]

    assert actions("ana", "wri dec") == ["Write a decision"]
    assert actions("ana", "boa") == ["Go to Board"]
    assert actions("gus", "write") == []
    assert actions("olga", "invite") == ["Administer the workspace"]
    assert Client().get("/search/titles?q=a").status_code == 302


def test_ids_are_found_as_they_are_typed(stage: Stage):
    for _ in range(12):
        open_record(stage.ana, "decision", text=DECISION)
    answer = client_of(stage).get("/search/titles?q=d-1").json()
    assert [one["ref"] for one in answer["records"]] == ["D-1", "D-10", "D-11", "D-12", "D-13"]


def test_searching_costs_the_same_number_of_queries_however_much_is_found(stage: Stage):
    client = client_of(stage)
    client.get("/search?q=capture")
    with CaptureQueriesContext(connection) as few:
        client.get("/search?q=capture")
    for _ in range(15):
        open_record(stage.ana, "decision", text=DECISION)
    client.get("/search?q=capture")
    with CaptureQueriesContext(connection) as many:
        client.get("/search?q=capture")
    assert len(many) == len(few)
