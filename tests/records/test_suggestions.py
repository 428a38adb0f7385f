"""What is offered while an id is typed is the same for a guest, of what a guest may see."""

from __future__ import annotations

import pytest

from dayline.records.actions import open_record
from dayline.records.suggestions import suggested
from tests.cast import DECISION, Stage, set_stage


@pytest.fixture
def stage(db: None) -> Stage:
    return set_stage()


def refs(stage: Stage, typed: str, who: str) -> list[str]:
    return [one.ref for one in suggested(stage.workspace, typed, person=stage.ids[who], most=4)]


def test_ids_come_by_their_number_and_guests_get_theirs(stage: Stage):
    for number in range(1, 22):
        text = DECISION.replace('"@ines"', '"@gus"') if number in (1, 2, 12, 19, 21) else DECISION
        open_record(stage.ana, "decision", text=text)
    assert refs(stage, "D-1", "ines") == ["D-1", "D-10", "D-11", "D-12"]
    assert refs(stage, "d-2", "ines") == ["D-2", "D-20", "D-21"]
    assert refs(stage, "D-1", "gus") == ["D-1", "D-12", "D-19"]
    assert refs(stage, "D-2", "gus") == ["D-2", "D-21"]
    assert refs(stage, "D-3", "gus") == refs(stage, "D-22", "ines") == []
