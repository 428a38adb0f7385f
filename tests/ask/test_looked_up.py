"""Questions that are looked up: who did what, which records there are, a part of a record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from dayline.ask.aspects import of_parts
from dayline.ask.compose import answer
from dayline.ask.folder import FolderLibrary
from dayline.ask.heads import of_lasting
from dayline.ask.material import Document
from dayline.ask.question import read
from dayline.records.actions import move, open_record
from tests.ask.test_answers import ask, cites, replaced, said, stage
from tests.cast import DECISION, Stage

__all__ = ["stage"]

THURSDAY = date(2026, 11, 12)

UPDATE = """---
contract: update/1
due: {day}
---

# {who}, {day}

## Progress made

- Moved the {thing} to the new host

## Next

- Retire the old {thing}

## Blockers

{stuck}
"""


@pytest.fixture
def reported(stage: Stage) -> Stage:
    today = stage.now.date()
    for back, who, thing, stuck in (
        (1, "ben", "mailer", "- Waiting for @ines to open the port"), (8, "ben", "printer", "None"),
        (1, "omar", "scanner", "None"),
    ):  # fmt: skip
        due = today - timedelta(days=back)
        text = UPDATE.format(day=due, who=who.title(), thing=thing, stuck=stuck)
        ref = open_record(getattr(stage, who), "update", text=text).ref
        move(getattr(stage, who), ref, "post")
    return stage


def test_what_somebody_did_is_quoted_from_their_own_update(reported: Stage):
    found = ask(reported, "What did Ben do yesterday?")
    assert "Moved the mailer" in said(found)
    assert "printer" not in said(found)
    assert "scanner" not in said(found)
    (cite,) = cites(found)
    assert cite.section == ("Progress made",)
    assert cite.quote.startswith("- Moved the mailer") or "Moved the mailer" in cite.quote
    assert "Retire the old scanner" in said(ask(reported, "what's next for Omar?"))
    both = said(ask(reported, "What did Ben and Omar do this week?"))
    assert "Moved the mailer" in both
    assert "Moved the scanner" in both


def test_a_team_is_its_members_and_i_am_who_asks(reported: Stage):
    found = ask(reported, "what did the Austin team do this week?")
    assert "Moved the mailer" in said(found)
    assert "scanner" not in said(found)
    mine = ask(reported, "what did I do yesterday?", who="omar")
    assert "Moved the scanner" in said(mine)
    assert said(ask(reported, "what do I do now?", who="omar")) == ""


def test_what_is_not_posted_yet_and_that_nothing_blocks_is_not_told(reported: Stage):
    text = UPDATE.format(
        day=reported.now.date(), who="Mei", thing="fax", stuck="- No blockers at the moment"
    )
    draft = open_record(reported.mei, "update", text=text)
    assert "fax" not in said(ask(reported, "what did everyone do this week?"))
    move(reported.mei, draft.ref, "post")
    assert "fax" in said(ask(reported, "what did everyone do this week?"))
    assert "No blockers" not in said(ask(reported, "who is blocked?"))


def test_who_is_blocked_are_those_who_say_so(reported: Stage):
    found = ask(reported, "who is blocked right now?")
    assert "Waiting for @ines to open the port" in said(found)
    assert [one.ref for one in cites(found)] == ["U-1"]


def test_what_waits_on_somebody_waits_on_them_or_on_a_team_of_theirs(stage: Stage):
    text = '---\nowner: "@austin"\n---\n\n# Where do zebras eat?\n\n## Question\n\nWhere?\n'
    ref = open_record(stage.omar, "question", text=text).ref
    found = ask(stage, "what's waiting for me?", who="ben")
    assert f"{ref} (Where do zebras eat?): asked." in said(found)
    assert ref in said(ask(stage, "which questions wait on the Austin team?"))
    assert ref not in said(ask(stage, "which decisions wait on the Austin team?"))
    assert ref not in said(ask(stage, "what is waiting for Omar?"))
    assert ask(stage, "what is waiting for me?", who="ben", as_of=stage.now.date()).abstains
    assert ask(stage, "which decisions wait on Mei?").nothing.startswith("No record")
    assert ask(stage, "who feeds the zebras?").nothing == "Nothing is written about this."


def test_ones_own_records_are_those_that_one_wrote(stage: Stage):
    open_record(stage.omar, "question", text="# Where do zebras eat?\n\n## Question\n\nWhere?\n")
    assert said(ask(stage, "my open questions", who="omar")).startswith("Q-1")
    assert said(ask(stage, "Omar's open questions?")).startswith("Q-1")
    assert ask(stage, "what are my open questions?", who="ben").abstains


def test_records_of_a_sort_are_listed_with_their_state(stage: Stage):
    open_record(stage.omar, "question", text="# Where do zebras eat?\n\n## Question\n\nWhere?\n")
    found = ask(stage, "what are the open questions?")
    assert said(found) == "Q-1 (Where do zebras eat?): asked."
    assert [one.ref for one in cites(found)] == ["Q-1"]
    (sentence,) = ask(stage, "list all decisions").sentences
    assert {one.ref for one in sentence.cites} == {"D-1"}
    assert len(sentence.places) == 1


def test_as_of_a_day_only_what_there_was_is_listed(stage: Stage):
    day = stage.now.date()
    stage.later(days=3)
    open_record(stage.ana, "decision", text=DECISION.replace("Every capture", "No refund"))
    assert {one.ref for one in cites(ask(stage, "list all decisions"))} == {"D-1", "D-2"}
    then = ask(stage, "list all decisions", as_of=day)
    assert {one.ref for one in cites(then)} == {"D-1"}


def test_who_may_not_see_a_record_is_not_told_of_it_in_a_list(stage: Stage):
    text = DECISION.replace("Every capture", "No refund")
    open_record(stage.ana, "decision", text=text, visibility="restricted")
    asked = "list all proposed decisions"
    assert {one.ref for one in cites(ask(stage, asked))} == {"D-2"}
    assert ask(stage, asked, who="ken").abstains


def test_a_record_that_is_named_is_told_in_brief_or_by_its_part(stage: Stage):
    assert "an idempotency key that the client makes" in said(ask(stage, "what is D-1 about?"))
    for question in ("Summarise D-1", "what does D-1 say?", "D-1"):
        assert said(ask(stage, question)) == said(ask(stage, "what is D-1 about?"))


def test_a_part_is_found_by_what_people_call_it(tmp_path: Path):
    (tmp_path / "D-1.md").write_text(
        "---\ncontract: decision/1\nid: D-1\nstate: accepted\n---\n\n# Keys\n\n## Decision\n\n"
        "Keys are kept for 30 days.\n\n## Not chosen\n\n- Keys for ever: too large.\n\n"
        "## What follows\n\nThe table grows.\n"
    )
    known = FolderLibrary(tmp_path, today=THURSDAY)
    assert "Keys for ever: too large." in said(answer("alternatives of D-1?", known))
    assert "The table grows." in said(answer("what are the consequences of D-1", known))
    assert answer("what is the cost of D-1?", known).abstains
    for other in ("what fixed D-1?", "why D-1?", "approve D-1", "who rejected D-1?"):
        assert "Keys" not in said(answer(other, known))


def test_what_is_no_goal_is_not_told_as_one(tmp_path: Path):
    (tmp_path / "S-1.md").write_text(
        "---\ncontract: spec/1\nid: S-1\nstate: ready\n---\n\n# Keys\n\n## Non-goals\n\n"
        "Keys for reads.\n\n## Rollback plan\n\nTurn it off.\n"
    )
    known = FolderLibrary(tmp_path, today=THURSDAY)
    assert said(answer("what are the non-goals of S-1?", known)) == "Keys for reads."
    for other in ("what are the goals of S-1?", "scope of S-1?", "next steps of S-1?"):
        assert of_parts(read(other, {"S"}), known.documents(["S-1"])["S-1"]) == []


def test_a_list_that_is_longer_than_an_answer_says_how_much_it_leaves_out(tmp_path: Path):
    for number in range(1, 31):
        (tmp_path / f"D-{number}.md").write_text(
            f"---\ncontract: decision/1\nid: D-{number}\nstate: accepted\n---\n\n# Keys {number}\n"
        )
    found = answer("list all decisions", FolderLibrary(tmp_path, today=THURSDAY))
    assert (len(found.sentences), found.more, found.lists) == (20, "10 more", True)


def test_what_was_decided_in_a_span_is_what_states_its_day(stage: Stage):
    text = DECISION.replace("Every capture", "No refund")
    open_record(stage.ana, "decision", text=text)
    found = ask(stage, "which decisions were made this week?")
    assert {one.ref for one in cites(found)} == {"D-1"}
    assert {one.ref for one in cites(ask(stage, "what changed today?"))} >= {"D-1", "D-2"}
    assert ask(stage, "what changed today?", as_of=stage.now.date()).abstains


def test_the_newest_record_of_a_sort_is_told_in_brief(stage: Stage):
    stage.later(days=1)
    text = DECISION.replace("Every capture carries a key", "No refund goes out at night")
    open_record(stage.ana, "decision", text=text)
    found = ask(stage, "what was the last decision?")
    assert [one.cites[0].ref for one in found.sentences] == ["D-2", "D-2"]
    assert "Each write to the gateway carries" in found.sentences[1].text
    assert {one.ref for one in cites(ask(stage, "latest decisions"))} == {"D-1", "D-2"}
    assert ask(stage, "what was the last incident?").abstains


def test_records_on_a_topic_are_listed_and_others_left_to_their_texts(stage: Stage):
    text = DECISION.replace("Every capture carries a key", "No refund goes out at night")
    open_record(stage.ana, "decision", text=text)
    assert {one.ref for one in cites(ask(stage, "which decisions are about refunds?"))} == {"D-2"}
    assert not ask(stage, "which decisions are about acquirers?").lists


def test_what_was_handed_over_is_told_from_the_handoff(stage: Stage):
    text = (
        '---\nfrom: "@london"\nto: "@austin"\n---\n\n# The replay is yours\n\n## Progress made\n\n'
        "- (state) Nine of ten batches are replayed.\n"
    )
    ref = open_record(stage.omar, "handoff", text=text).ref
    for question in (
        "what did London hand over to Austin?", "what did Omar hand over?",
        "what was handed over to Ben?",
    ):  # fmt: skip
        found = ask(stage, question)
        assert [one.ref for one in cites(found)] == [ref, ref]
        assert "Nine of ten batches are replayed." in said(found)
    assert ask(stage, "what did Austin hand over to London?").nothing.startswith("No record")


def test_a_team_is_named_by_its_area(stage: Stage):
    assert "@ines and @omar are in @london." in said(ask(stage, "who is on the ledger team?"))


def test_who_somebody_is_is_told_by_teams(stage: Stage):
    assert said(ask(stage, "who is Ben?")) == "@ben is in @austin, which answers for gateway."
    assert said(ask(stage, "who\u2019s @ines?")).startswith("@ines leads @london")
    assert ask(stage, "who is on call?").abstains


def test_how_long_an_incident_lasted_is_reckoned_from_its_head():
    fields = {"started_at": "2026-11-10T18:00:00Z", "mitigated_at": "2026-11-10T19:12:30+00:00"}
    incident = Document("I-1", "incident", "Keys", "analysis", 1, "", 0, fields)
    asked = read("How long did I-1 last?", {"I"})
    assert (
        of_lasting(asked, incident)[0].text
        == "I-1 (Keys) was mitigated 1 h 12 min after it started."
    )
    assert not of_lasting(read("How long did the alert of I-1 last?", {"I"}), incident)
    for wrong in ("", "soon", "2026-11-10T17:00:00Z", "2026-11-10T19:00:00"):
        torn = replace(incident, fields={**fields, "mitigated_at": wrong})
        assert not of_lasting(asked, torn)


@pytest.mark.parametrize(
    "question",
    ["what did we do about captures previously?", "how was a capture with a key formerly done?"],
)
def test_what_was_so_before_is_told_with_what_is_so_now(stage: Stage, question: str):
    replaced(stage)
    told = [one.text for one in ask(stage, question).sentences]
    assert told[0].startswith("Until D-2, D-1 said: Each write to the gateway carries")
    assert told[1].startswith("D-1 (Every capture carries a key) is superseded by D-2")
    assert len(told) == 3


def test_why_something_was_replaced_is_told_from_what_replaced_it(stage: Stage):
    replaced(stage)
    why = said(ask(stage, "why was D-1 replaced?"))
    assert "is superseded by D-2" in why
    assert "Only the client knows" in why
