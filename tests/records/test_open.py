"""Opening a record: from the template or a text, under the newest contract, with its own id."""

from __future__ import annotations

import pytest

from dayline.base.errors import Forbidden, InvalidInput, NotFound
from dayline.records import queries
from dayline.records.actions import open_record
from dayline.records.facts import text_of
from tests.cast import DECISION, Stage


def test_ana_opens_a_decision_from_the_template(stage: Stage) -> None:
    written = open_record(stage.ana, "decision", title="Keys for captures")

    record = queries.find(stage.workspace, written.ref)
    assert (record.ref, record.title, record.state) == ("D-1", "Keys for captures", "proposed")
    assert record.author == stage.ids["ana"]
    text = text_of(record)
    assert 'author: "@ana"' in text
    assert "## Rejected alternatives" in text


def test_a_text_that_she_brings_is_kept_but_for_its_head(stage: Stage) -> None:
    brought = DECISION.replace("\n", "\r\n")

    written = open_record(stage.ana, "decision", text=brought)

    text = text_of(queries.find(stage.workspace, written.ref))
    assert "id: D-1\r\n" in text
    assert text.endswith(brought.partition("# Every capture")[2])
    assert "\n" not in text.replace("\r\n", "")


def test_ids_count_up_by_prefix(stage: Stage) -> None:
    refs = [
        open_record(stage.ana, kind, title="x").ref
        for kind in ("decision", "decision", "rfc", "decision", "rfc")
    ]
    assert refs == ["D-1", "D-2", "R-1", "D-3", "R-2"]


def test_a_record_is_found_by_id_number_and_slug(stage: Stage) -> None:
    open_record(stage.ana, "decision", title="Keys for captures")
    for key in ("D-1", "d-1", "D-0001", "1", "0001", "#1", "keys-for-captures"):
        assert queries.find(stage.workspace, key).ref == "D-1"


def test_a_number_that_fits_two_records_names_both(stage: Stage) -> None:
    open_record(stage.ana, "decision", title="One")
    open_record(stage.ana, "rfc", title="Two")
    with pytest.raises(NotFound, match="D-1, R-1"):
        queries.find(stage.workspace, "1")


def test_an_unknown_kind_is_refused_with_the_known_ones(stage: Stage) -> None:
    with pytest.raises(NotFound, match="decision"):
        open_record(stage.ana, "decree", title="x")


def test_a_new_record_cannot_start_accepted(stage: Stage) -> None:
    text = DECISION.replace("---\n", "---\nstate: accepted\n", 1)
    with pytest.raises(InvalidInput, match="starts as proposed") as refused:
        open_record(stage.ana, "decision", text=text)
    assert refused.value.findings[0].place.startswith("D-1:")


def test_a_guest_may_not_open(stage: Stage) -> None:
    with pytest.raises(Forbidden, match="@gus"):
        open_record(stage.gus, "decision", title="x")


def test_a_refused_opening_uses_no_number(stage: Stage) -> None:
    with pytest.raises(InvalidInput):
        open_record(stage.ana, "decision", text="---\nstate: accepted\n---\n# x\n")
    assert open_record(stage.ana, "decision", title="x").ref == "D-1"


def test_a_private_record_is_found_by_its_author_and_nobody_else(stage: Stage) -> None:
    mine = f"person:{stage.ids['ana']}"
    open_record(stage.ana, "decision", title="Quiet", visibility=mine)
    assert queries.find(stage.workspace, "D-1", person=stage.ids["ana"]).title == "Quiet"
    with pytest.raises(NotFound, match="no record D-1"):
        queries.find(stage.workspace, "D-1", person=stage.ids["ben"])
    assert queries.listing(stage.workspace, person=stage.ids["ben"]) == []
