"""Repositories that were made to hurt: nothing of theirs is run, nothing is written."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from dayline.integrations.git.client import GitFailed, open_repository
from dayline.integrations.git.receive import number_collisions, receive
from dayline.records.dialect import named
from tests.integrations.git_repository import Built

RECORD = "# 1. One\n\n## Status\n\nAccepted\n\n## Context\n\nA.\n\n## Decision\n\nB.\n"


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    """A program that leaves a mark when anything runs it."""
    program = tmp_path / "trap.sh"
    program.write_text(f"#!/bin/sh\ntouch '{tmp_path}/sprung'\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return program


@pytest.fixture
def built(tmp_path: Path) -> Built:
    built = Built(tmp_path / "repository")
    built.commit("2024-01-01T00:00:00+00:00", {"a/0001-one.md": RECORD})
    built.git("branch", "other")
    built.commit("2024-01-02T00:00:00+00:00", {"a/0001-one.md": RECORD + "\nMore.\n"})
    return built


def read_all(built: Built) -> int:
    """Everything that Dayline ever asks of a repository; returns the revisions read."""
    repository = open_repository(built.root)
    number_collisions(repository, "other", named("nygard"), "a")
    return sum(len(one.revisions) for one in receive(repository))


def sprung(trap: Path) -> bool:
    return (trap.parent / "sprung").exists()


SETTINGS = [
    "core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.gitProxy",
    "core.askPass", "core.alternateRefsCommand", "diff.external", "gpg.program", "pager.log",
    "credential.helper", "uploadpack.packObjectsHook", "sequence.editor", "mailmap.file",
]  # fmt: skip


@pytest.mark.parametrize("setting", SETTINGS)
def test_no_program_that_a_repository_configures_is_run(
    built: Built, trap: Path, setting: str
) -> None:
    built.git("config", setting, str(trap))
    built.git("config", "log.showSignature", "true")
    assert read_all(built) == 2
    assert not sprung(trap)


@pytest.mark.parametrize("kind", ["textconv", "command"])
def test_no_diff_driver_and_no_filter_is_run(built: Built, trap: Path, kind: str) -> None:
    built.git("config", f"diff.evil.{kind}", str(trap))
    for part in ("clean", "smudge", "process"):
        built.git("config", f"filter.evil.{part}", str(trap))
    (built.root / ".gitattributes").write_text("* diff=evil filter=evil\n")
    (built.root / "a/0001-one.md").write_text(RECORD + "\nEdited, not committed.\n")
    (built.root / "a/0002-two.md").write_text(RECORD)
    assert read_all(built) == 2
    assert not sprung(trap)


def test_no_hook_is_run(built: Built, trap: Path) -> None:
    hooks = built.root / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    for name in ("post-checkout", "pre-commit", "fsmonitor-watchman", "post-index-change"):
        shutil.copy(trap, hooks / name)
    built.git("config", "core.hooksPath", str(hooks))
    assert read_all(built) == 2
    assert not sprung(trap)


def test_missing_objects_are_never_fetched(built: Built, trap: Path) -> None:
    blob = built.git("rev-parse", "HEAD:a/0001-one.md")
    (built.root / ".git/objects" / blob[:2] / blob[2:]).unlink()
    built.git("config", "remote.origin.url", f"ext::{trap} %S")
    built.git("config", "remote.origin.promisor", "true")
    built.git("config", "extensions.partialClone", "origin")
    built.git("config", "core.repositoryFormatVersion", "1")
    built.git("config", "protocol.ext.allow", "always")
    with contextlib.suppress(GitFailed):  # what is missing may be refused, never looked for
        assert read_all(built) == 2
    assert not sprung(trap)


def test_settings_of_the_person_and_the_machine_do_not_count(
    built: Built, trap: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / ".gitconfig").write_text(f"[core]\n\tfsmonitor = {trap}\n\tpager = {trap}\n")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", str(trap))
    monkeypatch.setenv("GIT_PAGER", str(trap))
    assert read_all(built) == 2
    assert not sprung(trap)


def test_replaced_objects_and_grafts_do_not_rewrite_history(built: Built) -> None:
    blob = built.git("rev-parse", "HEAD:a/0001-one.md")
    other = built.root / "other"
    other.write_text("forged")
    built.git("replace", blob, built.git("hash-object", "-w", str(other)))
    [one] = receive(open_repository(built.root))
    assert one.texts[-1] == RECORD + "\nMore.\n"


def test_a_repository_of_somebody_else_is_read_without_trusting_it(built: Built) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give a folder to somebody else")
    for path in [built.root, *built.root.rglob("*")]:
        os.lchown(path, 12345, 12345)
    assert read_all(built) == 2


def test_reading_leaves_every_byte_of_the_repository_as_it_was(built: Built) -> None:
    def everything() -> dict[str, bytes]:
        return {
            str(path.relative_to(built.root)): path.read_bytes()
            for path in built.root.rglob("*")
            if path.is_file()
        }

    before = everything()
    read_all(built)
    assert everything() == before


def test_a_tree_with_tricks_in_its_names_is_only_names(built: Built) -> None:
    blob = built.git("rev-parse", "HEAD:a/0001-one.md")
    lines = f"100644 blob {blob}\t.git\n100644 blob {blob}\t..\n120000 blob {blob}\tlink.md\n"
    lines += f"160000 commit {built.git('rev-parse', 'HEAD')}\tmodule.md\n"
    made = subprocess.run(
        ["git", "mktree", "--missing"], cwd=built.root, input=lines, capture_output=True, text=True,
        check=True,
    ).stdout.strip()  # fmt: skip
    commit = built.git("commit-tree", made, "-m", "tricks", date="2024-02-01T00:00:00+00:00")
    built.git("update-ref", "refs/heads/tricks", commit)
    found = list(receive(open_repository(built.root), revision="tricks"))
    assert {one.path: one.texts for one in found} == {"link.md": (None,), "module.md": (None,)}


def test_impossible_dates_are_read_as_git_reads_them(built: Built) -> None:
    tree = built.git("rev-parse", "HEAD^{tree}")
    text = (
        f"tree {tree}\nauthor A <a@b> 99999999999999999 +0000\n"
        "committer A <a@b> 1700000000 +9999\n\nodd\n"
    )
    odd = built.root / "odd"
    odd.write_text(text)
    commit = built.git("hash-object", "-t", "commit", "--literally", "-w", str(odd))
    built.git("update-ref", "refs/heads/odd", commit)
    [one] = receive(open_repository(built.root), revision="odd")
    assert one.revisions[0].commit.at.timestamp() == 1_700_000_000
