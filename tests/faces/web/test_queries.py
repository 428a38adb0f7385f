"""The number of queries of each page is the same on a small workspace and on a fuller one."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dayline.base.instants import to_text
from dayline.people.actions import form_team, join
from dayline.practices.incident.actions import Given, add_claim, add_notes, declare
from dayline.records.actions import open_record
from dayline.records.links.actions import link
from dayline.records.remarks.actions import comment
from dayline.search.actions import catch_up
from tests.cast import DECISION, Stage, set_stage
from tests.faces.web.nights import hand_over
from tests.faces.web.visitors import visitor

pytestmark = pytest.mark.django_db

PAGES = {
    "/": 24,
    "/board": 12,
    "/handoffs/loss": 10,
    "/log": 12,
    "/log?as_of=2026-11-18": 14,
    "/D-1": 22,
    "/D-1/history": 12,
    "/D-1/where-it-stands": 14,
    "/read-me-in?on=gateway": 24,
    "/D-1/audience": 12,
    "/D-1/edit": 18,
    "/I-1/timeline": 14,
    "/questions": 12,
    "/examples": 12,
    "/specs/check": 8,
    "/Q-1/answer": 12,
    "/H-1": 22,
    "/H-1/outcome": 22,
    "/new/handoff": 34,
    "/teams": 8,
    "/teams/austin": 40,
    "/route": 8,
    "/D-1/route": 24,
    "/plan/ownership": 12,
    "/coffee": 12,
    "/search?q=capture": 16,
    "/ask?q=why+does+every+capture+carry+a+key": 24,
    "/search/titles?q=capture": 11,
    "/new": 8,
    "/new/decision": 14,
    "/settings": 8,
    "/workspace": 10,
    "/complete/people?q=a": 8,
    "/complete/records?q=D-": 14,
    "/D-1.json": 10,
    "/api/v1/records": 10,
    "/api/v1/board": 14,
    "/api/v1/inbox": 14,
    "/api/v1/deadlines": 10,
}
"""The pages, and how many queries each may cost at most."""


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Stage:
    stage = set_stage()
    stage.later(hours=8)
    monkeypatch.setenv("DAYLINE_NOW", to_text(stage.now))
    work(stage)
    return stage


def work(stage: Stage) -> None:
    """A night's work: a decision with its successor and remarks, a handoff, a question."""
    first = open_record(stage.ana, "decision", text=DECISION).ref
    other = open_record(stage.ben, "decision", text=DECISION).ref
    open_record(stage.ines, "decision", text=DECISION, visibility="team:@london")
    open_record(stage.ken, "question", title="Does the cut-off move?")
    link(stage.ana, first, "relates_to", other)
    comment(stage.ines, first, "Who keeps the keys?", concern=f"keys of {first}")
    declared = declare(stage.ken, "Postings are doubled").ref
    for incident in {declared, "I-1"}:
        add_notes(stage.mei, incident, [Given("The switch is on")])
        add_claim(stage.mei, incident, "The key was used twice")
    hand_over(stage)


def cost(stage: Stage, page: str) -> int:
    catch_up(stage.workspace)
    client = visitor(stage, "olga" if page == "/workspace" else "ana")
    assert client.get(page).status_code == 200  # fills the caches
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page).status_code == 200
    return len(captured)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_costs_the_same_queries_however_much_there_is(stage: Stage, page: str):
    few = cost(stage, page)
    assert few <= PAGES[page]
    for number in range(5):
        handle = f"more{number}"
        join(stage.acting("olga"), handle=handle, name=f"More {number}", zone="Europe/Paris")
        form_team(
            stage.acting("olga"), handle=f"team{number}", name=f"Team {number}", leads=[handle]
        )
        work(stage)
    more = cost(stage, page)
    assert more == few or (page.startswith("/search/titles") and more < few)  # stops when full
