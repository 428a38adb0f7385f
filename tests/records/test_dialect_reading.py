"""Each dialect reads what people write in it, keeps what it does not understand, and says so."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayline.records.collection import collection
from dayline.records.dialect import Read, named, read_document, released, state_of


def rules(read: Read) -> list[tuple[str, int]]:
    return [(finding.rule, finding.line) for finding in read.findings]


def edges(read: Read) -> set[tuple[str, str, str]]:
    return {(link.type, link.means, link.target) for link in read.links}


PEP = """\
PEP: 42
Title: A better way
Author: Ana Ruiz <ana@example.org>,
        Ben Cole <ben@example.org>
Status: Draft
Type: Standards Track
Replaces: 7, 8
Created: 02-Jan-2024
Post-History: `03-Jan-2024 <https://example.org/a,b>`__,
              `04-Jan-2024 <https://example.org/2>`__
Resolution: `05-Feb-2024 <https://example.org/3>`__

Abstract
========

Words.

Details
-------

::

    Not a title
    -----------
"""


def test_a_pep() -> None:
    read = read_document(named("pep"), "peps/pep-0042.rst", PEP)
    assert (read.ref, read.number, read.title, read.kind) == ("PEP-42", 42, "A better way", "rfc")
    assert (read.status_text, read.state, read.date) == ("Draft", "draft", date(2024, 1, 2))
    assert read.value("authors") == ("Ana Ruiz <ana@example.org>", "Ben Cole <ben@example.org>")
    assert read.value("post_history") == (date(2024, 1, 3), date(2024, 1, 4))
    assert edges(read) == {
        ("replaces", "supersedes", "PEP-7"),
        ("replaces", "supersedes", "PEP-8"),
    }
    assert [(item.level, item.text, item.line) for item in read.outline.headings] == [
        (1, "Abstract", 13),
        (2, "Details", 18),
    ]
    assert read.findings == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Title: A better way\n", "", [("field-missing", 1)]),
        ("Title: A better way", "Title:", [("field-missing", 2)]),
        ("Status: Draft", "Status: Drafty", [("field-choice", 5)]),
        ("02-Jan-2024", "2024-01-02", [("date-form", 8)]),
        ("02-Jan-2024", "31-Feb-2024", [("field-date", 8)]),
        ("02-Jan-2024", "soon", [("field-date", 8)]),
        ("Replaces: 7, 8", "Replaces: the old one", [("field-reference", 7)]),
        ("PEP: 42", "PEP: forty-two", [("field-type", 1)]),
        ("PEP: 42", "PEP: 43", [("number-mismatch", 1)]),
        ("Type: Standards Track", "Type: Standards Track\nStatus: Final", [("key-duplicate", 7)]),
    ],
)
def test_each_fault_of_a_header_is_found_at_its_line(
    old: str, new: str, expected: list[tuple[str, int]]
) -> None:
    read = read_document(named("pep"), "peps/pep-0042.rst", PEP.replace(old, new))
    assert rules(read) == expected
    assert all(finding.remedy and finding.path == read.path for finding in read.findings)


def test_a_nygard_record_with_status_lines() -> None:
    text = (
        "# 5. Use Postgres\n\nDate: 2024-01-02\n\n## Status\n\nAccepted\n\nSupercedes "
        "[3. Use files](0003-use-files.md)\nAmended by [7. Use two](0007-use-two.md)\n\n"
        "Clarifies [2. Stores](0002-stores.md)\n\n## Context\n\nThis does not supersede ADR-4.\n\n"
        "## Decision\n\nYes.\n\n## Consequences\n\nNone.\n"
    )
    read = read_document(named("nygard"), "doc/adr/0005-use-postgres.md", text)
    assert (read.ref, read.title, read.state) == ("ADR-5", "Use Postgres", "accepted")
    assert (read.date, read.status.line, read.kind) == (date(2024, 1, 2), 7, "decision")
    assert edges(read) == {
        ("supersedes", "supersedes", "ADR-3"),
        ("amended_by", "amended_by", "ADR-7"),
        ("clarifies", "relates_to", "ADR-2"),
    }


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("Accepted", "accepted"), ("ACCEPTED", "accepted"), ("**Accepted** ✅", "accepted"),
        ("✅ Accepted (2024-01-02)", "accepted"), ("Accepted, amends ADR 3", "accepted"),
        ("Approved", "accepted"), ("Pending", "proposed"), ("Partly superseded", "accepted"),
        ("Partially superseded by ADR-3", "accepted"), ("Superseded", "superseded"),
        ("Superseded by [ADR-3](0003-x.md)", "superseded"), ("~~Accepted~~", "accepted"),
        ("[Accepted](https://example.org)", "accepted"), ("Not accepted", None),
        ("Acceptable", None), ("Accepted-ish", None), ("To be decided", None), ("?", None),
    ],
)  # fmt: skip
def test_a_status_is_read_by_its_first_words_or_not_at_all(status: str, state: str | None) -> None:
    assert state_of(named("nygard"), status) == state


def test_an_unknown_status_is_kept_and_reported() -> None:
    text = "# 1. X\n\n## Status\n\nUnder the sofa\n\n## Context\n\n## Decision\n\n## Consequences\n"
    read = read_document(named("nygard"), "0001-x.md", text)
    assert (read.status_text, read.state) == ("Under the sofa", "")
    assert rules(read) == [("status-unknown", 5)]


def test_a_status_may_speak_of_a_part() -> None:
    text = (
        "# 1. X\n\n## Status\n\nAccepted. The naming portions superseded by ADR-8.\n\n## Context\n"
    )
    read = read_document(named("nygard"), "0001-x.md", text)
    assert read.state == "accepted"
    assert edges(read) == {("superseded_by", "superseded_in_part_by", "ADR-8")}


MADR4 = """\
---
status: "superseded by [ADR-0005](0005-example.md)"
date: 2024-01-02
decision-makers: [Ana Ruiz, Ben Cole]
custom: 3.10   # kept as it is
---

