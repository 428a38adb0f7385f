"""Work handed out as a contract: what lacks is named, and acceptance is run only where allowed."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayline.base.errors import HostileInput, NotFound
from dayline.contracts.library import example
from dayline.practices.spec import queries, rules
from dayline.practices.spec.running import run_checks
from dayline.records.actions import open_record
from tests.cast import Stage, set_stage

BODY = """Owner: @omar

### Why
Payments were posted twice on two days.

**Inputs**

None.

## What changed
A unique index on the key.

## How to test
- [ ] The second posting of a key returns the first one's id.

## Out of scope
Refunds.
"""
PARTS = ("### Why", "**Inputs**", "## What changed", "## How to test", "## Out of scope")
NAMES = ("Context", "Inputs", "Outputs", "Acceptance", "Non-goals")


@pytest.fixture
def stage(db: None) -> Stage:
    return set_stage()


def messages(text: str, **known: object) -> list[str]:
    return [one.message for one in rules.packet_findings(text, **known)]  # type: ignore[arg-type]


def test_a_whole_ticket_lacks_nothing_whatever_its_headings_look_like() -> None:
    assert messages(BODY) == []
    assert messages(BODY.replace("\n", "\r\n")) == []
    assert messages(example("spec"), owner="@omar") == []


@given(st.sets(st.sampled_from(range(len(PARTS))), min_size=1))
def test_each_part_that_is_taken_out_is_named_and_no_other(gone: set[int]) -> None:
    text = BODY
    for number in gone:
        text = text.replace(PARTS[number], "## Something else")
    assert messages(text) == [f"There is no part `{NAMES[n]}`." for n in sorted(gone)]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Owner: @omar", "", "Nobody owns it."),
        ("Owner: @omar", "Owner:", "Nobody owns it."),
        ("Payments were posted twice on two days.", "Bug.", "`Context` says too little."),
        ("A unique index on the key.", "TODO", "`Outputs` says too little."),
        ("A unique index on the key.", "<!-- what? -->", "`Outputs` says too little."),
        ("- [ ] The second posting of a key returns the first one's id.", "Try it out.",
         "`Acceptance` lists no statement."),
        ("Refunds.", "```\n## Inputs\n```\n...", None),
    ],
)  # fmt: skip
def test_what_says_nothing_is_not_there(old: str, new: str, said: str | None) -> None:
    assert messages(BODY.replace(old, new)) == ([said] if said else [])


def test_findings_name_the_line() -> None:
    found = rules.packet_findings(BODY.replace("A unique index on the key.", "TODO"), path="b.md")
    assert [(one.path, one.line) for one in found] == [("b.md", 10)]


def test_a_pull_request_may_stand_on_an_accepted_spec_and_not_on_a_draft() -> None:
    text = "Builds S-12, see S-13."
    assert messages(text, specs={"S-12": "ready", "S-13": "draft"}) == []
    found = messages(f"{BODY}\nSee S-13.", specs={"S-13": "draft"})
    assert found == ["S-13 is draft; work on it is not accepted yet."]
    assert len(messages(text)) == 6
    with pytest.raises(HostileInput):
        rules.packet_findings("x" * 200_001)


def python(code: str) -> str:
    return f"{sys.executable} -c '{code}'"


def test_only_allowed_commands_run_and_not_for_long(tmp_path: Path) -> None:
    good, bad, slow = python("print(1)"), python("raise SystemExit(3)"), python("while 1: pass")
    trap = python(f'open("{tmp_path}/trap", "w")')
    found = run_checks(
        [good, bad, slow, trap, "no-such-program-here"], tmp_path,
        allowed=[good, bad, slow, "no-such-program-here"], timeout=1,
    )  # fmt: skip
    assert [one.word for one in found] == ["holds", "fails", "fails", "not run", "fails"]
    assert [one.ended for one in found] == [0, 3, None, None, None]
    assert not (tmp_path / "trap").exists()
    assert rules.verdict(found) == "1 of 5 checks hold, 1 not run."


def test_a_command_is_allowed_word_for_word_and_by_no_shell(tmp_path: Path) -> None:
    line = f"echo x > {tmp_path}/made"
    assert run_checks([line + " "], tmp_path, allowed=[line])[0].ran is False
    assert run_checks([line], tmp_path, allowed=[line])[0].holds
    assert not (tmp_path / "made").exists()


def spec_text(command: str) -> str:
    head = f'---\nowner: "@omar"\nchecks: [{json.dumps(command)}]\n---\n'
    text = BODY.partition("\n")[2].replace("on two days", "on two days, and a switch hides it")
    for old, name in zip(PARTS, NAMES, strict=True):
        text = text.replace(old, f"## {name}")
    return f"{head}\n# The ledger refuses a key\n\n{text}"


def test_a_spec_is_checked_whole(stage: Stage) -> None:
    open_record(stage.ines, "spec", text=spec_text("make check"))
    found = queries.packet(stage.workspace, "S-1")
    assert (found.findings, found.checks) == ((), ("make check",))
    assert queries.states(stage.workspace, "S-1, S-2") == {"S-1": "draft"}
    open_record(stage.ines, "question", title="Why?")
    with pytest.raises(NotFound, match="no spec"):
        queries.packet(stage.workspace, "Q-1")


def test_what_one_may_not_see_is_not_known(stage: Stage) -> None:
    open_record(stage.ines, "spec", text=spec_text("x"), visibility="team:@london")
    assert queries.states(stage.workspace, "S-1", person=stage.ids["ken"]) == {}
    with pytest.raises(NotFound):
        queries.packet(stage.workspace, "S-1", person=stage.ids["ken"])
