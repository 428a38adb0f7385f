"""Routing, ownership, team contracts and coffee over the API, as programs play them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dayline.contracts.library import example
from dayline.records import queries as records
from dayline.records.actions import move, open_record, revise
from dayline.records.facts import text_of
from dayline.records.remarks.actions import comment
from tests.cast import DECISION, Stage
from tests.faces.api.conftest import Caller

pytestmark = pytest.mark.django_db
Callers = Callable[..., Caller]


@pytest.fixture(autouse=True)
def _noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DAYLINE_NOW", "2026-11-18T12:00:00Z")


def test_a_situation_is_routed_and_nothing_is_kept(ana: Caller, stage: Stage) -> None:
    asked = {"wanted": "explore", "people": ["@ana", "@omar", "singapore"]}
    told = ana.post("/api/v1/route", asked).json()
    assert (told["mode"], told["decided_by"]) == ("meet", "creative-riffing")
    assert "no-shared-hour" in told["outweighed"]
    assert len(told["trace"]) == 14
    assert ana.post("/api/v1/route", {"wanted": "dance"}).status_code == 422
    assert records.listing(stage.workspace, kinds=["meeting"]) == []


def test_from_a_live_record_to_a_call_and_back(ana: Caller, caller: Callers, stage: Stage) -> None:
    open_record(stage.omar, "decision", text=DECISION)
    assert ana.post("/api/v1/records/D-1/call", {"minutes": 15}).status_code == 422
    first = comment(stage.ana, "D-1", "A day is enough.", concern="Too long")
    for turn in range(5):
        comment(stage.ana if turn % 2 else stage.omar, "D-1", "I see it so.", parent=first)
    told = ana.get("/api/v1/records/D-1/route").json()
    assert (told["advice"]["decided_by"], told["thread"]["turns"]) == ("stuck-thread", 6)
    assert [one["id"] for one in told["contested"]] == [first]
    assert told["hour"]["shared"] is True
    made = ana.post("/api/v1/records/D-1/call", {"minutes": 15})
    assert (made.status_code, made.json()["ref"]) == (201, "M-1")
    assert made.json()["hour"]["starts"].startswith("2026-11-18T15:00:00")
    record = records.find(stage.workspace, "M-1")
    text = text_of(record).rstrip() + "\n\nThe key lives for a day, and Omar writes it down.\n"
    revise(stage.ana, "M-1", text, expect=record.revision)
    move(stage.ana, "M-1", "write_up")
    assert ana.post("/api/v1/records/M-1/right", {"right": "yes"}).status_code == 204
    assert ana.post("/api/v1/records/M-1/right", {"right": "yes"}).status_code == 422
    assert caller("ken").post("/api/v1/records/M-1/right", {"right": "no"}).status_code == 403
    fared = {one["rule"]: one for one in ana.get("/api/v1/route/rules").json()["items"]}
    assert (fared["stuck-thread"]["answers"], fared["stuck-thread"]["right"]) == (1, None)


def test_ownership_is_planned_from_the_teams_own_work(ana: Caller, stage: Stage) -> None:
    for _ in range(6):
        text = DECISION.replace("deciders:", "area: [gateway]\ndeciders:")
        open_record(stage.ken, "decision", text=text)
    told = ana.get("/api/v1/plan/ownership").json()
    (moved,) = told["moves"]
    assert (moved["area"], moved["source"], moved["target"]) == ("gateway", "@austin", "@singapore")
    assert moved["hours"] == 19
    assert told["after"] < told["before"]
    assert ana.get("/api/v1/plan/ownership?most_moves=0").json()["moves"] == []


def test_what_a_new_version_breaks_is_known_before_it_is_published(
    ana: Caller, stage: Stage
) -> None:
    text = example("team", 1)
    for line in ("id: T-1\n", "state: published\n", "relates_to: [D-1, G-1]\n"):
        text = text.replace(line, "")
    open_record(stage.ines, "team", text=text)
    assert ana.get("/api/v1/teams/london/changes").json()["published"] == ""
    move(stage.ines, "T-1", "publish", fields={"version": "2.0"})
    revise(stage.ines, "T-1", text_of(records.find(stage.workspace, "T-1")).replace(
        "format 3", "format 4"), expect=2)  # fmt: skip
    told = ana.get("/api/v1/teams/T-1/changes").json()
    assert (told["needed"], told["suffices"]) == ("3.0", False)
    assert [one["rule"] for one in told["changes"]] == ["output-version-changed"]


def test_coffee_is_ones_own(ana: Caller, olga: Caller, caller: Callers, stage: Stage) -> None:
    text = '---\nteam: "@london"\ndepends_on: ["@austin"]\n---\n\n# London\n'
    open_record(stage.ines, "team", text=text)
    assert ana.post("/api/v1/coffee/rounds", {}).status_code == 403
    assert ana.put("/api/v1/coffee", {"taking_part": False}).json()["taking_part"] is False
    held = olga.post("/api/v1/coffee/rounds", {"seed": "x"})
    assert (held.status_code, held.json()["round"], held.json()["calls"]) == (201, 1, 1)
    assert ana.get("/api/v1/coffee").json() == {
        "taking_part": False, "partner": None, "at": None, "questions": [],
    }  # fmt: skip
    mine = caller("ben").get("/api/v1/coffee").json()
    assert mine["partner"] in ("@ines", "@omar")
    assert mine["at"]
