"""Updates as a status page from end to end: on pages, over the API and at the command line."""

from __future__ import annotations

import json

import pytest

from dayline.journal.rebuild import rebuild
from dayline.practices.update.texts import with_delta
from tests.cast import DECISION, set_stage
from tests.clocks.requests import utc
from tests.practices.faces import Faces


@pytest.fixture
def faces(db: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Faces:
    return Faces(set_stage(), monkeypatch, capsys)


def lights(faces: Faces) -> dict[str, str]:
    return {one["name"]: one["light"] for one in faces.api("mei", "board")["items"] if one["light"]}


def test_only_the_delta_is_asked_and_a_blocker_turns_the_board(faces: Faces) -> None:
    """Omar's day: prefilled on all faces, posted with one blocker, which reddens Austin."""
    stage = faces.stage
    stage.now = utc(11, 18, 9, 30)
    faces.api("omar", "records", {"kind": "decision", "text": DECISION}, status=201)
    point = "D-1 is proposed: Every capture carries a key"
    draft = faces.api("omar", "updates/draft")
    assert point in draft["text"]
    assert draft["due"] == "2026-11-18"
    assert point in faces.cli("omar", "update", "--dry-run")
    assert json.loads(faces.cli("omar", "update", "--json"))["text"] == draft["text"]

    # The page opens the same draft; the API takes it back with the delta.
    words = with_delta(
        draft["text"], done=(), next_=("Copy the keys",), blocked=("No key yet, @ana has it",)
    )
    update = faces.api("omar", "records", {"kind": "update", "text": words}, status=201)["ref"]
    faces.send("omar", f"/{update}/move/post", {"expect": "1"})
    assert faces.api("omar", f"records/{update}")["state"] == "posted"
    assert "Copy the keys" in faces.page("ken", f"/{update}")
    faces.cli("omar", "worker", "--once")
    asked = [one for one in faces.api("ana", "deadlines?own=true")["items"] if one["ref"] == "Q-1"]
    assert len(asked) == 1
    assert "No key yet" in faces.page("ana", "/")

    # The delta stands on the team's page; the board goes by the clock of the blocker alone.
    assert "No key yet" in faces.page("mei", "/teams/london")
    faces.cli("mei", "board", "--exit-code")
    assert lights(faces)["@austin"] != "red"
    stage.now = utc(11, 18, 23)
    faces.cli("omar", "worker", "--once")
    assert lights(faces)["@austin"] == "red"
    assert lights(faces)["@london"] != "red"
    shown = faces.page("mei", "/board")
    assert "Austin Red" in shown
    faces.cli("mei", "board", "--exit-code", code=1)
    faces.cli("mei", "board", "--exit-code", "--team", "@london")

    # Tomorrow the next draft does not tell it again.
    stage.now = utc(11, 19, 9, 30)
    again = faces.api("omar", "updates/draft")
    assert (again["due"], point in again["text"]) == ("2026-11-19", False)
    rebuild(stage.workspace, check=True)
