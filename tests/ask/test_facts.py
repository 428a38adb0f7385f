"""What fields and states answer, where they are cited, and what they leave to the text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dayline.ask.citing import cited
from dayline.ask.compose import answer
from dayline.ask.folder import FolderLibrary
from dayline.ask.heads import of_head
from dayline.ask.material import Document
from dayline.ask.question import read
from dayline.ask.standing import of_state

ADR = Document("ADR-3", "decision", "Use nothing", "accepted", 0, "", 0)
CALLS = Document("D-1", "decision", "Lambda calls", "accepted", 0, "", 0)


def state(asked: str, document: Document = CALLS) -> str:
    told = of_state(read(asked, {"ADR", "D", "R"}), document, {}, alone=False)
    return " ".join(one.text for one in told)


@pytest.mark.parametrize(
    "asked",
    [
        "Does ADR-3 still allow memcached?", "Must the final release be linted under ADR-3?",
        "Does ADR-3 apply to lambda calls?", "Is the author of ADR-3 still responsible?",
        "Is the current limit of ADR-3 ten?", "May a draft be merged under ADR-3?",
        "What is the state of the cache in ADR-3?", "Is a refund valid under ADR-3?",
    ],
)  # fmt: skip
def test_more_than_a_state_is_not_answered_from_the_state(asked: str):
    for one in (ADR, replace(ADR, state="proposed")):
        assert not state(asked, one)


def test_what_a_record_applies_to_is_more_than_its_state_though_its_title_says_so():
    assert not state("Does D-1 apply to lambda calls?")
    assert not state("Does D-1 apply to lambda calls?", replace(CALLS, state="proposed"))


@pytest.mark.parametrize(
    "asked",
    [
        "Is D-1 in force?", "Is D-1 still valid?", "Does D-1 still apply?", "Does D-1 apply?",
        "Is D-1 the current decision?", "Is the decision D-1 on lambda calls still in force?",
        "Is D-1 accepted?", "Is D-1 final?", "Is D-1 still used?", "Was D-1 approved?",
        "Is the decision on lambda calls still in force?",
    ],
)  # fmt: skip
def test_a_question_for_the_state_alone_is_answered(asked: str):
    assert state(asked) == "Yes: D-1 (Lambda calls) is accepted."
    assert state(asked, replace(CALLS, state="proposed")).startswith("No: D-1")


@pytest.mark.parametrize("word", ["still open", "deprecated", "still a draft", "obsolete"])
def test_what_is_in_force_is_none_of_what_denies_that(word: str):
    assert state(f"Is D-1 {word}?") == "No: D-1 (Lambda calls) is accepted."


def test_the_day_of_deciding_is_no_state():
    asked = read("When was D-1 decided?", {"D"})
    assert not of_state(asked, CALLS, {}, alone=True)


def test_a_state_is_told_where_it_is_asked_for_in_other_words():
    assert state("What is the status of D-1?") == "D-1 (Lambda calls) is accepted."
    told = of_state(read("Is R-1 decided?", {"R"}), replace(CALLS, ref="R-1"), {}, alone=True)
    assert told[0].text.startswith("Yes: R-1")


BODY = "## Status\n\nAccepted\n\nSupersedes [2](0002-use-all.md)\n\n## Decision\n\nKeep it out.\n"


def nygard(status: str = BODY, head: str = "# 3. Use nothing\n\n") -> Document:
    return Document("ADR-3", "decision", "Use nothing", "accepted", 0, head + status, len(head))


@pytest.mark.parametrize(
    ("field", "quote", "line"),
    [("status", "Accepted", 5), ("supersedes", "Supersedes [2](0002-use-all.md)", 7)],
)
def test_a_state_in_a_section_is_cited_there(field: str, quote: str, line: int):
    for text in (BODY, BODY.replace("## Status", "Status\n------", 1)):
        document = nygard(text)
        cite = cited(document, field)
        shift = text.count("\n") - BODY.count("\n")
        assert (cite.quote, cite.line, cite.section) == (quote, line + shift, ("Status",))
        assert document.text.split("\n")[cite.line - 1] == quote


def test_a_field_of_the_head_is_cited_before_a_section():
    cite = cited(nygard(head="---\nstatus: accepted\n---\n"), "status")
    assert (cite.quote, cite.line, cite.section) == ("status: accepted", 2, ())


@pytest.mark.parametrize("text", ["", "## Status\n", "## Status\n\n## Decision\n\nAccepted\n"])
def test_without_a_state_in_the_text_the_title_is_cited(text: str):
    cite = cited(nygard(text), "status")
    assert (cite.quote, cite.line, cite.section) == ("Use nothing", 1, ())
    assert cited(nygard(), "owner").quote == "Use nothing"


def test_line_ends_of_windows_hide_no_state():
    document = nygard(BODY.replace("\n", "\r\n"))
    assert (cited(document, "status").quote, cited(document, "status").line) == ("Accepted", 5)


def test_a_folder_cites_the_state_where_it_stands(tmp_path: Path):
    text = (
        "# 3. Use nothing\n\nDate: 2024-01-10\n\n## Status\n\nAccepted\n\n## Context\n\nNone.\n\n"
        "## Decision\n\nKeep it out.\n\n## Consequences\n\nLess to run.\n"
    )
    (tmp_path / "0003-use-nothing.md").write_text(text)
    found = answer("Is ADR-3 still valid?", FolderLibrary(tmp_path))
    assert found.sentences[0].text == "Yes: ADR-3 (Use nothing) is accepted."
    (cite,) = found.sentences[0].cites
    assert (cite.quote, cite.line, cite.section) == ("Accepted", 7, ("Status",))


def test_an_id_is_cut_out_whole():
    asked = read("Does D-4 replace D-42?", {"D"})
    assert asked.ids == (("D", 4), ("D", 42))
    assert [term for term, _ in asked.terms] == ["replac"]


def test_what_is_no_id_here_is_a_word():
    text = "How fast is a P-1 incident answered under D-4?"
    asked = read(text, {"D"}, lambda prefix, _: prefix == "D")
    assert asked.ids == (("D", 4),)
    assert "p-1" in {term for term, _ in asked.terms}
    assert read(text, {"D"}).ids == (("P", 1), ("D", 4))


PEP = Document(
    "PEP-7", "rfc", "Threads", "final", 0,
    "PEP: 7\nStatus: Final\nDiscussions-To: https://talk.example/7\n"
    "Resolution: `24-Oct-2023 <https://talk.example/8>`__\nRequires: 3, 4\n\nIt is fast.\n", 133,
    {
        "discussions_to": "https://talk.example/7", "requires": ["PEP-3", "PEP-4"],
        "resolution": ["2023-10-24", "https://talk.example/8"],
    },
)  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "told", "quote"),
    [
        ("Where is PEP 7 discussed?", "PEP-7 (Threads), discussions to: https://talk.example/7",
         "Discussions-To: https://talk.example/7"),
        ("What does PEP 7 require?", "PEP-7 (Threads), requires: PEP-3, PEP-4", "Requires: 3, 4"),
        ("When was PEP 7 accepted?",
         "The resolution of PEP-7 (Threads) is of 2023-10-24; it is final.",
         "Resolution: `24-Oct-2023 <https://talk.example/8>`__"),
        ("Where can I find the resolution of PEP 7?",
         "PEP-7 (Threads), resolution: https://talk.example/8",
         "Resolution: `24-Oct-2023 <https://talk.example/8>`__"),
    ],
)  # fmt: skip
def test_a_field_is_told_to_who_asks_for_it_by_its_name(asked: str, told: str, quote: str):
    (found,) = of_head(read(asked, {"PEP"}), PEP)
    assert (found.text, found.cites[0].quote) == (told, quote)


@pytest.mark.parametrize(
    "asked",
    [
        "Where is the cost of threads discussed in PEP 7?", "Does PEP 7 require threads?",
        "When was PEP 7 discussed?", "Who requires PEP 7?", "When was PEP 7 measured?", "PEP 7",
        "Where is PEP 7?",
    ],
)  # fmt: skip
def test_a_question_for_more_than_a_field_is_left_to_the_text(asked: str):
    assert not of_head(read(asked, {"PEP"}), PEP)


def test_what_is_proposed_has_no_day_of_accepting():
    asked = read("When was PEP 7 accepted?", {"PEP"})
    assert not of_head(asked, replace(PEP, state="rejected"))
    told = of_head(read("When was PEP 7 rejected?", {"PEP"}), replace(PEP, state="rejected"))
    assert told[0].text == "The resolution of PEP-7 (Threads) is of 2023-10-24; it is rejected."


@pytest.mark.parametrize("asked", ["What replaced D-1?", "What is the successor of D-1?"])
def test_that_nothing_replaced_a_record_is_told(asked: str):
    told = of_state(read(asked, {"D"}), CALLS, {}, alone=True)
    assert told[0].text == "No record that you may see replaces D-1 (Lambda calls); it is accepted."
    assert not of_state(read(asked, {"D"}), CALLS, {}, alone=False)


def test_that_a_record_replaces_nothing_is_told():
    told = of_state(read("What does D-1 replace?", {"D"}), CALLS, {}, alone=True)
    assert told[0].text == "D-1 (Lambda calls) names no record that it replaces."


def test_when_something_was_replaced_is_the_day_of_what_replaced_it():
    old = replace(CALLS, state="superseded", successors=("ADR-3",))
    new = replace(ADR, fields={"decided_on": "2026-07-28"})
    asked = read("When was D-1 superseded?", {"D"})
    (told,) = of_state(asked, old, {"ADR-3": new}, alone=True)
    assert told.text == (
        "D-1 (Lambda calls) is superseded by ADR-3 (Use nothing), decided on 2026-07-28."
    )
    (undated,) = of_state(asked, old, {"ADR-3": ADR}, alone=True)
    assert undated.text == "D-1 (Lambda calls) is superseded by ADR-3 (Use nothing)."
