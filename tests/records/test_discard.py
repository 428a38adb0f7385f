"""A draft that nobody needs has an end: its author discards it, and the journal keeps it."""

from __future__ import annotations

import pytest

from dayline.base.errors import DaylineError, Forbidden, GatesClosed, InvalidInput
from dayline.journal.rebuild import rebuild
from dayline.records import queries
from dayline.records.actions import move, open_record, revise
from dayline.records.facts import text_of
from dayline.records.prospects import prospects
from tests.cast import Stage

HANDOFF = {"from": "@austin", "to": "@london"}


def drafted(stage: Stage) -> str:
    return open_record(stage.ana, "handoff", title="Twice", fields=HANDOFF).ref


def test_an_author_discards_a_draft_and_it_stays_in_the_journal(stage: Stage) -> None:
    ref = drafted(stage)
    before = text_of(queries.find(stage.workspace, ref))

    written = move(stage.ana, ref, "discard", note="written twice")

    record = queries.find(stage.workspace, ref)
    assert (written.state, record.final, record.waits_on) == ("discarded", True, ())
    assert text_of(record) == before.replace("state: draft", "state: discarded")
    assert queries.text_at(stage.workspace, ref, 1) == before.encode()
    assert queries.history(stage.workspace, ref)[-1].note == "written twice"
    assert prospects(stage.ana, record) == []


def test_a_draft_need_not_be_in_order_to_be_discarded(stage: Stage) -> None:
    ref = drafted(stage)
    text = text_of(queries.find(stage.workspace, ref))
    broken = text.replace('to: "@london"', "to: somewhere").replace("# Twice", "")
    revise(stage.ana, ref, broken, expect=1)
    with pytest.raises(GatesClosed):
        move(stage.ana, ref, "deliver")
    assert move(stage.ana, ref, "discard").state == "discarded"


def test_only_the_author_discards(stage: Stage) -> None:
    ref = drafted(stage)
    with pytest.raises(Forbidden, match="the author"):
        move(stage.ines, ref, "discard")
    assert queries.find(stage.workspace, ref).state == "draft"


def test_what_was_discarded_is_closed(stage: Stage) -> None:
    ref = drafted(stage)
    move(stage.ana, ref, "discard")
    text = text_of(queries.find(stage.workspace, ref))
    with pytest.raises(InvalidInput, match="frozen"):
        revise(stage.ana, ref, text + "more", expect=2)
    with pytest.raises(DaylineError):
        move(stage.ana, ref, "deliver")


def test_what_others_were_asked_is_no_draft(stage: Stage) -> None:
    ref = open_record(stage.ana, "decision", fields={"deciders": ["@ines"]}).ref
    names = [one.name for one in prospects(stage.ana, queries.find(stage.workspace, ref))]
    assert names == ["accept", "reject"]


def test_tables_with_discarded_drafts_equal_a_rebuild(stage: Stage) -> None:
    move(stage.ana, drafted(stage), "discard")
    assert rebuild(stage.workspace).differences == ()
