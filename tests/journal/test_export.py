"""An export proves itself to somebody who has one small file and no Dayline."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from dayline.base.acting import Acting
from dayline.base.errors import BrokenProof, InvalidInput
from dayline.journal import queries
from dayline.journal.actions import checkpoint, erase, found_workspace, rotate_key
from dayline.journal.checkpoint import Checkpoint
from dayline.journal.export import export
from dayline.journal.layout import tiles_of
from dayline.journal.merkle import leaf_hash
from dayline.journal.note import new_signer, sign
from tests.journal import forger, scribe
from tests.journal.conftest import NOON

VERIFIER = Path(__file__).parents[2] / "src/dayline/journal/verify_dayline.py"


def audit(*arguments: object, script: Path = VERIFIER, memory: int = 1 << 32) -> tuple[int, dict]:
    """Run the auditor's file as they would: isolated, without Dayline on the path."""
    run = subprocess.run(
        [sys.executable, "-I", "-S", script, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
        preexec_fn=partial(resource.setrlimit, resource.RLIMIT_AS, (memory, memory)),
    )
    assert not run.stderr, run.stderr
    return run.returncode, json.loads(run.stdout)


@pytest.fixture
def folder(acting: Acting, tmp_path: Path) -> Path:
    """An export of 700 entries with a checkpoint, a new key and an erasure in the middle."""
    scribe.fill(acting, 300)
    checkpoint(acting)
    erase(acting, 77, "asked by the person")
    rotate_key(acting)
    scribe.fill(acting, 700 - queries.head(acting.workspace).size)
    export(acting.workspace, tmp_path / "out", checkpoint(acting))
    return tmp_path / "out"


def key_of(acting: Acting) -> str:
    return str(queries.verifiers(acting.workspace)[-1])


def test_the_layout_is_that_of_the_specification(acting: Acting, folder: Path):
    tiles = list(tiles_of(700))
    expected = {tile.path for tile in tiles}
    expected |= {tile.entries_path for tile in tiles if tile.level == 0}
    expected |= {f"payloads/{number:03d}.jsonl" for number in range(3)}
    expected |= {"checkpoint", "keys", "verify_dayline.py", ".gitattributes"}
    files = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert files == expected
    assert (folder / "tile/0/001").stat().st_size == 8192
    assert (folder / "tile/0/002.p/188").stat().st_size == 188 * 32
    bundle = (folder / "tile/entries/000").read_bytes()
    length = int.from_bytes(bundle[:2], "big")
    assert bundle[2 : 2 + length] == queries.leaf(acting.workspace, 0)
    assert (folder / "tile/0/000").read_bytes()[:32] == leaf_hash(bundle[2 : 2 + length])


def test_the_auditor_finds_the_export_whole(acting: Acting, folder: Path):
    code, found = audit(folder, "--key", key_of(acting))
    root = queries.root_at(acting.workspace, 700)
    assert code == 0
    assert found == {
        "verdict": "whole",
        "origin": "example.org/payments",
        "entries": 700,
        "erased": 1,
        "checkpoints": 2,
        "root": root.hex(),
        "signed by": "the key given",
    }


def test_the_copy_in_the_export_needs_no_arguments_at_all(folder: Path):
    code, found = audit(script=folder / "verify_dayline.py")
    assert (code, found["entries"]) == (0, 700)
    assert "compare it with yours" in found["signed by"]


def test_the_key_may_be_a_file(acting: Acting, folder: Path):
    assert audit(folder, "--key", folder / "keys")[0] == 0


def test_somebody_elses_key_is_not_convinced(folder: Path):
    stranger = new_signer("example.org/payments").verifier
    code, found = audit(folder, "--key", stranger)
    assert (code, found["what"]) == (1, "no known key has signed this checkpoint")


def test_an_export_is_brought_up_to_date_in_place(acting: Acting, folder: Path):
    scribe.fill(acting, 400)
    export(acting.workspace, folder, checkpoint(acting))
    code, found = audit(folder, "--key", key_of(acting))
    assert (code, found["entries"]) == (0, 1101)


def test_an_earlier_checkpoint_is_an_anchor(acting: Acting, folder: Path, tmp_path: Path):
    kept = tmp_path / "kept"
    kept.write_text(queries.checkpoints(acting.workspace)[0])
    assert audit(folder, "--earlier", kept)[0] == 0


@pytest.mark.parametrize("size", [0, 1, 150, 256, 300])
def test_any_earlier_head_is_an_anchor(acting: Acting, folder: Path, tmp_path: Path, size: int):
    """A witness may have signed at sizes of which the journal itself keeps no checkpoint."""
    head = Checkpoint("example.org/payments", size, queries.root_at(acting.workspace, size))
    kept = tmp_path / "kept"
    kept.write_text(sign(head.text(), [new_signer("witness.example")]))
    assert audit(folder, "--earlier", kept)[0] == 0
    other = Checkpoint(head.origin, size, bytes(32))
    kept.write_text(sign(other.text(), [new_signer("witness.example")]))
    code, found = audit(folder, "--earlier", kept)
    assert (code, found["first_bad"], found["last_bad"]) == (1, 0, max(0, size - 1))


@pytest.mark.parametrize("start", [5, 250, 290])
def test_a_rewritten_journal_is_found_by_the_earlier_checkpoint(
    acting: Acting, folder: Path, tmp_path: Path, start: int
):
    """The forger even holds the signing key: all hashes and signatures of the new export fit."""
    kept = tmp_path / "kept"
    kept.write_text(queries.checkpoints(acting.workspace)[0])
    with forger.unlocked():
        forger.rewrite(
            acting,
            start,
            lambda one: {"note.kept": forger.edited(one), "payload.erased": one}.get(one.kind),
        )
        export(acting.workspace, tmp_path / "forged", checkpoint(acting))
    assert audit(tmp_path / "forged")[0] == 0
    code, found = audit(tmp_path / "forged", "--earlier", kept)
    assert code == 1
    assert found["first_bad"] <= start <= found["last_bad"]


def test_a_forger_without_the_key_cannot_use_the_old_checkpoint(
    acting: Acting, folder: Path, tmp_path: Path
):
    """Every leaf and tile of the forged export fits; its root is not the one that was signed."""
    with forger.unlocked():
        forger.rewrite(
            acting,
            100,
            lambda one: {"note.kept": forger.edited(one), "payload.erased": one}.get(one.kind),
        )
        scribe.fill(acting, 700 - queries.head(acting.workspace).size)
        export(acting.workspace, tmp_path / "forged", checkpoint(acting))
    (tmp_path / "forged/checkpoint").write_bytes((folder / "checkpoint").read_bytes())
    code, found = audit(tmp_path / "forged")
    assert (code, found["first_bad"], found["last_bad"]) == (1, 0, 699)


def test_a_dropped_tail_is_found_by_the_earlier_checkpoint(
    acting: Acting, folder: Path, tmp_path: Path
):
    with forger.unlocked():
        forger.truncate(acting.workspace, 600)
        export(acting.workspace, tmp_path / "short", checkpoint(acting))
    code, found = audit(tmp_path / "short", "--earlier", folder / "checkpoint")
    assert (code, found["first_bad"]) == (1, 600)


def flip(path: Path, place: int) -> None:
    data = bytearray(path.read_bytes())
    data[place % len(data)] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize(
    ("name", "place", "first"),
    [
        ("tile/entries/000", 40, 0),
        ("tile/entries/001", 1, 256),
        ("tile/entries/001", -3, 511),
        ("tile/entries/002.p/188", 45, 512),
        ("payloads/000.jsonl", 80, 0),
        ("payloads/001.jsonl", 12, 256),
        ("payloads/001.jsonl", -4, 511),
        ("tile/0/000", 32 * 9 + 3, 9),
        ("tile/0/002.p/188", -1, 699),
        ("tile/1/000.p/2", 40, 256),
    ],
)
def test_a_flipped_bit_is_found_at_its_entry(folder: Path, name: str, place: int, first: int):
    flip(folder / name, place)
    code, found = audit(folder)
    assert (code, found["first_bad"]) == (1, first), found


def test_there_is_one_way_to_write_what_is_signed_and_digested(acting: Acting, folder: Path):
    """Other spellings of the same bytes are refused: hex in capitals, spare bits of base64."""
    words = folder / "payloads/000.jsonl"
    whole = words.read_bytes()
    salt = whole[20:84]
    words.write_bytes(whole.replace(salt, salt.upper(), 1))
    assert audit(folder, "--key", key_of(acting))[1]["first_bad"] == 0
    words.write_bytes(whole)
    note = (folder / "checkpoint").read_text()
    digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    spare = digits[digits.index(note[-3]) + 1]
    (folder / "checkpoint").write_text(f"{note[:-3]}{spare}=\n")
    assert audit(folder, "--key", key_of(acting))[0] == 1


@pytest.mark.parametrize("name", ["tile/0/001", "tile/entries/001", "payloads/001.jsonl"])
def test_bytes_too_many_or_too_few_are_found(folder: Path, name: str):
    whole = (folder / name).read_bytes()
    for damaged in (whole + b"\x00", whole[:-1], whole[: len(whole) // 2], b""):
        (folder / name).write_bytes(damaged)
        code, found = audit(folder)
        assert code == 1
        assert 256 <= found["first_bad"] <= 512


def test_a_missing_file_is_unreadable(folder: Path):
    (folder / "tile/0/001").unlink()
    code, found = audit(folder)
    assert (code, found["verdict"]) == (2, "unreadable")


@pytest.mark.parametrize("old", ["700", "example.org"])
def test_a_changed_checkpoint_is_found(folder: Path, old: str):
    path = folder / "checkpoint"
    path.write_text(path.read_text().replace(old, old[:-1] + "9", 1))
    assert audit(folder)[0] in {1, 2}
    path.write_text("no checkpoint")
    assert audit(folder)[0] == 2


def test_an_erasure_that_nobody_logged_is_found(acting: Acting, tmp_path: Path):
    scribe.fill(acting, 20)
    with forger.unlocked():
        forger.PLAIN["erase in silence"](7)
        export(acting.workspace, tmp_path / "out", checkpoint(acting))
    code, found = audit(tmp_path / "out")
    assert (code, found["first_bad"]) == (1, 7)
    assert "not by an erasure" in found["what"]


def test_hostile_files_are_refused_and_quickly(folder: Path):
    """A billion laughs has no place here; deep JSON and endless lines have."""
    lines = (folder / "payloads/000.jsonl").read_bytes().splitlines(keepends=True)
    deep = b'{"index":1,"salt":"' + b"0" * 64 + b'","body":' + b"[" * 100_000 + b"}\n"
    for hostile in (deep, b"x" * 1_000_000, b"\xff\xfe\n", b"{}\n", b"null\n"):
        (folder / "payloads/000.jsonl").write_bytes(b"".join([lines[0], hostile, *lines[2:]]))
        code, found = audit(folder)
        assert (code, found["first_bad"]) == (1, 1)


@pytest.mark.parametrize(
    "name", ["checkpoint", "tile/0/000", "tile/entries/000", "payloads/000.jsonl"]
)
def test_a_file_without_end_is_refused_in_little_memory(folder: Path, name: str):
    """Shown to fail: with ``read_bytes`` the auditor's machine runs out of memory."""
    (folder / name).unlink()
    (folder / name).symlink_to("/dev/zero")
    code, _ = audit(folder, memory=200_000_000)
    assert code in {1, 2}


def test_one_entry_can_be_shown_to_a_third_party(acting: Acting, folder: Path, tmp_path: Path):
    note = queries.checkpoints(acting.workspace)[-1]
    proof = tmp_path / "entry.tlog-proof"
    proof.write_text(queries.proof(acting.workspace, 100, note))
    code, found = audit("--proof", proof, "--key", key_of(acting))
    assert code == 0
    assert json.loads(found["words"]) == {"text": "words on N-99"}
    assert json.loads(found["leaf"])["index"] == 100
    assert audit("--proof", proof)[0] == 1, "without a key nobody is convinced"


def test_a_proof_of_an_erased_entry_still_holds(acting: Acting, folder: Path, tmp_path: Path):
    proof = tmp_path / "entry.tlog-proof"
    proof.write_text(queries.proof(acting.workspace, 77, queries.checkpoints(acting.workspace)[-1]))
    code, found = audit("--proof", proof, "--key", key_of(acting))
    assert (code, found["words"]) == (0, None)


def test_a_forged_proof_is_refused(acting: Acting, folder: Path, tmp_path: Path):
    note = queries.checkpoints(acting.workspace)[-1]
    text = queries.proof(acting.workspace, 100, note)
    other = queries.proof(acting.workspace, 101, note)
    lines, strange = text.split("\n"), other.split("\n")
    forged = [
        "\n".join([*lines[:1], strange[1], *lines[2:]]),
        "\n".join([*lines[:2], "index 101", *lines[3:]]),
        "\n".join([*lines[:3], *lines[4:]]),
        "\n".join([*lines[:3], lines[4], lines[3], *lines[5:]]),
        "\n".join(["c2sp.org/tlog-proof@v2", *lines[1:]]),
        text.replace("\n700\n", "\n699\n"),
        text.replace("index 100", "index -100"),
        text[:-30],
        "",
    ]
    path = tmp_path / "forged.tlog-proof"
    for one in forged:
        path.write_text(one)
        assert audit("--proof", path, "--key", key_of(acting))[0] in {1, 2}


def test_an_export_never_overwrites_what_is_not_its_own(
    acting: Acting, folder: Path, tmp_path: Path
):
    other = Acting(found_workspace("example.org/risk", NOON), "P-1", NOON)
    note = checkpoint(other)
    with pytest.raises(InvalidInput, match="holds an export of"):
        export(other.workspace, folder, note)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("dear")
    with pytest.raises(InvalidInput, match="not empty"):
        export(other.workspace, tmp_path / "mine", note)
    with pytest.raises(BrokenProof):
        export(acting.workspace, tmp_path / "new", note)


def test_a_checkpoint_of_another_history_is_not_exported(acting: Acting, tmp_path: Path):
    scribe.fill(acting, 10)
    note = checkpoint(acting)
    with forger.unlocked():
        forger.rewrite(acting, 5, lambda one: forger.edited(one) if one.index == 5 else one)
        with pytest.raises(BrokenProof, match="not of this journal"):
            export(acting.workspace, tmp_path / "out", note)


def test_the_auditors_file_imports_nothing_but_the_standard_library():
    import ast

    tree = ast.parse(VERIFIER.read_text())
    imported = {
        (alias.name if isinstance(node, ast.Import) else node.module or "").split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert imported <= sys.stdlib_module_names
    assert not any(isinstance(node, ast.ImportFrom) and node.level for node in ast.walk(tree))
    assert len(VERIFIER.read_text().splitlines()) <= 300, "short enough to be read first"
