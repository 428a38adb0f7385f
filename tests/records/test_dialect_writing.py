"""A status or a link is written back where the dialect keeps it, and nowhere else."""

from __future__ import annotations

import difflib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayline.base.errors import InvalidInput
from dayline.records.dialect import Read, named, read_document
from dayline.records.dialect.writing import Target, Written, write_link, write_status

NEW = Target("ADR-9", "0009-use-two.md", title="Use two", number=9)


def changed(read: Read, written: Written) -> list[str]:
    """The lines that differ, as ``-old`` and ``+new``."""
    before = [*read.text.splitlines(keepends=True), *read.sidecar.splitlines(keepends=True)]
    after = [*written.text.splitlines(keepends=True), *written.sidecar.splitlines(keepends=True)]
    return [
        line.rstrip("\r\n")
        for line in difflib.ndiff(before, after)
        if line[0] in "+-" and line[2:].strip()
    ]


NYGARD = (
    "# 1. Use one\r\n\r\nDate: 2024-01-02\r\n\r\n## Status\r\n\r\nAccepted\r\n\r\nAmends "
    "[3. X](0003-x.md)\r\n\r\n## Context\r\n\r\nC.  \r\n\r\n## Decision\r\n\r\nD.\r\n\r\n"
    "## Consequences\r\n\r\nE.\r\n"
)


def nygard(text: str = NYGARD) -> Read:
    return read_document(named("nygard"), "doc/adr/0001-use-one.md", text)


def test_a_status_section_changes_its_first_line_only() -> None:
    written = write_status(nygard(), "superseded")
    assert changed(nygard(), written) == ["- Accepted", "+ Superseded"]
    assert "\r\nSuperseded\r\n\r\nAmends" in written.text


def test_a_link_is_added_behind_the_status_in_the_dialects_own_words() -> None:
    written = write_link(nygard(), "superseded_by", NEW)
    assert changed(nygard(), written) == ["+ Superseded by [Use two](0009-use-two.md)"]
    assert "\n" not in written.text.replace("\r\n", "")
    assert write_link(nygard(written.text), "superseded_by", NEW).text == written.text


def test_a_document_without_a_status_gets_one_before_its_first_section() -> None:
    text = "# 1. Use one\n\n## Context\n\nC.\n\n## Decision\n\nD.\n\n## Consequences\n\nE.\n"
    written = write_status(nygard(text), "accepted")
    assert written.text == text.replace("## Context", "## Status\n\nAccepted\n\n## Context")


def test_front_matter_changes_one_value() -> None:
    text = "---\n# first\nstatus: accepted # since May\ndate: 2024-01-02\n---\n\n# Use one\n\nC.\n"
    read = read_document(named("madr4"), "0001-use-one.md", text)
    assert write_status(read, "rejected").text == text.replace("accepted", "rejected")
    written = write_status(read, "superseded", successor=NEW)
    again = read_document(named("madr4"), "0001-use-one.md", written.text)
    assert (again.state, [link.target for link in again.links]) == ("superseded", ["ADR-9"])
    assert "# first\n" in written.text
    assert "# since May\n" in written.text
    written = write_link(read, "supersedes", NEW)
    assert written.text == text + "\n## More Information\n\n* Supersedes [ADR-9](0009-use-two.md)\n"


def test_bullets_change_in_place() -> None:
    text = (
        "# Use one\n\n* Status: accepted\n* Date: 2024-01-02\n\n## Links\n\n- Refines [X](3.md)\n"
    )
    read = read_document(named("madr2"), "0001-use-one.md", text)
    assert changed(read, write_status(read, "deprecated")) == [
        "- * Status: accepted", "+ * Status: deprecated",
    ]  # fmt: skip
    assert changed(read, write_link(read, "supersedes", NEW)) == [
        "+ - Supersedes [ADR-9](0009-use-two.md)"
    ]


PEP = (
    "PEP: 1\nTitle: One\nAuthor: Ana\nStatus: Final\nType: Process\nCreated: 02-Jan-2024\n"
    "Superseded-By: 7\n\nBody\n====\n"
)


def test_header_lines_change_in_place() -> None:
    read = read_document(named("pep"), "pep-0001.rst", PEP)
    new = Target("PEP-9", "pep-0009.rst", number=9)
    assert write_status(read, "superseded").text == PEP.replace("Final", "Superseded")
    assert write_link(read, "superseded_by", new).text == PEP.replace("By: 7", "By: 7, 9")
    assert changed(read, write_link(read, "supersedes", new)) == ["+ Replaces: 9"]


def test_a_header_in_a_file_of_its_own_changes_there() -> None:
    yaml = (
        "title: One\nkep-number: 1\nauthors: ['@ana']\nowning-sig: sig-x\nstatus: implemented # y\n"
        "creation-date: 2024-01-02\nsee-also:\n  - /keps/sig-x/3-three\n"
    )
    read = read_document(named("kep"), "keps/sig-x/1-one/README.md", "# One\n", sidecar=yaml)
    new = Target("KEP-9", "keps/sig-x/9-nine/README.md", number=9)
    written = write_status(read, "superseded")
    assert written == Written("# One\n", yaml.replace("implemented", "replaced"))
    assert changed(read, write_link(read, "relates_to", new)) == ["+   - /keps/sig-x/9-nine"]


def test_a_sentence_is_written_where_a_dialect_has_only_sentences() -> None:
    text = "- Start Date: 2024-01-02\n\n## Summary\n\nWords.\n\n## Motivation\n\nMore.\n"
    read = read_document(named("rust-rfc"), "text/0001-one.md", text)
    written = write_link(read, "supersedes", Target("RFC-9", "0009-nine.md", number=9))
    assert changed(read, written) == ["+ This RFC supersedes [RFC 9](0009-nine.md)."]


def test_what_a_dialect_has_no_place_or_word_for_is_refused_and_the_text_kept() -> None:
    rust = read_document(
        named("rust-rfc"), "0001-one.md", "- Start Date: 2024-01-02\n\n## Summary\n"
    )
    with pytest.raises(InvalidInput) as refused:
        write_status(rust, "rejected")
    assert refused.value.kept
    with pytest.raises(InvalidInput, match="no place for a link"):
        write_link(nygard(), "blocks", NEW)
    with pytest.raises(InvalidInput, match="no word for open"):
        write_status(read_document(named("pep"), "pep-0001.rst", PEP), "open")


@given(
    st.sampled_from(["accepted", "rejected", "deprecated", "superseded", "proposed"]),
    st.sampled_from(["\n", "\r\n"]),
    st.text(alphabet="ab #`*-:\n", max_size=80),
)
def test_a_written_status_reads_back_and_leaves_the_body_alone(
    state: str, newline: str, body: str
) -> None:
    text = NYGARD.replace("\r\n", "\n").replace("C.", f"C. {body}").replace("\n", newline)
    read = nygard(text)
    written = write_status(read, state)
    assert nygard(written.text).state == state
    start, end = read.status.start, read.status.start + len("Accepted")
    assert written.text.startswith(text[:start])
    assert written.text.endswith(text[end:])
