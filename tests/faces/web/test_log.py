"""The page of the log, without scripts: what stands on it, how it is narrowed, what it costs."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dayline.accounts.actions import seat
from dayline.faces.web.pages.log import QUERIES
from dayline.people.queries import directory
from dayline.records.actions import move, open_record
from tests.cast import DECISION, Stage, set_stage


@pytest.fixture
def stage(db: None, monkeypatch: pytest.MonkeyPatch) -> Stage:
    monkeypatch.setenv("DAYLINE_NOW", "2026-11-30T15:00:00Z")
    return set_stage()


def client_of(stage: Stage, handle: str = "ana") -> Client:
    client = Client()
    client.force_login(seat(stage.workspace, handle))
    return client


def decide(stage: Stage, title: str, head: str = "", **more: str) -> None:
    text = DECISION.replace("Every capture carries a key", title)
    open_record(stage.ana, "decision", text=text.replace("---\n", f"---\n{head}", 1), **more)
    stage.later(days=1)


def shown(client: Client, address: str) -> list[str]:
    page = client.get(address)
    assert page.status_code == 200
    return re.findall(r'class="log-title"><a data-item href="/([A-Z]+-\d+)', page.content.decode())


def test_what_was_decided_stands_under_its_day_with_what_replaced_it(stage: Stage):
    decide(stage, "One")
    move(stage.ana, "D-1", "accept")
    decide(stage, "Two", "supersedes: [D-1]\n")
    client = client_of(stage)
    page = client.get("/log").content.decode()
    assert shown(client, "/log") == ["D-2", "D-1"]
    assert "Thursday, 19 November" in page
    assert re.search(r"would supersede <a[^>]*>D-1</a>", page)
    assert 'class="line-meant"' in page
    move(stage.ana, "D-2", "accept")
    page = client.get("/log").content.decode()
    assert re.search(r"superseded by <a[^>]*>D-2</a>", page)
    assert 'class="line-whole"' in page


def test_under_its_day_a_row_says_the_time_alone(stage: Stage):
    decide(stage, "One")
    stage.later(days=1)
    move(stage.ana, "D-1", "accept")
    page = client_of(stage).get("/log").content.decode()
    assert "Wednesday, 18 November" in page
    assert ">Fri 20 Nov 03:00</time>" in page
    decide(stage, "Two")
    assert re.search(
        r'title="2026-11-20 09:00 UTC">03:00</time>', client_of(stage).get("/log").content.decode()
    )


def test_a_kind_that_is_none_is_told_with_those_that_are(stage: Stage):
    decide(stage, "One")
    page = client_of(stage).get("/log?kind=zz").content.decode()
    assert "There is no kind zz." in page
    assert re.search("There are: [a-z, ]*decision, ", page)
    page = client_of(stage).get("/log?from=2026-11-20&to=2026-11-19").content.decode()
    assert "No day is from 2026-11-20 to 2026-11-19." in page


def test_as_of_shows_states_and_lines_of_then(stage: Stage):
    decide(stage, "One")
    move(stage.ana, "D-1", "accept")
    decide(stage, "Two", "supersedes: [D-1]\n")
    move(stage.ana, "D-2", "accept")
    client = client_of(stage)
    then = client.get("/log?as_of=2026-11-19&part=list").content.decode()
    assert "As of the end of Thursday, 19 November 2026" in then
    assert then.count(">Accepted<") == 1
    assert then.count(">Proposed<") == 1
    assert ">Superseded<" not in then
    assert shown(client, "/log?as_of=2026-11-18") == ["D-1"]
    assert shown(client, "/log?as_of=2026-11-17") == []
    assert shown(client, "/log?as_of=2099-01-01") == ["D-2", "D-1"]


def test_the_log_is_narrowed_by_its_fields_and_pages_go_on(stage: Stage):
    for number in range(43):
        decide(stage, f"Choice {number}", "tags: [payments]\n" if number % 2 else "")
    open_record(
        stage.mei, "question", text="# Why?\n\n## Question\n\nWhy is it so, and since when?\n"
    )
    client = client_of(stage)
    assert len(shown(client, "/log?tag=Payments")) == 21
    assert "Q-1" in shown(client, "/log?kind=all")
    assert shown(client, "/log?kind=question") == ["Q-1"]
    assert shown(client, "/log?state=accepted") == []
    assert shown(client, "/log?from=2026-11-18&to=2026-11-18") == ["D-1"]
    older = re.search(r'rel="next" href="([^"]+)"', client.get("/log").content.decode())
    assert older
    assert shown(client, older[1].replace("&amp;", "&")) == ["D-3", "D-2", "D-1"]


def test_what_cannot_be_understood_is_said_beside_the_field(stage: Stage):
    page = client_of(stage).get("/log?as_of=soon&from=2026-13-01&tag=%22%3E%3Cscript%3E").content
    assert "“soon” is no day." in page.decode()
    assert b"<script>" not in page.replace(b'<script type="module"', b"")
    assert client_of(stage).get("/log?after=nonsense").status_code == 422


def test_hidden_records_are_in_no_row_and_in_no_words(stage: Stage):
    austin = directory(stage.workspace).team("austin").id
    decide(stage, "Hidden", "tags: [floor]\n", visibility=f"team:{austin}")
    decide(stage, "Open", "supersedes: [D-1]\n")
    page = client_of(stage, "omar").get("/log?kind=all").content.decode()
    assert "Hidden" not in page
    assert "D-1" not in page.partition('id="log-list"')[2]
    assert "stub" not in page
    assert "Hidden" in client_of(stage, "ben").get("/log").content.decode()


def test_the_fragment_is_the_list_and_nothing_else(stage: Stage):
    decide(stage, "One")
    part = client_of(stage).get("/log?part=list").content.decode()
    assert "One" in part
    assert "<html" not in part


def test_a_page_costs_the_same_number_of_queries_however_long_the_log_is(stage: Stage):
    decide(stage, "One")
    client = client_of(stage)
    client.get("/log")
    with CaptureQueriesContext(connection) as few:
        client.get("/log?as_of=2026-11-29")
    for number in range(30):
        decide(stage, f"More {number}", f"supersedes: [D-{number + 1}]\n")
    with CaptureQueriesContext(connection) as many:
        client.get("/log?as_of=2026-11-29")
    assert len(many) == len(few) <= QUERIES
