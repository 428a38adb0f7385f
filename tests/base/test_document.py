"""A document's head: reading it, and changing one value while every other byte stays."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dayline.base.document import newline_of, replaced, set_field, split
from dayline.base.errors import HostileInput, InvalidInput

TEXT = """\
---
# who wrote this
contract: decision/1
id: D-42
"state": proposed  # moves by `dayline move`
title: 'It''s "the" plan'
tags: [a, 'b c', "d"]   # flow
deciders:
  - "@ana" # lead
  - "@ben"

empty:
note: |
  keep   this
    exactly

unknown-key: {x: 1, y: [2]}
---
# Title

state: proposed
"""


def test_the_head_holds_every_key_in_its_order_with_its_line() -> None:
    head = split(TEXT)
    assert list(head.fields) == [
        "contract", "id", "state", "title", "tags", "deciders", "empty", "note", "unknown-key",
    ]  # fmt: skip
    assert head.style == "yaml"
    assert (head.start, TEXT[head.end :]) == (0, "# Title\n\nstate: proposed\n")
    assert head.fields["title"] == 'It\'s "the" plan'
    assert head.lines["deciders", 1] == 10
    assert TEXT.splitlines()[head.lines["state",] - 1].startswith('"state"')


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_byte_order_mark_and_other_line_breaks_change_nothing(mark: str, newline: str) -> None:
    text = mark + TEXT.replace("\n", newline)
    head = split(text)
    assert dict(head.fields) == dict(split(TEXT).fields)
    assert dict(head.lines) == dict(split(TEXT).lines)
    assert text[head.end :] == f"# Title{newline}{newline}state: proposed{newline}"
    edited = set_field(text, "state", "accepted")
    assert edited == text.replace('"state": proposed', '"state": accepted')


@pytest.mark.parametrize(
    ("key", "value", "before", "after"),
    [
        ("state", "accepted", "proposed  # moves", "accepted  # moves"),
        ("title", "New: one", "'It''s \"the\" plan'", "'New: one'"),
        ("tags", ["a", "b c", "d", "e: f"], '"d"]   # flow', '"d", "e: f"]   # flow'),
        ("tags", ["a"], "[a, 'b c', \"d\"]   # flow", "[a]   # flow"),
        ("tags", "one", "[a, 'b c', \"d\"]", "one"),
        ("deciders", ["@ana", "@ben", "@ken"], '"@ben"\n', '"@ben"\n  - "@ken"\n'),
        ("deciders", ["@ana"], '\n  - "@ben"', ""),
        ("deciders", [], 'deciders:\n  - "@ana" # lead\n  - "@ben"', "deciders: []"),
        ("deciders", None, 'deciders:\n  - "@ana" # lead\n  - "@ben"\n', ""),
        ("empty", "x", "empty:\n", "empty: x\n"),
        ("empty", ["x"], "empty:\n", "empty: [x]\n"),
        ("note", "short", "|\n  keep   this\n    exactly\n", "short\n"),
        ("note", None, "note: |\n  keep   this\n    exactly\n", ""),
        ("unknown-key", 5, "{x: 1, y: [2]}", "5"),
        ("id", "12", "D-42", '"12"'),
        ("id", 12, "D-42", "12"),
        ("id", True, "D-42", "true"),
        ("id", "yes", "D-42", '"yes"'),
        ("id", "2026-11-21", "D-42", "2026-11-21"),
        ("id", "a\nb", "D-42", '"a\\nb"'),
        ("new", "v", "[2]}\n---", "[2]}\nnew: v\n---"),
        ("new", ["D-1", "D-2"], "[2]}\n---", "[2]}\nnew: [D-1, D-2]\n---"),
        ("absent", None, "", ""),
    ],
)
def test_only_the_bytes_of_one_value_change(
    key: str, value: str | int | list[str] | None, before: str, after: str
) -> None:
    for newline in ("\n", "\r\n"):
        text = TEXT.replace("\n", newline)
        expected = text.replace(before.replace("\n", newline), after.replace("\n", newline), 1)
        assert set_field(text, key, value) == expected


def test_a_new_key_goes_behind_the_one_that_is_named() -> None:
    edited = set_field(TEXT, "supersedes", ["D-7"], after="deciders")
    assert '  - "@ben"\nsupersedes: [D-7]\n\nempty:' in edited


def test_a_document_without_a_head_gets_one() -> None:
    assert set_field("# T\r\n", "state", "draft") == "---\r\nstate: draft\r\n---\r\n# T\r\n"
    assert set_field("\ufeff# T\n", "a", "b") == "\ufeff---\na: b\n---\n# T\n"
    assert set_field("---\n---\nx\n", "a", "b") == "---\na: b\n---\nx\n"
    assert set_field("# T\n", "state", None) == "# T\n"


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        ("---\nid: 1\n# T\n", "head-unclosed", 1),
        ("---\nid: 1\nid: 2\n---\n", "key-duplicate", 3),
        ("---\nid: [1\n---\n", "yaml-syntax", 2),
        ("\ufeff---\r\na: 1\r\nb: {\r\n---\r\n", "yaml-syntax", 3),
    ],
)
def test_a_broken_head_is_refused_with_its_line(text: str, rule: str, line: int) -> None:
    with pytest.raises(InvalidInput) as caught:
        split(text, path="a.md")
    assert [(found.rule, found.place) for found in caught.value.findings] == [
        (rule, f"a.md:{line}")
    ]
    head = split(text, path="a.md", lenient=True)
    assert head.findings == caught.value.findings
    with pytest.raises(InvalidInput):
        set_field(text, "id", "3")


@pytest.mark.parametrize(
    "text",
    ["", "---", "# T\n", "---\n\nProse after a rule.\n\n---\n\nMore.\n", "--- \ntext\n", "----\n"],
)
def test_a_thematic_break_is_no_head(text: str) -> None:
    head = split(text)
    assert (head.style, head.end) == ("none", 0)


PEP = """\
PEP: 8
Title: Style Guide
Author: Guido <g@x.org>,
        Barry <b@x.org>
