"""A day at the command line: open, look, discuss, move, prove."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cast import DECISION, Stage
from tests.faces.conftest import Said

Dayline = Callable[..., Said]


@pytest.fixture
def decided(stage: Stage, dayline: Dayline, tmp_path: Path) -> str:
    """A complete decision by @ben, open for acceptance."""
    text = tmp_path / "decision.md"
    text.write_text(DECISION)
    said = dayline("new", "decision", "--from", str(text), who="ben")
    assert said.code == 0
    return said.out.strip()


def test_a_list_of_nothing_is_no_empty_workspace(decided: str, dayline: Dayline) -> None:
    assert "one of these" in dayline("list", "--kind", "incident").err
    assert "first record" not in dayline("list", "--state", "accepted").err


def test_the_story_of_a_decision(decided: str, dayline: Dayline) -> None:
    assert decided == "D-1"
    assert "proposed" in dayline("list").out

    concern = dayline("comment", "D-1", "Who rotates?", "--concern", "rotation", who="ken")
    refused = dayline("move", "D-1", "accept")
    assert refused.code == 1
    assert "rotation" in refused.err or "concern" in refused.err
    assert "D-1 stays proposed." in refused.err
    assert dayline("comment", "D-1", "--resolve", concern.out.strip(), who="ken").code == 0

    assert dayline("move", "D-1", "accept").out == "D-1 is accepted\n"
    assert "accepted" in dayline("show", "D-1").out
    assert "+state: accepted" in dayline("diff", "D-1").out
    assert "accept" in dayline("log", "D-1").out
    assert dayline("verify").out.endswith("Nothing was changed.\n")
    assert "equal the journal" in dayline("rebuild", "--check").out


def test_a_move_without_a_name_lists_what_is_to_do(stage: Stage, dayline: Dayline) -> None:
    dayline("new", "decision", "--title", "Empty", "-f", "deciders=@ana")
    said = dayline("move", "D-1")
    assert said.code == 0
    assert "not yet" in said.out
    assert "`Context` says nothing yet" in said.out
    moves = {move["move"]: move for move in json.loads(dayline("move", "D-1", "--json").out)}
    assert moves["accept"]["todo"]


def test_show_raw_is_the_text_alone(decided: str, dayline: Dayline) -> None:
    said = dayline("show", decided, "--raw")
    assert said.out.startswith("---\n")
    assert said.out.endswith("refuses a key that it has seen.\n")


def test_reads_speak_json(decided: str, dayline: Dayline) -> None:
    (item,) = json.loads(dayline("list", "--json").out)
    assert item["ref"] == "D-1"
    assert json.loads(dayline("show", "D-1", "--json").out)["fields"]["deciders"] == [
        "@ana", "@ines",
    ]  # fmt: skip
    entries = json.loads(dayline("log", "--json").out)
    assert "record.opened.proposed" in [entry["kind"] for entry in entries]
    assert json.loads(dayline("board", "--json").out)[0]["records"][0]["ref"] == "D-1"
    assert json.loads(dayline("contract", "list", "--json").out)
    assert json.loads(dayline("contract", "usage", "decision", "--json").out)["deciders"] == ["D-1"]


def test_links_print_both_ends(decided: str, dayline: Dayline) -> None:
    dayline("new", "decision", "--title", "Second", "-f", "deciders=@ana")
    said = dayline("link", "D-2", "supersedes", "D-1")
    assert said.out == "D-2 is at revision 2\nD-1 changed along\n"
    edges = json.loads(dayline("graph", "--json").out)
    assert {(edge["from"], edge["type"], edge["to"]) for edge in edges} == {
        ("D-2", "supersedes", "D-1"),
        ("D-1", "superseded_by", "D-2"),
    }
    assert "D-2 -- supersedes --> D-1" in dayline("graph", "--mermaid").out


def test_blame_names_what_a_path_stands_on(decided: str, dayline: Dayline) -> None:
    assert "D-1" in dayline("blame", "src/gateway/capture.py").out
    assert dayline("blame", "src/ledger/post.py").out == ""


def test_as_of_tells_what_was_in_force(decided: str, dayline: Dayline) -> None:
    assert json.loads(dayline("list", "--as-of", "2020-01-01", "--json").out) == []


def test_an_edit_of_an_old_revision_is_refused_and_both_texts_stay(
    decided: str, dayline: Dayline, tmp_path: Path
) -> None:
    mine = tmp_path / "mine.md"
    mine.write_text(dayline("show", "D-1", "--raw").out + "\nMine.\n")
    assert dayline("edit", "D-1", str(mine), "--expect", "1").code == 0
    again = dayline("edit", "D-1", str(mine), "--expect", "1", who="ben")
    assert again.code == 0  # the same text: nothing to save
    mine.write_text(mine.read_text() + "\nYours.\n")
    refused = dayline("edit", "D-1", str(mine), "--expect", "1", who="ben")
    assert refused.code == 1
    assert "Both texts are kept." in refused.err


def test_saving_says_what_is_still_to_do(stage: Stage, dayline: Dayline, tmp_path: Path) -> None:
    said = dayline("new", "handoff", "--title", "Late", "-f", "from=@austin", "-f", "to=@london")
    assert said.out == "H-1\n"
    assert "H-1 is saved as a draft, 5 things to do before “Deliver”:" in said.err
    assert "- There are 0 marked items; at least 4 are needed." in said.err
    text = dayline("show", "H-1", "--raw").out
    mine = tmp_path / "mine.md"
    mine.write_text(text.replace("## Progress made\n", "## Progress made\n\n- (state) It is on.\n"))
    assert "4 things to do before “Deliver”" in dayline("edit", "H-1", str(mine)).err


def test_an_edit_needs_no_head_of_its_own(decided: str, dayline: Dayline, tmp_path: Path) -> None:
    mine = tmp_path / "mine.md"
    mine.write_text(DECISION.replace("412 captures", "413 captures"))
    assert dayline("edit", "D-1", str(mine)).out == "D-1 is at revision 2\n"
    raw = dayline("show", "D-1", "--raw").out
    assert "id: D-1" in raw
    assert "413 captures" in raw

    mine.write_text(DECISION.replace("---\n", "---\nid: D-7\n", 1))
    refused = dayline("edit", "D-1", str(mine))
    assert refused.code == 1
    assert "The text says `id: D-7`, the record `D-1`." in refused.err
    assert "or leave the line out" in refused.err


def test_a_draft_is_discarded_by_its_author(stage: Stage, dayline: Dayline) -> None:
    dayline("new", "handoff", "--title", "Twice", "-f", "from=@austin", "-f", "to=@london")
    assert "discard" in dayline("move", "H-1").out
    refused = dayline("discard", "H-1", who="ines")
    assert refused.code == 1
    assert "H-1 stays draft." in refused.err
    assert dayline("discard", "H-1", "--note", "twice").out == "H-1 is discarded\n"
    assert "twice" in dayline("log", "H-1").out


def test_a_file_is_discarded_too(dayline: Dayline, tmp_path: Path) -> None:
    made = dayline("new", "handoff", "--title", "Twice", "--in", str(tmp_path)).out.strip()
    assert dayline("discard", made).out.strip().endswith("is discarded")
    assert "state: discarded" in Path(made).read_text()


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("show", "D-99"), 1, "There is no record D-99"),
        (("show", "D-1", "--revision", "7"), 1, "no revision 7"),
        (("move", "D-1", "fly"), 1, "no move `fly`"),
        (("lsit",), 2, "Did you mean 'list'"),
        (("list", "decisions"), 2, "For one kind of record: --kind decisions"),
        (("new", "decree"), 1, "no contract called 'decree'"),
        (("link", "D-1", "loves", "D-1"), 1, "no link 'loves'"),
        (("new", "decision", "-f", "deciders"), 1, "NAME=VALUE"),
    ],
)
def test_refusals_help(
    decided: str, dayline: Dayline, arguments: tuple[str, ...], code: int, says: str
) -> None:
    said = dayline(*arguments)
    assert said.code == code
    assert says in said.err
    assert "Traceback" not in said.err


def test_control_characters_of_a_record_do_not_reach_the_terminal(
    stage: Stage, dayline: Dayline
) -> None:
    dayline("new", "decision", "--title", "Red \x1b[31malert\x07 \u202eevil", "-f", "deciders=@ana")
    for command in (("list",), ("show", "D-1"), ("log", "D-1"), ("board",)):
        said = dayline(*command)
        assert not set(said.out) & {"\x1b", "\x07", "\u202e"}
