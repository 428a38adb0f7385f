"""The board: every team has a light, each light its evidence, and only what one may see counts."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dayline.base.instants import to_text
from dayline.board.queries import Lane, board
from dayline.board.rules import Light
from dayline.faces.api.shapes import time as shapes
from dayline.faces.cli.main import main
from dayline.faces.web.pages import board as page
from dayline.journal.rebuild import rebuild
from dayline.people.actions import change_person, form_team, join
from dayline.records.actions import move, open_record
from tests.cast import DECISION, Stage, set_stage
from tests.faces.web.nights import hand_over
from tests.faces.web.visitors import visitor


@pytest.fixture
def stage(db: None) -> Stage:
    return set_stage()


def at(stage: Stage, text: str) -> None:
    stage.now = datetime.fromisoformat(f"2026-11-{text}Z")


def lanes(stage: Stage, who: str = "ana") -> dict[str, Lane]:
    found = board(stage.workspace, person=stage.ids[who], now=stage.now)
    return {lane.name: lane for lane in found}


def test_a_team_turns_amber_near_the_end_of_a_clock_and_red_when_it_ran_out(stage: Stage):
    at(stage, "18T14:00")
    ref = hand_over(stage)  # two awake-hours of Austin: from 15:00 to 17:00 UTC
    assert lanes(stage)["@austin"].light is Light.GREEN
    at(stage, "18T16:40")
    amber = lanes(stage)["@austin"]
    assert amber.light is Light.AMBER
    assert [one.ref for one in amber.evidence] == [ref]
    assert amber.evidence[0].words == "20 awake-minutes left of 2 awake-hours"
    at(stage, "18T20:00")
    red = lanes(stage)["@austin"]
    assert red.light is Light.RED
    assert red.evidence[0].words == "3 awake-hours late: its clock ran out"
    assert lanes(stage)["@london"].light is Light.GREEN
    move(stage.ben, ref, "contest", fields={"reason": "Which region?"})
    assert lanes(stage)["@austin"].light is Light.GREEN
    assert [card.ref for card in lanes(stage)["@london"].cards] == [ref]


def test_nights_and_weekends_make_nothing_late(stage: Stage):
    at(stage, "20T23:00")  # Friday, 17:00 in Austin
    hand_over(stage)
    at(stage, "23T14:59")  # Monday, one minute before they open
    assert lanes(stage)["@austin"].light is Light.GREEN


def test_what_blocks_others_says_whom_and_shows_its_clock(stage: Stage):
    at(stage, "18T14:00")
    ref = hand_over(stage)
    open_record(
        stage.ken, "update", title="Tuesday",
        fields={"due": "2026-11-19"}, text=BLOCKED.format(ref=ref),
    )  # fmt: skip
    (found,) = lanes(stage)["@austin"].evidence
    assert found.light is Light.AMBER
    assert found.words == "blocks U-1; 2 awake-hours left of 2 awake-hours"


BLOCKED = """\
---
due: 2026-11-19
blocked_by: [{ref}]
---

# Wednesday

## Progress made

- Nothing, for want of an answer.

## Next

