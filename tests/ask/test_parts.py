"""The parts of asking: units, questions, support, measures, and asking a plain folder."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from bench.ask import APART, KEPT, LEARNT_FROM, READ
from dayline.ask.evaluation.measures import Fault, auc, faults, is_supported, suggested
from dayline.ask.evaluation.questions import Asked, parse
from dayline.ask.facts import of_fields
from dayline.ask.fields import fields_of
from dayline.ask.folder import FolderLibrary
from dayline.ask.material import Answer, Cite, Document, Sentence
from dayline.ask.objections import objections
from dayline.ask.question import read
from dayline.ask.standing import of_state
from dayline.ask.support import is_verbatim, lacks
from dayline.ask.units import units
from dayline.base.errors import InvalidInput
from dayline.base.plain import plain
from dayline.faces.cli.main import cli
from tests.ask.folders import folder

QUESTIONS = Path(__file__).parent / "questions"
MARKS = st.text(alphabet=st.sampled_from("aB .\n-*#`:|=_[]()<>1\t~\"'"), max_size=400)


@given(MARKS)
def test_every_unit_stands_in_the_text(text: str):
    for unit in units(text, start=0):
        assert 0 <= unit.start < unit.end <= len(text)
        lines = unit.text.split("\n")
        assert all(line and line == " ".join(line.split()) for line in lines)
        assert len(lines) == 1 or unit.sort == "list"


@given(MARKS, st.integers(0, 400))
def test_every_field_stands_in_the_head(text: str, body: int):
    for unit in fields_of(text, body, 0):
        assert 0 <= unit.start < unit.end <= min(body, len(text))
        assert unit.text == " ".join(unit.text.split())


def test_fields_of_a_head_are_said_in_words():
    yaml = '---\nid: D-1\nreview_by: 2027-07-28\ndeciders:\n  - "@ana"\n  - "@ines"\nstate: open\n'
    told = [one.text for one in fields_of(yaml + "---\nowner: @not\n", len(yaml), 7)]
    assert told == ["Review by: 2027-07-28", "Deciders: @ana, @ines"]
    header = "PEP: 8\nAuthor: Ana <a@b.c>,\n        Ines\nPython-Version: 3.9\nStatus: Final\n\n"
    told = [one.text for one in fields_of(header, len(header), 0)]
    assert told == ["Author: Ana, Ines", "Python version: 3.9"]


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("owner: O'Brien, don't mail\n", "Owner: O'Brien, don't mail"),
        (
            "why_not: |\n  It don't scale.\n\n  It never did.\n",
            "Why not: It don't scale. It never did.",
        ),
        ('owners:\r\n  - "@ana"\r\n  - ben\r\n---\r\n', "Owners: @ana, ben"),
        ("tags: ['a b', c]\n", "Tags: a b, c"),
        ("empty:\nsuperseded_by: [D-2]\narea: x", "Area: x"),
    ],
)
def test_a_field_is_said_as_it_stands(head: str, told: str):
    (one,) = fields_of(head, len(head), 0)
    assert one.text == told
    assert not head[one.start : one.end].endswith(("\r", "\n"))


@given(
    st.lists(st.sampled_from(["One stands here.", "Two is there.", "Three follows."]), min_size=1)
)
def test_sentences_of_prose_come_back_in_order(sentences: list[str]):
    found = [one.text for one in units("\n".join(sentences), start=0)]
    assert found == sentences


def test_no_sentence_ends_within_code_or_the_words_of_a_link():
    text = "We had `SELECT ... FOR UPDATE` there. It amends [2. Public API](0002.md). So be it."
    assert [one.text for one in units(text, start=0)] == [
        "We had SELECT ... FOR UPDATE there.",
        "It amends 2. Public API.",
        "So be it.",
    ]


def test_a_state_alone_is_no_sentence():
    """Each citation tells the state; as of an earlier day the text would tell what came later."""
    status = ["Accepted", "Superseded by [5. B](5.md)", "Supersedes [2. C](2.md)", "Rejected: why."]
    text = "\n\n".join(["# A", "## Status", *status, "## What", "Accepted."])
    found = units(text, start=0)
    assert [one.text for one in found] == ["Rejected: why.", "Accepted."]


@given(st.text(max_size=200))
def test_plain_words_stay_as_they_are(text: str):
    bare = " ".join("".join(char for char in text if char.isalnum() or char == " ").split())
    assert plain(bare) == bare


def test_rows_carry_the_names_of_their_columns():
    text = "# T\n\n| Promise | Within |\n|---|---|\n| a page is answered | 15 minutes |\n"
    (row,) = [one for one in units(text, start=0) if one.sort == "row"]
    assert row.text == "Promise: a page is answered; Within: 15 minutes"
    assert row.said == "a page is answered; 15 minutes"
    assert text[row.start : row.end] == "| a page is answered | 15 minutes |"


@pytest.mark.parametrize(
    ("question", "sort"),
    [
        ("Who owns the ledger?", "who"), ("When was it decided?", "when"),
        ("Why do we keep keys?", "why"), ("How do I replay a batch?", "how"),
        ("How many payments were posted?", "how_many"), ("Is D-1 in force?", "yes_no"),
        ("What is a docstring?", "definition"), ("Which key is first?", "which"),
        ("What status comes when the key is new?", "which"), ("Where is it?", "where"),
    ],
)  # fmt: skip
def test_the_sort_of_a_question(question: str, sort: str):
    assert read(question).sort == sort


def test_ids_are_read_by_the_prefixes_that_there_are():
    assert read("is PEP 333 current?", ["PEP"]).ids == (("PEP", 333),)
    assert read("is D-42 in force", ["D"]).ids == (("D", 42),)
    assert read("Python 3 and UTF-8", ["PEP", "D"]).ids == ()


QUOTES = ["Since 18:52 UTC the ledger refuses a key. @ana approves more than 1,000 postings."]


@pytest.mark.parametrize(
    "true",
    ["The ledger refuses a key since 18:52 UTC.", "@ana approves more than 1,000 postings."],
)
def test_what_is_written_is_supported(true: str):
    assert lacks(true, QUOTES) == ""


@pytest.mark.parametrize(
    "lie",
    [
        "Since 19:52 UTC the ledger refuses a key.", "@ben approves more than 1,000 postings.",
        "@ana never approves more than 1,000 postings.", "@ana approves less than 1,000 postings.",
        "The bank in Frankfurt wires money every night.",
    ],
)  # fmt: skip
def test_what_is_not_written_is_not_supported(lie: str):
    assert lacks(lie, QUOTES)
    assert not is_verbatim(lie, QUOTES)


def test_the_name_of_a_field_is_made_of_words():
    quotes = ["verified_on: 2026-11-18"]
    assert lacks("Verified on: 2026-11-18", quotes, beside=["The cut-off"]) == ""
    assert lacks("Verified off: 2026-11-18", quotes) == "the word off"


@given(st.lists(st.floats(0, 1), min_size=1), st.lists(st.floats(0, 1), min_size=1))
def test_the_area_under_the_curve_turns_round(some: list[float], none: list[float]):
    forward, back = auc(some, none), auc(none, some)
    assert forward is not None
    assert back is not None
    assert abs(forward + back - 1) < 1e-9
    threshold = suggested(some, none) or 0.0
    assert sum(one >= threshold for one in none) <= 0.05 * len(none) or threshold == 0.99


@pytest.mark.parametrize("asked", ["Is D-1 decided?", "Is D-1 settled yet?"])
@pytest.mark.parametrize(("state", "told"), [("rejected", "Yes"), ("proposed", "No")])
def test_what_was_rejected_is_decided(asked: str, state: str, told: str):
    record = Document("D-1", "decision", "Keys", state, 1, "", 0, {"state": state})
    (said,) = of_state(read(asked, frozenset({"D"})), record, {}, alone=True)
    assert said.text.startswith(f"{told}: ")


@pytest.mark.parametrize(("state", "is_told"), [("accepted", True), ("rejected", False)])
def test_the_day_of_deciding_is_no_day_of_accepting_what_was_rejected(state: str, *, is_told: bool):
    fields = {"decided_on": "2026-07-28", "state": state}
    record = Document("D-1", "decision", "Keys", state, 1, "", 0, fields)
    asked = read("When was D-1 accepted?", frozenset({"D"}))
    assert bool(of_fields(asked, record, alone=True)) is is_told
    assert of_fields(read("When was D-1 decided?", frozenset({"D"})), record, alone=True)


def test_a_set_of_questions_is_measured(tmp_path: Path):
    docs = tmp_path / "docs"
    docs.mkdir()
    folder(docs)
    told = [
        {
            "question": "Why are orders stored in SQLite?",
            "answers": ["back up"],
            "cites": ["ADR-2"],
        },
        {"question": "Who waters the plants in Oslo?", "answers": [], "cites": []},
    ]
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(map(json.dumps, told)))
    ran = CliRunner().invoke(
        cli, ["eval", str(path), "--in", str(docs), "--json", "--threshold", "0.3"]
    )
    report = json.loads(ran.stdout)
    assert report["questions"] == 2
    assert report["unsupported"] == 0
    assert report["superseded_as_current"] == 0
    assert report["wrongly_answered"] == 0
    assert report["correct"] == report["at_hand"] == 1.0
    assert report["auc"] == 1.0
    shown = CliRunner().invoke(cli, ["eval", str(path), "--in", str(docs), "--misses"]).stdout
    assert "recall@5" in shown
    assert "nDCG@10" in shown


def test_an_answer_that_is_only_quoted_as_nearest_is_at_hand(tmp_path: Path):
    docs = tmp_path / "docs"
    docs.mkdir()
    folder(docs)
    told = {"question": "Why are orders stored in SQLite?", "answers": ["back up"], "cites": []}
    path = tmp_path / "questions.jsonl"
    path.write_text(json.dumps(told))
    options = ["eval", str(path), "--in", str(docs), "--json", "--threshold", "1"]
    report = json.loads(CliRunner().invoke(cli, options).stdout)
    assert report["correct"] == 0
    assert report["at_hand"] == 1


def test_each_miss_is_told_with_what_is_wrong(tmp_path: Path):
    docs = tmp_path / "docs"
    docs.mkdir()
    folder(docs)
    told = [
        {"question": "Why are orders stored in SQLite?", "answers": ["zebra"], "cites": ["ADR-2"]},
        {"question": "Why are orders kept in SQLite?", "answers": [], "cites": []},
        {"question": "Who waters the plants in Oslo?", "answers": ["nobody"], "cites": ["ADR-2"]},
    ]
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(map(json.dumps, told)))
    options = ["eval", str(path), "--in", str(docs), "--threshold", "0.3"]
    shown = CliRunner().invoke(cli, [*options, "--misses"]).stdout
    assert "the answer is not in it" in shown
    assert "nothing should have been said" in shown
    assert "nothing was said" in shown
    report = json.loads(CliRunner().invoke(cli, [*options, "--json"]).stdout)
    assert [one["faults"] for one in report["outcomes"]] == [["missed"], ["needless"], ["withheld"]]


def test_a_sentence_that_its_quote_does_not_say_is_a_fault():
    cite = Cite("D-1", "Keys", 1, "accepted", (), "Keys last a month.", "/D-1")
    record = Document("D-1", "decision", "Keys", "superseded", 1, "Keys last a month.", 0)
    said = Answer("x", (Sentence("Keys last a year in Oslo.", (cite,)),), 0.9)
    asked = Asked("x", (re.compile("year"),), frozenset(("D-1",)))
    found = [fault for fault, _ in faults(asked, said, {"D-1": record}.get)]
    assert found == [Fault.UNSUPPORTED, Fault.STALE]


@pytest.mark.parametrize("last", ["then", "now"])
def test_each_answer_is_measured_by_the_record_of_its_own_day(tmp_path: Path, last: str):
    """What was in force on the day of a question is not counted as superseded, whatever the
    day of the question after it."""
    docs = tmp_path / "docs"
    docs.mkdir()
    folder(docs)
    now = {"question": "Why are orders stored in SQLite?", "answers": ["back up"]}
    then = {"question": "Where are orders stored?", "answers": ["PostgreSQL"]}
    told = [now | {"cites": ["ADR-2"]}, then | {"cites": ["ADR-1"], "as_of": "2024-06-01"}]
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(map(json.dumps, told if last == "then" else told[::-1])))
    options = ["--in", str(docs), "--json", "--threshold", "0.1"]
    report = json.loads(CliRunner().invoke(cli, ["eval", str(path), *options]).stdout)
    assert report["correct"] == 1.0
    assert report["superseded_as_current"] == 0
    assert report["unsupported"] == 0


@pytest.mark.parametrize(
    ("told", "supported"),
    [
        ("Time: 2026-11-10 18:52; Event: strict_keys on; no new pairs; By: @omar", True),
        ("Time: 2026-11-10 18:52; Event: strict_keys off; no new pairs; By: @omar", False),
        ("Time: 2026-11-10 18:53; Event: strict_keys on; no new pairs; By: @omar", False),
        ("Time: 2026-11-10 18:52; Event: strict_keys on; no new pairs; By: @ken", False),
    ],
)
def test_a_row_is_supported_by_its_cells_whatever_its_columns_are_called(
    told: str, *, supported: bool
):
    row = "| 2026-11-10 18:52 | `strict_keys` on; no new pairs | @omar |"
    text = f"# What\n\n| Time | Event | By |\n|---|---|---|\n{row}\n"
    record = Document("I-1", "incident", "What", "open", 1, text, 0)
    said = Sentence(told, (Cite("I-1", "What", 1, "open", (), row, "/I-1"),))
    assert is_supported(said, {"I-1": record}.get) is supported


def test_the_columns_of_a_table_without_sides_may_be_named():
    row = "old  v.op(v,w)"
    rule = "===  ========="
    text = f"Title\n=====\n\nWhat:\n\n{rule}\nv    Action\n{rule}\n{row}\n{rule}\n"
    record = Document("PEP-1", "rfc", "What", "final", 0, text, 0)
    for told, supported in (
        ("v: old; Action: v.op(v,w)", True),
        ("v: old; Cost: v.op(v,w)", False),
    ):
        said = Sentence(told, (Cite("PEP-1", "What", 0, "final", (), row, "/PEP-1"),))
        assert is_supported(said, {"PEP-1": record}.get) is supported


def test_an_objection_says_too_when_its_record_may_be_stale(tmp_path: Path):
    text = "# Keys\n\nKeys last a month.\n\nDissent: @omar wants a year.\n"
    record = Document("D-1", "decision", "Keys", "accepted", 1, text, 0, stale="past its review")
    (found,) = objections(FolderLibrary(tmp_path), record, stated=True)
    assert found.text == "Dissent: @omar wants a year."
    assert [(one.stale, one.line) for one in found.cites] == [("past its review", 5)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Issues were resolved, with a lack of any major objections.", ""),
        ("Apart from the above objections, this is specific to tools.", ""),
        ("Discuss important objections before you submit it.", ""),
        ("## Objections\n\nIt costs a day.", "It costs a day."),
        ("## Objections\n\nNone.", ""),
        ("Guido objected that it is slow.", "Guido objected that it is slow."),
        ("@omar objects: it is slow.", "@omar objects: it is slow."),
        ("Most objects are only seen by one thread. Python objects have a type.", ""),
        ("The admins haven't objected to the work.", ""),
        ("It is done regardless of objections from Oslo.", ""),
        ("There were several objections to this form.", ""),
        (
            "One objection is its name.\n\nThe main objection is cost.",
            "The main objection is cost.",
        ),
        ("# References\n\nThe thread (objections to two phases).", ""),
    ],
)
def test_only_what_objects_is_an_objection(tmp_path: Path, text: str, found: str):
    record = Document("D-1", "decision", "Keys", "accepted", 1, text, 0)
    said = objections(FolderLibrary(tmp_path), record, stated=True)
    assert [one.text for one in said] == ([found] if found else [])


def test_a_line_that_is_no_question_is_named():
    with pytest.raises(InvalidInput) as refusal:
        parse('{"question": "x"}\n{"answers": []}\nnonsense\n', path="q.jsonl")
    assert [one.line for one in refusal.value.findings] == [2, 3]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("[1]", "it is no JSON object"), ('{"answers": []}', "it has no question"),
        ('{"question": "x", "as_of": "soon"}', "as_of is no day like 2026-11-01: soon"),
        ('{"question": "x", "cites": "D-1"}', "answers and cites are lists"),
    ],
)  # fmt: skip
def test_each_line_that_is_no_question_says_why(line: str, why: str):
    with pytest.raises(InvalidInput) as refused:
        parse(f"\ufeff{line}\n")
    assert [why in one.message for one in refused.value.findings] == [True]


@pytest.mark.parametrize("name", sorted(one.name for one in (QUESTIONS / "workspaces").iterdir()))
def test_the_workspaces_of_the_questions_fulfil_their_contracts(name: str):
    told = CliRunner().invoke(cli, ["check", str(QUESTIONS / "workspaces" / name)])
    assert told.exit_code == 0, told.output


def test_the_question_sets_hold_what_was_promised():
    halves = {path.stem: parse(path.read_text()) for path in QUESTIONS.glob("*.jsonl")}
    every = [one for half in halves.values() for one in half]
    raw = [
        json.loads(line)
        for path in QUESTIONS.glob("*.jsonl")
        for line in path.read_text().splitlines()
    ]
    assert set(halves) == {*LEARNT_FROM, *READ, *APART, *KEPT}
    assert len(every) >= 28_000
    assert sum(one["sort"] != "answerable" for one in raw) >= 9_000
    assert len({one.question for one in every}) == len(every)
