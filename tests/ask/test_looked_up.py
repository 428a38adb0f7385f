"""Questions that are looked up: who did what, which records there are, a part of a record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayline.ask.aspects import of_parts
from dayline.ask.compose import answer
from dayline.ask.doings import CURRENT, doing
from dayline.ask.folder import FolderLibrary
from dayline.ask.handovers import handover
from dayline.ask.heads import of_lasting
from dayline.ask.listing import Listing, listing
from dayline.ask.material import Document
from dayline.ask.naming import names_of, with_people
from dayline.ask.question import read
from dayline.ask.spans import Span, span_in
from dayline.practices.update.notes.model import Part
from dayline.records.actions import move, open_record
from tests.ask.test_answers import ask, cites, replaced, said, stage
from tests.cast import DECISION, Stage

__all__ = ["stage"]

THURSDAY = date(2026, 11, 12)
KINDS = frozenset(("decision", "question", "incident", "rfc", "update"))
NAMES = {**names_of([("@ben", "Ben Hay"), ("@mei", "Mei Hay"), ("@open", "Open Team")]), "i": "@me"}


def day(number: int, month: int = 11, year: int = 2026) -> date:
    return date(year, month, number)


@pytest.mark.parametrize(
    ("words", "since", "until"),
    [
        ("what happened today?", day(12), day(12)),
        ("what did Ben do yesterday", day(11), day(11)),
        ("this week", day(9), day(12)),
        ("last week's incidents", day(2), day(8)),
        ("last month", day(1, 10), day(31, 10)),
        ("on 10 November?", day(10), day(10)),
        ("on the 10th of November 2025", day(10, year=2025), day(10, year=2025)),
        ("on December 3rd", day(3, 12, 2025), day(3, 12, 2025)),
        ("decided in October", day(1, 10), day(31, 10)),
        ("in 2025", day(1, 1, 2025), day(31, 12, 2025)),
        ("on 2026-02-28", day(28, 2), day(28, 2)),
        ("since Monday", day(9), day(12)),
        ("on Thursday", day(12), day(12)),
        ("last Thursday", day(5), day(5)),
        ("since 1 November", day(1), day(12)),
        ("after 10 November", day(11), day(12)),
        ("decisions from last week", day(2), day(8)),
        ("on 29 February", day(29, 2, 2024), day(29, 2, 2024)),
        ("in the last 3 days", day(9), day(12)),
    ],
)
def test_days_are_read_as_people_name_them(words: str, since: date, until: date):
    assert span_in(words, THURSDAY)[0] == Span(since, until)


@pytest.mark.parametrize(
    "words",
    ["on 31 February 2026", "on 2026-13-40", "what may happen", "0 November", "next Friday",
     "by Friday", "until 3 November", "tomorrow", "x"],
)  # fmt: skip
def test_a_day_that_does_not_exist_or_is_to_come_is_none(words: str):
    assert span_in(words, THURSDAY) == (None, words)


def test_without_a_today_only_what_names_its_year_is_a_day():
    assert span_in("yesterday", None)[0] is None
    assert span_in("on 3 May", None)[0] is None
    assert span_in("on 3 May 2026", None)[0] == Span(day(3, 5), day(3, 5))


@given(st.text(max_size=60), st.dates())
def test_whatever_is_asked_a_span_ends_after_it_begins(words: str, today: date):
    span, rest = span_in(words, today)
    assert span is None or span.since <= span.until
    assert span is not None or rest == words


def asked(words: str) -> Listing | None:
    return listing(words, kinds=lambda: KINDS, names=lambda: NAMES, today=THURSDAY)


@pytest.mark.parametrize(
    "words",
    [
        "What are the open questions?", "any open incidents", "list all decisions",
        "which decisions were made this week?", "which RFCs are still open",
        "what was decided yesterday?", "what happened on 10 November?",
        "which decisions did Ben write?", "rejected RFCs?", "which questions did I raise?",
        "how many open questions are there?", "what changed since yesterday?",
        "which RFCs were accepted this week?", "list all proposed decisions",
        "which RFCs wait on me?", "what is waiting for Ben?", "what needs my attention?",
        "what do I owe?", "is anything waiting on me?", "my open questions", "Ben's open RFCs?",
        "show me my drafts", "what is on my plate", "what are my open questions?",
        "what should I work on next?", "what should Ben review?",
    ],
)  # fmt: skip
def test_a_question_for_records_of_a_sort_is_one(words: str):
    assert asked(words) is not None


@pytest.mark.parametrize(
    "words",
    [
        "which decision limits open files?", "what happened to the cache on 10 November?",
        "which incidents did the cache cause this week?",
        "why was the decision made?", "who decided yesterday?", "what is a decision?",
        "how many payments were posted yesterday?", "which RFCs concern Ben?",
        "which decisions are not accepted?", "how do we get an RFC accepted?",
        "what is an open question?", "what is a draft RFC?", "what do we do on an open incident?",
        "how is a decision superseded?", "who can see all open incidents?",
        "do we have to write a spec?", "how was the incident yesterday resolved?",
        "what can happen today?", "which questions were asked of Ben?", "what are we waiting for?",
        "who waits for me?", "what is waiting for the key of the client?", "what did Ben wait for?",
        "what should wait on Ben?", "who owns my questions?", "what needs an answer?",
        "which incidents were open on 10 November?", "which decisions must be made by Friday?",
        "what should the cache do?", "what is the last state of a decision?", "decisions in force",
        "which question was the last to be answered?", "the ledger", "decisions",
    ],
)  # fmt: skip
def test_a_question_that_asks_for_more_is_none(words: str):
    assert asked(words) is None


@pytest.mark.parametrize(
    ("words", "topic", "newest"),
    [
        ("decisions about the ledger", {"ledger"}, 0), ("open questions about keys", {"key"}, 0),
        ("which decisions affect the ledger team?", {"ledger"}, 0),
        ("which RFC is about type hints?", {"type", "hint"}, 0),
        ("any incidents in the gateway?", {"gateway"}, 0), ("the last incident", set(), 1),
        ("what was the most recent decision?", set(), 1), ("the last 3 updates", set(), 3),
        ("latest decisions", set(), 5), ("summarize the last incident", set(), 1),
        ("what is the last decision about keys?", {"key"}, 1),
    ],
)  # fmt: skip
def test_a_topic_or_that_few_are_meant_narrows_a_list(words: str, topic: set[str], newest: int):
    found = asked(words)
    assert found is not None
    assert (found.topic, found.newest) == (frozenset(topic), newest)


@pytest.mark.parametrize(
    ("words", "parties"),
    [
        ("What did Ben hand over to the Open Team?", ("@ben", "@open")),
        ("what has Ben handed off", ("@ben", "")), ("what was handed over to me?", ("", "@me")),
        ("what was handed over by Ben to Mei yesterday", ("@ben", "@mei")),
        ("what was I handed over to Ben?", None), ("what did Ben hand over to the cache?", None),
        ("who handed over to Ben?", None), ("what did Ben do?", None), ("hand over", None),
    ],
)  # fmt: skip
def test_who_handed_over_to_whom_is_read(words: str, parties: tuple[str, str] | None):
    found = handover(words, names=lambda: NAMES, today=THURSDAY)
    assert (found and (found.giver, found.taker)) == parties


def doings(words: str) -> tuple[tuple[str, ...], tuple[Part, ...], Span | None] | None:
    found = doing(words, names=lambda: NAMES, today=THURSDAY)
    return (found.people, found.parts, found.span) if found else None


LATELY = Span(THURSDAY - CURRENT, THURSDAY)


@pytest.mark.parametrize(
    ("words", "people", "parts", "span"),
    [
        ("What did Ben do this week?", ("@ben",), (Part.DONE,), Span(day(9), day(12))),
        ("what is mei working on", ("@mei",), (Part.NEXT, Part.DONE), LATELY),
        ("what\u2019s next for Ben?", ("@ben",), (Part.NEXT,), LATELY),
        ("is Ben blocked today?", ("@ben",), (Part.BLOCKED,), LATELY),
        ("what is blocking Ben", ("@ben",), (Part.BLOCKED,), LATELY),
        ("who is blocked right now?", (), (Part.BLOCKED,), LATELY),
        ("any blockers?", (), (Part.BLOCKED,), LATELY),
        ("what is everyone working on?", (), (Part.NEXT, Part.DONE), LATELY),
        ("what got done yesterday?", (), (Part.DONE,), Span(day(11), day(11))),
        ("who did what this week?", (), (Part.DONE,), Span(day(9), day(12))),
        ("what did I do yesterday?", ("@me",), (Part.DONE,), Span(day(11), day(11))),
        ("What did Ben finish?", ("@ben",), (Part.DONE,), None),
        ("what did Ben and Mei do?", ("@ben", "@mei"), (Part.DONE,), None),
        (
            "what are Ben, Mei and I working on?",
            ("@ben", "@mei", "@me"),
            (Part.NEXT, Part.DONE),
            LATELY,
        ),
    ],
)
def test_a_question_for_somebodys_work_is_one(
    words: str, people: tuple[str, ...], parts: tuple[Part, ...], span: Span | None
):
    assert doings(words) == (people, parts, span)


@pytest.mark.parametrize(
    "words",
    [
        "who is blocked by Ben?", "who is Ben blocking?", "what is Ben blocking?",
        "who waits on Ben?", "who works with Ben?", "who does Ben report to?",
        "what team does Ben work on?", "who did Ben's work this week?", "what do I do now?",
        "how do I work on this?", "what does Mei do about it now?", "what is Ben doing on Friday?",
        "what is Ben doing next Friday?", "what did Ben do and Mei plan?", "what was done for Ben?",
        "did Ben work for Mei?", "what did Ben do with Mei?",
        "what works?", "what did we do?", "did the migration work yesterday?",
    ],
)  # fmt: skip
def test_a_question_for_something_else_than_work_is_none(words: str):
    assert doings(words) is None


def test_a_whole_name_names_somebody_though_others_share_its_parts():
    names = names_of(
        [("Guido van Rossum", "Guido van Rossum"), ("Just van Rossum", "Just van Rossum")]
    )
    asked = ["which", "rfcs", "did", "just", "van", "rossum's", "and", "guido", "write"]
    told, people = with_people(asked, names, frozenset())
    assert told == ["which", "rfcs", "did", "@", "and", "@", "write"]
    assert people == ("Just van Rossum", "Guido van Rossum")


def test_what_two_are_called_names_neither():
    assert "hay" not in NAMES
    assert (NAMES["ben"], NAMES["@mei"]) == ("@ben", "@mei")


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
