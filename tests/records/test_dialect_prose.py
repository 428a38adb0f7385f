"""Who supersedes whom, in the sentences people write. The record that speaks is RFC 9."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayline.records.collection import dialect_of
from dayline.records.dialect import named, read_document

HEAD = "- Start Date: 2024-01-02\n\n## Summary\n\n"


def links(body: str, *, head: str = HEAD) -> set[tuple[str, str]]:
    read = read_document(named("rust-rfc"), "text/0009-nine.md", head + body + "\n")
    return {(link.type, link.target.removeprefix("RFC-")) for link in read.links}


def meanings(body: str) -> set[tuple[str, str]]:
    read = read_document(named("rust-rfc"), "text/0009-nine.md", HEAD + body + "\n")
    return {(link.means, link.target.removeprefix("RFC-")) for link in read.links}


STATED = [
    ("This RFC supersedes RFC 12.", {("supersedes", "12")}),
    ("This RFC is superseded by RFC 12.", {("superseded_by", "12")}),
    ("This RFC was superseded by RFC 12, which is simpler.", {("superseded_by", "12")}),
    ("**Note:** This RFC has been superseded by [RFC 12][].", {("superseded_by", "12")}),
    ("*Note: superseded by [RFC 12].*", {("superseded_by", "12")}),
    ("> **Superseded** by RFC 12.", {("superseded_by", "12")}),
    ("Superseded by RFC 12.", {("superseded_by", "12")}),
    ("SUPERSEDED BY RFC-12", {("superseded_by", "12")}),
    ("2019-04-02: Superseded by RFC 12.", {("superseded_by", "12")}),
    ("- Superseded by RFC 12", {("superseded_by", "12")}),
    ("Supersedes RFC 12 and RFC 13.", {("supersedes", "12"), ("supersedes", "13")}),
    ("This RFC supersedes RFCs 12, 13 and 14.", {("supersedes", n) for n in ("12", "13", "14")}),
    ("Superseded by RFC 12 / 13.", {("superseded_by", "12"), ("superseded_by", "13")}),
    ("This RFC obsoletes RFC 12.", {("obsoletes", "12")}),
    ("This RFC is obsoleted by #12.", {("obsoleted_by", "12")}),
    ("This RFC makes RFC 12 obsolete.", {("obsoletes", "12")}),
    ("This RFC replaces RFC 12 in full.", {("replaces", "12")}),
    ("It has been replaced by RFC 12. This RFC is kept for history.", set()),
    ("This proposal completely supersedes the earlier RFC 12.", {("supersedes", "12")}),
    ("This RFC, once accepted, supersedes RFC 12.", {("supersedes", "12")}),
    ("If accepted, this RFC supersedes RFC 12.", {("supersedes", "12")}),
    ("If this RFC is accepted, it will supersede RFC 12.", {("supersedes", "12")}),
    ("This RFC will supersede RFC 12.", {("supersedes", "12")}),
    ("This RFC would supersede RFC 12.", {("supersedes", "12")}),
    ("This RFC is intended to supersede RFC 12.", {("supersedes", "12")}),
    ("This RFC aims to supersede RFC 12.", {("supersedes", "12")}),
    ("See RFC 12, which this RFC supersedes.", {("supersedes", "12")}),
    ("See RFC #12, which this is intended to supersede.", {("supersedes", "12")}),
    ("RFC 12 supersedes this RFC.", {("superseded_by", "12")}),
    ("RFC 12 superseded this one and this RFC.", set()),
    ("RFC 12 has superseded this RFC.", {("superseded_by", "12")}),
    ("RFC 12 is superseded by this RFC.", {("supersedes", "12")}),
    ("RFCs 12 and 13 are superseded by this RFC.", {("supersedes", "12"), ("supersedes", "13")}),
    ("This RFC describes the plan. It supersedes RFC 12.", {("supersedes", "12")}),
    ("This RFC describes the plan, superseding RFC 12.", {("supersedes", "12")}),
    ("This RFC mostly supersedes RFC 12.", {("mostly_supersedes", "12")}),
    ("This RFC has been largely superseded by RFC 12.", {("mostly_superseded_by", "12")}),
    ("This RFC partially supersedes RFC 12.", {("partially_supersedes", "12")}),
    ("Partially superseded by RFC 12.", {("partially_superseded_by", "12")}),
    ("This RFC has been superseded in part by RFC 12.", {("superseded_in_part_by", "12")}),
    ("This RFC in part supersedes RFC 12.", {("supersedes_in_part", "12")}),
    ("This section supersedes RFC 12 with respect to defaults.", {("partially_supersedes", "12")}),
    ("This RFC supersedes parts of RFC 12.", {("partially_supersedes", "12")}),
    ("This RFC supersedes section 3 of RFC 12.", {("partially_supersedes", "12")}),
    ("This updates and supersedes the rules in RFC 12.", {("partially_supersedes", "12")}),
    ("This RFC supersedes RFC 12's naming rules.", {("partially_supersedes", "12")}),
    ("This RFC amends RFC 12.", {("amends", "12")}),
    ("This RFC has been amended by RFC 12.", {("amended_by", "12")}),
    ("RFC 12 is amended by this RFC to allow it.", {("amends", "12")}),
    ("This RFC supersedes RFC 12 and amends RFC 13.", {("supersedes", "12"), ("amends", "13")}),
    (
        "> ⚠ This RFC has mostly been superseded ⚠\n>\n> Use the blocks of RFC 12 instead.",
        {("mostly_superseded_by", "12")},
    ),
    ("This RFC should be considered superseded by RFC 12.", {("superseded_by", "12")}),
    ("This RFC has been superseded. See RFC 12.", {("superseded_by", "12")}),
    ("Superseded: see RFC 12.", {("superseded_by", "12")}),
    ("**Supersedes:** [RFC 12](0012-x.md)", {("supersedes", "12")}),
    ("Superseded by: RFC 12", {("superseded_by", "12")}),
    ("With this RFC, RFC 12 is superseded.", {("supersedes", "12")}),
    ("We supersede RFC 12 with this RFC.", {("supersedes", "12")}),
    ("This supersedes our previous proposal, RFC 12.", {("supersedes", "12")}),
    ("This RFC has been deprecated in favour of RFC 12.", {("deprecated_by", "12")}),
    ("This RFC is obsolete. Please refer to RFC 12.", {("obsoleted_by", "12")}),
    ("This RFC supersedes rust-lang/rfcs#12.", {("supersedes", "12")}),
    (
        "This RFC supersedes RFC 12 and amends the `x`, y and z parts of RFC 13.",
        {("supersedes", "12"), ("amends", "13")},
    ),
]

UNSTATED = [
    "This RFC does not supersede RFC 12.",
    "This RFC doesn't obsolete RFC 12.",
    "This RFC is not superseded by RFC 12.",
    "This RFC is no longer superseded by RFC 12.",
    "Not superseded by RFC 12.",
    "This RFC never superseded RFC 12.",
    "Rather than superseding RFC 12, this RFC extends it.",
    "This RFC extends RFC 12 without superseding it or RFC 13.",
    "This RFC builds on RFC 12 instead of superseding RFC 12.",
    "This RFC may be superseded by RFC 12.",
    "This RFC might supersede RFC 12.",
    "This RFC could eventually be superseded by RFC 12.",
    "This RFC would be superseded by RFC 12.",
    "This RFC may supersede RFC 12 one day.",
    "If RFC 12 is accepted, this RFC is superseded by it and by RFC 13.",
    "If the team agrees, this RFC supersedes RFC 12.",
    "Unless RFC 12 lands, this RFC supersedes RFC 13.",
    "Does this RFC supersede RFC 12?",
    "Should this RFC be superseded by RFC 12?",
    "Whether this RFC supersedes RFC 12 is open.",
    "Some argued that this RFC supersedes RFC 12.",
    "It was suggested that this RFC supersede RFC 12.",
    "RFC 12 superseded RFC 13.",
    "RFC 12, which superseded RFC 13, is the basis of this RFC.",
    "This RFC builds on RFC 12, which was superseded by RFC 13.",
    "This RFC builds on RFC 12 (superseded by RFC 13).",
    "RFC 12 was superseded by RFC 13.",
    "RFC 12 is for the old protocol, later superseded by RFC 13.",
    "The old macro was superseded by `foo!`, see also RFC 12 for history.",
    "`This RFC supersedes RFC 12.`",
    "```text\nThis RFC supersedes RFC 12.\n```",
    "    This RFC supersedes RFC 12.",
    "<!-- This RFC supersedes RFC 12. -->",
    'RFC 12 said "this RFC supersedes RFC 13".',
    "RFC 12 says:\n\n> This RFC supersedes RFC 13.",
    "~~This RFC supersedes RFC 12.~~",
    "| This RFC supersedes RFC 12 | yes |",
    "This RFC supersedes the popular crate; RFC 12 is related.",
    "This modifier supersedes the linking kind defined by the linker.",
    "This modifier is supposed to supersede the `static` linking kind defined by RFC 12.",
    "This flag replaces the option that was introduced by RFC 12.",
    "This will become obsolete as soon as RFC 12 lands.",
    "The need for RFC 12 is not made obsolete by this RFC.",
    "See [superseding the plan](https://example.org/12) and RFC 12.",
    "This RFC supersedes neither RFC 12 nor RFC 13.",
    "This RFC supersedes rust-lang/rust#12.",
    "This RFC supersedes [the issue](https://github.com/rust-lang/rust/issues/12).",
    "This RFC deprecates the macro of RFC 12.",
    "With RFC 12, RFC 13 is superseded.",
    "Nothing in this RFC is superseded yet; RFC 12 will not change that.",
]


@pytest.mark.parametrize(("body", "expected"), STATED, ids=[body for body, _ in STATED])
def test_a_stated_supersession_becomes_a_link(body: str, expected: set[tuple[str, str]]) -> None:
    assert links(body) == expected


@pytest.mark.parametrize("body", UNSTATED, ids=UNSTATED)
def test_what_is_denied_possible_quoted_or_about_others_is_no_link(body: str) -> None:
    assert links(body) == set()


@pytest.mark.parametrize("section", ["Alternatives", "Future possibilities", "Prior art"])
def test_a_bare_this_in_a_section_of_maybes_is_no_link(section: str) -> None:
    assert links(f"Words.\n\n## {section}\n\nThis supersedes RFC 12.") == set()
    assert links(f"Words.\n\n## {section}\n\nThis RFC was superseded by RFC 12.") == {
        ("superseded_by", "12")
    }


def test_a_part_is_never_the_whole() -> None:
    assert meanings("These ranges have been superseded by RFC 12.") == {
        ("superseded_in_part_by", "12")
    }
    assert meanings("The naming rules in this RFC have been superseded by RFC 12.") == {
        ("superseded_in_part_by", "12")
    }
    assert meanings("This RFC supersedes RFC 12 for new crates only.") == {
        ("supersedes_in_part", "12")
    }


def test_what_cannot_be_understood_is_reported_with_its_line_and_states_nothing() -> None:
    body = "This RFC has been partially superseded by `unions-and-drop` and RFC 12."
    read = read_document(named("rust-rfc"), "text/0009-nine.md", HEAD + body)
    assert read.links == ()
    [finding] = [finding for finding in read.findings if finding.rule == "lineage-unclear"]
    assert (finding.path, finding.line) == ("text/0009-nine.md", 5)


def test_the_words_of_a_link_win_over_its_address() -> None:
    body = "This RFC supersedes [RFC 12].\n\n[RFC 12]: https://example.org/text/0013-other.md"
    assert links(body) == {("supersedes", "12")}


def test_an_address_is_enough_where_the_words_name_nothing() -> None:
    body = "This RFC supersedes [the old rules][old].\n\n[old]: ../text/0012-old.md"
    assert links(body) == {("supersedes", "12")}


@given(
    st.sampled_from(STATED),
    st.sampled_from(["", "Some words first. ", "In short, nothing changes. "]),
    st.sampled_from(["", " More words follow.", "\n\nAnother paragraph with RFC 99 in it."]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_what_stands_around_a_sentence_does_not_change_what_it_says(
    stated: tuple[str, set[tuple[str, str]]], before: str, after: str, newline: str
) -> None:
    body, expected = stated
    if body[0] in "->*2" or (after.startswith(" ") and body[-1] not in ".*"):
        before = after = ""
    assert links((before + body + after).replace("\n", newline)) == expected


@given(st.text(alphabet="sup erdbyRFC12.,;()[]`*>#-\n\"'", max_size=300))
def test_no_text_at_all_stops_the_reading(text: str) -> None:
    links(text + "superseded by RFC 1" + text)


HOSTILE = [
    "superseded by ", "RFC 1, ", "RFC 1/", "this ", "lyly", "- ", "[", "`", "(", '"', "is be ",
    "# ", "<!--", "<!---->", "#", " ", "[a](x", "`a``b", "~~", "*", "](", "\t", "|", ">", "\n#",
    "\n```\n", "\n## Status", "## Status\n", "\n<!-- -->", "\n- a: b", "[r]: x\n",
    "RFCs 1 and ", "the ", "[", "a ", "a:", "**", "\r\n", "\u00a0",
]  # fmt: skip


@pytest.mark.parametrize("name", ["rust-rfc", "nygard", "pep"])
@pytest.mark.parametrize("unit", HOSTILE)
def test_a_hostile_repetition_takes_no_more_than_its_share(unit: str, name: str) -> None:
    # What takes quadratic time in this would not end while anybody waits.
    text = "This RFC " + unit * (100_000 // len(unit)) + " supersedes RFC 12."
    for body in (text, f"# T\n\n## Status\n\n{text}\n\n## Context\n\n{text}"):
        path = "pep-0001.rst" if name == "pep" else "0009-nine.md"
        read_document(named(name), path, body)
        dialect_of(path, body)
