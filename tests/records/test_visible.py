"""Whether a query names its records or not, the same people see the same ones."""

from __future__ import annotations

import pytest

from dayline.records.actions import open_record
from dayline.records.queries import select, visible_to
from tests.cast import DECISION, set_stage


@pytest.mark.django_db
def test_records_that_are_named_are_seen_by_the_same_people():
    stage = set_stage()
    for guests, shown in (("@gus", "workspace"), ("@ines", "workspace"), ("@ines", "team:@london"),
                          ("@gus", "team:@austin")):  # fmt: skip
        open_record(stage.ana, "decision", text=DECISION.replace("@ines", guests), visibility=shown)
    expected = {"gus": 2, "scout": 0, "mei": 2, "ben": 3, "ines": 3, "olga": 2}
    for who, many in expected.items():
        found = [
            [one.ref for one in select(visible_to(stage.workspace, stage.ids[who], named=named))]
            for named in (False, True)
        ]
        assert found[0] == found[1], who
        assert len(found[0]) == many, (who, found[0])
