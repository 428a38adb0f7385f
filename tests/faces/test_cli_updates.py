"""``dayline update`` and ``dayline import --as``: what they say and what they leave behind."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from dayline.records.actions import open_record
from tests.cast import DECISION, Stage
from tests.faces.conftest import Said

Dayline = Callable[..., Said]


@pytest.fixture(autouse=True)
def _nine_in_london(monkeypatch: pytest.MonkeyPatch, stage: Stage) -> None:
    monkeypatch.setenv("DAYLINE_NOW", "2026-11-18T09:30:00Z")
    open_record(stage.omar, "decision", text=DECISION)


def test_a_dry_run_prints_the_draft_and_opens_nothing(dayline: Dayline) -> None:
    said = dayline("update", "--dry-run", "--next", "Copy it", who="omar")
    assert "- D-1 is proposed: Every capture carries a key" in said.out
    assert "- Copy it" in said.out
    assert json.loads(dayline("list", "--json", who="omar").out)[-1]["ref"] == "D-1"


def test_one_line_posts_an_update_and_starts_the_clock_of_its_blocker(dayline: Dayline) -> None:
    words = ("--next", "Copy it", "--blocked", "No key yet, @ana has it", "--blocked", "Rain")
    said = dayline("update", *words, "--post", who="omar")
    assert said.out.splitlines() == [
        "U-1 is posted",
        "Q-1 asks for what blocks you; its clock runs",
    ]
    assert "Nobody is asked about 'Rain'" in said.err
    assert "keystrokes" in said.err
    assert "Thursday, 19 November" in said.err
    clocks = json.loads(dayline("clock", "list", "--json", who="ana").out)
    assert ("Q-1", "2026-11-18T19:00:00Z") in [(one["ref"], one["due_at"]) for one in clocks]


def test_own_commits_since_the_last_update_are_in_the_draft(
    dayline: Dayline, tmp_path: Path
) -> None:
    def git(*arguments: str, who: str = "omar") -> None:
        names = ["-c", f"user.name={who}", "-c", f"user.email={who}@example.org"]
        date = {"GIT_COMMITTER_DATE": "2026-11-18T08:00Z", "GIT_AUTHOR_DATE": "2026-11-18T08:00Z"}
        subprocess.run(
            ["git", *names, *arguments], cwd=tmp_path, check=True, env={"PATH": "/usr/bin", **date}
        )

    git("init", "-q")
    git("commit", "-q", "--allow-empty", "-m", "Build the index")
    git("commit", "-q", "--allow-empty", "-m", "Not mine", who="ben")
    git("config", "user.email", "omar@example.org")
    said = dayline("update", "--dry-run", "--repo", str(tmp_path), who="omar")
    assert "- Commit Build the index" in said.out
    assert "Not mine" not in said.out


def test_notes_come_in_and_what_is_not_understood_is_told(dayline: Dayline, tmp_path: Path) -> None:
    (tmp_path / "2026-11-17.md").write_text("@omar\n- Done: it\n- Next:\n\n## All\n- Next: lunch\n")
    dry = json.loads(dayline("import", "--as", "update", str(tmp_path), "--dry-run", "--json").out)
    assert [(one["who"], one["done"]) for one in dry["said"]] == [("omar", ["it"])]
    assert [one["line"] for one in dry["not_understood"]] == [6]
    said = dayline("import", "--as", "update", str(tmp_path))
    assert said.out == "1 update came in, 0 were revised, 0 stood as they were, from 1 file.\n"
    assert "2026-11-17.md:6" in said.err
    assert dayline("import", "--as", "kudos", str(tmp_path)).code == 1
