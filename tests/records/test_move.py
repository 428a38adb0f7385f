"""Moving: gates say what is left to do, both ends of a supersession change in one act."""

from __future__ import annotations

import pytest

from dayline.base.errors import Forbidden, GatesClosed
from dayline.records import queries
from dayline.records.actions import move, open_record
from dayline.records.facts import text_of
from dayline.records.links.actions import link, unlink
from dayline.records.prospects import prospects
from dayline.records.remarks.actions import close_comment, comment
from tests.cast import DECISION, Stage


def state(stage: Stage, ref: str) -> str:
    return queries.find(stage.workspace, ref).state


def test_ines_accepts_a_complete_decision(stage: Stage) -> None:
    open_record(stage.ben, "decision", text=DECISION)
    before = text_of(queries.find(stage.workspace, "D-1"))

    move(stage.ines, "D-1", "accept", note="read twice")

    assert state(stage, "D-1") == "accepted"
    after = text_of(queries.find(stage.workspace, "D-1"))
    assert after == before.replace("state: proposed", "state: accepted")


def test_a_draft_may_be_empty_but_not_accepted(stage: Stage) -> None:
    open_record(stage.ben, "decision", title="Keys", fields={"deciders": ["@ana"]})
    with pytest.raises(GatesClosed) as refused:
        move(stage.ana, "D-1", "accept")
    todo = " ".join(finding.message for finding in refused.value.findings)
    for section in ("Context", "Decision", "Why", "Rejected alternatives", "Consequences"):
        assert section in todo
    assert all(finding.place.startswith("D-1:") for finding in refused.value.findings)
    assert state(stage, "D-1") == "proposed"


def test_only_deciders_accept(stage: Stage) -> None:
    open_record(stage.ben, "decision", text=DECISION)
    with pytest.raises(Forbidden, match=r"deciders|@ana"):
        move(stage.ken, "D-1", "accept")


def test_an_open_concern_holds_the_move_until_its_author_resolves_it(stage: Stage) -> None:
    open_record(stage.ben, "decision", text=DECISION)
    concern = comment(stage.ken, "D-1", "Who rotates the keys?", concern="rotation")
    with pytest.raises(GatesClosed, match="to do"):
        move(stage.ana, "D-1", "accept")
    with pytest.raises(Forbidden, match="@ken"):
        close_comment(stage.ana, concern)

    close_comment(stage.ken, concern)
    move(stage.ana, "D-1", "accept")

    assert state(stage, "D-1") == "accepted"


def test_accepting_the_successor_supersedes_the_old_one_in_one_act(stage: Stage) -> None:
    open_record(stage.ben, "decision", text=DECISION)
    move(stage.ana, "D-1", "accept")
    successor = DECISION.replace("---\n", "---\nsupersedes: [D-1]\n", 1)
    open_record(stage.ben, "decision", text=successor.replace("a key", "two keys"))

    written = move(stage.ana, "D-2", "accept")

    assert written.along == ("D-1",)
    assert state(stage, "D-1") == "superseded"
    assert "superseded_by: [D-2]" in text_of(queries.find(stage.workspace, "D-1"))
    assert [one.move for one in queries.history(stage.workspace, "D-1")] == [
        "", "accept", "linked", "supersede",
    ]  # fmt: skip


def test_a_link_stands_at_both_ends_and_goes_from_both(stage: Stage) -> None:
    open_record(stage.ben, "decision", text=DECISION)
    open_record(stage.ben, "decision", text=DECISION)
    link(stage.ben, "D-2", "amends", "D-1")
    assert "amended_by: [D-2]" in text_of(queries.find(stage.workspace, "D-1"))
    assert {(edge.source, edge.type, edge.target) for edge in queries.edges(stage.workspace)} == {
        ("D-2", "amends", "D-1"),
        ("D-1", "amended_by", "D-2"),
    }

    unlink(stage.ben, "D-2", "amends", "D-1")

    assert queries.edges(stage.workspace) == []
    assert "amended_by" not in text_of(queries.find(stage.workspace, "D-1"))


def test_prospects_say_what_each_move_still_needs(stage: Stage) -> None:
    open_record(stage.ben, "decision", text=DECISION)
    record = queries.find(stage.workspace, "D-1")
    found = {prospect.name: prospect for prospect in prospects(stage.ana, record)}
    assert found["accept"].open
    assert not found["reject"].open
