"""A backup of one database fills another, and proves that it is whole."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from dayline.operation.tables import JOURNAL, PASSING, derived, kept
from tests import databases

HAND = ["--as", "@ana"]


def dayline(environment: dict[str, str], *words: str, given: str = "") -> tuple[int, str]:
    ran = subprocess.run(
        [str(Path(sys.executable).parent / "dayline"), *words],
        env=environment,
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )
    return ran.returncode, ran.stdout + ran.stderr


@pytest.fixture
def office(own_database: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """A workspace with a decision, a comment and a token."""
    code, said = dayline(
        own_database, "init", "--name", "meridian", "--handle", "ana", str(tmp_path)
    )
    assert code == 0, said
    for words in (
        ["new", "decision", "--title", "Every capture carries a key"],
        ["comment", "D-1", "Which captures?"],
        ["token", "make", "robot", "--scope", "read"],
        ["checkpoint"],
    ):
        code, said = dayline(own_database, *HAND, *words)
        assert code == 0, said
    return own_database


def test_a_backup_fills_an_empty_database(office: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "all.zip"
    code, said = dayline(office, "backup", str(file))
    assert code == 0, said
    assert file.stat().st_mode & 0o077 == 0
    with databases.empty(tmp_path / "second") as other:
        second = {**office, **other}
        code, restored = dayline(second, "restore", str(file))
        assert code == 0, restored
        assert said.splitlines()[0] in restored
        for words in (["verify"], ["rebuild", "--check"], [*HAND, "checkpoint"]):
            code, answer = dayline(second, *words)
            assert code == 0, answer
        assert dayline(second, *HAND, "show", "D-1") == dayline(office, *HAND, "show", "D-1")
        assert "robot" in dayline(second, *HAND, "token", "list")[1]
        code, answer = dayline(second, *HAND, "new", "decision", "--title", "Next")
        assert "D-2" in answer


def test_a_backup_goes_only_into_an_empty_database(office: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "all.zip"
    assert dayline(office, "backup", str(file))[0] == 0
    code, said = dayline(office, "restore", str(file))
    assert code == 1
    assert "This database holds the workspace meridian" in said
    code, said = dayline(office, "backup", str(file))
    assert code == 1
    assert "exists" in said


def altered(file: Path, target: Path) -> Path:
    """The backup with one word of one payload changed."""
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "tables/journal_entry.jsonl":
                lines = [json.loads(line) for line in data.splitlines()]
                lines[-1][3] = "P-9"
                data = "".join(json.dumps(line) + "\n" for line in lines).encode()
            new.writestr(name, data)
    return target


def test_a_changed_backup_is_refused_whole(office: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "all.zip"
    assert dayline(office, "backup", str(file))[0] == 0
    with databases.empty(tmp_path / "second") as other:
        second = {**office, **other}
        code, said = dayline(second, "restore", str(altered(file, tmp_path / "bad.zip")))
        assert code == 1, said
        assert "There is no workspace" in dayline(second, "verify")[1]
        junk = tmp_path / "junk.zip"
        junk.write_bytes(b"PK\x03\x04 no archive")
        code, said = dayline(second, "restore", str(junk))
        assert code == 1
        assert "is no backup" in said


def test_every_table_is_kept_or_derived_or_may_be_lost(db: None) -> None:
    """A new table has to be one of the three; one that is none of them fails here."""
    standing = {model._meta.db_table for model in kept()}
    known = {
        "accounts_user", "accounts_seat", "accounts_token", "accounts_invitation",
        "accounts_auditedday", "drafts_draft", "drafts_picture", "account_emailaddress",
        "mfa_authenticator", "socialaccount_socialapp", "socialaccount_socialaccount",
        "socialaccount_socialtoken", "webhooks_webhook",
    }  # fmt: skip
    assert standing - set(JOURNAL) == known
    assert not derived() & PASSING
