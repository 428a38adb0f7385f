"""Critique, retrospectives and kudos: anchors, defaults, a fast lane, half and half, by consent."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dayline.base.errors import Forbidden, InvalidInput
from dayline.people.queries import SYSTEM
from dayline.practices.critique.queries import own_pace
from dayline.practices.kudos.actions import consent
from dayline.practices.kudos.queries import examples
from dayline.practices.retro import actions as retro
from dayline.practices.retro.queries import halves
from dayline.records.actions import move, open_record
from dayline.records.facts import text_of
from dayline.records.queries import find
from dayline.records.remarks.actions import comment
from dayline.records.remarks.anchors import anchor_of, in_words
from dayline.records.remarks.queries import remarks
from tests.cast import DECISION, Stage, set_stage


@pytest.fixture
def stage(db: None) -> Stage:
    return set_stage()


def shown(stage: Stage, *, lane: str = "normal", disposition: str = "goes_ahead") -> str:
    text = (
        f'---\nreviewers: ["@ken"]\nreview_by: 2026-11-19T10:00:00Z\nlane: {lane}\n'
        f"default_disposition: {disposition}\n---\n\n# The notice to merchants\n\n"
        "## What to look at\n\nTone and order; the numbers are still rough.\n\n## Outcome\n"
    )
    return open_record(stage.mei, "critique", text=text).ref


@pytest.mark.parametrize(
    ("given", "canonical", "words"),
    [
        ("02:14", "t=134", "at 2:14"),
        ("1:02:03", "t=3723", "at 1:02:03"),
        ("134s", "t=134", "at 2:14"),
        ("10,20,30.5,40", "xywh=percent:10,20,30.5,40",
         "at 10 % from the left, 20 % from the top, 30.5 by 40 %"),
        ("0:05 0,0,100,100", "t=5&xywh=percent:0,0,100,100",
         "at 0:05, at 0 % from the left, 0 % from the top, 100 by 100 %"),
        ("", "", ""),
    ],
)  # fmt: skip
def test_places_in_recordings_and_pictures(given: str, canonical: str, words: str) -> None:
    assert anchor_of(given) == canonical
    assert anchor_of(canonical) == canonical
    assert in_words(canonical) == words


@pytest.mark.parametrize("given", ["soon", "1:75", "10,20,95,40", "1,2,3", "1:00 2:00", "0,0,0,5"])
def test_what_is_no_place_is_refused(given: str) -> None:
    with pytest.raises(InvalidInput):
        anchor_of(given)


def test_a_comment_keeps_its_place(stage: Stage) -> None:
    ref = shown(stage)
    comment(stage.ken, ref, "Too long here", anchor="02:14 10,20,30,40")
    said = remarks(stage.workspace, ref)[0]
    assert (said.anchor, said.where[:7]) == ("t=134&xywh=percent:10,20,30,40", "at 2:14")


@pytest.mark.parametrize(
    ("disposition", "words"),
    [
        ("goes_ahead", "It goes ahead as it is."),
        ("waits", "It waits"),
        ("is_withdrawn", "withdrawn"),
    ],
)
def test_without_a_comment_the_default_applies_and_says_so(
    stage: Stage, disposition: str, words: str
) -> None:
    ref = shown(stage, disposition=disposition)
    stage.ids["system"] = SYSTEM
    move(stage.acting("system"), ref, "apply_default")
    record = find(stage.workspace, ref)
    assert record.state == "resolved"
    outcome = text_of(record).partition("## Outcome")[2]
    assert "Nobody had commented by 2026-11-19 10:00 UTC." in outcome
    assert words in outcome


def test_a_slow_learners_loop_offers_a_pair_to_the_learner_alone(stage: Stage) -> None:
    stage.now = stage.now.replace(hour=1)  # 9:00 in Singapore
    for hours in (1, 5):
        ref = shown(stage, lane="learner")
        stage.later(hours=hours)
        comment(stage.ken, ref, "Shorter")
    slow = own_pace(stage.workspace, stage.ids["mei"], stage.now)
    assert [loop.awake for loop in slow.pace.loops] == [timedelta(hours=1), timedelta(hours=5)]
    assert (slow.pace.usual, slow.pair) == (timedelta(hours=3), ("@ken",))
    stage.later(hours=18)
    for _ in range(4):
        ref = shown(stage, lane="learner")
        stage.later(minutes=30)
        comment(stage.ken, ref, "Fine")
    assert own_pace(stage.workspace, stage.ids["mei"], stage.now).pair == ()
    assert own_pace(stage.workspace, stage.ids["ken"], stage.now).pace.loops == ()


def test_a_night_between_is_not_held_against_anybody(stage: Stage) -> None:
    for _ in range(2):
        ref = shown(stage, lane="learner")  # 17:00 in Singapore, its end of work
        stage.later(hours=16, minutes=30)  # 9:30 there
        comment(stage.ken, ref, "Shorter")
        stage.later(hours=7, minutes=30)
    assert own_pace(stage.workspace, stage.ids["mei"], stage.now).pace.usual == timedelta(
        minutes=30
    )


def test_a_retrospective_is_written_first_and_talked_about_after(stage: Stage) -> None:
    text = (
        '---\nowner: "@ana"\nteams: ["@austin"]\nstarts_on: 2026-11-02\nends_on: 2026-11-15\n'
        "discussion_at: 2026-11-19T15:30:00Z\n---\n\n# Two weeks\n"
    )
    ref = open_record(stage.ana, "retro", text=text).ref
    retro.say(stage.ana, ref, "helped", "Handoffs named what does not work")
    retro.say(stage.ben, ref, "hindered", "Two reviews waited for a week")
    retro.say(stage.ken, ref, "discuss", "Who reviews at night?")
    known = halves(stage.workspace, ref)
    assert [(one.text, one.minutes) for one in known.topics] == [("Who reviews at night?", 30)]
    assert "@ben" not in text_of(find(stage.workspace, ref)).partition("---\n\n")[2]
    move(stage.ana, ref, "discuss")
    with pytest.raises(InvalidInput, match="is over"):
        retro.say(stage.ben, ref, "helped", "Late")
    retro.say(stage.ben, ref, "discuss", "And at weekends?")
    known = halves(stage.workspace, ref)
    assert (known.before, known.points, len(known.topics)) == (3, 4, 2)


def thanked(stage: Stage, *people: str, visibility: str = "workspace") -> str:
    decision = open_record(stage.ben, "decision", text=DECISION, visibility=visibility).ref
    handles = ", ".join(f'"@{one}"' for one in people)
    text = (
        f"---\nthanks: [{handles}]\nshow_as_example: true\npraises: [{decision}]\n"
        "tags: [ruled-out paths]\n---\n\n# Thank you\n\n## What was good\n\n"
        "It named the path that does not work, and that saved the night of three people.\n"
    )
    return open_record(stage.ana, "kudos", text=text).ref


def test_an_example_is_shown_when_all_who_are_thanked_agree(stage: Stage) -> None:
    ref = thanked(stage, "ben", "omar")
    assert examples(stage.workspace) == []
    consent(stage.ben, ref, shown=True)
    assert examples(stage.workspace) == []
    consent(stage.omar, ref, shown=True)
    found = examples(stage.workspace)
    assert [(one.record.ref, one.tags) for one in found] == [("D-1", ("ruled-out paths",))]
    assert found[0].why.startswith("It named the path")
    assert examples(stage.workspace, kind="handoff") == []
    consent(stage.ben, ref, shown=False)
    assert examples(stage.workspace) == []
    with pytest.raises(Forbidden):
        consent(stage.ana, ref, shown=True)


def test_the_library_shows_nobody_what_they_may_not_see(stage: Stage) -> None:
    consent(stage.ben, thanked(stage, "ben", visibility="team:@austin"), shown=True)
    assert len(examples(stage.workspace, person=stage.ids["ana"])) == 1
    assert examples(stage.workspace, person=stage.ids["ken"]) == []
