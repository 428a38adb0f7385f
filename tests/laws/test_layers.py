"""Dependencies point down, pure parts stay pure, one door to the journal (`.importlinter`).

Each contract is also shown to bite: a copy of the package gets one import that breaks it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

LINT = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))"


def lint(package_parent: Path) -> subprocess.CompletedProcess[str]:
    """Lint the package under ``package_parent``, which goes before the installed one."""
    return subprocess.run(
        [sys.executable, "-c", LINT],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": str(package_parent)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_project_keeps_its_layers():
    result = lint(REPOSITORY / "src")
    assert result.returncode == 0, result.stdout


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the package that may be broken."""
    shutil.copytree(
        REPOSITORY / "src" / "dayline",
        tmp_path / "dayline",
        ignore=shutil.ignore_patterns("__pycache__", "library"),
    )
    return tmp_path


@pytest.mark.parametrize(
    ("contract", "file", "line"),
    [
        ("Dependencies point down", "journal/planted.py", "import dayline.records"),
        ("Dependencies point down", "base/planted.py", "import dayline.people"),
        ("Dependencies point down", "elsewhere/__init__.py", ""),
        ("base/ and rules.py know", "base/planted.py", "import django"),
        ("base/ and rules.py know", "base/planted.py", "import subprocess"),
        ("base/ and rules.py know", "board/rules.py", "import socket"),
        ("base/ and rules.py know", "board/rules.py", "import dayline.people.models"),
        ("Faces and integrations", "faces/planted.py", "import dayline.people.models"),
        ("Faces and integrations", "integrations/git/planted.py", "import dayline.records.models"),
        ("Only actions append", "board/planted.py", "import dayline.journal.append"),
    ],
)
def test_a_planted_violation_is_caught(copy: Path, contract: str, file: str, line: str):
    planted = copy / "dayline" / file
    planted.parent.mkdir(exist_ok=True)
    planted.write_text(f"{line}\n")
    result = lint(copy)
    assert result.returncode == 1, result.stdout + result.stderr
    broken = [said for said in result.stdout.splitlines() if said.endswith("BROKEN")]
    assert any(said.startswith(contract) for said in broken), result.stdout
