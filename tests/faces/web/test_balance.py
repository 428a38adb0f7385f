"""Routing, ownership, team contracts and coffee in the browser, without scripts."""

from __future__ import annotations

import re

import pytest

from dayline.contracts.library import example
from dayline.practices.coffee.queries import standing
from dayline.practices.meeting.actions import call
from dayline.records import queries as records
from dayline.records.actions import move, open_record, revise
from dayline.records.facts import text_of
from dayline.records.remarks.actions import comment
from tests.cast import DECISION, Stage, set_stage
from tests.faces.web.visitors import visitor

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dayline.project.urls")]


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Stage:
    made = set_stage()
    made.later(hours=3)
    monkeypatch.setenv("DAYLINE_NOW", made.now.isoformat())
    return made


def words(answer) -> str:  # type: ignore[no-untyped-def]
    return " ".join(answer.content.decode().split())


def contest(stage: Stage) -> str:
    open_record(stage.omar, "decision", text=DECISION)
    first = comment(stage.ana, "D-1", "A day is enough.", concern="The key lives too long")
    for turn in range(5):
        comment(stage.ana if turn % 2 else stage.omar, "D-1", "I see it so.", parent=first)
    return first


def test_a_situation_is_answered_with_its_trace_at_an_address_of_its_own(stage: Stage) -> None:
    ana = visitor(stage, "ana")
    empty = words(ana.get("/route"))
    assert "To find ideas together" in empty
    assert "readers-schedule" in empty
    said = words(ana.get("/route?for=explore&people=@ana,+omar,+Asia/Tokyo&documented=1"))
    assert '<h2 id="advice">Meet</h2>' in said
    assert "creative-riffing" in said
    assert "is the first that holds:</span> " in said
    shown, _, rest = said.partition('<details class="all-rules">')
    assert "hands-on-together" not in shown
    assert "hands-on-together" in rest
    assert "They live in 3 time zones" in said
    assert 'value="@ana, omar, Asia/Tokyo"' in said
    sites = words(ana.get("/route?for=explore&people=austin,+london,+singapore"))
    assert "no hour is shared" in sites.casefold()
    assert re.search(
        r"(America/Chicago with Europe/London|Europe/London with America/Chicago)", sites
    )
    assert not re.search(r"(America/Chicago with Asia|Asia/Singapore with America)", sites)
    quiet = words(ana.get("/route?for=inform"))
    assert '<h2 id="advice">Write</h2>' in quiet


@pytest.mark.parametrize(
    "query", ["for=dance", "for=explore&people=Nowhere+at+all", "for=explore&urgency=never"]
)
def test_what_makes_no_sense_is_refused_and_kept(stage: Stage, query: str) -> None:
    answer = visitor(stage, "ana").get(f"/route?{query}")
    assert answer.status_code == 422
    assert "said-refused" in words(answer)


def test_a_thread_becomes_a_call_that_is_judged_afterwards(stage: Stage) -> None:
    first = contest(stage)
    ana = visitor(stage, "ana")
    assert "/D-1/route" in words(ana.get("/D-1"))
    said = words(ana.get("/D-1/route"))
    assert "6 turns between two people" in said
    assert first in said
    assert "everybody works then" in said
    made = ana.post("/D-1/route", {"act": "call", "minutes": "15"})
    assert (made.status_code, made["Location"]) == (302, "/M-1")
    assert "is about this already" in words(ana.get("/D-1/route"))
    again = ana.post("/D-1/route", {"act": "call", "minutes": "15"})
    assert (again.status_code, "M-1 is about D-1 already" in words(again)) == (422, True)
    record = records.find(stage.workspace, "M-1")
    text = text_of(record).rstrip() + "\n\nThe key lives for a day, and Omar writes it down.\n"
    revise(stage.ana, "M-1", text, expect=record.revision)
    move(stage.ana, "M-1", "write_up")
    assert "Was it the right way?" in words(ana.get("/M-1/route"))
    assert ana.post("/M-1/route", {"act": "right", "right": "yes"})["Location"] == "/M-1"
    assert "Was it the right way?" not in words(ana.get("/M-1/route"))
    assert "1 of at least 5 answers" in words(ana.get("/route"))
    assert "Was it the right way?" not in words(visitor(stage, "ken").get("/M-1/route"))


