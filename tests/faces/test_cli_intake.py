"""Bringing a folder in and asking it: what was not read is told, with its place."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faces.conftest import Said
from tests.records.test_intake import MADR, NYGARD

Dayline = Callable[..., Said]


@pytest.fixture
def slips(tmp_path: Path) -> Path:
    root = tmp_path / "adr"
    root.mkdir()
    (root / "0001-one.md").write_text(NYGARD.format(number=1, end="x"))
    (root / "0003-keys.md").write_text(MADR.format(date="2024-06-01", more="a: &o ana\n"))
    (root / "0003-other.md").write_text(MADR.format(date="2024-06-01", more=""))
    (root / "0010-large.md").write_bytes(b"# 10. Large\n" + b"x\n" * 2_500_000)
    (root / "0004-latin.md").write_bytes(NYGARD.format(number=4, end="caf\xe9").encode("cp1252"))
    return root


@pytest.mark.usefixtures("stage")
@pytest.mark.parametrize("under", ["", "docs/adr"])
def test_an_import_tells_what_it_left_out_and_what_it_did_not_understand(
    dayline: Dayline, slips: Path, under: str
) -> None:
    said = dayline("import", str(slips), *(["--under", under] if under else []))
    assert said.code == 1
    assert said.out.startswith("3 came in, 0 were revised, 0 stood as they were, 2 were left out")
    left, brought = said.err.split("Brought in as it is:\n")
    assert left.startswith(f"Left out:\n  {slips}/0003-other.md:1: error: ADR-3 is already")
    assert f"  {slips}/0003-keys.md:4: error: `&o` is a YAML reference.\n      Write" in brought
    assert f"  {slips}/0004-latin.md:19: error: The file is not UTF-8" in brought
    assert f"  {slips}: note: The numbering leaves out 2." in brought
    assert "0003-other.md" not in brought
    assert "0010-large.md" not in brought


@pytest.mark.usefixtures("stage")
def test_a_dry_run_tells_the_same_and_counts_what_would_come_in(
    dayline: Dayline, slips: Path
) -> None:
    tried = dayline("import", str(slips), "--dry-run")
    assert (tried.code, tried.out) == (1, f"Would bring in 3 records, 0 pages from {slips}.\n")
    done = dayline("import", str(slips))
    words = {"Would be left out": "Left out", "To be brought in": "Brought in"}
    for before, after in words.items():
        tried = Said(tried.code, tried.out, tried.err.replace(before, after))
    assert tried.err == done.err


@pytest.mark.usefixtures("stage")
def test_programs_get_what_was_left_out_as_well(dayline: Dayline, slips: Path) -> None:
    for more in (["--dry-run"], []):
        told = json.loads(dayline("import", str(slips), "--json", *more).out)
        assert [(one["rule"], one["line"]) for one in told["left_out"]] == [
            ("number-duplicate", 1),
            ("text-too-long", 1),
        ]
        assert {one["rule"] for one in told["findings"]} == {
            "yaml-alias", "encoding", "number-missing",
        }  # fmt: skip


@pytest.mark.usefixtures("stage")
def test_an_import_of_nothing_but_faults_does_not_call_the_folder_empty(
    dayline: Dayline, tmp_path: Path
) -> None:
    (tmp_path / "0001-x.md").write_bytes(b"# 1. X\n" + b"x\n" * 2_500_000)
    said = dayline("import", str(tmp_path))
    assert said.code == 1
    assert "holds no" not in said.err


QUESTIONS = '{"question": "Why do we keep keys?", "answers": ["x"], "cites": ["ADR-1"]}\n'


@pytest.fixture
def questions(tmp_path: Path) -> str:
    path = tmp_path / "questions.jsonl"
    path.write_text(QUESTIONS)
    return str(path)


def test_asking_a_folder_with_nothing_to_read_says_so(
    dayline: Dayline, tmp_path: Path, questions: str
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    for command in (["ask", "why?"], ["eval", questions]):
        said = dayline(*command, "--in", str(empty))
        assert (said.code, said.out) == (1, "")
        assert said.err.startswith(f"Nothing in {empty} is read: it holds no .md, .markdown")
        assert "--code" in said.err
        (empty / "a.txt").write_text("Keys expire.")
        assert "Read its .txt files with --text." in dayline(*command, "--in", str(empty)).err
        assert "is read:" not in dayline(*command, "--in", str(empty), "--text").err
        (empty / "a.txt").unlink()


@pytest.mark.usefixtures("stage")
def test_other_commands_say_it_too_and_end_as_before(dayline: Dayline, tmp_path: Path) -> None:
    for command in ("check", "list", "import"):
        said = dayline(command, str(tmp_path))
        assert said.code == 0
        assert f"Nothing in {tmp_path} is read" in said.err


def test_a_list_that_is_narrowed_to_nothing_is_not_called_empty(
    dayline: Dayline, slips: Path
) -> None:
    said = dayline("list", str(slips), "--state", "withdrawn")
    assert said.err == "None of the records here fit. See all of them: dayline list PATH\n"


def test_a_set_of_questions_that_cites_nothing_is_warned_about(
    dayline: Dayline, slips: Path, tmp_path: Path
) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(QUESTIONS + QUESTIONS.replace("ADR-1", "ADR-99") + '{"question": "Who?"}\n')
    said = dayline("eval", str(path), "--in", str(slips))
    assert said.code == 0
    assert said.err.startswith("1 of 3 questions may not measure what is meant:\n")
    assert f"  {path}:2: warning: ADR-99 is not there: no answer can cite it.\n" in said.err
    assert "1 of them cites nothing that is there and counts as wrong" in said.err
    told = json.loads(dayline("eval", str(path), "--in", str(slips), "--json").out)
    assert told["cannot_be_right"] == 1
    assert [(one["rule"], one["line"]) for one in told["doubts"]] == [("cite-dangling", 2)]


@pytest.mark.usefixtures("stage")
def test_a_workspace_without_records_has_nothing_to_measure(
    dayline: Dayline, questions: str
) -> None:
    said = dayline("eval", questions)
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("There is no record that you may see")


@pytest.mark.usefixtures("stage")
def test_a_question_may_cite_the_path_that_a_record_came_from(
    dayline: Dayline, slips: Path, tmp_path: Path
) -> None:
    dayline("import", str(slips), "--under", "docs/adr")
    path = tmp_path / "questions.jsonl"
    path.write_text(QUESTIONS.replace("ADR-1", "docs/adr/0001-one.md"))
    assert dayline("eval", str(path)).err == ""


@pytest.mark.usefixtures("stage")
def test_an_earlier_day_of_what_came_in_without_its_history_is_told_with_that(
    dayline: Dayline, slips: Path
) -> None:
    dayline("import", str(slips))
    listed = dayline("list", "--as-of", "2024-07-01")
    assert "ADR-1" in listed.out
    assert listed.err.startswith("All of these were brought in on ")
    assert "dayline import PATH --git" in listed.err
    assert dayline("list").err == dayline("list", "--as-of", "today").err == ""
    found = dayline("search", "choice", "--as-of", "2024-07-01")
    assert found.err.startswith("All of these were brought in on ")
    said = dayline("ask", "--as-of", "2024-07-01", "who feeds the otters?")
    assert "Mind: 3 records of that day were brought in later without history" in said.out


@pytest.mark.usefixtures("stage")
def test_what_is_here_already_is_told_shortly(dayline: Dayline, tmp_path: Path) -> None:
    folder = tmp_path / "docs" / "adr"
    folder.mkdir(parents=True)
    for number in range(1, 26):
        (folder / f"{number:04}-x.md").write_text(NYGARD.format(number=number, end="x"))
    dayline("import", str(folder))
    said = dayline("import", str(folder.parent))
    assert said.code == 0
    assert said.err.count("note: This text is here already") == 20
    assert said.err.endswith("  and 5 more like these\n")
