"""Importing: collections come in as they are, go out byte for byte, and can be moved on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dayline.base.findings import Severity
from dayline.records import queries
from dayline.records.actions import move, open_record
from dayline.records.exporting import export_texts
from dayline.records.facts import text_of
from dayline.records.folder import walk
from dayline.records.imports.actions import Imported, import_records
from dayline.records.imports.reading import incoming
from dayline.records.links.actions import link
from dayline.records.reading import read_folder
from tests.cast import Stage
from tests.records.real_collections import unpack

NYGARD = """# {number}. {title}

Date: 2020-01-{number:02}

## Status

{status}

## Context

The old way costs too much.

## Decision

We take the new way.

## Consequences

It costs less.
"""


def write(folder: Path, number: int, title: str, status: str = "Proposed") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    text = NYGARD.format(number=number, title=title, status=status)
    name = title.lower().replace(" ", "-")
    (folder / f"{number:04}-{name}.md").write_bytes(text.encode())


def bring_in(stage: Stage, folder: Path, *, root: str = "") -> Imported:
    return import_records(stage.ana, incoming(read_folder(walk(folder)), root=root))


@pytest.fixture
def adrs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs" / "adr"
    write(folder, 1, "Use one queue", "Accepted")
    write(folder, 2, "Use two queues")
    write(folder, 4, "Use no queue")
    return folder


def test_records_keep_their_numbers_dates_and_states(stage: Stage, adrs: Path) -> None:
    done = bring_in(stage, adrs)
    assert (done.opened, done.findings) == (3, [])
    listed = queries.listing(stage.workspace)
    assert [(one.ref, one.state, one.title) for one in listed] == [
        ("ADR-1", "accepted", "Use one queue"),
        ("ADR-2", "proposed", "Use two queues"),
        ("ADR-4", "proposed", "Use no queue"),
    ]
    assert listed[0].changed_at.date() == date(2020, 1, 1)


def test_what_came_in_goes_out_byte_for_byte(stage: Stage, adrs: Path, tmp_path: Path) -> None:
    odd = adrs / "0005-odd.md"
    odd.write_bytes(
        b"\xef\xbb\xbf# 5. Odd\r\n\r\n## Status\r\n\r\nAccepted\r\n\r\n:tada: ```mermaid"
    )
    latin = adrs / "0006-latin.md"
    latin.write_bytes("# 6. Caf\xe9\n\n## Status\n\nAccepted\n".encode("latin-1"))
    before = {path.name: path.read_bytes() for path in adrs.iterdir()}

    bring_in(stage, adrs)
    export_texts(stage.workspace, tmp_path / "out", person=stage.ids["ana"])

    after = {path.name: path.read_bytes() for path in (tmp_path / "out").rglob("*.md")}
    assert after == before


def test_a_second_import_changes_nothing(stage: Stage, adrs: Path) -> None:
    bring_in(stage, adrs)
    done = bring_in(stage, adrs)
    assert (done.opened, done.revised, done.unchanged) == (0, 0, 3)


def test_a_changed_file_becomes_a_revision(stage: Stage, adrs: Path) -> None:
    bring_in(stage, adrs)
    write(adrs, 2, "Use two queues", "Accepted")
    done = bring_in(stage, adrs)
    assert (done.opened, done.revised, done.unchanged) == (0, 1, 2)
    assert [one.state for one in queries.history(stage.workspace, "ADR-2")] == [
        "proposed", "accepted",
    ]  # fmt: skip


def test_two_files_that_claim_one_number_are_reported_and_both_stay(
    stage: Stage, adrs: Path
) -> None:
    write(adrs, 2, "Use three queues")
    done = bring_in(stage, adrs)
    assert [finding.rule for finding in done.findings] == ["number-duplicate"]
    assert done.opened == 3
    assert (adrs / "0002-use-three-queues.md").exists()


def test_a_folder_that_is_named_otherwise_brings_nothing_twice(stage: Stage, adrs: Path) -> None:
    bring_in(stage, adrs)
    done = bring_in(stage, adrs.parent)
    assert done.opened == 0
    assert {(one.rule, one.severity) for one in done.findings} == {("record-there", Severity.NOTE)}
    write(adrs, 2, "Use two queues", "Accepted")
    rules = [one.rule for one in bring_in(stage, adrs.parent).findings]
    assert rules == ["record-there", "number-duplicate", "record-there"]


def test_pages_come_in_as_guides(stage: Stage, tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text("# How to deploy\n")
    (tmp_path / "a.md").write_text("# How to roll back\n")
    bring_in(stage, tmp_path)
    listed = queries.listing(stage.workspace)
    assert [(one.ref, one.kind, one.title) for one in listed] == [
        ("G-1", "guide", "How to roll back"),
        ("G-2", "guide", "How to deploy"),
    ]


def test_an_imported_decision_is_moved_in_its_own_words(stage: Stage, adrs: Path) -> None:
    bring_in(stage, adrs)
    before = text_of(queries.find(stage.workspace, "ADR-2"))
    move(stage.ana, "ADR-2", "accept")
    record = queries.find(stage.workspace, "ADR-2")
    assert record.state == "accepted"
    assert text_of(record) == before.replace("Proposed", "Accepted")


def test_superseding_an_imported_decision_writes_both_texts(stage: Stage, adrs: Path) -> None:
    bring_in(stage, adrs)
    link(stage.ana, "ADR-2", "supersedes", "ADR-1")
    move(stage.ana, "ADR-2", "accept")
    old = queries.find(stage.workspace, "ADR-1")
    assert old.state == "superseded"
    assert "0002-use-two-queues.md" in text_of(old)


def test_a_native_decision_may_supersede_an_imported_one(stage: Stage, adrs: Path) -> None:
    bring_in(stage, adrs)
    open_record(stage.ana, "decision", title="Use a log", fields={"supersedes": ["ADR-1"]})
    edges = {(edge.source, edge.means, edge.target) for edge in queries.edges(stage.workspace)}
    assert ("D-1", "supersedes", "ADR-1") in edges


@pytest.mark.parametrize(
    ("name", "archive"),
    [
        ("sourcegraph-handbook", "docs-md.tar.xz"),
        ("rust-rfcs", "rfcs-md.tar.xz"),
        ("python-peps", "peps-rst.tar.xz"),
    ],
)
def test_a_real_collection_comes_back_byte_for_byte(
    stage: Stage,
    tmp_path: Path,
    real_data: Callable[[str], Path],
    name: str,
    archive: str,
) -> None:
    source = tmp_path / "in"
    unpack(real_data(name) / archive, source)
    done = bring_in(stage, source)
    assert done.findings == []
    export_texts(stage.workspace, tmp_path / "out", person=stage.ids["ana"])
    texts = walk(source).texts
    assert len(texts) == done.opened > 600
    for path in texts:
        assert (tmp_path / "out" / path).read_bytes() == (source / path).read_bytes()