- The release.
"""


def test_only_what_one_may_see_counts(stage: Stage):
    at(stage, "18T14:00")
    open_record(stage.ines, "decision", text=DECISION.replace('"@ana", ', ""),
                visibility="team:@london")  # fmt: skip
    assert lanes(stage, "omar")["@london"].total == 1
    assert lanes(stage, "mei")["@london"].total == 0


def test_who_is_in_no_team_has_a_lane_without_a_light(stage: Stage):
    at(stage, "18T14:00")
    open_record(stage.ana, "decision", text=DECISION.replace("@ines", "@olga"))
    found = lanes(stage)
    assert found["@olga"].light is None
    assert found["@olga"].evidence == ()
    assert [card.ref for card in found["@olga"].cards] == ["D-1"]


def test_what_waits_is_derived_and_equals_a_rebuild(stage: Stage):
    at(stage, "18T14:00")
    ref = hand_over(stage)
    open_record(stage.ines, "decision", text=DECISION)
    move(stage.ben, ref, "read")
    move(stage.ben, ref, "contest", fields={"reason": "Which region?"})
    before = lanes(stage)
    assert rebuild(stage.workspace, check=True).differences == ()
    assert lanes(stage) == before


def test_the_exit_code_tells_scripts_that_a_team_is_red(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("DAYLINE_WORKSPACE", "meridian")
    monkeypatch.setenv("DAYLINE_AS", "@ana")

    def run(*arguments: str) -> int:
        monkeypatch.setenv("DAYLINE_NOW", to_text(stage.now))
        with pytest.raises(SystemExit) as ended:
            main(["board", *arguments])
        return int(ended.value.code or 0)

    at(stage, "18T14:00")
    hand_over(stage)
    assert run("--exit-code") == 0
    at(stage, "18T20:00")
    assert run() == 0
    assert run("--exit-code", "--team", "@london") == 0
    capsys.readouterr()
    assert run("--exit-code", "--json") == 1
    said = json.loads(capsys.readouterr().out)
    assert [(one["name"], one["light"]) for one in said] == [
        ("@austin", "red"), ("@london", "green"), ("@singapore", "green"),
    ]  # fmt: skip


def test_the_page_says_light_and_evidence_in_words_and_costs_the_same_for_more_work(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
):
    at(stage, "18T14:00")
    hand_over(stage)
    at(stage, "18T20:00")
    monkeypatch.setenv("DAYLINE_NOW", to_text(stage.now))

    def look() -> tuple[str, int]:
        client = visitor(stage, "mei")
        client.get("/board")
        with CaptureQueriesContext(connection) as captured:
            text = client.get("/board").content.decode()
        return " ".join(text.split()), len(captured)

    said, few = look()
    assert "3 teams: 1 red, 2 green." in said
    assert "3 awake-hours late: its clock ran out" in said
    assert said.index("Austin") < said.index("London")
    for number in range(5):
        hand_over(stage)
        open_record(stage.ines, "decision", text=DECISION)
        join(stage.olga, handle=f"new{number}", name="New", zone="UTC")
        form_team(stage.olga, handle=f"team{number}", name="More", zone="UTC",
                  members=[f"new{number}"])  # fmt: skip
    assert look()[1] == few <= page.QUERIES


def test_the_page_of_a_team_shows_its_contract_and_never_figures_of_few_people(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
):
    at(stage, "18T14:00")
    monkeypatch.setenv("DAYLINE_NOW", to_text(stage.now))
    client = visitor(stage, "mei")
    said = client.get("/teams/london").content.decode()
    assert "This team has not written its contract yet." in said
    assert "has 2 people; figures exist for groups of 5 or more." in said
    open_record(stage.ines, "team", text=CONTRACT)
    said = client.get("/teams/london").content.decode()
    assert '<h2 id="inputs">Inputs</h2>' in said
    assert "<td>a change of postings</td>" in said
    assert client.get("/teams").status_code == 200
    assert client.get("/teams/nobody").status_code == 404


def test_a_team_whose_people_left_still_has_its_page(stage: Stage, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DAYLINE_NOW", to_text(stage.now))
    for handle in ("ken", "mei"):
        change_person(stage.olga, f"@{handle}", active=False)
    client = visitor(stage, "ana")
    for address in ("/", "/board", "/teams", "/teams/singapore"):
        assert client.get(address).status_code == 200


CONTRACT = """\
---
team: "@london"
owner: "@ines"
zone: Europe/London
---

# London: the ledger

## Inputs

| You send | As |
| --- | --- |
| a change of postings | spec |

## Outputs

- the ledger API
"""


def test_the_api_answers_the_board_in_its_stated_form(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
):
    at(stage, "18T14:00")
    ref = hand_over(stage)
    odd = 'A "key" \\ of every é <->'
    text = DECISION.replace("@ines", "@olga").replace("Every capture carries a key", odd)
    open_record(stage.ana, "decision", text=text)
    at(stage, "18T20:00")
    monkeypatch.setenv("DAYLINE_NOW", to_text(stage.now))
    answer = visitor(stage, "mei").get("/api/v1/board")
    assert answer["Content-Type"] == "application/json; charset=utf-8"
    stated = shapes.Board.model_validate_json(answer.content, strict=True)
    assert stated.model_dump() == answer.json()
    found = {lane.name: lane for lane in stated.items}
    assert found["@austin"].evidence[0].words == "3 awake-hours late: its clock ran out"
    assert found["@austin"].records[0].due_at == "2026-11-18T17:00:00.000000Z"
    assert [found["@austin"].records[0].ref, found["@olga"].light] == [ref, None]
    assert found["@olga"].records[0].title == odd
