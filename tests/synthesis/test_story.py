"""A thread of comments is told where it stands, its sides sign, and it becomes a record."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from dayline.base.errors import Forbidden, InvalidInput, NotFound
from dayline.records.actions import open_record
from dayline.records.facts import text_of
from dayline.records.prospects import prospects
from dayline.records.queries import edges, find
from dayline.records.remarks.actions import close_comment, comment
from dayline.synthesis.actions import promote, sign
from dayline.synthesis.queries import standing_of
from tests.cast import Stage
from tests.faces.conftest import Said
from tests.laws.hidden import RFC
from tests.synthesis.test_chats import EXPORT, archive


def talk(stage: Stage, visibility: str = "workspace") -> str:
    """An RFC with a thread: @ben asks, @ines and @ken differ, @ana decides."""
    text = RFC.replace("zanzibar", "queue") + "\n## Open questions\n\n- Who pays for it?\n"
    ref = open_record(stage.ben, "rfc", text=text, visibility=visibility).ref
    ask = comment(stage.ben, ref, "Should exports get a queue of their own?")
    stage.later(minutes=5)
    comment(stage.ana, ref, "I think one queue is enough, because we run one pager.", parent=ask)
    stage.later(minutes=5)
    comment(stage.ben, ref, "The shared queue is full at month end.", parent=ask, concern="month")
    return ref


@pytest.fixture
def ref(stage: Stage) -> str:
    made = talk(stage)
    stage.later(hours=1)
    comment(stage.ken, made, "Let's go with one queue and a lower priority for exports.")
    comment(stage.ines, made, "Works for me. @omar please change the schema by Friday.")
    return made


def test_it_is_told_from_the_text_and_from_what_was_said(stage: Stage, ref: str):
    told = standing_of(stage.workspace, ref, person=stage.ids["mei"])
    standing = told.standing
    names = [told.name(side.who) for side in standing.sides]
    assert names == ["@ben", "@ana"]
    assert any("full at month end" in one.text for one in standing.sides[0].sentences)
    assert [one.text for one in standing.in_force] == [
        "Let's go with one queue and a lower priority for exports."
    ]
    (action,) = standing.actions
    assert (told.name(action.owner), str(action.due)) == ("@omar", "2026-11-20")
    assert [one.asked.text for one in standing.open] == ["Who pays for it?"]
    assert standing.messages[standing.open[0].asked.message].place == "Open questions"


def test_each_side_signs_or_corrects_its_own_position(stage: Stage, ref: str):
    sign(stage.ana, ref)
    sign(stage.ben, ref, text="One queue is fine if exports stop at month end.")
    own = standing_of(stage.workspace, ref, person=stage.ids["mei"]).own
    assert own[stage.ids["ana"]].text == ""
    assert own[stage.ids["ben"]].text == "One queue is fine if exports stop at month end."
    stage.later(minutes=1)
    comment(stage.ana, ref, "I still prefer one queue.")
    assert standing_of(stage.workspace, ref, person=stage.ids["mei"]).own[stage.ids["ana"]].since
    with pytest.raises(InvalidInput, match="No position of yours"):
        sign(stage.mei, ref)
    with pytest.raises(InvalidInput, match="longer than"):
        sign(stage.ana, ref, text="x" * 5_000)
    with pytest.raises(NotFound):
        sign(stage.gus, ref, text="I am a guest.")


def test_a_settled_concern_is_no_position_any_more(stage: Stage):
    ref = talk(stage)
    said = standing_of(stage.workspace, ref, person=stage.ids["ben"])
    concern = next(one.id for one in said.standing.messages.values() if one.concern)
    close_comment(stage.ben, concern)
    standing = standing_of(stage.workspace, ref, person=stage.ids["ben"]).standing
    assert not any("month end" in one.text for side in standing.sides for one in side.sentences)


def test_it_becomes_a_decision_in_one_act_and_the_gates_stay(stage: Stage, ref: str):
    made = promote(stage.ken, ref, "decision", title="One queue")
    record = find(stage.workspace, made.ref, person=stage.ids["mei"])
    text = text_of(record)
    assert record.state == "proposed"
    linked = edges(stage.workspace, person=stage.ids["mei"], refs=[made.ref])
    assert [(one.type, one.target) for one in linked] == [("relates_to", ref)]
    assert (
        "\u201cLet's go with one queue and a lower priority for exports.\u201d (@ken, R-1 C" in text
    )
    assert "- [ ] @omar, by 2026-11-20" in text
    accept = next(one for one in prospects(stage.ken, record) if one.name == "accept")
    assert any("Why" in what for what, _ in accept.todo)
    with pytest.raises((Forbidden, NotFound)):
        promote(stage.scout, "R-1", "decision")


def test_what_is_made_of_a_restricted_thread_is_restricted(stage: Stage):
    ref = talk(stage, visibility="restricted")
    made = promote(stage.ben, ref, "decision", title="One queue")
    with pytest.raises(NotFound):
        find(stage.workspace, made.ref, person=stage.ids["mei"])
    with pytest.raises(NotFound):
        standing_of(stage.workspace, ref, person=stage.ids["mei"])


def test_there_is_nothing_to_promote_where_nobody_said_anything(stage: Stage):
    ref = open_record(stage.ben, "question", title="Empty").ref
    with pytest.raises(InvalidInput, match="nothing in this thread"):
        promote(stage.ben, ref, "decision")


def test_the_command_line_tells_signs_and_promotes(
    dayline: Callable[..., Said], ref: str, tmp_path: Path
):
    told = dayline("synthesise", ref).out
    assert "Decided\n  Let's go with one queue" in told
    assert "@omar by 2026-11-20: @omar please change the schema by Friday." in told
    assert dayline("synthesise", ref, "--sign").out == "Your position on R-1 is signed\n"
    plain = json.loads(dayline("synthesise", ref, "--json").out)
    assert plain["decisions"][0]["by"] == "@ken"
    assert plain["positions"][1]["signed_at"]
    assert dayline("synthesise", ref, "--promote", "decision").out == "D-1\n"
    export = tmp_path / "export.zip"
    export.write_bytes(archive(EXPORT))
    assert "Which queue do we take?" in dayline("synthesise", str(export)).out
    one = dayline("synthesise", str(export), "--thread", "1").out
    assert "Let's go with the shared one.  [Ken Tan, #payments 2025-11-16 08:02]" in one
    made = dayline("synthesise", str(export), "--thread", "1", "--promote", "decision")
    assert made.out == "D-2\n"
    assert "#payments 2025-11-16 08:02" in dayline("show", "D-2").out
    assert dayline("synthesise", str(export), "--thread", "9").code == 1
