"""Law 1, one door: rows are written by folds, the journal by actions, and nothing else writes.

The law is read from the sources: who imports ``journal.append``, who calls a writing method of a
table, who speaks INSERT, UPDATE or DELETE. Shown to fail by the sources that break it, below.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

SOURCES = REPOSITORY / "src" / "dayline"

EXCEPTIONS = {
    "journal/append.py": "the door",
    "journal/actions.py": "founds a workspace; erases words",
    "journal/rebuild.py": "empties tables before it folds them anew",
    "journal/rows.py": "what folds write with",
    "journal/triggers.py": "forbids all of it",
    "clocks/leases.py": "which worker holds what: it lapses by itself and is no fact",
    "webhooks/actions.py": "secrets, and how far deliveries have come",
    "replays/actions.py": "answers that are forgotten after a day",
    "allowances/actions.py": "who asked how often within the last minute",
    "search/actions.py": "the index: a cache of the journal's words, made again at any time",
    "search/vectors/actions.py": "the index: vectors of the journal's words, made at any time",
    "accounts/models.py": "credentials, which must be able to vanish",
    "accounts/actions.py": "credentials, which must be able to vanish",
    "accounts/invitations/actions.py": "invitations hold addresses, which must be able to vanish",
    "accounts/audit/actions.py": "which readings were noted today, so that each is noted once",
    "operation/restore.py": "fills an empty database from a backup and proves it",
    "drafts/actions.py": "what somebody has not said yet: private, and gone when it is said",
}
"""Files besides folds that may write, and why. Whatever they write is either the journal or
nothing that anybody would look for in it."""

_WRITES = {
    "create", "bulk_create", "get_or_create", "update_or_create", "bulk_update", "update",
    "delete", "save", "acreate", "aupdate", "adelete", "asave",
}  # fmt: skip
_STATEMENT = re.compile(r"\s*(INSERT\s+INTO|REPLACE\s+INTO|UPDATE\s+\S+\s+SET|DELETE\s+FROM)\b")
_MANAGERS = {"objects", "_base_manager", "_default_manager"}


def breaches(path: Path, root: Path) -> Iterator[str]:
    """What in a source goes past the door."""
    place = path.relative_to(root)
    if "migrations" in place.parts:
        return
    excused = place.as_posix().removeprefix("dayline/") in EXCEPTIONS
    may_write = excused or place.name == "fold.py" or _belongs_to_a_fold(path, root)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        line = getattr(node, "lineno", 0)
        if _imports(node, "dayline.journal.append") and place.name != "actions.py":
            yield f"{place}:{line} imports the door, which only actions.py may"
        if may_write:
            continue
        if _imports(node, "dayline.journal.rows"):
            yield f"{place}:{line} imports the writing of rows, which only fold.py may"
        if _writes_a_table(node):
            yield f"{place}:{line} writes a table, which only fold.py may"
        if isinstance(node, ast.Constant) and _STATEMENT.match(str(node.value)):
            yield f"{place}:{line} holds a writing statement, which only fold.py may"


def _belongs_to_a_fold(path: Path, root: Path) -> bool:
    """Whether nobody but ``fold.py`` beside it imports this file: a long fold in two parts."""
    module = ".".join(path.relative_to(root).with_suffix("").parts)
    return importers(root).get(module) == {path.parent / "fold.py"}


@cache
def importers(root: Path) -> dict[str, set[Path]]:
    """Who imports which module, by its dotted name."""
    found: dict[str, set[Path]] = {}
    for path in root.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            for name in names:
                found.setdefault(name, set()).add(path)
    return found


def _imports(node: ast.AST, module: str) -> bool:
    if isinstance(node, ast.Import):
        return any(alias.name == module for alias in node.names)
    if isinstance(node, ast.ImportFrom) and node.level == 0:
        package, _, name = module.rpartition(".")
        return node.module == module or (
            node.module == package and any(alias.name == name for alias in node.names)
        )
    return False


def _writes_a_table(node: ast.AST) -> bool:
    """A call such as ``Person.objects.filter(...).update(...)`` or ``row.save()``."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    if node.func.attr == "save":
        return True
    chain = (part.attr for part in ast.walk(node.func) if isinstance(part, ast.Attribute))
    return node.func.attr in _WRITES and bool(_MANAGERS & set(chain))


def test_nothing_is_written_past_the_door():
    found = [
        breach
        for path in sorted(SOURCES.rglob("*.py"))
        for breach in breaches(path, SOURCES.parent)
    ]
    assert not found, "\n".join(found)


def test_each_exception_still_exists():
    assert [name for name in EXCEPTIONS if not (SOURCES / name).is_file()] == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("people/queries.py", "from dayline.journal.append import writing"),
        ("people/fold.py", "from dayline.journal import append"),
        ("records/queries.py", "import dayline.journal.append"),
        ("records/actions.py", "Record.objects.create(ref='D-1')"),
        ("records/actions.py", "Record.objects.filter(ref='D-1').update(state='x')"),
        ("records/actions.py", "Record.objects.all().delete()"),
        ("records/actions.py", "Record._base_manager.bulk_create([])"),
        ("records/actions.py", "record.save()"),
        ("records/actions.py", "from dayline.journal.rows import table"),
        ("faces/cli/x.py", "run('INSERT INTO records_record VALUES (1)')"),
        ("faces/cli/x.py", "run(f'UPDATE records_record SET state = {state}')"),
        ("faces/cli/x.py", "run('''\n  DELETE FROM records_record''')"),
        ("journal/queries.py", "fetch('DELETE FROM journal_entry')"),
    ],
)
def test_the_law_sees_who_goes_past_the_door(tmp_path: Path, name: str, text: str):
    path = tmp_path / "dayline" / name
    path.parent.mkdir(parents=True)
    path.write_text(text)
    assert len(list(breaches(path, tmp_path))) == 1


def test_a_part_of_a_fold_that_others_use_is_no_part_of_it(tmp_path: Path):
    home = tmp_path / "dayline" / "inbox"
    home.mkdir(parents=True)
    (home / "telling.py").write_text("from dayline.journal.rows import table")
    (home / "fold.py").write_text("from dayline.inbox.telling import tell")
    assert list(breaches(home / "telling.py", tmp_path)) == []
    importers.cache_clear()
    (home / "actions.py").write_text("from dayline.inbox import telling")
    assert len(list(breaches(home / "telling.py", tmp_path))) == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("records/actions.py", "from dayline.journal.append import writing"),
        ("records/fold.py", "Record.objects.all().delete()\nrun('DELETE FROM records_link')"),
        ("records/queries.py", "seen.update({})\nfolder.create()\npath.delete()"),
        ("records/queries.py", "Record.objects.filter(state='x').count()"),
        ("records/migrations/0001.py", "run('INSERT INTO x VALUES (1)')"),
        ("journal/append.py", "run('INSERT INTO journal_entry VALUES (1)')"),
        ("records/queries.py", "'Update the record, then insert into the list.'"),
    ],
)
def test_the_law_lets_pass_what_keeps_it(tmp_path: Path, name: str, text: str):
    path = tmp_path / "dayline" / name
    path.parent.mkdir(parents=True)
    path.write_text(text)
    assert list(breaches(path, tmp_path)) == []
