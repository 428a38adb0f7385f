"""A decision with teeth from end to end: on pages, over the API and at the command line."""

from __future__ import annotations

import json

import pytest

from dayline.journal.queries import entries
from dayline.journal.rebuild import rebuild
from tests.cast import DECISION, set_stage
from tests.clocks.requests import utc
from tests.practices.faces import Faces

DIFF = "--- /dev/null\n+++ b/src/gateway/sum.py\n@@ -0,0 +1,2 @@\n+x = float(1)\n+y = Decimal(1)\n"


@pytest.fixture
def faces(db: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Faces:
    return Faces(set_stage(), monkeypatch, capsys)


def text(word: str, *, supersedes: str = "") -> str:
    head = f"checks: [{{name: no-{word.lower()}, must_not_match: {word}}}]\n"
    head += f"supersedes: [{supersedes}]\n" if supersedes else ""
    return DECISION.replace("---\n\n#", f"{head}---\n\n#")


def broken(report: dict) -> list[str]:
    found = [one for one in report["findings"] if one["rule"] == "decision-broken"]
    return [one["message"].partition(":")[0] for one in found]


def test_a_decision_binds_a_change_and_its_successor_swaps_the_checks(faces: Faces) -> None:
    stage = faces.stage
    made = faces.api("ben", "records", {"kind": "decision", "text": text("float")}, status=201)
    ref = made["ref"]
    assert broken(faces.api("mei", "decisions/check", {"diff": DIFF})) == []  # a proposal
    assert faces.send("ana", f"/{ref}/move/accept", {"expect": "1"}).startswith(f"/{ref}")

    report = faces.api("mei", "decisions/check", {"diff": DIFF})
    assert (broken(report), report["passes"]) == ([f"{ref}/no-float"], False)
    assert [one["decision"] for one in report["touched"]] == [ref]
    assert report["markdown"].startswith("<!-- dayline: decisions check -->")
    check = ("decisions", "check", "--diff", "-", "--format", "json")
    printed = json.loads(faces.cli("mei", *check, code=1, stdin=DIFF))
    assert broken(printed) == broken(report)
    assert printed["touched"] == report["touched"]

    follow = {"kind": "decision", "text": text("Decimal", supersedes=ref)}
    newer = faces.api("ben", "records", follow, status=201)["ref"]
    assert broken(faces.api("mei", "decisions/check", {"diff": DIFF})) == [f"{ref}/no-float"]
    before = len(list(entries(stage.workspace)))
    faces.cli("ana", "move", newer, "accept")
    (act,) = {entry.at for entry in list(entries(stage.workspace))[before:]}
    assert act == stage.now
    assert faces.api("mei", f"records/{ref}")["state"] == "superseded"
    report = faces.api("mei", "decisions/check", {"diff": DIFF, "message": f"As {ref} says."})
    assert broken(report) == [f"{newer}/no-decimal"]
    assert f"{newer}/no-decimal" in faces.cli("mei", *check[:-2], code=1, stdin=DIFF)
    assert "Superseded" in faces.page("mei", f"/{ref}")
    rebuild(stage.workspace, check=True)


def test_who_accepted_which_version_is_the_same_on_every_face(faces: Faces) -> None:
    stage = faces.stage
    ref = faces.api("ben", "records", {"kind": "decision", "text": DECISION}, status=201)["ref"]
    faces.send("ana", f"/{ref}/move/accept", {"expect": "1"})
    stage.now = utc(11, 18, 17)  # two hours into Austin's day
    shown = faces.page("mei", f"/{ref}")
    assert "@austin has not said anything yet" in shown
    assert "one version behind, 2 h of its working time" in shown
    (austin,) = faces.api("mei", f"records/{ref}/offsets")["teams"]
    assert (austin["team"], austin["accepted"], austin["lag_awake_minutes"]) == (
        "@austin",
        None,
        120,
    )
    assert "1 (2 h 00 min awake)" in faces.cli("mei", "decisions", "offsets", ref)

    said = {"scope": "contest", "team": "@singapore", "note": "Keys leak into the logs."}
    answer = faces.api("ken", f"records/{ref}/acceptances", said)
    assert answer == {"who": "@singapore", "revision": 2, "scope": "contest"}
    news = [one for one in faces.api("ben", "inbox")["items"] if one["topic"] == "contested"]
    assert [(one["ref"], one["by"]) for one in news] == [(ref, "@ken")]
    faces.cli("mei", "decisions", "accept", ref, "--scope", "does_not", "--note", "Risk only.")
    faces.send("ana", f"/{ref}/acceptance", {"who": "@austin", "scope": "applies", "version": "2"})

    told = faces.api("mei", f"records/{ref}/offsets")
    words = {one["who"]: (one["scope"], one["revision"]) for one in told["said"]}
    assert words == {
        "@singapore": ("contest", 2), "@mei": ("does_not", 2), "@austin": ("applies", 2),
    }  # fmt: skip
    assert json.loads(faces.cli("mei", "decisions", "offsets", ref, "--json"))["said"]
    shown = faces.page("ben", f"/{ref}")
    assert "@austin: version 2 applies to them" in shown
    assert "@singapore: version 2 is contested" in shown
    assert "Keys leak into the logs." in shown
    refused = faces.api("ben", f"records/{ref}/acceptances", {"team": "@austin"}, status=403)
    assert refused["do"] == "Ask @ana."
    faces.api("gus", f"records/{ref}/acceptances", {}, status=404)  # it is not for guests
    rebuild(stage.workspace, check=True)


def test_a_diff_that_is_none_is_refused_with_its_line(faces: Faces) -> None:
    refused = faces.api("mei", "decisions/check", {"diff": "hello"}, status=422)
    assert "no unified diff" in json.dumps(refused)
