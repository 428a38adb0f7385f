"""What a folder holds that cannot come in as it is: said with its place, by one rule."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from dayline.base.findings import Finding, Severity
from dayline.records import queries
from dayline.records.folder import LIMIT_BYTES, Folder, walk
from dayline.records.folder_check import check_folder, check_paths
from dayline.records.imports.actions import import_records
from dayline.records.imports.reading import incoming
from dayline.records.imports.rules import sifted
from dayline.records.reading import read_folder
from tests.cast import Stage

NYGARD = (
    "# {number}. A choice\n\nDate: 2024-03-01\n\n## Status\n\nAccepted\n\n## Context\n\nx\n\n"
    "## Decision\n\nx\n\n## Consequences\n\n{end}\n"
)
MADR = (
    "---\nstatus: accepted\ndate: {date}\n{more}---\n# Keys\n\n"
    "## Context and Problem Statement\n\nx\n\n## Considered Options\n\n* a\n\n"
    "## Decision Outcome\n\nx\n"
)


@pytest.fixture
def slips(tmp_path: Path) -> Path:
    """A folder with what goes wrong in folders."""
    root = tmp_path / "adr"
    root.mkdir()
    texts = {
        "0001-one.md": NYGARD.format(number=1, end="x"),
        "0002-two.md": NYGARD.format(number=2, end="x").replace("\n", "\r\n"),
        "0003-keys.md": MADR.format(date="31.02.2024", more=""),
        "0004-alias.md": MADR.format(date="2024-06-01", more="a: &o ana\nb: *o\n"),
        "0004-again.md": MADR.format(date="2024-06-01", more=""),
        "0005-long.md": NYGARD.format(number=5, end="x " * 700_000),
        "0006-bom.md": "\ufeff" + MADR.format(date="2024-06-01", more=""),
        "0009-nine.md": NYGARD.format(number=9, end="x"),
    }
    for name, text in texts.items():
        (root / name).write_bytes(text.encode())
    latin = NYGARD.format(number=7, end="caf\xe9")
    (root / "0007-latin.md").write_bytes(latin.encode("cp1252"))
    (root / "0010-large.md").write_bytes(b"# 10. Large\n" + b"x\n" * (LIMIT_BYTES // 2))
    (root / "loop").symlink_to(".")
    return root


def places(found: list[Finding] | tuple[Finding, ...]) -> set[tuple[str, str, int]]:
    return {(one.rule, one.path, one.line) for one in found}


def test_reading_and_checking_find_the_same_by_one_rule(slips: Path) -> None:
    read = places(read_folder(walk(slips)).findings)
    assert read == {
        ("field-date", "0003-keys.md", 3),
        ("yaml-alias", "0004-alias.md", 4),
        ("yaml-alias", "0004-alias.md", 5),
        ("number-duplicate", "0004-alias.md", 1),
        ("markdown-limit", "0005-long.md", 1),
        ("encoding", "0007-latin.md", 19),
        ("file-limit", "0010-large.md", 1),
        ("number-missing", ".", 0),
    }
    assert read <= places(check_folder(walk(slips)).findings)


def test_a_text_that_cannot_be_judged_is_not_said_to_be_missing(slips: Path) -> None:
    found = [one for one in check_paths([slips]).findings if one.rule == "number-missing"]
    assert [(one.path, one.message) for one in found] == [
        (slips.as_posix(), "The numbering leaves out 8.")
    ]


def test_a_text_in_the_encoding_of_an_old_windows_is_told_so(slips: Path) -> None:
    (found,) = (one for one in check_paths([slips]).findings if one.rule == "encoding")
    assert found.remedy == (
        "Save it as UTF-8 (it may be Windows-1252). Nothing else in it was checked."
    )


def test_a_character_cut_at_the_limit_is_no_fault_of_the_encoding(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"x" * LIMIT_BYTES + "é".encode())
    assert [one.rule for one in check_paths([tmp_path]).findings] == ["file-limit"]


def test_what_is_left_out_is_said_and_the_rest_comes_in(stage: Stage, slips: Path) -> None:
    kept, left = sifted(incoming(read_folder(walk(slips)), root="docs"))
    assert places(left) == {
        ("number-duplicate", "docs/0004-alias.md", 1),
        ("text-too-long", "docs/0010-large.md", 1),
    }
    done = import_records(stage.ana, kept)
    assert (done.opened, done.findings) == (8, [])
    assert len(queries.listing(stage.workspace)) == 8


def test_a_text_that_grows_past_the_journal_when_it_is_written_down_is_left_out(
    stage: Stage, tmp_path: Path
) -> None:
    (tmp_path / "0001-x.md").write_bytes(NYGARD.format(number=1, end="\n" * 2_500_000).encode())
    kept, left = sifted(incoming(read_folder(walk(tmp_path))))
    assert (kept, [one.rule for one in left]) == ([], ["text-too-long"])
    assert import_records(stage.ana, kept).opened == 0


def test_a_file_that_cannot_be_opened_does_not_stop_the_others(
    slips: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Folder.read

    def refused(self: Folder, path: str) -> bytes:
        return read(Folder(self.root / "gone", ()) if path == "0001-one.md" else self, path)

    monkeypatch.setattr(Folder, "read", refused)
    closed: list[Finding] = []
    reading = read_folder(walk(slips), closed=closed)
    assert [(one.rule, one.path) for one in closed] == [("file-closed", "0001-one.md")]
    assert "0002-two.md" in reading.contents


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_a_link_out_of_the_folder_is_told_and_one_within_it_is_not(
    tmp_path: Path, kind: str
) -> None:
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    outside.mkdir()
    inside.mkdir()
    (outside / "a.md").write_text("# A\n")
    (inside / "b.md").write_text("# B\n")
    (inside / "c.md").symlink_to("b.md")
    (inside / "loop").symlink_to(inside)
    (inside / "node_modules").symlink_to(outside)
    (inside / "picture.png").symlink_to(outside / "gone.png")
    assert walk(inside).unseen == ()
    (inside / "d.md").symlink_to(outside / "a.md" if kind == "file" else outside)
    (found,) = check_paths([inside]).findings
    assert (found.rule, found.path, found.severity) == (
        "link-outside", (inside / "d.md").as_posix(), Severity.NOTE,
    )  # fmt: skip


def test_a_name_that_is_no_text_is_told(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.md")).write_text("# A\n")
    (found,) = walk(tmp_path).unseen
    assert (found.rule, found.path) == ("file-name", "caf\ufffd.md")
    assert walk(tmp_path).texts == ()


def test_a_folder_that_cannot_be_entered_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "shut").mkdir()
    scan: Callable[[str], object] = os.scandir

    def refused(path: str) -> object:
        if "shut" in path:
            raise PermissionError(13, "Permission denied")
        return scan(path)

    with monkeypatch.context() as patched:
        patched.setattr(os, "scandir", refused)
        (found,) = walk(tmp_path).unseen
    assert (found.rule, found.path) == ("folder-closed", "shut")
    assert "Permission denied" in found.message
