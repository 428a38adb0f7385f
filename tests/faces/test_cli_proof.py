"""Proof at the command line: verify, prove one entry, find out who changed what."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection

from tests.cast import DECISION, Stage
from tests.faces.conftest import Said

Dayline = Callable[..., Said]


@pytest.fixture
def exported(stage: Stage, dayline: Dayline, tmp_path: Path) -> Path:
    text = tmp_path / "decision.md"
    text.write_text(DECISION)
    dayline("new", "decision", "--from", str(text))
    assert dayline("export", str(tmp_path / "out"), "--proof", who="olga").code == 0
    return tmp_path / "out"


def test_an_export_proves_itself_without_dayline(exported: Path) -> None:
    assert (exported / "records" / "decision").is_dir()
    ran = subprocess.run(
        [sys.executable, "-I", exported / "proof" / "verify_dayline.py", exported / "proof"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_one_entry_is_proved_to_somebody_who_has_only_the_file(
    exported: Path, dayline: Dayline, tmp_path: Path
) -> None:
    entries = json.loads(dayline("log", "--json", "-n", "0").out)
    index = next(entry["index"] for entry in entries if entry["subject"] == "D-1")
    proof = tmp_path / "entry.proof"
    said = dayline("prove", str(index), "--out", str(proof), who="olga")
    assert said.code == 0
    key = said.err.partition("check it with: ")[2].strip()
    program = str(exported / "proof" / "verify_dayline.py")
    verifier = [sys.executable, "-I", program, "--key", key, "--proof"]
    good = subprocess.run([*verifier, str(proof)], capture_output=True, text=True, check=False)
    assert good.returncode == 0, good.stdout + good.stderr

    text = proof.read_text()
    at = next(i for i, line in enumerate(text.splitlines()) if len(line) > 60)
    lines = text.splitlines(keepends=True)
    changed = "A" if lines[at][30] != "A" else "B"
    lines[at] = lines[at][:30] + changed + lines[at][31:]
    proof.write_text("".join(lines))
    bad = subprocess.run([*verifier, str(proof)], capture_output=True, text=True, check=False)
    assert bad.returncode != 0


def test_a_changed_payload_is_named(exported: Path, dayline: Dayline) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(idx) FROM journal_payload")
        (last,) = cursor.fetchone()
        _without_triggers(cursor)
        cursor.execute("UPDATE journal_payload SET body = %s WHERE idx = %s", [b"{}", last])
    told = dayline("verify", "--json")
    assert told.code == 1
    assert json.loads(told.out)["first_bad"] == last
    refused = dayline("verify")
    assert refused.code == 1
    assert str(last) in refused.err


def _without_triggers(cursor: object) -> None:
    """What a superuser of the database can do, and is found out for."""
    if connection.vendor == "postgresql":
        cursor.execute("ALTER TABLE journal_payload DISABLE TRIGGER USER")  # type: ignore[attr-defined]
        return
    cursor.execute(  # type: ignore[attr-defined]
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal_payload'"
    )
    for (name,) in cursor.fetchall():  # type: ignore[attr-defined]
        cursor.execute(f'DROP TRIGGER "{name}"')  # type: ignore[attr-defined]


def test_verifying_needs_no_framework(tmp_path: Path) -> None:
    """It reads with the database's own driver: importing Django took longer than the walk."""
    environment = {"PATH": "/usr/bin:/bin", "DAYLINE_HOME": str(tmp_path), "HOME": str(tmp_path)}

    def run(*words: str) -> str:
        code = (
            "import sys; from dayline.faces.cli.main import main\n"
            f"try: main({list(words)!r})\nexcept SystemExit: pass\n"
            "print('django' in sys.modules)"
        )
        ran = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, env=environment,
            cwd=tmp_path, check=True,
        )  # fmt: skip
        return ran.stdout

    run("init", "--name", "example.org/free", "--handle", "ana", "--zone", "UTC")
    said = run("verify")
    assert "Nothing was changed.\nFalse\n" in said
