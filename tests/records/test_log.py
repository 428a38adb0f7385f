"""The log of records: newest first, narrowed, as of a day, page by page, by what one may see."""

from __future__ import annotations

from datetime import date

import pytest

from dayline.journal.actions import erase
from dayline.journal.rebuild import rebuild
from dayline.people.queries import directory
from dayline.records.actions import move, open_record, revise
from dayline.records.facts import text_of
from dayline.records.labels.models import Label
from dayline.records.log.queries import Wanted, page, place_of, replacing, stood
from dayline.records.queries import find
from tests.cast import DECISION, Stage, set_stage


@pytest.fixture
def stage(db: None) -> Stage:
    return set_stage()


def decide(stage: Stage, title: str, head: str = "", **more: str) -> None:
    text = DECISION.replace("Every capture carries a key", title)
    open_record(stage.ana, "decision", text=text.replace("---\n", f"---\n{head}", 1), **more)
    stage.later(days=1)


def refs(stage: Stage, wanted: Wanted, who: str = "ana", **more: object) -> list[str]:
    more = {"limit": 50, **more}
    return [one.ref for one in page(stage.workspace, wanted, person=stage.ids[who], **more)]


def labels() -> set[tuple[str, str, str]]:
    return set(Label.objects.values_list("ref", "sort", "name"))


def test_the_newest_stands_first_and_pages_follow_one_another(stage: Stage):
    for number in range(7):
        decide(stage, f"Choice {number}")
    whole = refs(stage, Wanted())
    assert whole == [f"D-{number}" for number in range(7, 0, -1)]
    seen, after = [], None
    while found := page(
        stage.workspace, Wanted(("decision",)), person=stage.ids["ana"], after=after, limit=3
    ):
        seen += [one.ref for one in found]
        after = place_of(found[-1])
    assert seen == whole


def test_records_of_one_instant_are_neither_lost_nor_told_twice(stage: Stage):
    for number in range(5):
        open_record(stage.ana, "decision", text=DECISION.replace("capture", f"kind {number}"))
    first = page(stage.workspace, Wanted(), person=stage.ids["ana"], limit=2)
    rest = refs(stage, Wanted(), after=place_of(first[-1]))
    assert [one.ref for one in first] + rest == ["D-1", "D-2", "D-3", "D-4", "D-5"]


def test_the_log_is_narrowed_by_tag_area_kind_and_state(stage: Stage):
    decide(stage, "One", "tags: [Payments, retries]\narea: [gateway]\n")
    decide(stage, "Two", "tags: [payments]\narea: [ledger]\n")
    decide(stage, "Three")
    move(stage.ana, "D-2", "accept")
    kinds = ("decision",)
    assert refs(stage, Wanted(tag=" PAYMENTS ")) == ["D-2", "D-1"]
    assert refs(stage, Wanted(tag="payments", area="ledger")) == ["D-2"]
    assert refs(stage, Wanted(kinds, tag="payments", states=("proposed",))) == ["D-1"]
    assert refs(stage, Wanted(kinds, states=("proposed",))) == ["D-3", "D-1"]
    assert refs(stage, Wanted(("question",), tag="payments")) == []


def test_as_of_a_day_tells_what_stood_then(stage: Stage):
    decide(stage, "One")  # 18 November
    move(stage.ana, "D-1", "accept")  # 19 November
    decide(stage, "Two")
    before = Wanted(("decision",), as_of=date(2026, 11, 18))
    found = page(stage.workspace, before, person=stage.ids["ana"], limit=9)
    then = stood(stage.workspace, found, date(2026, 11, 18))
    assert [(one.ref, one.state) for one in then] == [("D-1", "proposed")]
    narrowed = Wanted(("decision",), states=("proposed",), as_of=date(2026, 11, 18))
    assert refs(stage, narrowed) == ["D-1"]
    narrowed = Wanted(("decision",), states=("accepted",), as_of=date(2026, 11, 18))
    assert refs(stage, narrowed) == []
    narrowed = Wanted(("decision",), states=("accepted",), as_of=date(2026, 11, 19))
    assert refs(stage, narrowed) == ["D-1"]


def test_what_one_may_not_see_is_in_no_page_and_in_no_line_of_the_graph(stage: Stage):
    austin = directory(stage.workspace).team("austin").id
    decide(stage, "Hidden", "tags: [floor]\n", visibility=f"team:{austin}")
    decide(stage, "Open", "supersedes: [D-1]\n")
    assert refs(stage, Wanted(tag="floor"), "ben") == ["D-1"]
    assert refs(stage, Wanted(tag="floor"), "omar") == []
    edges, known = replacing(stage.workspace, ["D-2"], person=stage.ids["ben"])
    assert [(one.newer, one.older) for one in edges] == [("D-2", "D-1")]
    assert set(known) == {"D-1", "D-2"}
    assert replacing(stage.workspace, ["D-2"], person=stage.ids["omar"])[0] == []


def test_labels_follow_the_text_and_go_with_it(stage: Stage):
    decide(stage, "One", "tags: [payments]\n")
    decide(stage, "Two")
    assert labels() == {("D-1", "tag", "payments")}
    text = text_of(find(stage.workspace, "D-2")).replace("---\n", "---\ntags: [late]\n", 1)
    revise(stage.ana, "D-2", text, expect=1)
    assert ("D-2", "tag", "late") in labels()
    assert refs(stage, Wanted(tag="late")) == ["D-2"]
    rebuild(stage.workspace, check=True)
    record = find(stage.workspace, "D-1")
    erase(stage.olga, record.text_index, "a name")
    assert labels() == {("D-2", "tag", "late")}
    rebuild(stage.workspace, check=True)
