"""Talk, ownership, team contracts and coffee from end to end: pages, API and command line."""

from __future__ import annotations

import json

import pytest

from dayline.base.acting import Acting
from dayline.contracts.library import example
from dayline.inbox.rounds import make_round
from dayline.inbox.untold.queries import untold
from dayline.journal.rebuild import rebuild
from dayline.people.queries import SYSTEM
from dayline.practices.meeting.actions import offer_calls
from tests.cast import DECISION, Stage, set_stage
from tests.practices.faces import Faces


@pytest.fixture
def faces(db: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Faces:
    return Faces(set_stage(), monkeypatch, capsys)


def notices(stage: Stage, who: str) -> list[str]:
    return [
        str(one.words["text"])
        for one in untold(stage.workspace, stage.ids[who], stage.now)
        if one.topic == "notice"
    ]


def test_a_thread_goes_round_is_offered_a_call_settles_and_is_judged(faces: Faces) -> None:
    stage = faces.stage
    faces.api("omar", "records", {"kind": "decision", "text": DECISION}, status=201)
    said = {"text": "A day is enough.", "concern": "The key lives too long"}
    first = faces.api("ana", "records/D-1/comments", said, status=201)["id"]
    for turn in range(5):
        stage.later(minutes=30)
        faces.cli("ana" if turn % 2 else "omar", "comment", "D-1", "I still see it so.")
    assert make_round(stage.workspace, stage.now, worker="w").offered == ["D-1"]
    assert offer_calls(Acting(stage.workspace, SYSTEM, stage.now)) == []  # once
    (offer,) = notices(stage, "omar")
    assert offer.startswith("It goes round: 6 turns between two people (limit 6).")
    assert "stuck-thread" in faces.page("omar", "/D-1/route")
    assert faces.send("omar", "/D-1/route", {"act": "call", "minutes": "15"}) == "/M-1"
    assert first in faces.page("ana", "/M-1")
    assert faces.api("ana", "records/M-1")["state"] == "scheduled"
    faces.cli("ana", "move", "M-1", "write_up", code=1)  # its outcome is not written
    text = faces.cli("omar", "show", "M-1", "--raw")
    outcome = f"{text.rstrip()}\n\nThe key lives for a day; Omar writes it into D-1.\n"
    faces.cli("omar", "edit", "M-1", "-", stdin=outcome)
    faces.cli("omar", "move", "M-1", "write_up")
    assert any(one.startswith("Was it right to meet?") for one in notices(stage, "ana"))
    assert faces.send("ana", "/M-1/route", {"act": "right", "right": "yes"}) == "/M-1"
    faces.cli("omar", "route", "M-1", "--right", "no")
    fared = json.loads(faces.cli("ken", "route", "--rules", "--json"))
    assert next(one["answers"] for one in fared if one["rule"] == "stuck-thread") == 2
    rebuild(stage.workspace, check=True)


def test_the_plan_is_the_same_on_every_face(faces: Faces) -> None:
    text = DECISION.replace("deciders:", "area: [gateway]\ndeciders:")
    for _ in range(6):
        faces.api("ken", "records", {"kind": "decision", "text": text}, status=201)
    told = faces.api("ana", "plan/ownership")
    printed = json.loads(faces.cli("ana", "plan", "ownership", "--json"))
    assert told["owners"] == printed["owners"] == {
        "gateway": "@singapore", "ledger": "@london", "risk": "@singapore",
    }  # fmt: skip
    page = faces.page("ana", "/plan/ownership")
    assert f"{told['hours']:.0f} hours" in page
    assert "@singapore" in page


def test_a_promise_is_taken_back_with_a_number_and_a_word_to_others(faces: Faces) -> None:
    stage = faces.stage
    text = example("team", 1)
    for line in ("id: T-1\n", "state: published\n", "relates_to: [D-1, G-1]\n"):
        text = text.replace(line, "")
    faces.api("ines", "records", {"kind": "team", "text": text}, status=201)
    needs = '---\nteam: "@austin"\ndepends_on: ["@london"]\n---\n\n# Austin\n'
    faces.api("ana", "records", {"kind": "team", "text": needs}, status=201)
    faces.cli("ines", "move", "T-1", "publish", "-f", "version=2.0")
    assert notices(stage, "ana") == []
    slower = faces.cli("ines", "show", "T-1", "--raw").replace("8 awake-hours", "12 awake-hours")
    faces.cli("ines", "edit", "T-1", "-", stdin=slower)
    assert faces.api("ben", "teams/london/changes")["told"] == ["@austin"]
    assert "It must be version 3.0 or higher" in faces.cli("ines", "team", "diff", "@london")
    assert "It must be version 3.0 or higher" in faces.page("ines", "/T-1/move/publish")
    form = {"version": "3.0", "expect": "3"}
    assert faces.send("ines", "/T-1/move/publish", form) == "/T-1"
    (said,) = notices(stage, "ana")
    assert said.startswith("@london version 3.0 takes promises back: a question is answered")
    assert "takes promises back" in faces.page("ana", "/")


def test_coffee_is_told_to_two_and_to_nobody_else(faces: Faces) -> None:
    stage = faces.stage
    needs = '---\nteam: "@austin"\ndepends_on: ["@london"]\n---\n\n# Austin\n'
    faces.api("ana", "records", {"kind": "team", "text": needs}, status=201)
    faces.cli("ben", "coffee", "out")
    faces.send("olga", "/coffee", {"act": "draw"})
    assert "You stay out." in faces.page("ben", "/coffee")
    mine = faces.api("ana", "coffee")
    other = mine["partner"].removeprefix("@")
    assert other in ("ines", "omar")
    assert faces.cli(other, "coffee").startswith("Coffee with @ana: ")
    third = "omar" if other == "ines" else "ines"
    assert "@ana" not in faces.page(third, "/coffee").split("Yours")[1]
    kinds = [one["kind"] for one in faces.api("olga", "journal/entries?limit=100")["items"]]
    assert not [one for one in kinds if one.startswith("coffee")]
    assert len(notices(stage, "ana")) == 1
