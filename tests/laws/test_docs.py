"""The documentation is true: links resolve, commands exist, generated pages and versions agree."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import dayline
from dayline.faces.cli.main import cli
from tests.conftest import REPOSITORY
from tests.documents import broken_links, documents, invocations, misused, shell_lines

DOCUMENTS = documents(REPOSITORY)
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]

every_document = pytest.mark.parametrize(
    "path", DOCUMENTS, ids=[str(path.relative_to(REPOSITORY)) for path in DOCUMENTS]
)


@every_document
def test_every_relative_link_resolves(path: Path):
    assert [str(place) for place in broken_links(path)] == []


@every_document
def test_every_command_that_is_named_exists(path: Path):
    wrong = [
        f"{place}: {reason}"
        for place in shell_lines(path)
        for arguments in invocations(place.text, "dayline")
        if (reason := misused(arguments, cli))
    ]
    assert wrong == []


@every_document
def test_every_make_target_that_is_named_exists(path: Path):
    targets = set(re.findall(r"^([a-z-]+):", (REPOSITORY / "Makefile").read_text(), re.MULTILINE))
    wrong = [
        str(place)
        for place in shell_lines(path)
        for arguments in invocations(place.text, "make")
        if {word for word in arguments if "=" not in word and word[0] != "-"} - targets
    ]
    assert wrong == []


def test_generated_pages_are_current():
    check = subprocess.run(
        [sys.executable, "scripts/make_reference.py", "--check"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert check.returncode == 0, check.stdout + check.stderr


def test_our_own_decisions_keep_their_contract():
    check = subprocess.run(
        [Path(sys.executable).with_name("dayline"), "check", "--strict", "docs/decisions"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert check.returncode == 0, check.stdout + check.stderr


def test_the_hooks_for_users_call_commands_that_exist():
    text = (REPOSITORY / ".pre-commit-hooks.yaml").read_text()
    entries = re.findall(r"^  entry: (.+)$", text, re.MULTILINE)
    assert len(entries) == text.count("- id: ")
    for entry in entries:
        (arguments,) = invocations(entry, "dayline")
        assert misused(arguments, cli) == ""


def test_versions_agree():
    changes = (REPOSITORY / "CHANGELOG.md").read_text()
    released = re.findall(r"^## \[(\d+\.\d+\.\d+)\]", changes, re.MULTILINE)
    assert [dayline.__version__] == released[:1], "the newest entry of CHANGELOG.md"
    for path in DOCUMENTS:
        text = path.read_text(encoding="utf-8")
        assert set(re.findall(r"\brev: v?(\d+\.\d+\.\d+)", text)) <= {dayline.__version__}, path


def test_the_python_that_is_asked_for_is_the_one_that_is_declared():
    floor = PROJECT["requires-python"].removeprefix(">=")
    for path in [*DOCUMENTS, REPOSITORY / "scripts/find_python.sh"]:
        asked = re.findall(r"Python (3\.\d+) or (?:later|newer)", path.read_text(encoding="utf-8"))
        assert set(asked) <= {floor}, path


def test_the_law_sees_a_broken_link(tmp_path: Path):
    (tmp_path / "there.md").write_text("# A heading\n")
    page = tmp_path / "page.md"
    page.write_text(
        "[1](there.md) [2](there.md#a-heading) [3](gone.md) [4](there.md#no-heading)\n\n"
        "`[5](code.md)` [6](https://example.org/gone) ![7](gone.svg)\n"
    )
    assert [place.text for place in broken_links(page)] == [
        "gone.md",
        "there.md#no-heading",
        "gone.svg",
    ]


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("dayline list --json | jq .", ""),
        ("dayline bard", "there is no command bard"),
        ("DAYLINE_HOME=/srv dayline list --jsn", "list has no option --jsn"),
        ("make test && dayline contract lnt x.yaml", "there is no command lnt"),
    ],
)
def test_the_law_sees_a_wrong_command(tmp_path: Path, typed: str, reason: str):
    page = tmp_path / "page.md"
    page.write_text(f"```sh\n{typed}\n```\n")
    found = [
        misused(arguments, cli)
        for place in shell_lines(page)
        for arguments in invocations(place.text, "dayline")
    ]
    assert found == [reason]
