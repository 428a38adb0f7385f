"""Where a thread stands: by stories, and by what must hold of every thread whatever it says."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayline.synthesis.dates import due
from dayline.synthesis.messages import LONGEST_MESSAGE, Act, Message, Standing
from dayline.synthesis.rules import acts, where_it_stands
from dayline.synthesis.sentences import sentences
from tests.synthesis.labelled import NAMES, threads

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)


def talk(*said: str, flat: bool = False) -> Standing:
    """``ana: words`` or ``ana >1: words``, a minute after each other."""
    messages = []
    for number, line in enumerate(said, 1):
        head, _, text = line.partition(": ")
        who, _, parent = head.partition(" >")
        at = MONDAY + timedelta(minutes=number)
        messages.append(Message(str(number), who, at, text, "" if flat else parent))
    return where_it_stands(messages, NAMES)


def test_a_thread_is_told_by_what_its_people_wrote():
    standing = talk(
        "ana: How long should a key live?",
        "ben >1: I think thirty days, because chargebacks come late.",
        "ines >1: I'd prefer one day.",
        "omar >3: Agree with Ines.",
        "ana >1: We decided on thirty days. @omar will change the schema by Friday.",
    )
    assert [(side.who, side.sentences[0].text) for side in standing.sides] == [
        ("ben", "I think thirty days, because chargebacks come late."),
        ("ines", "I'd prefer one day."),
    ]
    assert [one.text for one in standing.in_force] == ["We decided on thirty days."]
    (action,) = standing.actions
    assert (action.owner, action.due, action.message) == ("omar", date(2026, 11, 20), "5")
    (agreed,) = standing.agreements
    assert (agreed.to.message, agreed.by[0].who) == ("3", "omar")
    assert standing.open == ()
    assert standing.answered[0].answer[0].message == "5"


@pytest.mark.parametrize("with_whom", ["Ana", "@ana", "Ana Ruiz's idea", "what was said to @ana"])
def test_who_agrees_with_somebody_agrees_with_what_that_person_said(with_whom: str):
    """Not with the one who spoke last, who may hold the opposite."""
    standing = talk(
        "ana: I think we should have two queues.",
        "ben: I am against it, two queues double the alerts.",
        f"mei: I agree with {with_whom}.",
        flat=True,
    )
    (agreed,) = standing.agreements
    assert agreed.to.text == "I think we should have two queues."


def test_who_agrees_with_somebody_who_said_nothing_answers_what_stands_before():
    standing = talk("ben: I prefer one queue.", "mei: I agree with Ken and with this.", flat=True)
    assert [one.to.who for one in standing.agreements] == ["ben"]


def test_a_sign_after_a_sign_agrees_with_the_same():
    standing = talk(
        "ana: I prefer one queue.",
        "ben: I prefer two.",
        "ken: +1 to @ana",
        "mei: \U0001f44d",
        flat=True,
    )
    (agreed,) = standing.agreements
    assert (agreed.to.who, [one.who for one in agreed.by]) == ("ana", ["ken", "mei"])


def test_an_answer_of_i_do_not_know_leaves_the_question_open():
    standing = talk("ana: Who checks the backups?", "ken >1: I don't know, it used to be Peter.")
    assert [one.asked.text for one in standing.open] == ["Who checks the backups?"]


def test_opinions_do_not_answer_what_is_to_be_decided():
    standing = talk(
        "ana: Should we move to one queue?", "ben >1: I think so.", "ken >1: I doubt it."
    )
    assert len(standing.open) == 1
    assert len(standing.sides) == 2


def test_a_decision_that_was_scrapped_is_told_as_overturned():
    standing = talk(
        "omar: We'll remove the importer in January.",
        "ines >1: Scrap that, the importer stays until 2028.",
    )
    first, second = standing.decisions
    assert first.overturned == second.said
    assert [one.message for one in standing.in_force] == ["2"]


def test_who_gives_an_objection_up_no_longer_holds_it():
    standing = talk(
        "mei: I object to the name.", "ana: It is an alias.", "mei: Then I have no objection."
    )
    assert standing.sides == ()


def test_a_proposal_to_decide_is_no_decision():
    for text in (
        "I suggest we go with thirty days.",
        "Maybe we should go with thirty days.",
        "It is not decided whether we go with it.",
        "Should we go with thirty days?",
    ):
        assert talk(f"ana: {text}").decisions == (), text


def test_quoted_words_are_not_those_of_who_quotes():
    standing = talk("ben: > I think we must stop.\n\nI disagree.")
    assert [one.text for one in standing.sides[0].sentences] == ["I disagree."]


def test_without_threads_what_follows_may_answer():
    standing = talk("ana: Is it on in Austin too?", "ben: Not yet.", flat=True)
    assert standing.open == ()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("by Friday", date(2026, 11, 20)),
        ("on Monday", date(2026, 11, 23)),
        ("tomorrow", date(2026, 11, 17)),
        ("by the end of the week", date(2026, 11, 20)),
        ("until the end of the month", date(2026, 11, 30)),
        ("by 3 March", date(2027, 3, 3)),
        ("before Nov 25", date(2026, 11, 25)),
        ("on 2026-12-01", date(2026, 12, 1)),
        ("on 2026-13-41", None),
        ("by 31 February", None),
        ("some day", None),
    ],
)
def test_days_are_counted_from_when_they_were_written(text: str, day: date | None):
    assert due(f"I will do it {text}.", MONDAY.date()) == day


def test_the_labelled_threads_are_told_no_worse_than_they_were():
    """Floors well under what ``bench/synthesis.py`` prints: nobody tunes on the kept part."""
    for part, floor in (("development", 0.95), ("kept", 0.80)):
        right = whole = 0
        for thread in threads(part):
            told = acts(thread.messages, NAMES)
            right += sum(one.act is is_.act for one, is_ in zip(told, thread.truth, strict=True))
            whole += len(told)
        assert right / whole >= floor, part
    assert len(threads("development")) + len(threads("kept")) >= 30


WORDS = st.sampled_from(
    [
        "I think", "we decided", "agreed", "@ben", "please", "should we", "?", ".", "\n", "\n\n",
        "by Friday", "scrap that", "> quoted", "```", "- ", "+1", "I'll fix it", "no idea",
        "Ana will", "the key", "\u202e", "<!--", "\x00", "e.g.",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=20).map(" ".join))
MESSAGES = st.lists(
    st.tuples(st.sampled_from(["ana", "ben", "ken"]), TEXTS, st.integers(0, 8), st.booleans()),
    max_size=8,
).map(
    lambda said: [
        Message(
            str(number), who, MONDAY + timedelta(minutes=number), text,
            str(parent) if parent < number else "", "c" if concern else "",
        )
        for number, (who, text, parent, concern) in enumerate(said)
    ]
)  # fmt: skip


@given(MESSAGES)
def test_nothing_is_told_that_nobody_said_and_it_is_told_of_who_said_it(said: list[Message]):
    standing = where_it_stands(said, NAMES)
    by_id = {one.id: one for one in said}
    shown = [one for side in standing.sides for one in side.sentences]
    shown += [*standing.actions, *(one.said for one in standing.decisions)]
    shown += [one.asked for one in standing.questions]
    shown += [by for one in standing.agreements for by in (one.to, *one.by)]
    for one in shown:
        assert one.text in sentences(by_id[one.message].text)
        assert one.who == by_id[one.message].who
    for agreed in standing.agreements:
        assert all(by.who != agreed.to.who for by in agreed.by)
    for asked in standing.answered:
        assert all(one.at >= asked.asked.at for one in asked.answer)
    assert where_it_stands(list(reversed(said)), NAMES) == where_it_stands(said, NAMES)


@pytest.mark.parametrize(
    "text",
    [
        "?" * LONGEST_MESSAGE,
        "a. " * LONGEST_MESSAGE,
        "```\n" * 5_000,
        "I think " * 5_000,
        "Could you " * 4_000,
        "so far " * 4_000,
        "ok so and then " * 2_000,
        "@a" * 10_000,
        "> " * 10_000,
    ],
)
def test_hostile_messages_are_bounded(text: str):
    standing = where_it_stands([Message("1", "ana", MONDAY, text * 3)], NAMES)
    assert all(len(one.text) <= 600 for side in standing.sides for one in side.sentences)


def test_no_act_is_left_without_a_label():
    seen = {one.act for thread in threads("kept") for one in thread.truth}
    assert seen == set(Act)