Status: Active
Requires:

Introduction: this is text
"""


def test_header_lines_are_read_with_their_continuations() -> None:
    head = split(PEP)
    assert head.style == "rfc822"
    assert head.fields == {
        "PEP": "8", "Title": "Style Guide", "Author": "Guido <g@x.org>, Barry <b@x.org>",
        "Status": "Active", "Requires": "",
    }  # fmt: skip
    assert head.lines["Status",] == 5
    assert PEP[head.end :] == "Introduction: this is text\n"


@pytest.mark.parametrize(
    ("key", "value", "before", "after"),
    [
        ("Status", "Final", "Status: Active", "Status: Final"),
        ("Author", ["A", "B"], "Guido <g@x.org>,\n        Barry <b@x.org>", "A, B"),
        ("Author", None, "Author: Guido <g@x.org>,\n        Barry <b@x.org>\n", ""),
        ("Requires", ["9"], "Requires:", "Requires: 9"),
        ("Type", "Process", "Requires:\n", "Requires:\nType: Process\n"),
    ],
)
def test_one_header_line_changes(
    key: str, value: str | list[str] | None, before: str, after: str
) -> None:
    for newline in ("\n", "\r\n"):
        text = PEP.replace("\n", newline)
        expected = text.replace(before.replace("\n", newline), after.replace("\n", newline), 1)
        assert set_field(text, key, value) == expected


def test_a_repeated_header_line_names_both() -> None:
    with pytest.raises(InvalidInput) as caught:
        split("PEP: 1\nTitle: x\nPEP: 2\n\n", style="rfc822")
    assert caught.value.findings[0].rule == "key-duplicate"
    assert caught.value.findings[0].line == 3


def test_header_lines_without_an_end_are_refused() -> None:
    for text in ("A: b\n" * 9_000, "A: b\n" + " more\n" * 9_000):
        with pytest.raises(HostileInput):
            split(text, path="a.md")
        assert split(text, lenient=True).findings[0].rule == "head-unclosed"


def test_prose_with_a_colon_is_no_header() -> None:
    assert split("Note: this is text.\n\nMore.\n").style == "none"


def test_a_replacement_takes_the_line_breaks_of_the_text() -> None:
    assert newline_of("a\r\nb\n") == "\r\n"
    assert replaced("a\r\nb\r\n", 3, 4, "x\ny") == "a\r\nx\r\ny\r\n"


KEYS = st.sampled_from(["id", "state", "title", "tags", "by", "a-b", "a b"])
WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=15)
VALUES = WORDS | st.integers(-99, 99) | st.booleans() | st.lists(WORDS, max_size=4)
LINES = st.sampled_from([
    "id: D-1", "state: 'x'  # note", 'title: "a: b"', "# comment", "", "tags: [a, 'b', \"c\"]",
    "tags:\n  - a\n  - 'b' # c\n  - c", "tags:\n- a\n\n- b", "by: a\n  b\n  c",
    "a-b: |\n  x\n\n  y", "a-b: >-\n  x\n  y\n", "a b: {c: [1, 2]}", "title:",
    "by:   spaced   ", "id:\n  deep:\n    er: 1", "tags: [\n  a,\n  b\n]", "state: é ü 😀",
    'a-b: "x\\ty"', "by: &", "  # indented comment",
])  # fmt: skip


@given(st.lists(LINES, max_size=8), KEYS, VALUES, st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_an_edit_is_what_was_asked_and_touches_nothing_else(
    lines: list[str], key: str, value: str | int | list[str], newline: str, mark: bool
) -> None:
    body = "# T\n\nstate: x\n---\nid: 9\n"
    text = "\n".join(["---", *lines, "---", body]).replace("\n", newline)
    text = "\ufeff" * mark + text
    try:
        before = split(text)
    except InvalidInput:
        assume(False)
    after_text = set_field(text, key, value)
    after = split(after_text)
    assert after.fields == {**before.fields, key: value}
    assert after_text[after.end :] == text[before.end :]
    kept = [line for line in text[: before.end].split(newline) if line.startswith("#")]
    assert [line for line in after_text[: after.end].split(newline) if line.startswith("#")] == kept
    if key not in before.fields:
        assert set_field(after_text, key, None) == text or before.style == "none"
    elif before.fields[key] == value and isinstance(value, list):
        assert after_text == text


HEADERS = st.sampled_from(
    [
        "PEP: 1",
        "Title: a: b",
        "Author: A,\n  B,\n\tC",
        "Status:",
        "Post-History: `x <y>`__",
        "X-Y: é",
    ]
)


@given(
    st.lists(HEADERS, min_size=3, max_size=6, unique=True),
    st.sampled_from(["Title", "Author", "Status", "New-Key"]),
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=12),
    st.sampled_from(["\n", "\r\n"]),
)
def test_an_edit_of_a_header_keeps_all_other_lines(
    headers: list[str], key: str, value: str, newline: str
) -> None:
    body = "\nTitle: not this\n\nText.\n"
    text = ("\n".join(headers) + "\n" + body).replace("\n", newline)
    edited = set_field(text, key, value)
    assert split(edited).fields[key] == " ".join(value.split())
    assert edited.endswith(body.replace("\n", newline))
    others = [line.replace("\n", newline) for line in headers if not line.startswith(f"{key}:")]
    assert all(line in edited for line in others)
    assert len(edited) - len(text) <= len(value) + len(key) + 4
