"""``dayline incident``: few keystrokes while it happens, all of it there afterwards."""

from __future__ import annotations

import io
import json
from collections.abc import Callable

import pytest

from dayline.practices.incident import actions
from tests.cast import Stage
from tests.faces.conftest import Said

Dayline = Callable[..., Said]


@pytest.fixture(autouse=True)
def _nine_in_london(monkeypatch: pytest.MonkeyPatch, stage: Stage, tmp_path) -> None:
    monkeypatch.setenv("DAYLINE_NOW", "2026-11-18T09:30:00Z")
    monkeypatch.setenv("DAYLINE_HOME", str(tmp_path))
    actions.declare(stage.omar, "Postings are doubled", severity="critical")


def events(dayline: Dayline) -> list[str]:
    return [one["text"] for one in json.loads(dayline("incident", "timeline", "I-1", "--json").out)]


def test_an_incident_is_declared_noted_and_read_in_one_line_each(dayline: Dayline) -> None:
    said = dayline("incident", "declare", "The queue is full", "--severity", "major", who="ben")
    assert said.out == "I-2\n"
    assert dayline("incident", "note", "I-2", "page", "answered", who="ken").code == 0
    assert dayline("incident", "note", "I-2", "-18m queue at 40,000", who="ken").code == 0
    shown = dayline("incident", "show", "I-2", who="ines").out
    assert "Major, open, led by @ben." in shown
    told = dayline("incident", "timeline", "I-2").out.splitlines()
    assert [line.split()[1] for line in told[1:]] == ["09:12", "09:30", "09:30"]
    assert "queue at 40,000" in told[1]


def test_each_line_of_stdin_is_an_event(dayline: Dayline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("09:05 paused\n\n-2m switch on\n"))
    assert dayline("incident", "note", "I-1").code == 0
    assert events(dayline) == ["Postings are doubled: declared", "paused", "switch on"]


def test_what_was_noted_offline_goes_out_later_and_once(dayline: Dayline) -> None:
    said = dayline("incident", "note", "I-1", "--offline", "--at", "09:10", "from the train")
    assert (said.out, "Kept on this machine" in said.err) == ("", True)
    assert events(dayline) == ["Postings are doubled: declared"]
    assert "from the train" in dayline("incident", "sync", "--list").out
    dayline("incident", "note", "I-1", "09:20 at the desk")
    assert events(dayline)[1:] == ["from the train", "at the desk"]
    assert dayline("incident", "sync").out == "0 lines were sent.\n"


def test_a_correction_names_its_line_and_keeps_it(dayline: Dayline) -> None:
    line = dayline("incident", "note", "I-1", "1,000 postings").out.strip()
    dayline("incident", "note", "I-1", "--correct", line, "1,312 postings", who="ben")
    told = dayline("incident", "timeline", "I-1").out
    assert "1,312 postings" in told
    assert "1,000 postings, by @ana" in told


def test_claims_become_an_agenda_and_actions_have_owners(dayline: Dayline) -> None:
    dayline("incident", "claim", "I-1", "The key was used twice", "--evidence", "schema.sql")
    dayline("incident", "claim", "I-1", "The alert came late", who="ben")
    assert "nothing to meet about" in dayline("incident", "agenda", "I-1").out
    dayline("incident", "contest", "I-1", "2", "it came in time", who="ken")
    agenda = dayline("incident", "agenda", "I-1").out
    assert "2. The alert came late. (30 min)" in agenda
    assert "@ken, it came in time" in agenda
    assert "used twice" not in agenda
    assert dayline("incident", "settle", "I-1", "2", "--dissent").code == 0
    said = dayline("incident", "act", "I-1", "refuse it", "--owner", "@omar", "--due", "2026-11-17")
    assert said.out == "Action 1 of I-1 is @omar's, by 2026-11-17\n"
    listed = json.loads(dayline("incident", "actions", "--owner", "@omar", "--json").out)
    assert [(one["text"], one["late"]) for one in listed] == [("refuse it", True)]
    assert dayline("incident", "done", "I-1", "1").code == 0
    assert dayline("incident", "actions").out == "No action is open.\n"


def test_nothing_is_added_for_the_future_or_to_another_kind(dayline: Dayline) -> None:
    said = dayline("incident", "note", "I-1", "--at", "2026-12-01T00:00:00Z", "x")
    assert (said.code, "future" in said.err) == (1, True)
    assert dayline("incident", "show", "D-1").code == 1
