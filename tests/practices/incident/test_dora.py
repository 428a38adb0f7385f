"""The clocks that the law sets, as a contract that a team may publish beside its incidents."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dayline.clocks.queries import of_record
from dayline.contracts.actions import publish
from dayline.contracts.language import parse_contract
from dayline.contracts.lint import lint_contract
from dayline.practices.incident import actions
from dayline.records.actions import move, open_record, revise
from dayline.records.facts import text_of
from dayline.records.queries import find
from tests.cast import Stage, set_stage
from tests.conftest import REPOSITORY

TEXT = (REPOSITORY / "docs" / "contracts" / "dora.yaml").read_text()


@pytest.fixture
def stage(db: None) -> Stage:
    return set_stage()


def test_the_contract_is_in_order() -> None:
    assert lint_contract(parse_contract(TEXT)) == []


def test_the_clocks_run_on_the_wall_as_the_law_sets_them(stage: Stage) -> None:
    publish(stage.olga, TEXT)
    incident = actions.declare(stage.ines, "Payments are posted twice", severity="critical").ref
    known = stage.now
    fields = {"owner": "@ines", "reports_on": [incident]}
    ref = open_record(stage.ines, "dora_report", title="Payments", fields=fields).ref
    stage.later(hours=3)
    move(stage.ines, ref, "classify", fields={"classified_because": "clients affected"})
    classified = stage.now
    stage.later(hours=1)
    record = find(stage.workspace, ref)
    text = text_of(record).replace(
        "## Initial notification\n", "## Initial notification\n\nSent.\n"
    )
    revise(stage.ines, ref, text, expect=record.revision)
    move(stage.ines, ref, "notify")
    due = {one.clock: one.due_at for one in of_record(stage.workspace, ref)}
    assert due == {
        "awareness": known + timedelta(hours=24),
        "classification": classified + timedelta(hours=4),
        "intermediate": stage.now + timedelta(hours=72),
    }
    ended = {one.clock for one in of_record(stage.workspace, ref) if one.ended_at}
    assert ended == {"awareness", "classification"}
