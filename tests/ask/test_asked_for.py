"""Which questions are looked up, and what is read from their words: days, people, kinds, topics."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayline.ask.doings import CURRENT, doing
from dayline.ask.handovers import handover
from dayline.ask.listing import Listing, listing
from dayline.ask.naming import names_of, with_people
from dayline.ask.spans import Span, span_in
from dayline.practices.update.notes.model import Part

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
