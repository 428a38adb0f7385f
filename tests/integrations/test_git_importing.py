"""A repository's history becomes revisions: who, when, which status as of which day."""

from __future__ import annotations

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest

from dayline.integrations.git.importing import collisions_against, statuses_as_of, with_history
from dayline.records import queries
from dayline.records.folder import walk
from dayline.records.imports.actions import import_records
from dayline.records.reading import Reading, read_folder
from tests.cast import Stage, set_stage

ADR = """# {number}. {title}

## Status

{status}

## Context

It was so.

## Decision

We do so.

## Consequences

It is so.
"""


@pytest.fixture
def stage(db: None) -> Stage:
    return set_stage()


class History:
    """A repository that a test writes commit by commit."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.adrs = root / "docs" / "adr"
        self.adrs.mkdir(parents=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str, at: str = "2020-01-01T00:00:00+0000") -> None:
        environment = {
            **os.environ,
            "GIT_COMMITTER_DATE": at,
            "GIT_AUTHOR_DATE": at,
            "GIT_CONFIG_GLOBAL": "/dev/null",
        }
        identity = ("-c", "user.name=Ana", "-c", "user.email=ana@meridian.example")
        subprocess.run(
            ["git", "-C", str(self.root), *identity, *arguments], check=True, env=environment
        )

    def write(self, number: int, title: str, status: str) -> None:
        path = self.adrs / f"{number:04}-{title}.md"
        path.write_text(ADR.format(number=number, title=title, status=status))

    def commit(self, at: str, message: str) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message, at=at)

    @property
    def reading(self) -> Reading:
        return read_folder(walk(self.adrs))


@pytest.fixture
def history(tmp_path: Path) -> History:
    made = History(tmp_path / "repository")
    made.write(1, "one", "Proposed")
    made.commit("2020-01-05T10:00:00+0000", "Propose one")
    made.write(1, "one", "Accepted")
    made.write(2, "two", "Proposed")
    made.commit("2020-02-05T23:30:00-0600", "Accept one, propose two")
    made.write(1, "one", "Superseded by [two](0002-two.md)")
    made.write(2, "two", "Accepted")
    made.commit("2020-03-05T10:00:00+0000", "Accept two instead")
    return made


DAYS = [
    ("2020-01-04", {}),
    ("2020-01-05", {"0001-one.md": "proposed"}),
    ("2020-02-04", {"0001-one.md": "proposed"}),
    # Half past eleven at night where it was committed, although the next day in UTC.
    ("2020-02-05", {"0001-one.md": "accepted", "0002-two.md": "proposed"}),
    ("2020-03-05", {"0001-one.md": "superseded", "0002-two.md": "accepted"}),
]


@pytest.mark.parametrize(("day", "states"), DAYS)
def test_a_folder_knows_what_was_in_force(
    history: History, day: str, states: dict[str, str]
) -> None:
    found = statuses_as_of(history.adrs, history.reading.records, date.fromisoformat(day))
    assert {path: state for path, (state, _) in found.items()} == states


@pytest.mark.parametrize(("day", "states"), DAYS)
def test_a_workspace_knows_the_same_after_an_import(
    stage: Stage, history: History, day: str, states: dict[str, str]
) -> None:
    import_records(stage.ana, with_history(history.adrs, history.reading))
    listed = queries.listing(stage.workspace, as_of=date.fromisoformat(day))
    assert {one.path: one.state for one in listed} == states


def test_each_commit_is_a_revision_with_its_author(stage: Stage, history: History) -> None:
    import_records(stage.ana, with_history(history.adrs, history.reading))
    past = queries.history(stage.workspace, "ADR-1")
    assert [(one.actor, one.state) for one in past] == [
        ("Ana", "proposed"),
        ("Ana", "accepted"),
        ("Ana", "superseded"),
    ]
    assert past[0].note.endswith("Propose one")
    assert past[0].at == stage.now


def test_what_is_not_committed_is_the_last_revision(stage: Stage, history: History) -> None:
    history.write(2, "two", "Deprecated")
    import_records(stage.ana, with_history(history.adrs, history.reading))
    assert queries.find(stage.workspace, "ADR-2").state == "deprecated"
    assert len(queries.history(stage.workspace, "ADR-2")) == 3


def test_numbers_that_two_branches_gave_away_are_found_before_the_merge(history: History) -> None:
    history.git("checkout", "-q", "-b", "other")
    history.write(3, "three", "Proposed")
    history.commit("2020-04-01T10:00:00+0000", "three")
    history.git("checkout", "-q", "main")
    history.write(3, "trois", "Proposed")
    history.commit("2020-04-02T10:00:00+0000", "trois")

    (finding,) = collisions_against(history.adrs, "other", history.reading)

    assert finding.rule == "number-collision"
    assert "0003-three.md" in finding.message
    assert "4" in finding.remedy
