"""Critique, retrospectives and kudos at the command line, on the web and over the API."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from dayline.base.instants import to_text
from dayline.practices.kudos.queries import examples
from dayline.records.actions import open_record
from dayline.records.facts import text_of
from dayline.records.queries import find
from dayline.records.remarks.actions import comment
from dayline.records.remarks.queries import remarks
from tests.cast import Stage
from tests.faces.conftest import Said
from tests.faces.web.visitors import visitor
from tests.practices.critique.test_together import shown, thanked

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dayline.project.urls")]
Dayline = Callable[..., Said]
RETRO = (
    '---\nowner: "@ana"\nteams: ["@austin"]\nstarts_on: 2026-11-02\nends_on: 2026-11-15\n'
    "discussion_at: 2026-11-19T15:30:00Z\n---\n\n# Two weeks\n"
)


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch, stage: Stage) -> None:
    monkeypatch.setenv("DAYLINE_NOW", to_text(stage.now))


def send(client, path: str, body: dict[str, object]):
    token = client.get("/draft/token").json().get("token", "")
    return client.post(f"/api/v1/{path}", body, "application/json", headers={"X-CSRFToken": token})


def test_a_comment_points_into_a_recording_everywhere(dayline: Dayline, stage: Stage) -> None:
    ref = shown(stage)
    dayline("comment", ref, "Too long", "--at", "02:14", who="ken")
    ken = visitor(stage, "ken")
    ken.post(f"/{ref}/comment", {"text": "And here", "anchor": "10,20,30,40"})
    send(ken, f"records/{ref}/comments", {"text": "Here too", "anchor": "0:05"})
    assert [one.anchor for one in remarks(stage.workspace, ref)] == [
        "t=134", "xywh=percent:10,20,30,40", "t=5",
    ]  # fmt: skip
    page = ken.get(f"/{ref}").content.decode()
    assert "<strong>at 2:14</strong>" in page
    assert client_anchor(ken, ref) == "t=134"
    refused = ken.post(f"/{ref}/comment", {"text": "Where", "anchor": "soon"})
    assert (refused.status_code, "Where" in refused.content.decode()) == (422, True)


def client_anchor(client, ref: str) -> str:
    return str(client.get(f"/api/v1/records/{ref}/comments").json()["items"][0]["anchor"])


def test_a_slow_loop_is_told_to_the_learner_alone(
    dayline: Dayline, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.now = stage.now.replace(hour=1)
    for _ in range(2):
        ref = shown(stage, lane="learner")
        stage.later(hours=4)
        comment(stage.ken, ref, "Shorter")
    monkeypatch.setenv("DAYLINE_NOW", to_text(stage.now))
    said = dayline("critique", "loop", who="mei").out
    assert "4.0 awake-hours" in said
    assert "Sit together with @ken" in said
    assert "Sit together" not in dayline("critique", "loop", who="ken").out
    mei = visitor(stage, "mei")
    assert mei.get("/api/v1/me/loops").json() == {
        "loops": 2, "usual_minutes": 240, "pair_with": ["@ken"],
    }  # fmt: skip
    assert "sit together with <strong>@ken</strong>" in mei.get("/examples").content.decode()
    assert "sit together" not in visitor(stage, "ken").get("/examples").content.decode()


def test_points_of_a_retrospective_come_in_writing(dayline: Dayline, stage: Stage) -> None:
    open_record(stage.ana, "retro", text=RETRO)
    dayline("retro", "say", "O-1", "helped", "handoffs", "name", "dead", "ends", who="ben")
    ken = visitor(stage, "ken")
    assert 'name="point"' in ken.get("/O-1").content.decode()
    ken.post("/O-1/say", {"side": "discuss", "point": "Who reviews at night?"})
    send(ken, "retros/O-1/points", {"side": "hindered", "text": "Two reviews waited"})
    text = text_of(find(stage.workspace, "O-1"))
    assert "- handoffs name dead ends" in text
    assert "- Two reviews waited" in text
    assert "1. Who reviews at night? (30 min)" in dayline("retro", "agenda", "O-1").out
    told = ken.get("/api/v1/retros/O-1/agenda").json()
    assert (told["points"], told["topics"][0]["minutes"]) == (3, 30)
    refused = ken.post("/O-1/say", {"side": "nowhere", "point": "Mine"})
    assert (refused.status_code, 'value="Mine"' in refused.content.decode()) == (422, True)


def test_an_example_is_shown_by_consent(dayline: Dayline, stage: Stage) -> None:
    ref = thanked(stage, "ben", "omar")
    assert dayline("examples").out == "No record is shown as an example yet.\n"
    assert dayline("kudos", "show", ref, "yes", who="ana").code == 1
    assert dayline("kudos", "show", ref, "yes", who="ben").code == 0
    omar = visitor(stage, "omar")
    assert "Show it" in omar.get(f"/{ref}").content.decode()
    omar.post(f"/{ref}/consent", {"shown": "yes"})
    assert [one.record.ref for one in examples(stage.workspace)] == ["D-1"]
    assert "It named the path" in omar.get("/examples").content.decode()
    assert json.loads(dayline("examples", "--json").out)[0]["ref"] == "D-1"
    assert omar.get("/api/v1/examples?kind=decision").json()["items"][0]["kudos"] == ref
    assert send(omar, f"kudos/{ref}/consent", {"shown": False}).json()["shown"] is False
    assert examples(stage.workspace) == []
    refused = visitor(stage, "ana").post(f"/{ref}/consent", {"shown": "yes"})
    assert refused.status_code == 403
