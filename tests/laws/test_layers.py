"""Dependencies point down, pure parts stay pure, one door to the journal (`.importlinter`).

Each contract is also shown to bite: a copy of the package gets one import that breaks it.
"""

from __future__ import annotations

import os
import re
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


PLANTED = [
    ("Dependencies point down", "journal.planted", "dayline.records"),
    ("Dependencies point down", "base.planted_noun", "dayline.people"),
    ("base/ and rules.py know", "base.planted_framework", "django"),
    ("base/ and rules.py know", "base.planted_process", "subprocess"),
    ("base/ and rules.py know", "search.rules", "socket"),
    ("base/ and rules.py know", "search.rules", "dayline.people.models"),
    ("Faces and integrations", "faces.planted", "dayline.people.models"),
    ("Faces and integrations", "integrations.git.planted", "dayline.records.models"),
    ("Only actions append", "search.planted", "dayline.journal.append"),
]


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the linter says of each contract, for a copy of the package with all of PLANTED."""
    copy = copied(tmp_path_factory.mktemp("planted"))
    for _, module, imported in PLANTED:
        file = copy / "dayline" / f"{module.replace('.', '/')}.py"
        file.parent.mkdir(exist_ok=True)
        (file.parent / "__init__.py").touch()
        with file.open("a") as planted:
            planted.write(f"import {imported}\n")
    result = lint(copy)
    assert result.returncode == 1, result.stdout + result.stderr
    _, _, said = result.stdout.partition("Broken contracts")
    parts = re.split(r"\n(.+)\n-{5,}\n", said)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def copied(folder: Path) -> Path:
    """A copy of the package that may be broken."""
    shutil.copytree(
        REPOSITORY / "src" / "dayline",
        folder / "dayline",
        ignore=shutil.ignore_patterns("__pycache__", "library"),
    )
    return folder


@pytest.mark.parametrize(("contract", "module", "imported"), PLANTED)
def test_a_planted_violation_is_caught(
    broken: dict[str, str], contract: str, module: str, imported: str
):
    (said,) = (text for name, text in broken.items() if name.startswith(contract))
    assert f"dayline.{module} -> {imported} (l." in said


def test_a_folder_without_a_layer_is_caught(tmp_path: Path):
    copy = copied(tmp_path)
    (copy / "dayline" / "elsewhere").mkdir()
    (copy / "dayline" / "elsewhere" / "__init__.py").touch()
    assert "- dayline.elsewhere" in lint(copy).stdout
