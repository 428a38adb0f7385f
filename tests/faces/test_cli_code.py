"""``--code`` and ``--text``: comments, docstrings and plain texts, where they are asked for."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cast import Stage
from tests.faces.conftest import Said
from tests.integrations.git_repository import Built

Dayline = Callable[..., Said]

LETTERS = '''"""Sends letters."""


class Box:
    def close(self):
        """Drop what waits."""
        # Pigeons carry nothing after dusk, because owls hunt then.
        self.waiting.clear()
'''


@pytest.fixture
def repository(tmp_path: Path, stage: Stage) -> Path:
    made = Built(tmp_path / "post")
    files = {
        "README.md": "# Post\n\nHow letters go.\n",
        "src/letters.py": LETTERS,
        "src/broken.py": "# Half of it.\nx = '''never closed\n",
        "vendor/theirs.go": "// Pigeons of others.\n",
        "made/out.js": "// Pigeons of a machine.\n",
        ".gitignore": "made/\n",
    }
    for path, text in files.items():
        place = made.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode())
    return made.root


def test_code_comes_in_only_when_asked_for(dayline: Dayline, repository: Path) -> None:
    assert "1 came in" in dayline("import", str(repository)).out
    assert json.loads(dayline("search", "pigeons", "--json").out) == []


def test_comments_are_found_with_path_names_and_line(dayline: Dayline, repository: Path) -> None:
    said = dayline("import", str(repository), "--code", "--under", "post")
    assert "3 came in" in said.out
    assert "src/broken.py:2: warning: This is no Python" in said.err
    (hit,) = json.loads(dayline("search", "pigeons", "--json").out)
    assert (hit["ref"], hit["kind"], hit["title"]) == ("SRC-2", "source", "post/src/letters.py")
    assert (hit["headings"], hit["line"]) == (["Box", "close"], 6)
    assert "owls hunt" in hit["text"]
    listed = json.loads(dayline("list", "--kind", "source", "--json").out)
    assert [one["ref"] for one in listed] == ["SRC-1", "SRC-2"]


def test_a_second_import_changes_what_changed(dayline: Dayline, repository: Path) -> None:
    dayline("import", str(repository), "--code")
    assert "0 were revised, 3 stood" in dayline("import", str(repository), "--code").out
    changed = repository / "src" / "letters.py"
    changed.write_bytes(LETTERS.replace("Pigeons", "Swifts").encode())
    assert "1 were revised, 2 stood" in dayline("import", str(repository), "--code").out
    assert json.loads(dayline("search", "pigeons", "--json").out) == []
    changed.write_bytes(LETTERS.replace("Pigeons", "Swifts").replace("clear()", "pop()").encode())
    assert "0 were revised, 3 stood" in dayline("import", str(repository), "--code").out


def test_an_export_writes_no_code_that_is_none(
    dayline: Dayline, repository: Path, tmp_path: Path
) -> None:
    dayline("import", str(repository), "--code")
    dayline("export", str(tmp_path / "out"))
    written = tmp_path / "out" / "records" / "src" / "letters.py.md"
    assert "Pigeons carry nothing" in written.read_text(encoding="utf-8").split("\n")[6]
    assert not written.with_suffix("").exists()


def test_a_folder_is_asked_with_its_code(dayline: Dayline, repository: Path) -> None:
    question = "why do pigeons carry nothing after dusk?"
    assert dayline("ask", "--in", str(repository), question).code == 1
    said = dayline("ask", "--in", str(repository), "--code", question)
    assert said.code == 0
    assert "because owls hunt then" in said.out
    assert "src/letters.py, Box > close" in said.out
    assert "--code and --text go with --in" in dayline("ask", "--code", question).err


def test_nothing_is_brought_in_by_a_dry_run(dayline: Dayline, repository: Path) -> None:
    said = dayline("import", str(repository), "--code", "--dry-run")
    assert "1 pages, 2 source files" in said.out
    assert json.loads(dayline("list", "--json").out) == []


def test_plain_text_comes_in_where_it_is_asked_for(dayline: Dayline, repository: Path) -> None:
    (repository / "notes.txt").write_bytes(b"Herons are fed at dawn, because the pond is still.\n")
    assert "1 came in" in dayline("import", str(repository)).out
    assert "1 came in" in dayline("import", str(repository), "--text").out
    (hit,) = json.loads(dayline("search", "herons", "--json").out)
    assert (hit["ref"], hit["kind"], hit["title"]) == ("G-2", "guide", "notes.txt")
    question = "why are herons fed at dawn?"
    assert dayline("ask", "--in", str(repository), question).code == 1
    said = dayline("ask", "--in", str(repository), "--text", question)
    assert "because the pond is still" in said.out
