"""A decision that was brought in and moved on here: its day is not that of its text."""

from __future__ import annotations

from pathlib import Path

import pytest

from dayline.records.actions import move
from dayline.records.folder import walk
from dayline.records.imports.actions import import_records
from dayline.records.imports.reading import incoming
from dayline.records.reading import read_folder
from tests.ask.test_looked_up import ask, said
from tests.cast import Stage, set_stage

TEXT = """\
# 1. Use one queue

Date: 2024-06-17

## Status

Proposed

## Context

Two queues cost too much.

## Decision

We use one queue.

## Consequences

It costs less.
"""


@pytest.fixture
def stage(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    monkeypatch.setenv("DAYLINE_READER", "off")
    stage = set_stage()
    (tmp_path / "0001-use-one-queue.md").write_text(TEXT)
    (tmp_path / "0002-use-no-queue.md").write_text(TEXT.replace("1. Use one", "2. Use no"))
    import_records(stage.ana, incoming(read_folder(walk(tmp_path))))
    return stage


def test_the_day_of_its_acceptance_is_that_of_the_move(stage: Stage):
    for words in ("when was ADR-1 accepted?", "when was ADR-1 decided?"):
        assert "is not accepted" in said(ask(stage, words)), words
    move(stage.ana, "ADR-1", "accept")
    for words in ("when was ADR-1 accepted?", "when was ADR-1 decided?"):
        found = said(ask(stage, words))
        assert f"was accepted on {stage.now.date()}" in found, words
        assert "2024-06-17" not in found
    assert "is dated 2024-06-17" in said(ask(stage, "what is the date of ADR-1?"))


def test_what_it_decided_is_its_decision(stage: Stage):
    for words in ("what did ADR-1 decide?", "what was decided in ADR-1?", "what does ADR-1 say?"):
        assert "We use one queue." in said(ask(stage, words)), words
    assert "2024-06-17" in said(ask(stage, "when was ADR-1 written?"))


def test_it_was_made_when_it_was_accepted_here_not_when_it_was_written(stage: Stage):
    assert "ADR" not in said(ask(stage, "which decisions were made this month?"))
    assert "ADR" not in said(ask(stage, "which decisions were made in June 2024?"))
    move(stage.ana, "ADR-1", "accept")
    assert "ADR-1" in said(ask(stage, "which decisions were made this month?"))
    assert "ADR-1" not in said(ask(stage, "which decisions were made in June 2024?"))
