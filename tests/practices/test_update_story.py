"""Updates as a status page: due on one's own days, prefilled, and a blocker starts a clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from dayline.base.errors import GatesClosed
from dayline.board.queries import board
from dayline.clocks import queries as clocks
from dayline.clocks.rules import State
from dayline.journal.rebuild import rebuild
from dayline.people.calendars.actions import add_leave
from dayline.practices.update.actions import begin, open_due, post
from dayline.practices.update.queries import draft, standing, told
from dayline.practices.update.texts import with_delta
from dayline.records import queries
from dayline.records.actions import move, open_record, revise
from dayline.records.facts import text_of
from dayline.records.remarks.actions import comment
from tests.cast import DECISION, Stage, set_stage

pytestmark = pytest.mark.django_db
WEDNESDAY = date(2026, 11, 18)


@pytest.fixture
def stage() -> Stage:
    return set_stage()


def text(stage: Stage, ref: str) -> str:
    return text_of(queries.find(stage.workspace, ref))


def posted(stage: Stage, who: str, **points: list[str]) -> str:
    """An update of somebody with these points, posted; its id."""
    acting = stage.acting(who)
    begun = begin(acting)
    said = {"done": ["It runs"], "next_": ["The next thing"], **points}
    post(acting, begun.ref, text=with_delta(text(stage, begun.ref), **said))
    return begun.ref


def test_the_draft_knows_what_was_done_and_only_the_delta_is_asked(stage: Stage) -> None:
    open_record(stage.omar, "decision", text=DECISION)
    stage.later(hours=1)
    open_record(stage.ines, "question", title="Who owns the keys?")
    comment(stage.omar, "Q-1", "The ledger does.")
    made = draft(stage.workspace, stage.ids["omar"], stage.now)
    assert "- D-1 is proposed: Every capture carries a key" in made.text
    assert "- Q-1 was commented on: Who owns the keys?" in made.text
    assert "relates_to: [D-1, Q-1]" in made.text
    assert made.due == WEDNESDAY


def test_a_record_that_not_everybody_may_see_is_left_out_and_counted(stage: Stage) -> None:
    open_record(stage.omar, "question", title="The salary of Mei", visibility="restricted")
    open_record(stage.omar, "decision", text=DECISION)
    made = draft(stage.workspace, stage.ids["omar"], stage.now)
    assert "salary" not in made.text
    assert "Q-1" not in made.text
    assert (made.withheld, len(made.deeds)) == (1, 1)


def test_what_was_told_once_is_not_told_again(stage: Stage) -> None:
    open_record(stage.omar, "decision", text=DECISION)
    posted(stage, "omar")
    stage.later(hours=1)
    assert "D-1" not in draft(stage.workspace, stage.ids["omar"], stage.now).text


def test_posted_early_counts_and_the_next_follows_on_the_next_own_day(stage: Stage) -> None:
    add_leave(stage.omar, "omar", ["2026-11-19"])
    assert standing(stage.workspace, stage.ids["omar"], stage.now).due == WEDNESDAY
    posted(stage, "omar")
    assert standing(stage.workspace, stage.ids["omar"], stage.now).due == date(2026, 11, 20)
    posted(stage, "omar")
    assert standing(stage.workspace, stage.ids["omar"], stage.now).due == date(2026, 11, 23)


def test_its_clock_runs_to_the_end_of_the_authors_own_day(stage: Stage) -> None:
    begun = begin(stage.omar)
    (clock,) = clocks.of_record(stage.workspace, begun.ref)
    assert clock.due_at is not None
    assert clock.due_at.date() == WEDNESDAY
    post(stage.omar, begun.ref, text=with_delta(text(stage, begun.ref), done=["a"], next_=["b"]))
    (clock,) = clocks.of_record(stage.workspace, begun.ref)
    assert clock.state is State.MET


def test_beginning_again_prefills_anew_until_somebody_wrote_in_it(stage: Stage) -> None:
    first = begin(stage.omar)
    open_record(stage.omar, "decision", text=DECISION)
    again = begin(stage.omar)
    assert (again.ref, "D-1" in text(stage, again.ref)) == (first.ref, True)
    open_record(stage.omar, "question", title="And now?")
    assert begin(stage.omar).revision == again.revision
    assert "Q-1" not in text(stage, first.ref)


def test_an_update_that_says_nothing_is_not_posted(stage: Stage) -> None:
    begun = begin(stage.omar)
    with pytest.raises(GatesClosed):
        post(stage.omar, begun.ref)
    assert queries.find(stage.workspace, begun.ref).state == "due"


def test_a_blocker_starts_the_clock_of_whoever_can_clear_it(stage: Stage) -> None:
    begun = begin(stage.omar)
    words = with_delta(
        text(stage, begun.ref),
        done=["The index is built"],
        next_=["Copy it"],
        blocked=["The traffic of Tuesday is missing; @ana can release it", "The weather"],
    )
    done = post(stage.omar, begun.ref, text=words)
    assert done.questions == ("Q-1",)
    assert done.unheld == ("The weather",)
    question = queries.find(stage.workspace, "Q-1")
    assert question.waits_on == (stage.ids["ana"],)
    update = queries.find(stage.workspace, begun.ref)
    assert (update.fields["waiting_on"], update.state) == (["@ana"], "posted")
    assert "@ana can release it (Q-1)" in text(stage, begun.ref)
    (clock,) = clocks.of_record(stage.workspace, "Q-1")
    opens = datetime(2026, 11, 18, 15, 0, tzinfo=UTC)  # 9:00 in Austin
    assert clock.whose == (stage.ids["ana"],)
    assert clock.due_at == opens + timedelta(hours=4)
    rebuild(stage.workspace, check=True)


def lane(stage: Stage, team: str) -> str:
    lanes = board(stage.workspace, person=stage.ids["olga"], now=stage.now)
    (found,) = [one for one in lanes if one.name.casefold().strip("@") == team]
    assert found.light is not None
    return f"{found.light.word} {[one.words for one in found.evidence]}"


def test_the_board_turns_amber_and_then_red_by_the_blocker(stage: Stage) -> None:
    assert lane(stage, "austin").startswith("Green")
    ref = posted(stage, "omar", blocked=["The traffic is missing, @ana has it"])
    assert lane(stage, "austin").startswith("Amber")
    assert f"blocks {ref}" in lane(stage, "austin")
    stage.later(hours=12)
    assert lane(stage, "austin").startswith("Red")


def test_a_blocker_stays_in_the_next_draft_until_it_is_answered(stage: Stage) -> None:
    posted(stage, "omar", blocked=["The traffic is missing, @ana has it"])
    stage.later(hours=24)
    made = draft(stage.workspace, stage.ids["omar"], stage.now)
    assert "- The traffic is missing, @ana has it (Q-1)" in made.text
    assert 'waiting_on: ["@ana"]' in made.text
    record = queries.find(stage.workspace, "Q-1")
    answer = text(stage, "Q-1") + "\nIt is in the bucket now, under november.\n"
    revise(stage.ana, "Q-1", answer, expect=record.revision)
    move(stage.ana, "Q-1", "answer")
    assert "traffic" not in draft(stage.workspace, stage.ids["omar"], stage.now).text


def test_a_second_post_asks_nothing_twice(stage: Stage) -> None:
    posted(stage, "omar", blocked=["The traffic is missing, @ana has it"])
    stage.later(hours=24)
    begun = begin(stage.omar)
    done = post(
        stage.omar, begun.ref, text=with_delta(text(stage, begun.ref), done=["more"], next_=["x"])
    )
    assert done.questions == ()
    links = queries.stated_links(stage.workspace, begun.ref)
    assert [one.target for one in links if one.type == "blocked_by"] == ["Q-1"]


def test_a_due_update_is_nobodys_business_on_the_board(stage: Stage) -> None:
    begin(stage.omar)
    stage.later(hours=48)
    assert lane(stage, "london").startswith("Green")


def test_the_worker_opens_one_on_own_days_for_those_who_write_updates(stage: Stage) -> None:
    assert open_due(stage.olga) == []
    posted(stage, "omar")
    add_leave(stage.omar, "omar", ["2026-11-19"])
    stage.later(hours=24)
    assert open_due(stage.olga) == []
    stage.later(hours=24)
    assert open_due(stage.olga) == ["U-2"]
    assert open_due(stage.olga) == []
    assert queries.find(stage.workspace, "U-2").author == stage.ids["omar"]


def test_others_are_told_deltas_and_blockers_and_nothing_about_who_posted(stage: Stage) -> None:
    posted(stage, "ines")
    posted(stage, "omar", blocked=["The traffic is missing, @ana has it"])
    found = told(
        stage.workspace,
        [stage.ids["ines"], stage.ids["omar"], stage.ids["ken"]],
        person=stage.ids["ana"],
        now=stage.now,
    )
    assert [one.ref for one in found] == ["U-2", "U-1"]
    assert found[1].delta == ("It runs",)
    assert not hasattr(found[0], "at")
