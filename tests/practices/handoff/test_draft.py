"""A handoff drafted from what was really done; each line says what it rests on."""

from __future__ import annotations

import pytest

from dayline.base.errors import InvalidInput
from dayline.practices.handoff.drafting import (
    DONE,
    MOST_MARKS,
    PROMPTS,
    RULED_OUT,
    Line,
    marked,
    shown,
)
from dayline.practices.handoff.evidence import draft
from dayline.practices.handoff.hints import hints
from dayline.practices.handoff.queries import handover
from dayline.practices.update.actions import begin, post
from dayline.practices.update.texts import with_delta
from dayline.records import queries
from dayline.records.actions import move, open_record
from dayline.records.facts import text_of
from dayline.records.remarks.actions import comment
from tests.cast import DECISION, Stage, set_stage
from tests.clocks.requests import fire_due
from tests.practices.handoff.test_story import accepted
from tests.practices.handoff.texts import HANDOFF

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage() -> Stage:
    return set_stage()


def a_day(stage: Stage) -> None:
    """@omar opens and accepts a decision, asks a question, and is blocked by @ana."""
    open_record(stage.omar, "decision", text=DECISION)
    stage.later(hours=1)
    move(stage.ana, "D-1", "accept")
    move_by_omar = open_record(stage.omar, "decision", text=DECISION.replace("Every", "Each"))
    move(stage.ines, move_by_omar.ref, "accept")
    open_record(stage.omar, "question", title="Do refunded pairs need a reversal?")
    begun = begin(stage.omar)
    text = text_of(queries.find(stage.workspace, begun.ref))
    text = with_delta(
        text, done=["The ledger refuses a key"], next_=["Rest"], blocked=["The traffic; @ana"]
    )
    post(stage.omar, begun.ref, text=text)
    stage.later(hours=5)


def test_the_record_is_in_the_draft_under_the_sections_of_the_contract(stage: Stage) -> None:
    a_day(stage)
    made = draft(stage.workspace, stage.ids["omar"], stage.now, to="austin")
    assert made.text.startswith('---\nfrom: "@london"\nto: "@austin"\nseverity: routine\n')
    assert "back_at: 2026-11-19T09:00:00Z" in made.text
    assert "# London to Austin, Wednesday 18 November" in made.text
    assert "- (question) Q-1: Do refunded pairs need a reversal?" in made.text
    assert "- (blocker) The traffic; @ana (Q-2) (U-1)" in made.text
    assert all(f"## {name}" in made.text for name in PROMPTS)
    assert made.after == ""


def test_a_decision_comes_with_its_why(stage: Stage) -> None:
    open_record(stage.ben, "decision", text=DECISION)
    move(stage.ana, "D-1", "accept")
    made = draft(stage.workspace, stage.ids["ana"], stage.now, to="@london")
    assert (
        "- (decision) D-1: Every capture carries a key. Why: Only the client knows that the second"
        " request is a retry of the first and not a new sale" in made.text
    )
    done = [line for line in made.lines if line.section == DONE]
    assert not any(line.evidence == "D-1" for line in done)  # said once


def test_thanks_and_words_alone_are_nothing_that_must_survive(stage: Stage) -> None:
    open_record(stage.omar, "decision", text=DECISION)
    open_record(stage.omar, "kudos", title="Well ruled out", fields={"thanks": ["@ana"]})
    open_record(stage.ines, "spec", title="The index")
    comment(stage.omar, "S-1", "Which column?")
    stage.later(hours=5)
    made = draft(stage.workspace, stage.ids["omar"], stage.now, to="austin")
    assert "- (state) D-1 is proposed: Every capture carries a key" in made.text
    assert "- S-1 was commented on: The index" in made.text
    assert "K-1" not in made.text


def test_each_record_is_said_once_and_what_goes_on_is_marked_before_what_is_over(
    stage: Stage,
) -> None:
    for title in ("First", "Second"):
        done = open_record(stage.omar, "rfc", title=title).ref
        move(stage.omar, done, "withdraw", fields={"reason": "no need"})
    open_record(stage.omar, "spec", title="The index")
    open_record(stage.omar, "question", title="Do refunded pairs need a reversal?")
    stage.later(hours=5)
    made = draft(stage.workspace, stage.ids["omar"], stage.now, to="austin")
    assert "- (state) S-1 is a draft: The index" in made.text
    assert "- (state) R-1 is withdrawn: First" in made.text
    assert "\n- R-2 is withdrawn: Second" in made.text
    assert made.text.count("Do refunded pairs need a reversal?") == 1


def test_what_was_owed_and_not_done_in_time_stops_others(stage: Stage) -> None:
    open_record(
        stage.ana, "question", title="Which key?",
        fields={"owner": "@omar", "need_by": "2026-11-18T10:00:00Z"},
    )  # fmt: skip
    stage.later(hours=5)
    fire_due(stage)
    made = draft(stage.workspace, stage.ids["omar"], stage.now, to="austin")
    blocked = made.text.split("## Blockers for next timezone")[1].split("## ")[0]
    assert "- (blocker) Q-1 waits on @omar, late since 2026-11-18 10:00 UTC: Which key?" in blocked
    assert made.text.count("Which key?") == 1


