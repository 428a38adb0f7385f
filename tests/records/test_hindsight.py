"""An earlier day of a record that was brought in later: what is known of it, and what is not."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dayline.base.findings import Finding
from dayline.integrations.git.importing import with_history
from dayline.records import queries
from dayline.records.actions import move
from dayline.records.dialect import state_of
from dayline.records.folder import walk
from dayline.records.hindsight import brought_later, in_words
from dayline.records.imports.actions import Imported, import_records
from dayline.records.reading import read_folder
from tests.cast import Stage
from tests.records.real_collections import unpack
from tests.records.test_import import bring_in, write

LONG_AGO = date(2021, 6, 1)


def commit(repository: Path, day: str) -> None:
    subprocess.run(["git", "add", "-A"], cwd=repository, check=True)
    subprocess.run(
        [
            "git",
            "-c",
            "user.name=Ines",
            "-c",
            "user.email=i@example.org",
            "commit",
            "-qm",
            "A step",
        ],
        cwd=repository,
        check=True,
        env={"PATH": "/usr/bin:/bin", "GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day},
    )


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A decision that was proposed in 2021 and accepted in 2022, and another that never changed."""
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    write(tmp_path / "adr", 1, "Use one queue")
    write(tmp_path / "adr", 2, "Use two queues", "Accepted")
    commit(tmp_path, "2021-01-01T10:00:00Z")
    write(tmp_path / "adr", 1, "Use one queue", "Accepted")
    commit(tmp_path, "2022-01-01T10:00:00Z")
    return tmp_path / "adr"


def with_git(stage: Stage, folder: Path) -> Imported:
    return import_records(stage.ana, with_history(folder, read_folder(walk(folder))))


def states(stage: Stage, day: date) -> dict[str, str]:
    return {one.ref: one.state for one in queries.listing(stage.workspace, as_of=day)}


def test_what_came_in_without_its_history_is_known_as_such(stage: Stage, repository: Path) -> None:
    bring_in(stage, repository)
    refs = ["ADR-1", "ADR-2", "ADR-3"]
    today = queries.history(stage.workspace, "ADR-1")[0].at.date()
    assert states(stage, LONG_AGO)["ADR-1"] == "accepted"  # as its text says of itself
    assert brought_later(stage.workspace, refs, LONG_AGO) == {"ADR-1": today, "ADR-2": today}
    assert brought_later(stage.workspace, refs, today) == {}
    assert brought_later(stage.workspace, refs, date(2019, 1, 1)) == {}


def test_what_came_in_with_its_history_is_known_of_each_day(stage: Stage, repository: Path) -> None:
    with_git(stage, repository)
    assert states(stage, LONG_AGO) == {"ADR-1": "proposed", "ADR-2": "accepted"}
    assert brought_later(stage.workspace, ["ADR-1", "ADR-2"], LONG_AGO) == {}


def test_a_history_may_follow_once(stage: Stage, repository: Path) -> None:
    bring_in(stage, repository)
    done = with_git(stage, repository)
    assert (done.opened, done.revised, done.unchanged, done.versions) == (0, 2, 0, 3)
    assert states(stage, LONG_AGO) == {"ADR-1": "proposed", "ADR-2": "accepted"}
    assert brought_later(stage.workspace, ["ADR-1", "ADR-2"], LONG_AGO) == {}
    again = with_git(stage, repository)
    assert (again.revised, again.unchanged) == (0, 2)
    assert bring_in(stage, repository).unchanged == 2


def test_a_history_does_not_follow_over_what_people_did(stage: Stage, repository: Path) -> None:
    write(repository, 1, "Use one queue")
    bring_in(stage, repository)
    move(stage.ana, "ADR-1", "accept")
    write(repository, 1, "Use one queue", "Accepted")
    done = with_git(stage, repository)
    assert (done.revised, done.unchanged) == (1, 1)
    assert [one.move for one in queries.history(stage.workspace, "ADR-1")] == ["", "accept"]


def test_a_text_that_changed_between_two_imports_counts_from_the_second(
    stage: Stage, repository: Path
) -> None:
    write(repository, 1, "Use one queue")
    bring_in(stage, repository)
    write(repository, 1, "Use one queue", "Accepted")
    bring_in(stage, repository)
    assert states(stage, LONG_AGO)["ADR-1"] == "proposed"
    assert queries.find(stage.workspace, "ADR-1").state == "accepted"


def test_revisions_that_cannot_be_read_are_told(stage: Stage, repository: Path) -> None:
    (repository / "0001-use-one-queue.md").write_bytes(b"# 1. Caf\xe9\n")
    commit(repository, "2023-01-01T10:00:00Z")
    write(repository, 1, "Use one queue", "Accepted")
    unread: list[Finding] = []
    reading = read_folder(walk(repository))
    done = import_records(stage.ana, with_history(repository, reading, unread=unread))
    assert done.versions == 3
    assert [(one.rule, one.path) for one in unread] == [
        ("git-revision-unread", "0001-use-one-queue.md")
    ]


def test_a_present_state_read_for_days_gone_by_is_often_wrong(
    real_data: Callable[[str], Path], tmp_path: Path
) -> None:
    """What the guide says of the Python proposals: one state in five."""
    source = real_data("python-peps")
    unpack(source / "peps-rst.tar.xz", tmp_path)
    truth = json.loads((source / "truth_status_timeline.json").read_text())
    days = [date(year, month, 1) for year in range(2001, 2026) for month in (1, 7)]
    right = []
    for read in read_folder(walk(tmp_path)).records:
        for day in days:
            told = truth.get(str(read.number), ())
            past = [one for one in told if one["date"][:10] <= day.isoformat()]
            if read.date and read.date <= day and past:
                right.append(state_of(read.dialect, past[-1]["to"]) == read.state)
    assert len(right) > 10_000
    assert 0.75 < sum(right) / len(right) < 0.85


def test_it_is_told_in_words() -> None:
    one, other = date(2026, 11, 20), date(2026, 11, 22)
    assert in_words({}, 3) == ""
    assert in_words({"D-1": one}, 3).startswith(
        "D-1 was brought in on 2026-11-20 without its history: it is told as"
    )
    assert in_words({"D-1": one, "D-2": one}, 2).startswith("All of these were brought in on 2026")
    assert in_words({"D-1": one, "D-2": other}, 3).startswith(
        "2 of these were brought in between 2026-11-20 and 2026-11-22 without their history"
    )
