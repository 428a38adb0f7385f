"""What of a set of questions cannot be measured as meant, with its line."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from dayline.ask.evaluation.doubts import Understood, understood
from dayline.ask.evaluation.questions import parse
from dayline.ask.evaluation.running import run
from dayline.ask.folder import FolderLibrary
from tests.records.test_import import write

SOUND = '{"question": "Which queue?", "answers": ["new way"], "cites": ["ADR-1"]}'
NOTHING = '{"question": "Who feeds the otters?"}'


@pytest.fixture
def adrs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = Path("docs") / "adr"
    write(folder, 1, "Use one queue", "Accepted")
    write(folder, 2, "Use two queues", "Accepted")
    return folder


def held(folder: Path, *lines: str) -> Understood:
    @cache
    def opening(day: date | None) -> FolderLibrary:
        return FolderLibrary(folder, as_of=day)

    return understood(parse("\n".join(lines)), opening, path="q.jsonl")


def told(found: Understood) -> list[tuple[str, str]]:
    return [(one.rule, one.place) for one in found.findings]


def test_a_sound_set_is_in_no_doubt(adrs: Path) -> None:
    found = held(adrs, SOUND, NOTHING)
    assert (found.findings, found.concerned, found.hopeless) == ((), 0, 0)


@pytest.mark.parametrize(
    "cite",
    ["adr-2", "ADR-0002", "0002-use-two-queues.md", "docs/adr/0002-use-two-queues.md",
     "./docs/adr/0002-use-two-queues.md"],
)  # fmt: skip
def test_a_citation_may_be_spelled_as_people_do(adrs: Path, cite: str) -> None:
    found = held(adrs, SOUND.replace("ADR-1", cite))
    assert found.findings == ()
    assert found.asked[0].cites == {"ADR-2"}


def test_what_is_cited_and_not_there_is_told(adrs: Path) -> None:
    found = held(
        adrs,
        SOUND,
        "",
        SOUND.replace("ADR-1", "ADR-99"),
        SOUND.replace('"ADR-1"', '"ADR-1", "gone.md"'),
    )
    assert told(found) == [("cite-dangling", "q.jsonl:3"), ("cite-dangling", "q.jsonl:4")]
    assert (found.concerned, found.hopeless) == (2, 1)


def test_what_was_not_there_on_the_day_is_told(adrs: Path) -> None:
    (one,) = held(adrs, SOUND[:-1].replace("ADR-1", "ADR-2") + ', "as_of": "2020-01-01"}').findings
    assert one.message == "ADR-2 is not there on 2020-01-01: no answer can cite it."


def test_an_answer_without_a_place_is_told(adrs: Path) -> None:
    found = held(adrs, '{"question": "Which queue?", "answers": ["way"]}')
    assert told(found) == [("cites-missing", "q.jsonl:1")]
    assert found.hopeless == 0


def test_a_key_that_was_meant_for_another_is_told_and_others_are_not(adrs: Path) -> None:
    found = held(adrs, '{"question": "x", "answer": ["y"], "cite": ["ADR-1"], "asker": "@liz"}')
    assert [one.message for one in found.findings] == [
        "`answer` is not read.", "`cite` is not read.",
    ]  # fmt: skip
    assert found.concerned == 1


def test_the_figures_count_what_cannot_be_right_as_wrong(adrs: Path) -> None:
    found = held(adrs, SOUND, SOUND.replace("ADR-1", "ADR-99"))
    report, _ = run(found.asked, lambda day: FolderLibrary(adrs, as_of=day), threshold=0.0)
    assert (report.questions, report.answerable, report.recall[10]) == (2, 2, 0.5)