def test_every_line_names_what_it_rests_on(stage: Stage) -> None:
    a_day(stage)
    made = draft(stage.workspace, stage.ids["omar"], stage.now, to="austin")
    assert made.lines
    for line in made.lines:
        point = next(one for one in made.text.split("\n") if line.words in one)
        assert line.evidence in point


def test_the_next_draft_begins_where_the_last_handoff_ended(stage: Stage) -> None:
    ref = accepted(stage)
    open_record(stage.omar, "question", title="What was before is not here")
    made = draft(stage.workspace, stage.ids["omar"], stage.now, to="austin")
    known = handover(stage.workspace, ref)
    assert (made.after, made.since) == (ref, known.delivered_at)
    assert f"continues: [{ref}]" in made.text
    other = draft(stage.workspace, stage.ids["omar"], stage.now, to="singapore")
    assert other.after == ""


def test_a_handoff_that_one_may_not_see_changes_nothing(stage: Stage) -> None:
    def made() -> tuple[str, str]:
        found = draft(stage.workspace, stage.ids["ken"], stage.now, from_="london", to="austin")
        return found.text, found.after

    stage.later(hours=1)
    before = made()
    stage.later(hours=-1)
    ref = open_record(stage.omar, "handoff", text=HANDOFF, visibility="restricted").ref
    move(stage.omar, ref, "deliver")
    stage.later(hours=1)
    assert made() == before
    assert draft(stage.workspace, stage.ids["ines"], stage.now, to="austin").after == ref


def test_what_not_everybody_may_see_is_left_out_and_counted(stage: Stage) -> None:
    open_record(stage.omar, "question", title="The salary of Mei", visibility="restricted")
    made = draft(stage.workspace, stage.ids["omar"], stage.now, to="austin")
    assert "salary" not in made.text
    assert made.withheld == 1


def test_without_a_team_the_one_that_wakes_next_goes_on(stage: Stage) -> None:
    stage.later(hours=8)  # 17:00 in London: Austin is awake
    made = draft(stage.workspace, stage.ids["omar"], stage.now)
    assert 'to: "@austin"' in made.text
    with pytest.raises(InvalidInput, match="to itself"):
        draft(stage.workspace, stage.ids["omar"], stage.now, to="london")


def test_a_draft_can_be_opened_and_delivered_once_it_is_corrected(stage: Stage) -> None:
    a_day(stage)
    more = [Line(RULED_OUT, "Commit 4f2c9a1: Revert the replay", "4f2c9a1")]
    made = draft(stage.workspace, stage.ids["omar"], stage.now, to="austin", more=more)
    text = made.text.replace("<!-- What was decided, and why? Name the record. -->", "None.")
    ref = open_record(stage.omar, "handoff", text=text).ref
    assert move(stage.omar, ref, "deliver").state == "delivered"
    types = [one.type for one in handover(stage.workspace, ref).items]
    assert 4 <= len(types) <= 8
    assert "ruled_out" in types


def test_marks_are_proposed_for_eight_at_most_and_for_small_sections_first() -> None:
    several = [Line(DONE, f"Point {n}", str(n)) for n in range(20)]
    found = marked([*several, *(Line(name, "x", "y") for name in PROMPTS if name != DONE)])
    kept = [line for line in found if line.type]
    assert len(kept) <= MOST_MARKS
    assert sum(line.section == DONE for line in kept) == 2
    assert {line.section for line in kept} == set(PROMPTS)


@pytest.mark.parametrize(
    "subject",
    [
        "<!-- eats the rest",
        "[x](javascript:alert)",
        "a\nb\r\n## Outcome",
        "\x1b[31mred\u202e",
        "x" * 900,
    ],
)
def test_words_from_elsewhere_stay_words(subject: str) -> None:
    line = shown(subject)
    assert len(line) <= 310
    assert "\n" not in line
    assert line.isprintable()
    assert "<" not in line.replace("\\<", "")
    assert "[" not in line.replace("\\[", "")


def test_what_was_written_later_and_is_alike_is_a_hint(stage: Stage) -> None:
    ref = accepted(stage)
    open_record(stage.ben, "question", title="Do pairs that were refunded need a reversal?")
    open_record(stage.ben, "question", title="Restricted: refunded pairs need a reversal too?",
                visibility="restricted")  # fmt: skip
    comment(stage.ben, "Q-1", "I let the script replay the batch, and it posts under the new day.")
    found = hints(handover(stage.workspace, ref), person=stage.ids["omar"])
    assert [one.ref for one in found[3]] == ["Q-1"]
    assert found[4][0].words.startswith("I let the script replay")
    assert 1 not in found
