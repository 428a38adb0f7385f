"""Updates on the web and over the API: prefilled, and told as deltas and blockers."""

from __future__ import annotations

import pytest
from django.test import Client

from dayline.accounts.actions import seat
from dayline.practices.update.actions import begin, post, start_blockers
from dayline.practices.update.texts import with_delta
from dayline.records import queries
from dayline.records.actions import move, open_record, revise
from dayline.records.facts import text_of
from tests.cast import DECISION, Stage, set_stage

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dayline.project.urls")]


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Stage:
    made = set_stage()
    monkeypatch.setenv("DAYLINE_NOW", made.now.isoformat())
    return made


def at_desk(stage: Stage, who: str) -> Client:
    client = Client()
    client.force_login(seat(stage.workspace, who))
    session = client.session
    session["workspace"] = stage.workspace
    session.save()
    return client


def test_a_new_update_is_prefilled_in_the_editor(stage: Stage) -> None:
    open_record(stage.omar, "decision", text=DECISION)
    page = at_desk(stage, "omar").get("/new/update").content.decode()
    assert "- D-1 is proposed: Every capture carries a key" in page
    assert "due: 2026-11-18" in page


def test_an_update_that_waits_is_opened_in_its_place(stage: Stage) -> None:
    begun = begin(stage.omar)
    answer = at_desk(stage, "omar").get("/new/update")
    assert (answer.status_code, answer["Location"]) == (302, f"/{begun.ref}/edit")


def test_the_api_gives_the_prefilled_draft_and_opens_nothing(stage: Stage) -> None:
    open_record(stage.omar, "decision", text=DECISION)
    open_record(stage.omar, "question", title="A secret", visibility="restricted")
    found = at_desk(stage, "omar").get("/api/v1/updates/draft").json()
    assert (found["due"], found["withheld"], found["open"]) == ("2026-11-18", 1, None)
    assert "D-1" in found["text"]
    assert "secret" not in found["text"]
    assert queries.listing(stage.workspace, kinds=["update"]) == []


def test_a_teams_page_tells_the_delta_and_the_blocker_and_names_no_silent_person(
    stage: Stage,
) -> None:
    begun = begin(stage.omar)
    text = text_of(queries.find(stage.workspace, begun.ref))
    said = with_delta(text, done=["The index <b>runs</b>"], next_=["Copy"], blocked=["Key: @ana"])
    post(stage.omar, begun.ref, text=said)
    page = at_desk(stage, "ken").get("/teams/london").content.decode()
    told = page.partition('id="changed"')[2].partition("</section>")[0]
    assert "The index &lt;b&gt;runs&lt;/b&gt;" in told
    assert 'href="/Q-1"' in told
    assert "Ines" not in told


def test_a_blocker_posted_by_a_plain_move_is_asked_by_the_worker(stage: Stage) -> None:
    begun = begin(stage.omar)
    text = text_of(queries.find(stage.workspace, begun.ref))
    said = with_delta(text, done=["It runs"], next_=["Copy"], blocked=["The key, from @ana"])
    revise(stage.omar, begun.ref, said, expect=1)
    move(stage.omar, begun.ref, "post")
    assert start_blockers(stage.olga) == ["Q-1"]
    assert start_blockers(stage.olga) == []
    question = queries.find(stage.workspace, "Q-1")
    assert (question.waits_on, question.author) == ((stage.ids["ana"],), stage.ids["omar"])
