"""Questions from the record's silence to a written answer, through the actions that faces call."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dayline.base.errors import Forbidden, InvalidInput, NotFound
from dayline.journal import queries as journal
from dayline.journal.rebuild import rebuild
from dayline.practices.question import actions, queries
from dayline.practices.question.rules import Deflection, Said
from dayline.records.facts import text_of
from dayline.records.queries import find
from tests.cast import Stage, set_stage

SILENT = Said("Does the cut-off move when London changes its clocks?")
TOLD = Said("Why a key?", told=("Only the client knows that it is a retry (D-1).",))


@pytest.fixture
def stage(db: None) -> Stage:
    return set_stage()


def test_what_the_record_answers_is_sent_to_nobody(stage: Stage) -> None:
    assert actions.ask(stage.ken, TOLD, areas=["ledger"]).ref == ""
    assert queries.gaps(stage.workspace) == []
    assert queries.deflection(stage.workspace, stage.now) == Deflection(1, 0)


def test_an_abstention_goes_to_whoever_of_the_area_is_awake_with_a_need_by(stage: Stage) -> None:
    asked = actions.ask(stage.ken, SILENT, areas=["ledger"], if_unanswered="I assume that it does")
    assert (asked.ref, asked.owner in ("@ines", "@omar")) == ("Q-1", True)
    record = find(stage.workspace, "Q-1")
    assert record.fields["need_by"] == "2026-11-18T17:00:00Z"  # a working day in London
    assert record.fields["if_unanswered"] == "I assume that it does"
    assert "Nothing is written about this." in text_of(record)
    assert record.waits_on == (stage.ids[asked.owner[1:]],)


def test_of_a_team_that_sleeps_the_first_to_wake_is_asked(stage: Stage) -> None:
    asked = actions.ask(stage.ken, SILENT, areas=["gateway"])  # 3:00 in Austin
    record = find(stage.workspace, asked.ref)
    assert asked.owner in ("@ana", "@ben")
    assert record.fields["need_by"] == "2026-11-18T23:00:00Z"


def test_a_team_or_a_person_may_be_named_and_nobody_is_made_up(stage: Stage) -> None:
    assert actions.ask(stage.ken, SILENT, owner="@omar").owner == "@omar"
    assert actions.ask(stage.ken, SILENT, owner="@singapore").owner in ("@ken", "@mei")
    assert actions.ask(stage.ken, Said(SILENT.question, ask="@ines")).owner == "@ines"
    with pytest.raises(InvalidInput, match="Nobody is known"):
        actions.ask(stage.ken, SILENT)
    with pytest.raises(NotFound, match="No team owns"):
        actions.ask(stage.ken, SILENT, areas=["payroll"])
    with pytest.raises(InvalidInput, match="passed"):
        actions.ask(stage.ken, SILENT, owner="@omar", need_by=stage.now - timedelta(hours=1))
    with pytest.raises(InvalidInput, match="too short"):
        actions.ask(stage.ken, Said("Why though?"), owner="@omar")
    with pytest.raises(Forbidden):
        actions.ask(stage.gus, SILENT, owner="@omar")


def test_an_answer_becomes_a_record_in_one_act(stage: Stage) -> None:
    actions.ask(stage.ken, SILENT, areas=["ledger"])
    stage.later(hours=1)
    size = journal.head(stage.workspace).size
    done = actions.answer(
        stage.omar, "Q-1", "It moves with London.\n\nIt did in March.", promote="guide"
    )
    assert (done.ref, done.state) == ("Q-1", "written_down")
    guide = find(stage.workspace, "G-1")
    assert guide.fields["area"] == ["ledger"]
    assert "It moves with London." in text_of(guide)
    assert "answered_by: [G-1]" in text_of(find(stage.workspace, "Q-1"))
    at = {entry.at for entry in journal.entries(stage.workspace, start=size)}
    assert at == {stage.now}
    assert queries.gaps(stage.workspace) == []
    rebuild(stage.workspace, check=True)


def test_an_answer_may_stand_in_a_record_that_exists(stage: Stage) -> None:
    actions.ask(stage.ken, SILENT, areas=["ledger"])
    actions.ask(stage.ken, Said("And when does Tokyo?"), areas=["ledger"])
    actions.answer(stage.omar, "Q-1", "It moves with London.", promote="decision")
    actions.answer(stage.omar, "Q-2", "There it never moves.")
    assert [one.ref for one in queries.gaps(stage.workspace)[0].questions] == ["Q-2"]
    actions.write_down(stage.omar, "Q-2", into="D-1")
    assert queries.gaps(stage.workspace) == []
    with pytest.raises(InvalidInput, match="already"):
        actions.answer(stage.omar, "Q-2", "Again")


def test_what_is_answered_badly_is_refused_and_nothing_is_left_behind(stage: Stage) -> None:
    actions.ask(stage.ken, SILENT, areas=["ledger"])
    with pytest.raises(InvalidInput):
        actions.answer(stage.omar, "Q-1", " ")
    with pytest.raises(InvalidInput, match="cannot become"):
        actions.answer(stage.omar, "Q-1", "It moves with London.", promote="kudos")
    with pytest.raises(InvalidInput, match="no answer"):
        actions.write_down(stage.omar, "Q-1")
    assert find(stage.workspace, "Q-1").state == "asked"


def test_gaps_come_by_area_and_only_what_one_may_see(stage: Stage) -> None:
    actions.ask(stage.ken, SILENT, areas=["ledger"])
    actions.ask(stage.ken, Said("Who may replay a batch?"), areas=["ledger", "risk"])
    actions.ask(stage.ana, Said("Who of us goes there?"), owner="@ben", visibility="team:@austin")
    found = [(gap.area, gap.unanswered) for gap in queries.gaps(stage.workspace)]
    assert found == [("ledger", 2), ("", 1), ("risk", 1)]
    seen = queries.gaps(stage.workspace, person=stage.ids["mei"])
    assert [gap.area for gap in seen] == ["ledger", "risk"]


def test_the_measure_counts_questions_and_nobody(stage: Stage) -> None:
    for said in (TOLD, TOLD, SILENT):
        actions.ask(stage.ken, said, areas=["ledger"])
    known = queries.deflection(stage.workspace, stage.now)
    assert (known.asked, known.by_record, known.sent_on, known.percent) == (3, 2, 1, 66)
    stage.later(days=100)
    assert queries.deflection(stage.workspace, stage.now).percent is None
    counted = [
        entry for entry in journal.entries(stage.workspace) if entry.kind == queries.BY_RECORD
    ]
    assert {(entry.actor, str(entry.payload)) for entry in counted} == {("system", "{}")}
