"""What the sections of a record's text state, and what in them only explains or instructs."""

from __future__ import annotations

from datetime import UTC, datetime

from dayline.base.markdown import scan
from dayline.synthesis.material import Written, of_text
from dayline.synthesis.messages import Standing
from dayline.synthesis.rules import where_it_stands
from tests.synthesis.labelled import NAMES

AT = datetime(2026, 11, 16, 9, tzinfo=UTC)


def told(text: str, *, kind: str = "decision", settled: bool = True) -> Standing:
    """Where a record stands of which nobody said anything beside its text."""
    record = Written("D-1", kind, "ana", AT, settled)
    return where_it_stands(list(of_text(text, scan(text), record, NAMES)), NAMES)


def decided(text: str) -> list[str]:
    return [one.text for one in told(text).in_force]


def to_do(text: str) -> list[tuple[str, str]]:
    return [(one.owner, one.text) for one in told(text).actions]


def asked(text: str, *, settled: bool = False) -> list[str]:
    return [one.asked.text for one in told(text, settled=settled).open]


def test_an_instruction_beside_a_decision_is_no_decision():
    assert decided("## Decision\n\nWe lock the row. Read the docs. Nobody waits longer.\n") == [
        "We lock the row.",
        "Nobody waits longer.",
    ]
    assert decided("## Decision\n\nEach write takes a lock. See D-4 for why.\n") == [
        "Each write takes a lock."
    ]


def test_a_decision_that_is_written_as_instructions_is_told_as_they_stand():
    text = "## Decision\n\n1. Read the row under a lock. It takes 2 ms.\n2. Write it back.\n"
    assert decided(text) == ["Read the row under a lock.", "Write it back."]
    text = "## Decision\n\nUse the shared queue. It is cheaper.\n"
    assert decided(text) == ["Use the shared queue.", "It is cheaper."]


def test_code_and_sub_headings_of_a_decision_are_no_decisions():
    text = "## Decision\n\n### In short\n\n```\nWe decided. Agreed.\n```\n\nWe lock the row.\n"
    assert decided(text) == ["We lock the row."]


def test_each_item_of_a_list_of_actions_is_one_and_its_explanation_none():
    text = (
        "## Actions\n\nRead the runbook first. These were agreed on Monday:\n\n"
        "- @omar: lock the row by Friday. Read the docs before.\n- [x] @ben: tell the merchants\n"
        "- [ ] Write the notice\n"
        "- Ask the bank: @ken, done 9 June.\n"
    )
    assert to_do(text) == [("omar", "@omar: lock the row by Friday."), ("", "Write the notice")]


def test_who_stands_before_the_colon_of_an_action_is_its_owner():
    assert to_do("## Actions\n\n- Omar: lock the row\n- Notice: by Friday\n") == [
        ("omar", "Omar: lock the row"),
        ("", "Notice: by Friday"),
    ]


def test_a_table_of_actions_is_told_by_its_rows_without_what_is_done():
    text = (
        "## Actions\n\n| Action | Owner | Due |\n|---|---|---|\n"
        "| Lock the row. Then write | @omar | 2026-11-20 |\n"
        "| Tell the merchants | @ben | done on 2026-11-16 |\n"
    )
    (one,) = told(text).actions
    assert (one.owner, str(one.due)) == ("omar", "2026-11-20")
    assert one.text == "Lock the row. Then write | @omar | 2026-11-20"


def test_actions_in_prose_are_what_somebody_is_to_do():
    text = "## Next steps\n\nAll went well. Omar will lock the row. Nobody was hurt.\n"
    assert to_do(text) == [("omar", "Omar will lock the row.")]
    assert to_do("## Next steps\n\nMove the exports. It takes a day.\n") == [
        ("", "Move the exports.")
    ]


def test_a_section_of_questions_asks_only_its_questions():
    text = (
        "## Question\n\nDoes the cut-off move? A merchant saw it on another day.\n"
        "I have to write back by Friday.\n"
    )
    assert asked(text) == ["Does the cut-off move?"]
    assert asked("## Open questions\n\n- Who pays. Ana knows.\n- [x] Since when?\n") == [
        "Who pays."
    ]


def test_a_question_with_its_answer_is_answered_and_decides_nothing():
    text = "## Question\n\nDoes the cut-off move?\n\n## Answer\n\nYes. It is 18:00 in London.\n"
    standing = told(text)
    assert (standing.open, standing.decisions) == ((), ())
    (one,) = standing.answered
    assert [said.text for said in one.answer] == ["Yes.", "It is 18:00 in London."]
    assert {said.who for said in one.answer} == {""}
    assert [one.asked.text for one in told(text, settled=False).open] == ["Does the cut-off move?"]


def test_an_outcome_that_reports_decides_only_what_it_says_was_decided():
    text = "## Outcome\n\nNothing was redone. It took a day.\n\nWe decided to keep the lock.\n"
    for kind in ("handoff", "spec", "meeting"):
        assert [one.text for one in told(text, kind=kind).in_force] == [
            "We decided to keep the lock."
        ], kind
    text = "## Outcome\n\nAccepted with one change. The lock stays.\n"
    assert [one.text for one in told(text, kind="rfc").in_force] == ["Accepted with one change."]


def test_the_decisions_that_a_handoff_reports_stand_before_it_is_closed():
    text = "## Decisions and rationale\n\n- We reverse the second posting.\n"
    standing = told(text, kind="handoff", settled=False)
    assert [one.text for one in standing.in_force] == ["We reverse the second posting."]


def test_a_question_in_a_list_keeps_what_it_speaks_of():
    text = "## Open questions\n\n- (question) Some refunded it already. Do those need one too?\n"
    assert asked(text) == ["Some refunded it already. Do those need one too?"]


def test_a_short_question_in_prose_keeps_the_sentence_before_it():
    text = "## Question\n\nWe met on Monday. Ken has no key. Can he pay?\n"
    assert asked(text) == ["Ken has no key. Can he pay?"]
    text = "## Question\n\nKen has no key. Can somebody without a key pay in the hall?\n"
    assert asked(text) == ["Can somebody without a key pay in the hall?"]


def test_a_table_beside_a_decision_does_not_stand_for_it():
    text = "## Decision\n\n| Where | Days |\n|---|---|\n| Shop | 7 |\n\nWe wait so many days.\n"
    assert decided(text) == ["We wait so many days."]


def test_a_section_that_says_that_it_is_empty_says_nothing():
    assert not told("## Open questions\n\nNone.\n\n## Actions\n\n- None yet\n- TBD\n")
    waits = "## Question\n\nMay we pay?\n\n## Answer\n\n(none yet; Ana is back on Monday)\n"
    assert asked(waits, settled=True) == ["May we pay?"]
    answered = "## Question\n\nMay we pay?\n\n## Answer\n\nNo, not before Monday.\n"
    assert asked(answered, settled=True) == []
