"""``dayline handoff``: the same story as on the web and over the API, at the command line."""

from __future__ import annotations

import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from dayline.records.actions import move, open_record
from tests.cast import DECISION, Stage
from tests.faces.conftest import Said
from tests.practices.handoff.texts import HANDOFF, ROUTINE, UNDERSTOOD

Dayline = Callable[..., Said]


@pytest.fixture(autouse=True)
def _nine_in_london(monkeypatch: pytest.MonkeyPatch, stage: Stage) -> None:
    monkeypatch.setenv("DAYLINE_NOW", "2026-11-18T17:30:00Z")


def delivered(stage: Stage, text: str = HANDOFF) -> str:
    ref = open_record(stage.omar, "handoff", text=text).ref
    move(stage.omar, ref, "deliver")
    return ref


def repository(place: Path) -> Path:
    def git(*arguments: str, who: str = "omar") -> None:
        names = ["-c", f"user.name={who}", "-c", f"user.email={who}@example.org"]
        date = {"GIT_COMMITTER_DATE": "2026-11-18T12:00Z", "GIT_AUTHOR_DATE": "2026-11-18T12:00Z"}
        subprocess.run(
            ["git", *names, *arguments], cwd=place, check=True, env={"PATH": "/usr/bin", **date}
        )

    git("init", "-q", "-b", "main")
    git("commit", "-q", "--allow-empty", "-m", "Start")
    git("checkout", "-q", "-b", "reversal")
    git("commit", "-q", "--allow-empty", "-m", "Reverse the second of each pair")
    git("commit", "-q", "--allow-empty", "-m", "Not mine", who="ben")
    git("config", "user.email", "omar@example.org")
    (place / "half.py").write_text("x = 1\n")
    return place


def test_the_draft_holds_the_record_and_the_repository(
    dayline: Dayline, stage: Stage, tmp_path: Path
) -> None:
    open_record(stage.omar, "decision", text=DECISION)
    place = str(repository(tmp_path))
    said = dayline("handoff", "draft", "--to", "austin", "--repo", place, "--dry-run", who="omar")
    assert said.code == 0, said.err
    assert "- (state) D-1 is proposed: Every capture carries a key" in said.out
    assert "on `reversal`: Reverse the second of each pair" in said.out
    assert "Branch `reversal` is 2 commits ahead of `main`" in said.out
    assert "Not committed yet: `half.py`" in said.out
    assert "Not mine" not in said.out
    assert "1 commit is left out: 1 by ben@example.org." in said.err
    assert "dayline person change @omar --email ADDRESS" in said.err
    dayline("person", "change", "@ben", "--email", "ben@example.org", who="olga")
    said = dayline("handoff", "draft", "--to", "austin", "--repo", place, "--dry-run", who="omar")
    assert "1 commit is left out: 1 by ben@example.org (@ben)." in said.err
    assert "--email" not in said.err
    all_ = dayline("handoff", "draft", "--repo", place, "--everybody", "--json", who="omar")
    values = json.loads(all_.out)
    assert any("Not mine" in line["words"] for line in values["lines"])
    assert "left out" not in all_.err
    assert all(line["evidence"] for line in values["lines"])
    assert json.loads(dayline("list", "--kind", "handoff", "--json").out) == []


def test_the_team_that_is_proposed_is_said(dayline: Dayline, stage: Stage) -> None:
    said = dayline("handoff", "draft", "--dry-run", who="omar")
    assert "To Austin, " in said.err
    assert "Another: --to singapore." in said.err
    assert (
        "To Austin"
        not in dayline("handoff", "draft", "--dry-run", "--to", "austin", who="omar").err
    )


def test_a_draft_with_no_terminal_is_opened_as_it_is(dayline: Dayline, stage: Stage) -> None:
    open_record(stage.omar, "decision", text=DECISION)
    said = dayline("handoff", "draft", "--to", "austin", who="omar")
    assert said.out.splitlines() == ["H-1"]
    assert "4 to 8 items" in said.err
    assert "# London to Austin" in dayline("show", "H-1", "--raw", who="ben").out


