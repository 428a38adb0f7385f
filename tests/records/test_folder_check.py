"""Folders on disk: what is walked into, what is not, and paths as the person wrote them."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from dayline.base.errors import NotFound
from dayline.records.folder import LIMIT_BYTES, found_collections, walk
from dayline.records.folder_check import check_paths
from tests.records.test_checking import decisions

OWN = """\
contract: note
version: 1
title: Note
prefix: N
purpose: Something to remember.
initial: open
fields:
  mood: {type: choice, of: [good, bad], required: true}
states:
  open: {title: Open}
  closed: {title: Closed, final: true}
moves:
  close: {title: Close, from: open, to: closed, by: [author]}
"""


def write(root: Path, texts: dict[str, str]) -> Path:
    for path, text in texts.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text.encode())
    return root


def test_a_walk_takes_texts_and_leaves_packages_and_history(tmp_path: Path) -> None:
    write(tmp_path, {
        "a.md": "x", "docs/b.rst": "x", ".github/c.md": "x", "image.png": "x",
        ".git/d.md": "x", "node_modules/e/f.md": "x", "sub/.venv/g.md": "x",
    })  # fmt: skip
    folder = walk(tmp_path)
    assert folder.texts == (".github/c.md", "a.md", "docs/b.rst")
    assert folder.exists("docs") is True
    assert folder.exists("image.png") is True
    assert folder.exists("gone.md") is False
    assert folder.exists("node_modules/e") is True
    assert folder.exists("../other.md") is None


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside", {"secret.md": "x", "deep/x.md": "x"})
    inside = write(tmp_path / "inside", {"a.md": "x"})
    (inside / "file.md").symlink_to(outside / "secret.md")
    (inside / "folder").symlink_to(outside / "deep")
    (inside / "loop").symlink_to(inside)
    (inside / "alias.md").symlink_to(inside / "a.md")
    (inside / "broken.md").symlink_to(inside / "gone.md")
    assert walk(inside).texts == ("a.md", "alias.md")


def test_pipes_and_devices_are_no_texts(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "zero.md").symlink_to("/dev/zero")
    assert walk(tmp_path).texts == ()


def test_no_more_than_the_limit_is_read(tmp_path: Path) -> None:
    (tmp_path / "large.md").write_bytes(b"x" * (LIMIT_BYTES + 100))
    assert len(walk(tmp_path).read("large.md")) == LIMIT_BYTES + 1


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        walk(tmp_path / "gone")
    with pytest.raises(NotFound):
        check_paths([tmp_path / "gone.md"])
    with pytest.raises(NotFound):
        walk(tmp_path).read("gone.md")


def test_findings_carry_paths_as_they_were_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, decisions(n3="# 3. x\n\n## Status\n\nAccepted\n"))
    monkeypatch.chdir(tmp_path)
    for given, shown in (
        (".", "docs/adr/0003-choice.md"),
        ("docs", "docs/adr/0003-choice.md"),
        ("docs/adr/0003-choice.md", "docs/adr/0003-choice.md"),
        (str(tmp_path), f"{tmp_path}/docs/adr/0003-choice.md"),
    ):
        checked = check_paths([Path(given)])
        assert {found.path for found in checked.findings} == {shown}
        assert len(checked.findings) == 3


def test_files_count_as_themselves(tmp_path: Path) -> None:
    write(tmp_path, decisions())
    paths = sorted((tmp_path / "docs" / "adr").iterdir())[:2]
    assert check_paths([*paths, paths[0]]).documents == 2


def test_a_link_above_the_folder_is_known_within_the_repository(tmp_path: Path) -> None:
    text = "[there](../README.md) [gone](../gone.md) [outside](../../x.md)\n"
    write(tmp_path, {"docs/a.md": text, "README.md": "x"})
    assert check_paths([tmp_path / "docs"]).findings == ()
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    (found,) = check_paths([tmp_path / "docs"]).findings
    assert "../gone.md" in found.message


def test_a_folder_brings_its_own_contracts(tmp_path: Path) -> None:
    note = "---\ncontract: note/1\nid: N-1\nstate: open\nmood: fine\n---\n# Sunny\n"
    write(tmp_path, {"contracts/note.yaml": OWN, "n.md": note, "contracts/other.yaml": "a: 1\n"})
    (found,) = check_paths([tmp_path]).findings
    assert (found.line, Path(found.path).name) == (5, "n.md")
    write(tmp_path, {"contracts/note.yaml": OWN.replace("type: choice", "type: chioce")})
    assert "contracts/note.yaml" in {
        Path(found.path).relative_to(tmp_path).as_posix()
        for found in check_paths([tmp_path]).findings
    }


def test_collections_are_found_where_they_lie(tmp_path: Path) -> None:
    write(tmp_path, decisions() | {"README.md": "# Project\n"})
    (found,) = found_collections(tmp_path)
    assert (found.root, found.dialect, found.count) == (str(tmp_path / "docs/adr"), "nygard", 5)
