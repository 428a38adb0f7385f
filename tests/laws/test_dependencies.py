"""What the code imports is declared, what is declared is used, and the locks hold exactly that."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())
OURS = {"dayline", "tests", "bench", "verify_dayline"}
# Used without an import of ours.
BY_NAME = {
    "django-allauth": "an installed app",
    "psycopg": "Django's PostgreSQL backend imports it",
    "tzdata": "zoneinfo reads it where the system has no zones",
    "whitenoise": "a middleware",
}
PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)


def named(requirements: list[str]) -> set[str]:
    """The normalised distribution names of requirement strings (PEP 503)."""
    return {_normal(re.split(r"[\s\[<>=!~;(]", text, maxsplit=1)[0]) for text in requirements}


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def imported(folder: Path, *, optional: bool = True) -> dict[str, str]:
    """Top-level modules from outside the standard library, each with one file that imports it.

    Without ``optional``, a module is left out of a file that goes on when it is not installed:
    one that imports it under ``except ImportError``.
    """
    seen: dict[str, str] = {}
    for path in sorted(folder.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        guarded = set() if optional else {name for part in _guarded(tree) for name in _names(part)}
        for name in _names(tree) - guarded - sys.stdlib_module_names - OURS:
            seen.setdefault(name, str(path))
    return seen


def _names(tree: ast.AST) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def _guarded(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Try) and any(
            isinstance(handler.type, ast.Name) and handler.type.id == "ImportError"
            for handler in node.handlers
        ):
            yield from node.body


def undeclared(folder: Path, declared: set[str], *, optional: bool = True) -> list[str]:
    """Imports under ``folder`` that come from no declared distribution."""
    owners = packages_distributions()
    return [
        f"{path} imports {module}, which no declared dependency brings"
        for module, path in imported(folder, optional=optional).items()
        if not {_normal(name) for name in owners.get(module, ())} & declared
    ]


RUNTIME = named(PROJECT["project"]["dependencies"])
EXTRAS = {
    name
    for texts in PROJECT["project"].get("optional-dependencies", {}).values()
    for name in named(texts)
}
DEVELOPMENT = named(PROJECT["dependency-groups"]["dev"]) | named(
    PROJECT["dependency-groups"]["build"]
)


def test_every_import_of_the_product_is_a_declared_dependency():
    assert undeclared(REPOSITORY / "src", RUNTIME | EXTRAS) == []


@pytest.mark.parametrize("folder", ["tests", "bench", "scripts"])
def test_every_import_of_tests_and_tools_is_declared_or_optional(folder: str):
    declared = RUNTIME | EXTRAS | DEVELOPMENT
    assert undeclared(REPOSITORY / folder, declared, optional=False) == []


def test_every_declared_dependency_is_used():
    owners = packages_distributions()
    used = {
        _normal(name) for module in imported(REPOSITORY / "src") for name in owners.get(module, ())
    }
    assert RUNTIME - used - set(BY_NAME) == set()


@pytest.mark.parametrize(
    ("lock", "groups"),
    [("runtime", []), ("dev", ["dev", "build"]), ("build", ["build"])],
)
def test_a_lock_holds_what_is_declared_each_with_a_hash_and_no_address(lock, groups):
    text = (REPOSITORY / "requirements" / f"{lock}.lock").read_text()
    blocks = re.split(r"\n(?=\S)", text.strip())
    assert [block for block in blocks if "--hash=sha256:" not in block] == []
    assert "://" not in text
    wanted = set() if lock == "build" else set(RUNTIME)
    for group in groups:
        wanted |= named(PROJECT["dependency-groups"][group])
    assert wanted - named(blocks) == set()


def test_no_two_locks_disagree():
    """A name may be pinned twice in one lock, for different Pythons; then so in every lock."""
    pins: dict[str, set[frozenset[str]]] = {}
    for path in (REPOSITORY / "requirements").glob("*.lock"):
        lock: dict[str, set[str]] = {}
        for name, version in PIN.findall(path.read_text()):
            lock.setdefault(name, set()).add(version)
        for name, versions in lock.items():
            pins.setdefault(name, set()).add(frozenset(versions))
    assert {name: choices for name, choices in pins.items() if len(choices) > 1} == {}


def test_the_law_sees_an_undeclared_import(tmp_path: Path):
    (tmp_path / "planted.py").write_text("import json\nfrom scipy.linalg import norm\n")
    assert len(undeclared(tmp_path, RUNTIME, optional=False)) == 1


def test_only_tools_may_import_what_is_not_declared_and_only_when_they_can_do_without(tmp_path):
    (tmp_path / "guarded.py").write_text(
        "try:\n    import scipy\nexcept ImportError:\n    scipy = None\n"
    )
    assert len(undeclared(tmp_path, RUNTIME)) == 1
    assert undeclared(tmp_path, RUNTIME, optional=False) == []
