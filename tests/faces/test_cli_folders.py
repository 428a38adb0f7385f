"""Plain folders: no workspace, no database, the same rules."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cast import DECISION
from tests.faces.conftest import Said

Dayline = Callable[..., Said]


def test_a_decision_as_a_file(dayline: Dayline, tmp_path: Path) -> None:
    folder = tmp_path / "decisions"
    made = dayline(
        "new", "decision", "--in", str(folder), "--title", "One queue", "-f", "deciders=@ana"
    )
    path = Path(made.out.strip())
    assert path == folder / "0001-one-queue.md"
    assert dayline("check", str(folder)).code == 0

    refused = dayline("move", str(path), "accept")
    assert refused.code == 1
    assert f"{path}:" in refused.err
    assert "state: proposed" in path.read_text()

    head, _, _ = path.read_text().partition("\n# ")
    path.write_text(head + "\n# " + DECISION.partition("\n# ")[2])
    assert dayline("move", str(path), "accept").out == f"{path} is accepted\n"
    assert "state: accepted" in path.read_text()


def test_a_second_file_supersedes_the_first_at_both_ends(dayline: Dayline, tmp_path: Path) -> None:
    folder = tmp_path / "decisions"
    for title in ("One queue", "Two queues"):
        dayline("new", "decision", "--in", str(folder), "--title", title, "-f", "deciders=@ana")
    first, second = sorted(folder.iterdir())
    for path in (first, second):
        head, _, _ = path.read_text().partition("\n# ")
        path.write_text(head + "\n# " + DECISION.partition("\n# ")[2])
    assert dayline("move", str(first), "accept").code == 0
    assert dayline("link", str(second), "supersedes", "D-1").code == 0
    assert "superseded_by: [D-2]" in first.read_text()

    assert dayline("move", str(second), "accept").code == 0

    assert "state: superseded" in first.read_text()
    assert dayline("check", str(folder)).code == 0


def test_a_kind_of_ones_own_is_one_file(dayline: Dayline, tmp_path: Path) -> None:
    contracts = tmp_path / ".dayline" / "contracts"
    contracts.mkdir(parents=True)
    (contracts / "checklist.yaml").write_text(
        "contract: checklist\nversion: 1\ntitle: Checklist\nprefix: L\n"
        "purpose: Go through the same steps each time.\n"
        "sections:\n  - {name: Steps, required: [finish], min_words: 2}\n"
        "states: {open: {}, done: {final: true}}\n"
        "moves: {finish: {from: open, to: done, by: [member], gates: [sections_complete]}}\n"
    )
    folder = tmp_path / "lists"
    made = dayline("new", "checklist", "--in", str(folder), "--title", "Release")
    path = made.out.strip()
    assert "id: L-1" in Path(path).read_text()
    assert "Steps" in dayline("move", path, "finish").err
    assert dayline("check", str(folder)).code == 0
    (contracts / "checklist.yaml").unlink()
    assert "checklist" in dayline("check", str(folder)).out


@pytest.mark.parametrize("format_", ["text", "json", "sarif", "junit", "github"])
def test_check_speaks_every_format_and_exits_with_1(
    dayline: Dayline, tmp_path: Path, format_: str
) -> None:
    bad = tmp_path / "0001-x.md"
    bad.write_text("---\ncontract: decision/1\nid: D-1\nid: D-2\nstate: proposed\n---\n\n# X\n")
    said = dayline("check", str(tmp_path), "--format", format_)
    assert said.code == 1
    assert "0001-x.md" in said.out
    if format_ in ("json", "sarif"):
        assert json.loads(said.out)


def test_a_list_of_a_folder_needs_no_workspace(tmp_path: Path) -> None:
    sections = "".join(f"\n## {name}\n\nx\n" for name in ("Context", "Decision", "Consequences"))
    status = "# 1. Use one queue\n\n## Status\n\nAccepted\n"
    (tmp_path / "0001-x.md").write_text(status + sections)
    ran = subprocess.run(
        [sys.executable, "-c", "from dayline.faces.cli.main import main; main()", "list", "."],
        cwd=tmp_path,
        env={
            "PATH": "/usr/bin:/bin",
            "DAYLINE_HOME": str(tmp_path / "none"),
            "HOME": str(tmp_path),
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert "ADR-1  accepted  Use one queue" in ran.stdout
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        (("list", ".", "--as-of", "2026-01-05"), "leave --as-of out to see it as it is now"),
        (("log", "D-1", "."), "read it as it is now: dayline show REF PATH"),
        (("check", ".", "--against", "main"), "leave --against out"),
        (("import", ".", "--git"), "leave --git out"),
        (("decisions", "check", ".", "--diff"), "give a diff on stdin: --diff -"),
    ],
)
@pytest.mark.usefixtures("stage")
def test_what_git_would_know_is_refused_outside_of_git_with_a_remedy_that_fits(
    words: tuple[str, ...],
    remedy: str,
    dayline: Dayline,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dayline("new", "decision", "--in", str(tmp_path), "--title", "One queue", "-f", "deciders=@ana")
    monkeypatch.chdir(tmp_path)
    refused = dayline(*words)
    assert refused.code == 1
    said = " ".join(refused.err.split())
    assert f"{tmp_path} is in no git repository. Give a folder of a repository, or {remedy}" in said


def test_help_imports_neither_the_framework_nor_a_parser() -> None:
    code = (
        "import sys; from dayline.faces.cli.main import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "print(sorted({'django', 'yaml', 'rich', 'cryptography'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.endswith("[]\n")


@pytest.mark.parametrize("state", ["In Review", "in-review", "in_review"])
def test_a_list_is_narrowed_by_the_words_of_a_folder_for_a_state(
    dayline: Callable[..., Said], tmp_path: Path, state: str
):
    head = "---\nstatus: In Review\ndate: 2026-01-02\n---\n# Keys\n\n"
    text = "## Context and Problem Statement\n\nx\n\n## Decision Outcome\n\ny\n"
    (tmp_path / "0001-keys.md").write_text(head + text)
    assert "Keys" in dayline("list", str(tmp_path), "--state", state).out
    assert "Keys" not in dayline("list", str(tmp_path), "--state", "done").out