# Use quotes

## Context and Problem Statement

Words.

## Considered Options

* Quotes
* None

## Decision Outcome

Chosen option: "Quotes", because they are there.
"""


def test_a_madr_4_record() -> None:
    read = read_document(named("madr4"), "docs/decisions/0002-use-quotes.md", MADR4)
    assert (read.ref, read.title, read.state) == ("ADR-2", "Use quotes", "superseded")
    assert edges(read) == {("superseded_by", "superseded_by", "ADR-5")}
    assert read.value("deciders") == ("Ana Ruiz", "Ben Cole")
    assert read.fields["custom"].raw == "3.10"
    assert [item.line for item in read.fields.values()] == [2, 3, 4, 5]


def test_a_madr_2_record_in_bullets_with_its_links() -> None:
    text = (
        "# Use quotes\n\n* Status: accepted\n* Deciders: Ana, Ben\n* Date: 2024-01-02\n\n"
        "Technical Story: none\n\n## Context and Problem Statement\n\nx\n\n## Links\n\n"
        "* Refined by [ADR-0005](0005-example.md)\n* Supersedes [ADR-0001](0001-old.md)\n"
    )
    read = read_document(named("madr2"), "docs/adr/0002-use-quotes.md", text)
    assert (read.state, read.value("deciders")) == ("accepted", ("Ana", "Ben"))
    assert edges(read) == {
        ("refined_by", "relates_to", "ADR-5"),
        ("supersedes", "supersedes", "ADR-1"),
    }


def test_a_log4brains_record_is_known_by_its_slug() -> None:
    text = (
        "# Use numbers\n\n- Status: superseded by "
        "[20201016-use-slugs](20201016-use-slugs.md)\n- Date: 2020-09-26\n\n"
        "## Context and Problem Statement\n\nx\n\n## Decision Outcome\n\ny\n"
    )
    read = read_document(named("log4brains"), "docs/adr/20200926-use-numbers.md", text)
    assert (read.ref, read.number, read.state) == ("20200926-use-numbers", None, "superseded")
    assert edges(read) == {("superseded_by", "superseded_by", "20201016-use-slugs")}


def test_a_kep_takes_its_header_from_the_file_beside_it() -> None:
    yaml = (
        "title: Faster probes\nkep-number: 1234\nauthors:\n  - '@ana'\nowning-sig: sig-node\n"
        "status: replaced\ncreation-date: 2021-03-10\nsee-also:\n  - /keps/sig-a/1-one\n"
        "superseded-by:\n  - /keps/sig-node/2345-better-probes\nstage: gamma\n"
    )
    text = "# KEP-1234: Faster probes\n\n## Summary\n\nWords.\n"
    read = read_document(
        named("kep"), "keps/sig-node/1234-faster-probes/README.md", text, sidecar=yaml
    )
    assert (read.ref, read.title, read.state) == ("KEP-1234", "Faster probes", "superseded")
    assert edges(read) == {
        ("see_also", "relates_to", "KEP-1"),
        ("superseded_by", "superseded_by", "KEP-2345"),
    }
    [finding] = read.findings
    assert finding.place == "keps/sig-node/1234-faster-probes/kep.yaml:12"


EIP = """\
---
eip: 7
title: A token
description: Words
author: Ana (@ana), Ben <ben@example.org>
discussions-to: https://example.org/t/7
status: Final
type: Standards Track
category: ERC
created: 2024-01-02
requires: 20, 165
---

## Abstract

