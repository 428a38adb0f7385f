"""A dialect is one YAML file; every fault of it is told at once, with its line and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayline.base.errors import HostileInput, InvalidInput, NotFound
from dayline.records.collection import detect, dialect_of
from dayline.records.dialect import extended, named, parse_dialect, parsing, read_document, released
from dayline.records.dialect.dates import DATE_FORMATS
from dayline.records.dialect.library import NAMES, source
from dayline.records.dialect.model import KINDS, MEANINGS, STATES, STYLES, TYPES
from dayline.records.dialect.names import compile_template

REPOSITORY = Path(__file__).resolve().parents[2]

OWN = """\
dialect: enhancement
title: Meridian Pay enhancements
kind: rfc
prefix: ME
numbering: sequential
files: {records: ["me-{number}-{slug}.md"], folders: [enhancements]}
header: {styles: [lines]}
recognise: {headings: [goal, way], at_least: 2, weight: 20}
titles: {from: [heading], drop: ["ME{number} "]}
fields:
  Owner: {type: people, required: true}
  Begun: {type: date, formats: [D Month YYYY]}
  After: {type: refs, means: requires}
  Mood: {type: choice, choices: [calm, brave]}
status:
  section: Where it stands
  states: {Thinking: draft, Doing: accepted, Done: final, Dropped: withdrawn}
refs: {names: [ME]}
sections:
  - {name: Goal, required: true}
  - {name: Way, required: true}
"""
TEXT = """\
# ME7 Pay by voice

Owner: Ana Ruiz, Ben Cole
Begun: 2 January 2024
After: ME-3, ME-4
Mood: calm

## Where it stands

Doing since Monday

## Goal

Words.

## Way

Words.
"""


def test_a_team_adds_its_own_dialect_with_one_file_and_no_code() -> None:
    own = parse_dialect(OWN, path=".dayline/dialects/enhancement.yaml")
    dialects = {**released(), own.name: own}
    texts = {"enhancements/me-7-voice.md": TEXT, "README.md": "# Words\n"}
    [found, plain] = detect(sorted(texts), texts.__getitem__, dialects=dialects)[::1]
    assert (found.root, found.dialect, found.pattern) == (
        "enhancements", "enhancement", "me-{number}-{slug}.md",
    )  # fmt: skip
    assert plain.dialect == "plain"
    path = "enhancements/me-7-voice.md"
    assert dialect_of(path, TEXT, dialects=dialects) is own
    read = read_document(own, path, TEXT)
    assert (read.ref, read.title, read.state) == ("ME-7", "Pay by voice", "accepted")
    assert read.value("authors") is None
    assert read.value("owner") == ("Ana Ruiz", "Ben Cole")
    assert [link.target for link in read.links] == ["ME-3", "ME-4"]
    assert read.findings == []


@pytest.mark.parametrize("name", NAMES)
def test_the_dialects_that_ship_are_sound(name: str) -> None:
    dialect = named(name)
    assert dialect.name == name
    assert dialect.title
    sections = {section.name for section in dialect.sections}
    assert all(set(order) <= sections for order in dialect.orders)
    assert not dialect.status.field or dialect.status.field in dialect.by_key
    assert all(key in dialect.by_key for rule in dialect.fields for key in rule.required_when)
    assert all(key in dialect.by_key for key in dialect.window.values())


def test_a_dialect_that_is_not_there_is_said_not_to_be_there() -> None:
    with pytest.raises(NotFound, match="haiku"):
        named("haiku")


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("kind: rfc", "kind: poem", 3),
        ("kind: rfc", "kind: rfc\ncolour: red", 4),
        ("styles: [lines]", "styles: [stones]", 7),
        ("type: people", "type: crowd", 11),
        ("means: requires", "means: likes", 13),
        ("D Month YYYY", "MM/DD/YY", 12),
        ("Thinking: draft", "Thinking: dozing", 17),
        ("weight: 20", "weight: heavy", 8),
        ("required: true}\n  Begun", "required: true, shiny: 1}\n  Begun", 11),
        ("{name: Goal, required: true}", "{name: Goal, must: true}", 20),
        ('["me-{number}-{slug}.md"]', '["' + "{slug}" * 7 + '"]', 6),
        ("fields:\n", "fields: none\nold:\n", 10),
    ],
)
def test_each_fault_names_its_line_and_its_remedy(old: str, new: str, line: int) -> None:
    assert old in OWN
    with pytest.raises(InvalidInput) as refused:
        parse_dialect(OWN.replace(old, new, 1), path="own.yaml")
    assert line in [finding.line for finding in refused.value.findings]
    assert all(finding.remedy and finding.path == "own.yaml" for finding in refused.value.findings)


def test_several_faults_are_told_at_once() -> None:
    broken = OWN.replace("kind: rfc", "kind: poem").replace("type: people", "type: crowd")
    with pytest.raises(InvalidInput) as refused:
        parse_dialect(broken)
    assert [finding.line for finding in refused.value.findings] == [3, 11]


@pytest.mark.parametrize("text", ["- a\n- b\n", "just words\n", "", "dialect:\n", "[" * 3000])
def test_what_is_no_dialect_at_all_is_refused(text: str) -> None:
    with pytest.raises((InvalidInput, HostileInput)):
        parse_dialect(text)


def test_a_template_is_no_regular_expression() -> None:
    pattern = compile_template("(a+)+{number}$.md")
    assert pattern.fullmatch("(a+)+7$.md")
    assert not pattern.fullmatch("aaaa7.md")


@given(st.text(alphabet="0123456789-a./{}", max_size=60))
def test_a_template_matches_what_it_is_filled_with(slug: str) -> None:
    found = compile_template("{number}-{slug}.md").fullmatch(f"0042-{slug}.md")
    if slug and "/" not in slug:
        assert found is not None
        assert (int(found["number"]), found["slug"]) == (42, slug)
    else:
        assert found is None


def test_the_source_of_a_dialect_parses_to_it_again() -> None:
    assert parse_dialect(source("pep")).fields == named("pep").fields


def test_the_reference_page_names_every_word_of_the_language() -> None:
    page = (REPOSITORY / "docs/reference/dialects.md").read_text(encoding="utf-8")
    words = {*TYPES, *STYLES, *STATES, *DATE_FORMATS, *NAMES, *KINDS, *parsing.TOP.split()}
    words |= {meaning for meaning in MEANINGS if not meaning.endswith(("_by", "cited_by"))}
    words |= set(parsing.FIELD_KEYS.split()) | {"superseded_by"}
    assert sorted(word for word in words if f"{word}" not in page) == []


def test_the_example_of_the_reference_page_works() -> None:
    page = (REPOSITORY / "docs/reference/dialects.md").read_text(encoding="utf-8")
    yaml = page.partition("```yaml\n")[2].partition("```")[0]
    text = page.partition("```markdown\n")[2].partition("```")[0]
    own = extended([parse_dialect(yaml, path="own.yaml")])["enhancement"]
    read = read_document(own, "enhancements/me-7-voice.md", text)
    assert (read.ref, read.title, read.state, read.findings) == (
        "ME-7", "Pay by voice", "accepted", [],
    )  # fmt: skip