def test_without_a_shared_hour_the_page_says_so_and_who_carries_it(stage: Stage) -> None:
    contest(stage)
    comment(stage.ken, "D-1", "And in the night?")
    said = words(visitor(stage, "ana").get("/D-1/route"))
    assert "There is no shared hour in the next five days." in said
    assert "Asia/Singapore" in said
    there = {"America/Chicago": -6, "Europe/London": 0, "Asia/Singapore": 8}
    hours = {zone: int(re.search(rf"{zone}</th><td>\w+ (\d\d)", said)[1]) for zone in there}  # type: ignore[index]
    assert len({(hour - there[zone]) % 24 for zone, hour in hours.items()}) == 1


def test_nothing_contested_means_no_call(stage: Stage) -> None:
    open_record(stage.omar, "decision", text=DECISION)
    said = words(visitor(stage, "ana").get("/D-1/route"))
    assert "A call would have no agenda" in said
    assert '<button class="primary">Call' not in said


def test_what_one_may_not_see_is_not_there(stage: Stage) -> None:
    contest(stage)
    call(stage.ana, "D-1")
    open_record(stage.omar, "decision", text=DECISION, visibility="restricted")
    assert visitor(stage, "ben").get("/D-2/route").status_code == 404
    assert visitor(stage, "ben").post("/D-2/route", {"act": "call"}).status_code == 404


def test_the_plan_shows_moves_costs_and_loads(stage: Stage) -> None:
    for _ in range(6):
        text = DECISION.replace("deciders:", "area: [gateway]\ndeciders:")
        open_record(stage.ken, "decision", text=text)
    ana = visitor(stage, "ana")
    said = words(ana.get("/plan/ownership"))
    assert "gateway</th><td>@austin</td><td>@singapore</td>" in said
    assert "19 hours" in said
    assert "From 6 records of 91 days" in said
    none = words(ana.get("/plan/ownership?most_moves=0"))
    assert "Leave it as it is." in none


def publish(stage: Stage) -> None:
    text = example("team", 1)
    for line in ("id: T-1\n", "state: published\n", "relates_to: [D-1, G-1]\n"):
        text = text.replace(line, "")
    open_record(stage.ines, "team", text=text)
    move(stage.ines, "T-1", "publish", fields={"version": "2.0"})


def test_a_breaking_version_is_shown_before_it_is_published(stage: Stage) -> None:
    publish(stage)
    ines = visitor(stage, "ines")
    assert "What the next version changes" not in words(ines.get("/teams/london"))
    text = text_of(records.find(stage.workspace, "T-1"))
    revise(stage.ines, "T-1", text.replace("format 3", "format 4"), expect=2)
    for page in ("/teams/london", "/T-1/move/publish"):
        said = words(ines.get(page))
        assert "It must be version 3.0 or higher;" in said
        assert "output-version-changed" in said
    refused = ines.post("/T-1/move/publish", {"version": "2.1", "expect": "3"})
    assert (refused.status_code, "Publish it as version 3.0 or higher" in words(refused)) == (
        422, True,
    )  # fmt: skip
    made = ines.post("/T-1/move/publish", {"version": "3.0", "expect": "3"})
    assert made.status_code == 302


def test_coffee_is_ones_own_and_nobody_has_to(stage: Stage) -> None:
    text = '---\nteam: "@london"\ndepends_on: ["@austin"]\n---\n\n# London\n'
    open_record(stage.ines, "team", text=text)
    ana, olga = visitor(stage, "ana"), visitor(stage, "olga")
    assert "No round was drawn yet." in words(ana.get("/coffee"))
    assert ana.post("/coffee", {"act": "draw"}).status_code == 403
    assert "Draw the next round" not in words(ana.get("/coffee"))
    assert olga.post("/coffee", {"act": "draw"}).status_code == 302
    mine = standing(stage.workspace, stage.ids["ana"]).coffee
    if mine is not None:
        assert "Both of you work then." in words(ana.get("/coffee"))
    ana.post("/coffee", {"act": "out"})
    assert not standing(stage.workspace, stage.ids["ana"]).taking_part
    ana.post("/coffee", {"act": "in"})
    assert standing(stage.workspace, stage.ids["ana"]).taking_part
