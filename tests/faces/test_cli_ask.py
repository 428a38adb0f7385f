"""``dayline ask`` at the command line where nothing is written: what it offers instead."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from dayline.records.actions import move, open_record
from tests.cast import DECISION, Stage
from tests.faces.conftest import Said

Dayline = Callable[..., Said]
MOON = "who's feeding the otters on the moon?"


@pytest.fixture
def decided(stage: Stage) -> Stage:
    open_record(stage.ana, "decision", text=DECISION)
    move(stage.ana, "D-1", "accept")
    return stage


@pytest.mark.usefixtures("decided")
def test_the_command_that_is_offered_asks_somebody(dayline: Dayline) -> None:
    said = dayline("ask", MOON)
    assert said.code == 1
    assert said.out.startswith("Nothing is written about this.")
    command = said.out.strip().splitlines()[-1]
    name, *arguments = shlex.split(command)
    assert name == "dayline"
    sent = dayline(*arguments, "--owner", "@ben")
    assert sent.code == 0
    assert "@ben has it until" in sent.err


@pytest.mark.usefixtures("decided")
def test_what_was_not_written_on_an_earlier_day_is_not_asked_of_anybody(dayline: Dayline) -> None:
    said = dayline("ask", "--as-of", "2020-01-01", "why does every capture carry a key?")
    assert said.out.startswith("As of 2020-01-01:\nNothing is written about this.")
    assert "today is asked" in said.out
    assert "question ask" not in said.out


def test_of_a_folder_no_workspace_is_spoken_of(dayline: Dayline, tmp_path: Path) -> None:
    (tmp_path / "0001-keys.md").write_text("# 1. Keys\n\n## Status\n\nAccepted\n\nKeys expire.\n")
    said = dayline("ask", "--in", str(tmp_path), MOON)
    assert said.code == 1
    assert "one of these files" in said.out
    assert "dayline " not in said.out


@pytest.mark.parametrize("words", ["", " ", "???", "\u2026", "\U0001f600"])
def test_without_words_it_asks_for_a_question(dayline: Dayline, tmp_path: Path, words: str) -> None:
    said = dayline("ask", "--in", str(tmp_path), words)
    assert said.code == 1
    assert "There is no question." in said.err
