"""Signing keys: kept from others, rotated without losing old checkpoints, and never guessed."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from dayline.base.acting import Acting
from dayline.base.errors import DaylineError, InvalidInput
from dayline.journal import queries, remembered
from dayline.journal.actions import checkpoint, found_workspace, rotate_key
from dayline.journal.checkpoint import parse_checkpoint
from dayline.journal.keys import FILE_VARIABLE
from dayline.journal.note import new_signer, open_note, parse_signer
from dayline.journal.verify import verify_journal
from tests.journal import scribe
from tests.journal.conftest import NOON


def key_files(home: Path) -> list[Path]:
    return sorted((home / "keys").iterdir())


def test_the_secret_is_a_file_that_only_its_owner_reads(acting: Acting, home: Path):
    (path,) = key_files(home)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert parse_signer(path.read_text()).verifier == queries.verifiers(acting.workspace)[0]


def test_a_secret_that_others_can_read_is_refused(acting: Acting, home: Path):
    (path,) = key_files(home)
    path.chmod(0o640)
    with pytest.raises(DaylineError, match="can be read by others"):
        checkpoint(acting)


def test_a_checkpoint_states_the_journal_as_it_is(
    acting: Acting, django_capture_on_commit_callbacks
):
    scribe.fill(acting, 10)
    head = queries.head(acting.workspace)
    with django_capture_on_commit_callbacks(execute=True):
        note = checkpoint(acting)
    signed = parse_checkpoint(open_note(note, queries.verifiers(acting.workspace)))
    assert (signed.origin, signed.size, signed.root) == (
        "example.org/payments",
        head.size,
        head.root,
    )
    assert queries.checkpoints(acting.workspace) == [note]
    assert remembered.remembered("example.org/payments") == [signed]


def test_old_checkpoints_verify_after_any_number_of_rotations(acting: Acting, home: Path):
    notes = [checkpoint(acting)]
    for _ in range(3):
        scribe.fill(acting, 5)
        rotate_key(acting)
        notes.append(checkpoint(acting))
    keys = queries.verifiers(acting.workspace)
    assert len({key.public for key in keys}) == 4 == len(key_files(home))
    for note in notes:
        open_note(note, keys)
    assert verify_journal(acting.workspace, keep=False).heads == 7


def test_both_keys_sign_the_change(acting: Acting):
    old = queries.verifiers(acting.workspace)[-1]
    new = rotate_key(acting)
    note = queries.checkpoints(acting.workspace)[-1]
    open_note(note, [old])
    assert str(queries.verifiers(acting.workspace)[-1]) == new
    assert note.count("\N{EM DASH}") == 2


def test_a_lost_key_stops_signing_until_it_is_replaced(acting: Acting, home: Path):
    note = checkpoint(acting)
    key_files(home)[0].unlink()
    with pytest.raises(DaylineError, match="not on this machine") as refusal:
        checkpoint(acting)
    assert "rotate" in refusal.value.do
    with pytest.raises(DaylineError, match="not on this machine"):
        rotate_key(acting)
    rotate_key(acting, lost=True)
    checkpoint(acting)
    open_note(note, queries.verifiers(acting.workspace))
    verify_journal(acting.workspace, keep=False)


def test_a_key_from_a_secret_store_is_used(
    db: None, home: Path, alone: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / "mounted.key"
    path.write_text(new_signer("example.org/payments").secret() + "\n")
    path.chmod(0o600)
    monkeypatch.setenv(FILE_VARIABLE, str(path))
    acting = Acting(found_workspace("example.org/payments", NOON), "P-1", NOON)
    checkpoint(acting)
    assert not (home / "keys").exists()
    with pytest.raises(InvalidInput, match="in use already"):
        rotate_key(acting)
    with pytest.raises(InvalidInput, match=r"named example\.org/payments"):
        found_workspace("example.org/risk", NOON)


def test_a_key_is_never_shown(acting: Acting, home: Path):
    signer = parse_signer(key_files(home)[0].read_text())
    assert signer.seed.hex() not in repr(signer)
    assert signer.secret() not in repr(signer)
