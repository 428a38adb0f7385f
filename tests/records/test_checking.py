"""The check as a writer meets it: what is wrong, where, and what to do."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayline.base.findings import Finding, Severity
from dayline.contracts import library
from dayline.records.checking import Surroundings, check, released_contract
from dayline.records.checks.headings import outside_longest_run
from dayline.records.checks.links import joined
from tests.records.defects import checked

DECISION = """\
# {number}. {title}

## Status

{status}

## Context

Why it came up.

## Decision

What we do.

## Consequences

What follows.
"""


def decision(number: int, *, title: str = "A choice", status: str = "Accepted") -> str:
    return DECISION.format(number=number, title=title, status=status)


def decisions(**changed: str) -> dict[str, str]:
    """Five decisions in a folder; ``n3=...`` replaces the text of the third."""
    return {
        f"docs/adr/{number:04}-choice.md": changed.get(f"n{number}", decision(number))
        for number in range(1, 6)
    }


def told(texts: dict[str, str], *rules: str) -> list[tuple[str, int, Severity]]:
    """(path, line, severity) of the findings of these rules, or of all."""
    found = checked(texts).findings
    assert all(one.remedy and one.message for one in found)
    return [(one.path, one.line, one.severity) for one in found if not rules or one.rule in rules]


THIRD = "docs/adr/0003-choice.md"


def test_records_in_order_have_no_findings() -> None:
    assert told(decisions()) == []


def test_a_missing_section_is_an_error_where_it_belongs() -> None:
    text = decision(3).replace("## Decision\n", "")
    assert told(decisions(n3=text), "heading-missing") == [(THIRD, 14, Severity.ERROR)]


def test_a_record_that_lost_all_its_signs_is_judged_by_its_neighbours() -> None:
    assert len(told(decisions(n3="# Notes\n\nNothing else.\n"), "heading-missing")) == 3


def test_a_page_beside_the_records_is_a_page() -> None:
    texts = decisions() | {"docs/adr/README.md": "# How we decide\n\nText.\n", "notes.md": "x\n"}
    assert told(texts) == []


def test_a_form_to_fill_in_is_not_judged() -> None:
    texts = decisions() | {"docs/adr/template.md": "# {number}\n\n#### {deep}\n\n[x](nowhere.md)\n"}
    assert told(texts) == []


def test_a_section_under_another_name_beside_it_counts() -> None:
    text = decision(3).replace("## Context", "## Context and forces")
    assert told(decisions(n3=text)) == []


def test_a_section_that_is_asked_since_a_day_is_missing_only_in_what_began_later() -> None:
    head = "---\neip: {number}\ntitle: T\ndescription: D.\nauthor: A (@a)\nstatus: Draft\n"
    head += "discussions-to: https://example.org/t\ntype: Meta\ncreated: {day}\n---\n\n"
    body = "## Abstract\n\nA.\n\n## Specification\n\nS.\n\n## Copyright\n\nC.\n"
    texts = {
        f"EIPS/eip-{number}.md": head.format(number=number, day=day) + body
        for number, day in ((1, "2022-08-31"), (2, "2022-09-01"))
    }
    found = checked(texts).findings
    assert [(one.path, one.rule, one.message) for one in found] == [
        ("EIPS/eip-2.md", "heading-missing", "The section `Rationale` is missing."),
        ("EIPS/eip-2.md", "heading-missing", "The section `Security Considerations` is missing."),
    ]


def test_sections_out_of_order_are_a_warning_at_the_one_that_moved() -> None:
    parts = decision(3).split("## ")
    text = "## ".join([parts[0], parts[1], parts[2], parts[4], parts[3]])
    assert told(decisions(n3=text)) == [(THIRD, 11, Severity.WARNING)]


def test_a_level_that_is_skipped_is_a_warning_and_a_quoted_heading_is_none() -> None:
    text = decision(3).replace("Why it came up.", "> # quoted\n\n#### Deep")
    assert told(decisions(n3=text)) == [(THIRD, 11, Severity.WARNING)]


def test_a_record_without_title_is_an_error() -> None:
    text = decision(3).partition("\n")[2]
    assert told(decisions(n3=text), "title-missing") == [(THIRD, 1, Severity.ERROR)]


def test_a_successor_that_is_not_there_is_an_error() -> None:
    text = decision(3, status="Superseded by ADR-99")
    assert told(decisions(n3=text), "ref-dangling") == [(THIRD, 5, Severity.ERROR)]


def test_a_successor_that_only_one_end_names_is_said_at_the_other() -> None:
    text = decision(3, status="Superseded by [5. A choice](0005-choice.md)")
    found = checked(decisions(n3=text)).findings
    assert [one.rule for one in found] == ["link-one-sided"]
    assert found[0].path == "docs/adr/0005-choice.md"


def test_superseded_by_nobody_is_a_warning() -> None:
    text = decision(3, status="Superseded")
    assert told(decisions(n3=text)) == [(THIRD, 5, Severity.WARNING)]


def test_two_files_with_one_number_are_an_error() -> None:
    texts = decisions() | {"docs/adr/0003-other.md": decision(3)}
    found = checked(texts).findings
    assert [(one.rule, one.severity) for one in found] == [("number-duplicate", Severity.ERROR)]


def test_the_same_number_in_two_collections_is_no_fault() -> None:
    others = {path.replace("docs/", "services/pay/"): text for path, text in decisions().items()}
    assert told(decisions() | others) == []


def test_a_title_that_says_another_number_than_the_file_is_a_warning() -> None:
    assert told(decisions(n3=decision(7)), "number-mismatch") == [(THIRD, 1, Severity.WARNING)]


LINKS = """\
# Page

