"""Real collections that nobody of this project wrote come in as their truth files say."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dayline.records.collection import Collection, assigned, collection, detect, windows
from dayline.records.dialect import Read, read_document
from dayline.records.dialect.options import chosen_option, considered_options
from dayline.records.dialect.values import DatedUrl
from tests.records.real_collections import archived, in_folder, truth

Data = Callable[[str], Path]


def iso(value: object) -> str | None:
    return value.isoformat() if isinstance(value, date) else None


def read_all(texts: dict[str, str]) -> dict[str, Read]:
    """Every text as it is found, with no hint at all."""
    found = detect(sorted(texts), texts.__getitem__)
    dialects = assigned(sorted(texts), texts.__getitem__, found)
    return {path: read_document(dialect, path, texts[path]) for path, dialect in dialects.items()}


def number(ref: str) -> int:
    return int(ref.rpartition("-")[2])


# Python enhancement proposals.


@pytest.fixture(scope="module")
def peps(real_data: Data) -> dict[int, Read]:
    texts = archived(real_data("python-peps") / "peps-rst.tar.xz")
    return {read.number or 0: read for read in read_all(texts).values()}


@pytest.fixture(scope="module")
def pep_collection(peps: dict[int, Read]) -> Collection:
    return collection(peps.values())


def test_every_pep_states_what_its_truth_says(peps: dict[int, Read], real_data: Data) -> None:
    expected = truth(real_data("python-peps") / "truth_records.json")
    assert len(peps) == len(expected) == 736
    for record in expected:
        read = peps[record["id"]]
        resolution = read.fields.get("resolution")
        resolved = read.value("resolution")
        stated = {
            "title": read.title,
            "status": read.status_text,
            "type": read.value("type"),
            "created": iso(read.value("created")),
            "post_history": [iso(day) for day in read.value("post_history") or ()],
            "resolution": (resolution.raw or None) if resolution else None,
            "resolution_date": iso(resolved.date) if isinstance(resolved, DatedUrl) else None,
        }
        assert stated == {key: record[key] for key in stated}, record["id"]


def test_no_pep_has_a_fault(peps: dict[int, Read]) -> None:
    assert [finding for read in peps.values() for finding in read.findings] == []


def test_the_edges_of_peps_are_exactly_the_stated_ones(
    pep_collection: Collection, real_data: Data
) -> None:
    found = sorted(
        (number(edge.source), edge.type, number(edge.target)) for edge in pep_collection.edges
    )
    expected = truth(real_data("python-peps") / "truth_edges.json")
    assert found == sorted((edge["src"], edge["rel"], edge["dst"]) for edge in expected)
    assert pep_collection.dangling == ()


def test_what_is_current_and_what_is_half_said_among_peps(
    pep_collection: Collection, real_data: Data
) -> None:
    expected = truth(real_data("python-peps") / "truth_lineage.json")
    line = pep_collection.lineage

    def pairs(stated: tuple[tuple[str, str], ...]) -> list[list[int]]:
        return sorted([number(old), number(new)] for old, new in stated)

    assert {str(number(old)): sorted(map(number, new)) for old, new in line.current_of.items()} == {
        old: sorted(new) for old, new in expected["superseded_to_current"].items()
    }
    assert {str(number(old)): depth for old, depth in line.depth.items()} == expected["chain_depth"]
    assert pairs(line.only_new_says) == sorted(expected["one_sided"]["only_replaces_stated"])
    assert pairs(line.only_old_says) == sorted(expected["one_sided"]["only_superseded_by_stated"])
    assert pairs(line.both_say) == sorted(expected["one_sided"]["both"])
    successorless = sorted(map(number, pep_collection.successorless))
    assert successorless == expected["superseded_status_without_successor"]
    unmarked = [
        [number(ref), pep_collection.by_ref[ref].status_text] for ref in pep_collection.unmarked
    ]
    assert sorted(unmarked) == expected["has_successor_but_status_not_superseded"]


def test_windows_of_peps_are_exact_and_the_impossible_one_is_told(
    pep_collection: Collection, real_data: Data
) -> None:
    found = list(windows(pep_collection.reads))
    assert [
        {
            "id": number(window.ref),
            "created": iso(window.created),
            "first_post": iso(window.first),
            "last_post": iso(window.last),
            "resolved": iso(window.closed),
            "status": pep_collection.by_ref[window.ref].status_text,
            "days_first_post_to_resolution": window.days,
        }
        for window in found
    ] == truth(real_data("python-peps") / "truth_windows.json")
    assert [window.ref for window in found if not window.possible] == ["PEP-820"]
    told = [finding for finding in pep_collection.findings if finding.rule == "window-impossible"]
    assert [finding.path.rpartition("/")[2] for finding in told] == ["pep-0820.rst"]


def test_bodies_of_peps_are_kept_as_they_are(peps: dict[int, Read], real_data: Data) -> None:
    texts = archived(real_data("python-peps") / "peps-rst.tar.xz")
    for read in peps.values():
        assert read.text is texts[read.path]
        assert read.text[read.head.start : read.head.end] + read.text[read.head.end :] == read.text
        assert read.head.end < len(read.text)


# Decisions.


def test_govuk_aws_comes_in_with_its_five_edges_and_its_missing_number(real_data: Data) -> None:
    folder = real_data("adr-collections")
    expected = truth(folder / "truth_govuk-aws.json")
    found = collection(read_all(in_folder(folder / "govuk-aws")).values())
    for record in expected["records"]:
        read = found.by_ref[f"ADR-{record['id']}"]
        stated = {
            "file": read.path,
            "title": read.title,
            "date": iso(read.date),
            "status_text": read.status_text,
            "status": read.status.word,
        }
        assert stated == {key: record[key] for key in stated}
    assert len(found.by_ref) == len(expected["records"])
    assert sorted((number(e.source), e.type, number(e.target)) for e in found.edges) == sorted(
        (edge["src"], edge["rel"], edge["dst"]) for edge in expected["edges"]
    )
    assert list(found.missing_numbers) == expected["missing_numbers"] == [34]


def test_partly_superseded_is_not_superseded(real_data: Data) -> None:
    texts = in_folder(real_data("adr-collections") / "govuk-aws")
    found = collection(read_all(texts).values())
    assert found.by_ref["ADR-3"].state == "accepted"
    assert set(found.current_of) == {"ADR-4"}
    [edge] = [edge for edge in found.edges if edge.source == "ADR-3"]
    assert (edge.type, edge.means) == ("superseded_by", "superseded_in_part_by")


def test_arachne_comes_in_with_titles_and_statuses(real_data: Data) -> None:
    folder = real_data("adr-collections")
    found = read_all(in_folder(folder / "arachne"))
    expected = truth(folder / "truth_arachne.json")
    assert [
        {"file": read.path, "title": read.title, "status": read.status_text}
        for read in found.values()
    ] == expected
    assert {read.state for read in found.values()} == {"accepted", "proposed"}


# Two values of the truth come from the pattern that made it, not from the documents: in 0007 it
# takes an example in the context for the outcome, in 0017 it knows no single quotation marks.
# The title and the unread head of the commented template are of the same kind.
MISREAD_CHOICES = {
    "docs/decisions/0007-do-not-emphasize-line-headings.md": "Do not emphasize line headings",
    "docs/decisions/0017-use-same-format-for-outcomes-and-options.md": (
        'Section "Consequences" listing positive and negative consequences as "Good, because" '
        'and "Bad, because"'
    ),
}
MISREAD_HEAD = "template/adr-template.md"


def test_madr_comes_in_with_front_matter_options_and_outcome(real_data: Data) -> None:
    folder = real_data("adr-collections")
    found = read_all(in_folder(folder / "madr"))
    expected = truth(folder / "truth_madr.json")
    assert len(found) == len(expected) == 25
    for record in expected:
        read = found[record["file"]]
        options = considered_options(read)
        assert (None if options is None else len(options)) == record["considered_options"]
        assert chosen_option(read) == MISREAD_CHOICES.get(record["file"], record["chosen"])
        if record["file"] != MISREAD_HEAD:
            assert read.title == record["title"]
            stated = {item.name: str(item.raw) for item in read.fields.values()} or None
            assert stated == record["front_matter"]


# Rust RFCs.


@pytest.fixture(scope="module")
def rfcs(real_data: Data) -> dict[str, Read]:
    return read_all(archived(real_data("rust-rfcs") / "rfcs-md.tar.xz"))


def test_prose_lineage_of_rfcs_is_whole_and_sound(rfcs: dict[str, Read], real_data: Data) -> None:
    expected = truth(real_data("rust-rfcs") / "truth_prose_lineage.json")
    found = {
        (read.number, link.type, number(link.target))
        for read in rfcs.values()
        for link in read.links
        if link.means.startswith("supersede")
    }
    stated = {(edge["src"], edge["rel"], edge["dst"]) for edge in expected["edges"]}
    assert stated <= found
    assert not {edge for edge in found if edge[0] in expected["negatives"]}
    # The truth was labelled from lines with supersed- and obsolet-; this one says "Replace".
    assert found - stated == {(3058, "replaces", 1859)}


def test_dates_of_rfcs_are_exact_and_malformed_ones_flagged(
    rfcs: dict[str, Read], real_data: Data
) -> None:
    flagged = set()
    for record in truth(real_data("rust-rfcs") / "truth_records.json"):
        read = rfcs[record["file"]]
        assert read.number == record["id"] or read.moved_to
        assert iso(read.value("created")) == record["start_date"], record["file"]
        if record["start_date_raw"] and not record["start_date"]:
            flagged.add(record["file"])
    told = {
        read.path
        for read in rfcs.values()
        for finding in read.findings
        if finding.rule == "field-date"
    }
    assert told == flagged
    assert len(flagged) == 4


def test_features_pull_requests_and_issues_of_rfcs_are_those_that_the_truth_could_read(
    rfcs: dict[str, Read], real_data: Data
) -> None:
    for record in truth(real_data("rust-rfcs") / "truth_records.json"):
        read = rfcs[record["file"]]
        if record["rfc_prs"]:
            stated = str(read.fields["rfc_pr"].raw)
            found = {int(one) for one in re.findall(r"(?:pull/|#|^\[)(\d+)", stated)}
            assert found >= {*record["rfc_prs"]}
        if record["feature"]:
            wanted = record["feature"].strip("\r`() ")
            assert wanted in str(read.fields["feature"].raw), record["file"]


def test_appendices_and_translations_know_whose_they_are(rfcs: dict[str, Read]) -> None:
    parts = [read for path, read in rfcs.items() if path.startswith("3392-leadership-council/")]
    assert {(read.part_of, read.kind) for read in parts} == {("RFC-3392", "guide")}
    moved = rfcs["2071-impl-trait-type-alias.md"]
    assert (moved.ref, moved.moved_to) == ("", "2071-impl-trait-existential-types.md")


# A handbook.


def test_a_handbook_comes_in_as_plain_guides_with_no_fault_of_the_dialect(real_data: Data) -> None:
    texts = archived(real_data("sourcegraph-handbook") / "docs-md.tar.xz")
    found = read_all(texts)
    assert len(found) == 883
    assert {(read.dialect.name, read.kind) for read in found.values()} == {("plain", "guide")}
    assert all(read.text is texts[path] for path, read in found.items())


def test_nothing_of_any_collection_is_lost_or_changed_by_reading(real_data: Data) -> None:
    for texts in (
        archived(real_data("rust-rfcs") / "rfcs-md.tar.xz"),
        in_folder(real_data("adr-collections")),
    ):
        assert {path: read.text for path, read in read_all(texts).items()} == texts
