"""A record that is not there for the reader: what they may have meant, nothing of the hidden."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from dayline.base.ids import Ref
from dayline.people.queries import directory
from dayline.records.actions import open_record
from dayline.records.imports.actions import import_records
from dayline.records.imports.rules import Incoming, Version
from dayline.records.missing import closest
from tests.cast import DECISION, Stage, set_stage
from tests.faces.web.visitors import visitor


@pytest.fixture
def stage(db: None, monkeypatch: pytest.MonkeyPatch) -> Stage:
    monkeypatch.setenv("DAYLINE_NOW", "2026-11-18T15:00:00Z")
    return set_stage()


def titled(title: str) -> str:
    return DECISION.replace("Every capture carries a key", title)


def brought(stage: Stage, *numbers: int) -> None:
    """Decisions of a folder, ADR-1 and so on."""
    for number in numbers:
        version = Version(f"# Rule {number}\n".encode(), f"Rule {number}", "accepted", "Accepted")
        item = Incoming("decision", "plain", f"adr/{number}.md", [version], ref=f"ADR-{number}")
        import_records(stage.ana, [item])


def shown(stage: Stage, address: str, handle: str = "ana") -> str:
    answer = visitor(stage, handle).get(address)
    assert answer.status_code == 404
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", answer.content.decode())


def offered(page: str) -> list[str]:
    return re.findall(r'data-item href="/([A-Z]+-\d+)"', page)


def test_the_nearest_numbers_are_offered_with_a_search_and_the_list_of_the_kind(stage: Stage):
    brought(stage, 1, 2, 90, 95, 101, 104, 300)
    page = shown(stage, "/ADR-99")
    assert "There is no record ADR-99." in page
    assert "dayline list" not in page
    assert offered(page) == ["ADR-2", "ADR-90", "ADR-95", "ADR-101", "ADR-104"]
    assert 'href="/search?q=ADR-99"' in page
    assert 'href="/log?kind=decision"' in page
    for address in ("/adr-99", "/ADR-99/history", "/ADR-99/move/accept", "/ADR-0099"):
        assert offered(shown(stage, address)) == offered(page), address


def test_the_same_number_of_another_kind_is_offered(stage: Stage):
    open_record(stage.ana, "decision", text=titled("One"))
    page = shown(stage, "/ADR-1")
    assert "Others with the number 1" in page
    assert offered(page) == ["D-1"]
    assert 'href="/log?kind=all"' in page


def test_a_number_or_a_word_that_names_nothing_offers_a_search(stage: Stage):
    assert 'href="/search?q=999"' in shown(stage, "/999")
    assert "There is nothing at this address." in shown(stage, "/what-is-this")


def test_a_record_that_is_hidden_reads_like_none_and_is_not_offered(stage: Stage):
    austin = directory(stage.workspace).team("austin").id
    open_record(stage.ben, "decision", text=titled("Open"))
    before = [shown(stage, f"/{ref}", "ken") for ref in ("D-2", "D-3", "R-2")]
    open_record(stage.ben, "decision", text=titled("Second floor"), visibility=f"team:{austin}")
    after = [shown(stage, f"/{ref}", "ken") for ref in ("D-2", "D-3", "R-2")]
    assert after == before
    assert offered(after[0]) == ["D-1"]
    assert offered(shown(stage, "/D-3", "ben")) == ["D-1", "D-2"]


@pytest.mark.usefixtures("stage")
def test_who_is_not_signed_in_is_asked_to():
    assert Client().get("/ADR-99").status_code == 302


@given(st.sets(st.integers(0, 500), max_size=20), st.integers(0, 500))
def test_no_number_left_out_is_nearer_than_one_that_is_offered(numbers: set[int], wanted: int):
    found = closest(Ref("D", wanted), numbers, most=5)
    assert found == sorted(found)
    assert len(found) == min(5, len(numbers))
    for left in numbers - set(found):
        assert all(abs(left - wanted) >= abs(one - wanted) for one in found)