[there](other.md) [folder](sub) [up](../docs/other.md#Second-part) [here](#page) [top](#top)
[site](https://x.org/gone.md) [mail](mailto:a@b.c) [root](/gone.md) [form](<{slug}.md>)
[html](other.html) [bare](other) [code](#L12) [outside](../../elsewhere/x.md)

`[code](gone.md)` <!-- [comment](gone.md) -->

[gone](gone.md)
[lost](other.md#third-part)
[near](other.md#second:-part)
![no picture](gone.md)
[no part](#nothing)
"""


def test_dead_links_are_found_and_only_those() -> None:
    texts = {
        "docs/page.md": LINKS,
        "docs/other.md": "# Other\n\n## Second part\n",
        "docs/sub/x.md": "x\n",
    }
    assert told(texts, "link-dead") == [
        ("docs/page.md", 9, Severity.ERROR),
        ("docs/page.md", 10, Severity.WARNING),
        ("docs/page.md", 11, Severity.NOTE),
        ("docs/page.md", 12, Severity.ERROR),
        ("docs/page.md", 13, Severity.WARNING),
    ]
    assert told(texts) == told(texts, "link-dead")


def test_a_broken_head_is_named_and_the_rest_is_still_judged() -> None:
    texts = {"a.md": "---\nx: 1\nx: 2\n---\n# A\n\n#### Deep\n"}
    assert [one.rule for one in checked(texts).findings] == ["key-duplicate", "heading-skipped"]


@pytest.mark.parametrize(
    ("content", "rule", "line"),
    [
        (b"# T\n\ncaf\xe9\n", "encoding", 3),
        ("# T\n".encode("utf-16"), "encoding", 1),
        (b"# T\n\nx\x00y\n", "encoding", 3),
        ("# T\n\nif \u202euser\u202c\n".encode(), "text-hidden", 3),
        (b"# T\n" + b"x" * 1_100_000, "markdown-limit", 1),
        (b"---\na: 1\n# T\n", "head-unclosed", 1),
    ],
)
def test_bytes_that_are_no_honest_text_are_reported(content: bytes, rule: str, line: int) -> None:
    around = Surroundings(("a.md",), lambda _path: content, lambda _path: None, released_contract)
    found = check(around).findings
    assert [(one.rule, one.place) for one in found] == [(rule, f"a.md:{line}")]


# Records under a contract.


def native(ref: str, *, state: str = "proposed", more: str = "") -> str:
    return (
        f'---\ncontract: decision/1\nid: {ref}\nstate: {state}\nauthor: "@ana"\n{more}---\n'
        "# One ledger per site\n\n## Context\n\nEach site closes its own books.\n"
    )


def test_the_worked_examples_are_in_order() -> None:
    texts = {f"{ref}.md": text for ref, (_, text) in library.examples().items()}
    assert [one for one in checked(texts).findings if one.severity is Severity.ERROR] == []


def test_a_draft_lacks_nothing_and_a_state_must_be_known() -> None:
    texts = {"D-1.md": native("D-1"), "D-2.md": native("D-2", state="acepted")}
    found = checked(texts).findings
    assert [(one.rule, one.place) for one in found] == [("state-unknown", "D-2.md:4")]
    assert "accepted" in found[0].remedy


def test_a_link_to_no_record_an_id_given_twice_and_a_link_with_one_end() -> None:
    texts = {
        "D-1.md": native("D-1", more="supersedes: [D-2]\n"),
        "D-2.md": native("D-2"),
        "D-3.md": native("D-3", more="supersedes: [D-77]\n"),
        "other.md": native("D-3"),
    }
    assert [(one.rule, one.path, one.severity) for one in checked(texts).findings] == [
        ("link-one-sided", "D-1.md", Severity.NOTE),
        ("link-dead", "D-3.md", Severity.ERROR),
        ("number-duplicate", "other.md", Severity.ERROR),
    ]


def test_an_unknown_contract_is_named_with_the_likely_one() -> None:
    text = native("D-1").replace("decision/1", "decison/1")
    around = Surroundings(
        ("a.md",),
        lambda _path: text.encode(),
        lambda _path: None,
        released_contract,
        lambda: ["decision"],
    )
    (found,) = check(around).findings
    assert (found.rule, found.line) == ("contract-unknown", 2)
    assert "`decision`" in found.remedy


def test_one_file_is_judged_against_the_names_of_the_others() -> None:
    texts = decisions(n2="# 2. x\n", n3=decision(3, status="Superseded by [9. x](0009-choice.md)"))
    read: list[str] = []

    def bytes_of(path: str) -> bytes:
        read.append(path)
        return texts[path].encode()

    around = Surroundings(tuple(texts), bytes_of, texts.__contains__, released_contract)
    found = check(around, only=[THIRD]).findings
    assert [(one.rule, one.path) for one in found] == [("link-dead", THIRD)]
    assert "docs/adr/0005-choice.md" not in read


# The small algorithms.


@given(st.lists(st.integers(-1, 6), max_size=9))
def test_the_fewest_sections_are_asked_to_move(ranks: list[int]) -> None:
    out = outside_longest_run(ranks)
    kept = [rank for at, rank in enumerate(ranks) if at not in out and rank >= 0]
    assert _rises(kept) or not out
    longest = max(
        (
            len(chosen)
            for mask in range(1 << len(ranks))
            if _rises(chosen := [r for at, r in enumerate(ranks) if mask >> at & 1 and r >= 0])
        ),
        default=0,
    )
    if out:
        assert len(kept) == longest


def _rises(ranks: list[int]) -> bool:
    return all(early < late for early, late in pairwise(ranks))


@pytest.mark.parametrize(
    ("folder", "path", "whole"),
    [
        ("", "a.md", "a.md"),
        ("x", "./a.md", "x/a.md"),
        ("x/y", "../a.md", "x/a.md"),
        ("x", "..", ""),
        ("x", "../../a", "../a"),
        ("x", "a//b/./c/", "x/a/b/c"),
        ("x", ".", "x"),
    ],
)
def test_a_path_is_seen_from_its_folder(folder: str, path: str, whole: str) -> None:
    assert joined(folder, path) == whole


@given(
    st.binary(max_size=300)
    | st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace"))
)
def test_any_bytes_are_checked_without_a_fall(content: bytes) -> None:
    for path in ("a.md", "docs/adr/0001-x.md", "pep-0001.rst"):
        around = Surroundings((path,), lambda _path: content, lambda _path: None, released_contract)
        for found in check(around).findings:
            assert isinstance(found, Finding)
            assert found.line >= 0
            assert found.message
