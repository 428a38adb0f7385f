"""What a workspace tells of its records: of which day, of which revision, and where they stand."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string

from dayline.ask.material import Answer, Cite, Sentence
from dayline.ask.queries import library, placed
from dayline.records.actions import move, open_record, revise
from dayline.records.queries import content, find
from tests.ask.test_answers import NEXT, ask, cites, said, stage
from tests.cast import DECISION, Stage

__all__ = ["stage"]

REFUND = DECISION.replace(
    "---\n\n# Every capture carries a key", "review_by: 2026-12-01\n---\n\n# Refunds carry a key"
)


def revised(stage: Stage, ref: str, *changes: tuple[str, str]) -> None:
    text = (content(find(stage.workspace, ref)) or b"").decode()
    for old, new in changes:
        text = text.replace(old, new)
    revise(stage.ana, ref, text, expect=find(stage.workspace, ref).revision)


def test_as_of_a_day_title_and_fields_are_of_that_day_too(stage: Stage):
    day = stage.now.date()
    open_record(stage.ana, "decision", text=REFUND)
    stage.later(days=3)
    revised(stage, "D-2", ("2026-12-01", "2026-11-01"), ("# Refunds carry", "# Paybacks carry"))
    found = ask(stage, "when is D-2 due for review?", as_of=day)
    assert "2026-12-01" in said(found)
    assert {(one.title, one.revision) for one in cites(found)} == {("Refunds carry a key", 1)}
    assert found.notes == ()
    now = ask(stage, "when is D-2 due for review?")
    assert "2026-11-01" in said(now)
    assert now.notes == ("D-2: its review was due on 2026-11-01",)


def test_what_a_proposal_says_to_replace_is_not_replaced_yet(stage: Stage):
    open_record(stage.ana, "decision", text=NEXT)

    def before() -> tuple[str, ...]:
        known = library(stage.workspace, person=stage.ids["ana"], now=stage.now)
        return known.documents(["D-2"])["D-2"].predecessors

    assert before() == ()
    move(stage.ana, "D-2", "accept")
    assert before() == ("D-1",)


@pytest.mark.parametrize(
    ("section", "line", "place"),
    [
        (("Why",), 20, "#why"),
        (("Setup",), 0, "#setup"),
        (("Fields",), 3, ""),
        (("Comments",), 0, ""),
        ((), 1, ""),
    ],
)
def test_each_citation_leads_to_its_section(
    stage: Stage, section: tuple[str, ...], line: int, place: str
):
    cite = Cite("D-1", "Keys", 1, "accepted", section, "Words.", "/D-1", line)
    told = Sentence("Words.", (cite,))
    known = library(stage.workspace, person=stage.ids["ana"], now=stage.now)
    found = placed(Answer("?", (told,), 1.0, objection=told, nearest=(told,)), known)
    assert found.objection == found.sentences[0]
    assert found.nearest == found.sentences
    assert [one.href for one in cites(found)] == [f"/D-1{place}"]


def test_of_two_headings_alike_the_one_above_the_words_is_meant(stage: Stage):
    text = "# Where do zebras eat?\n\n## Setup\n\nGrass.\n\n## Setup\n\nHay in the barn.\n"
    open_record(stage.omar, "question", text=text)
    whole = (content(find(stage.workspace, "Q-1")) or b"").decode()
    known = library(stage.workspace, person=stage.ids["ana"], now=stage.now)
    for words, place in (("Grass.", "setup"), ("Hay in", "setup-1")):
        line = whole[: whole.index(words)].count("\n") + 1
        cite = Cite("Q-1", "", 1, "open", ("Setup",), words, "/Q-1", line)
        near = Sentence(words, (cite,))
        (found,) = placed(Answer("?", (), 0.0, nearest=(near,)), known).nearest
        assert found.cites[0].href == f"/Q-1#{place}"


@pytest.mark.parametrize(
    ("revision", "state", "shown"),
    [
        (2, "written_down", "revision 2, written down"),
        (0, "accepted", "accepted"),
        (2, "", "revision 2"),
        (0, "", ""),
    ],
)
def test_a_line_tells_revision_and_state_in_words(revision: int, state: str, shown: str):
    cite = Cite("Q-1", "Zebras", revision, state, (), "Grass.", "/Q-1")
    line = render_to_string("parts/answer_line.html", {"one": Sentence("Grass.", (cite,))})
    assert f'<span class="soft">{shown}</span>' in line