Words.
"""


def test_a_front_matter_rfc_such_as_an_eip() -> None:
    read = read_document(named("eip"), "EIPS/eip-7.md", EIP)
    assert (read.ref, read.title, read.state) == ("EIP-7", "A token", "final")
    assert edges(read) == {("requires", "requires", "EIP-20"), ("requires", "requires", "EIP-165")}
    assert read.findings == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("category: ERC\n", "", [("field-missing", 1)]),
        ("status: Final", "status: Last Call", [("field-missing", 1)]),
        ("description: Words\n", "", [("field-missing", 1)]),
        ("eip: 7", "eip: [7]", [("field-type", 2)]),
        ("created: 2024-01-02", "created: 02/01/2024", [("field-date", 10)]),
        ("https://example.org/t/7", "the forum", [("field-type", 6)]),
        ("title: A token", "title: [A, token]", [("field-type", 3)]),
        ("type: Standards Track", "type: Standard", [("field-choice", 8)]),
        ("created:", "title: again\ncreated:", [("key-duplicate", 10)]),
        ("---\n\n## Abstract", "\n## Abstract", [("head-unclosed", 1)]),
    ],
)
def test_each_fault_of_front_matter_is_found_once(
    old: str, new: str, expected: list[tuple[str, int]]
) -> None:
    read = read_document(named("eip"), "EIPS/eip-7.md", EIP.replace(old, new, 1))
    assert rules(read) == expected


def test_a_field_is_asked_of_records_that_were_begun_when_it_was_the_rule() -> None:
    old = EIP.replace("description: Words\n", "").replace("2024-01-02", "2019-01-02")
    assert read_document(named("eip"), "EIPS/eip-7.md", old).findings == []


def test_a_stub_says_where_its_record_went_and_nothing_is_asked_of_it() -> None:
    text = (
        "---\neip: 20\ncategory: ERC\nstatus: Moved\n---\n\n"
        "This file was moved to https://example.org/erc-20.md\n"
    )
    stub = read_document(named("eip"), "EIPS/eip-20.md", text)
    assert (stub.moved_to, stub.ref, stub.findings) == ("https://example.org/erc-20.md", "", [])
    found = collection([stub, read_document(named("eip"), "EIPS/eip-7.md", EIP)])
    assert [edge.target for edge in found.dangling] == ["EIP-165"]


def test_a_front_matter_rfc_of_anybody() -> None:
    text = (
        "---\nstage: accepted\nstart-date: 2024-01-02T00:00:00.000Z\nauthors: [Ana]\n"
        "supersedes: RFC-3\n---\n\n# RFC 12: Faster\n\n## Summary\n\nThis RFC obsoletes #4.\n"
    )
    read = read_document(named("frontmatter-rfc"), "text/0012-faster.md", text)
    assert (read.ref, read.title, read.state) == ("RFC-12", "Faster", "accepted")
    assert (read.date, read.findings) == (date(2024, 1, 2), [])
    assert edges(read) == {
        ("supersedes", "supersedes", "RFC-3"),
        ("obsoletes", "supersedes", "RFC-4"),
    }


def test_a_form_to_fill_in_is_no_record() -> None:
    text = "---\nstatus: {proposed | accepted}\n---\n\n# {short title}\n"
    read = read_document(named("madr4"), "template/adr-template.md", text)
    assert (read.is_template, read.ref, read.kind, read.findings) == (True, "", "guide", [])


def test_a_plain_page_has_a_title_and_no_demands() -> None:
    read = read_document(named("plain"), "docs/how-to.md", "Setext title\n===\n\n## Part\n")
    assert (read.title, read.ref, read.kind, read.findings) == ("Setext title", "", "guide", [])


def test_a_native_record() -> None:
    text = (
        "---\ncontract: decision/1\nid: D-42\nstate: proposed\nauthor: '@ana'\n"
        "supersedes: D-7\n---\n\n# Use Postgres\n"
    )
    read = read_document(named("native"), "decisions/d-42.md", text)
    assert read.title == "Use Postgres"
    assert read.value("status") == "proposed"


def test_a_byte_order_mark_and_windows_line_ends_change_nothing() -> None:
    plain = read_document(named("eip"), "EIPS/eip-7.md", EIP)
    windows = "\ufeff" + EIP.replace("\n", "\r\n")
    read = read_document(named("eip"), "EIPS/eip-7.md", windows)
    assert read.text == windows
    assert {key: item.value for key, item in read.fields.items()} == {
        key: item.value for key, item in plain.fields.items()
    }
    assert edges(read) == edges(plain)


@given(st.sampled_from(sorted(released())), st.text(max_size=400))
def test_no_text_stops_any_dialect(name: str, text: str) -> None:
    path = {"kep": "1-x/README.md", "pep": "pep-0001.rst", "eip": "eip-1.md"}.get(name, "0001-x.md")
    read = read_document(named(name), path, text, sidecar=text)
    assert read.text == text
    assert 0 <= read.head.end <= read.body <= len(text)


@given(
    st.lists(st.sampled_from(["status", "date", "title", "x", "tags"]), max_size=6),
    st.lists(
        st.sampled_from(["a", "2024-01-02", "[a, b]", "{a: 1}", "~", '"x"', "- y", ": :", "&a 1"]),
        min_size=6,
        max_size=6,
    ),
    st.sampled_from(sorted(released())),
)
def test_a_head_of_any_shape_is_read_or_reported(
    keys: list[str], values: list[str], name: str
) -> None:
    lines = [f"{key}: {value}" for key, value in zip(keys, values, strict=False)]
    text = "\n".join(["---", *lines, "---", "", "# T", ""])
    read = read_document(named(name), "0001-x.md", text)
    for item in read.fields.values():
        assert item.line == 0 or 1 <= item.line <= len(text.splitlines())