def test_read_back_accept_adjudicate_and_outcome(
    dayline: Dayline, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = delivered(stage)
    monkeypatch.setattr("sys.stdin", io.StringIO(UNDERSTOOD.rsplit("\n", 2)[0]))
    said = dayline("handoff", "read-back", ref, who="ben")
    assert "1. seems kept" in said.out
    assert "4. seems missing" in said.out
    monkeypatch.setattr("sys.stdin", io.StringIO(UNDERSTOOD))
    assert "4. seems kept" in dayline("handoff", "read-back", ref, who="ben").out
    said = dayline("handoff", "accept", ref, "--scope", "the reversal", who="ben")
    assert said.out == f"{ref} is accepted: the reversal\n"
    refused = dayline("handoff", "adjudicate", ref, who="ben")
    assert refused.code == 1
    assert "for @london to say" in refused.err

    monkeypatch.setenv("DAYLINE_NOW", "2026-11-19T09:10:00Z")
    words = ("--word", "1=contradicted", "--after", "1=kept", "--invented", "All is well")
    said = dayline("handoff", "adjudicate", ref, *words, "--close", "--json", who="omar")
    values = json.loads(said.out)
    assert values["state"] == "closed"
    assert values["items"][0]["judged"] == {"first": "contradicted", "after": "kept"}
    assert values["items"][3]["judged"] == {"first": "missing", "after": "kept"}
    assert values["judgement"]["invented"] == ["All is well"]
    assert "1. kept, says the sender" in dayline("handoff", "show", ref, who="ben").out

    asked = dayline("handoff", "outcome", ref, who="ben")
    assert "4. Was it tried again?" in asked.out
    said = dayline("handoff", "outcome", ref, "--lost", "4", who="ben")
    assert "It was tried again." in said.out
    values = json.loads(dayline("handoff", "show", ref, "--json", who="omar").out)
    assert values["outcome"]["lost"] == [4]


def test_a_low_severity_skips_it_and_wrong_words_are_refused(
    dayline: Dayline, stage: Stage
) -> None:
    ref = delivered(stage, ROUTINE)
    assert dayline("handoff", "accept", ref, "--scope", "all", who="ben").code == 0
    refused = dayline("handoff", "adjudicate", ref, "--word", "1=lost", who="omar")
    assert (refused.code, "N=kept" in refused.err) == (1, True)
    assert "nobody read it back" in dayline("handoff", "adjudicate", ref, who="omar").err


def test_the_share_is_shown_to_all_and_set_by_owners(dayline: Dayline) -> None:
    assert dayline("handoff", "share").out == "100 of 100 handoffs are asked for a read-back.\n"
    assert dayline("handoff", "share", "50").code == 1
    assert dayline("handoff", "share", "50", who="olga").out.startswith("50 of 100")


def test_a_check_that_fails_on_the_branch_is_a_blocker(
    dayline: Dayline, stage: Stage, tmp_path: Path
) -> None:
    check = "checks:\n  - {name: no-floats, must_not_match: 'float', paths: ['**']}\n"
    text = DECISION.replace("applies_to: [src/gateway/**]", f"applies_to: ['**']\n{check}".rstrip())
    open_record(stage.ana, "decision", text=text)
    move(stage.ines, "D-1", "accept")
    place = repository(tmp_path)
    names = ["-c", "user.name=omar", "-c", "user.email=omar@example.org"]
    subprocess.run(["git", *names, "add", "half.py"], cwd=place, check=True)
    (place / "half.py").write_text("x = float(1)\n")
    subprocess.run(["git", *names, "commit", "-qam", "Half"], cwd=place, check=True)
    said = dayline("handoff", "draft", "--to", "austin", "--repo", str(place), "--json", who="omar")
    assert said.code == 0, said.err
    blockers = [line for line in json.loads(said.out)["lines"] if "A check fails" in line["words"]]
    assert len(blockers) == 1
    assert blockers[0]["section"] == "Blockers for next timezone"
    assert blockers[0]["evidence"].startswith("half.py")
