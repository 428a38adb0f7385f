"""Signed notes, checkpoints and tile names as C2SP and Go's ``note`` package write them."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dayline.base.errors import BrokenProof, DaylineError, HostileInput, InvalidInput
from dayline.journal import verify_dayline as auditor
from dayline.journal.checkpoint import (
    Checkpoint,
    parse_checkpoint,
    parse_proof,
    proof_text,
)
from dayline.journal.layout import TileName, numbered, tiles_of
from dayline.journal.note import new_signer, open_note, parse_signer, parse_verifier, sign

# The key, secret and note in the documentation of golang.org/x/mod/sumdb/note.
NEUMANN = parse_verifier("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
NEUMANN_SECRET = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"  # noqa: S105 -- published by the Go project
NEUMANN_NOTE = """\
If you think cryptography is the answer to your problem,
then you don't know what your problem is.

\N{EM DASH} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
"""  # noqa: E501
TEXT = NEUMANN_NOTE.split("\n\n", maxsplit=1)[0] + "\n"


def test_the_go_reference_note_opens_and_is_signed_to_the_same_bytes():
    signer = parse_signer(NEUMANN_SECRET + "\n")
    assert signer.verifier == NEUMANN
    assert open_note(NEUMANN_NOTE, [NEUMANN]) == TEXT
    assert sign(TEXT, [signer]) == NEUMANN_NOTE


def test_the_id_of_the_go_checksum_database_key_is_what_go_says():
    text = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
    assert parse_verifier(text).id.hex() == "033de0ae"


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"])), st.binary(max_size=80))
@settings(max_examples=60)
def test_the_auditors_ed25519_agrees_with_openssl(text: str, forged: bytes):
    signer = new_signer("example.org/a")
    note = sign(text + "\n", [signer])
    signature = auditor.base64.b64decode(note.split(" ")[-1])[4:]
    public, said = signer.verifier.public, (text + "\n").encode()
    assert auditor.ed25519_verifies(public, said, signature)
    assert signer.verifier.verifies(said, signature)
    for bad in (
        forged,
        signature[:63],
        signature[:32] + forged[:32].ljust(32, b"\xff"),
        signature * 2,
    ):
        assert not auditor.ed25519_verifies(public, said, bad)
        assert not signer.verifier.verifies(said, bad)
    assert not auditor.ed25519_verifies(public, said + b" ", signature)


def test_signatures_by_strangers_are_ignored_and_one_known_key_suffices():
    old, new, stranger = (new_signer("example.org/a") for _ in range(3))
    note = sign("text\n", [stranger, old, new])
    assert open_note(note, [old.verifier]) == "text\n"
    assert open_note(note, [new.verifier]) == "text\n"
    with pytest.raises(BrokenProof, match="No known key"):
        open_note(note, [new_signer("example.org/a").verifier])


@pytest.mark.parametrize(
    "damage",
    [
        lambda note: note.replace("answer", "question"),
        lambda note: note.replace("x08go/ZJ", "x08go/ZK"),
        lambda note: note.replace("\n\n", "\n"),
        lambda note: note[:-1],
        lambda note: note.replace("\N{EM DASH} ", "- "),
        lambda note: note.replace("think", "th\tink"),
        lambda note: note.replace("PeterNeumann x08g", "Peter Neumann x08g"),
        lambda note: note.replace("AM=\n", "AM\n"),
        lambda note: note.replace("AM=\n", "AN=\n"),
        lambda _: "",
        lambda _: "\n\n",
        lambda note: note + "\n",
    ],
)
def test_a_damaged_note_is_refused(damage):
    with pytest.raises(BrokenProof):
        open_note(damage(NEUMANN_NOTE), [NEUMANN])


def test_notes_of_absurd_size_are_refused_before_they_cost_anything():
    with pytest.raises(HostileInput):
        open_note("x" * 200_000, [NEUMANN])
    lines = NEUMANN_NOTE.split("\n\n")[1] * 100
    with pytest.raises(HostileInput):
        open_note(TEXT + "\n" + lines, [NEUMANN])


@pytest.mark.parametrize(
    "text",
    [
        "PeterNeumann",
        "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeuman+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10T",
        "PeterNeumann+c74f20a3+Ahpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "",
        "++",
    ],
)
def test_a_damaged_key_is_refused(text: str):
    with pytest.raises(InvalidInput):
        parse_verifier(text)
    with pytest.raises(InvalidInput) as refusal:
        parse_signer("PRIVATE+KEY+" + text)
    assert "ARpc2" not in str(refusal.value), "a refusal must not repeat a secret"


@pytest.mark.parametrize("text", ["no newline", "tab\there\n", "return\r\n"])
def test_what_is_no_plain_text_is_not_signed(text: str):
    with pytest.raises(InvalidInput):
        sign(text, [parse_signer(NEUMANN_SECRET)])


def test_a_checkpoint_reads_back():
    head = Checkpoint("example.com/behind-the-sofa", 20852163, bytes(range(32)))
    assert parse_checkpoint(head.text()) == head
    assert parse_checkpoint(head.text() + "an extension\n") == head
    assert head.text().splitlines()[:2] == ["example.com/behind-the-sofa", "20852163"]


ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n\n",
        f"origin\n1\n{ROOT}",
        f"origin\n01\n{ROOT}\n",
        f"origin\n-1\n{ROOT}\n",
        f"origin\n1 \n{ROOT}\n",
        f"origin\n\N{ARABIC-INDIC DIGIT ONE}\n{ROOT}\n",
        f"origin\n{'9' * 30}\n{ROOT}\n",
        f"\n1\n{ROOT}\n",
        "origin\n1\nCsUY\n",
        f"origin\n1\n{ROOT[:-2]}J=\n",
        f"origin\n1\n{ROOT}\n\nmore\n",
    ],
)
def test_what_is_no_checkpoint_is_refused(text: str):
    with pytest.raises(InvalidInput):
        parse_checkpoint(text)


def test_a_proof_text_reads_back_with_and_without_extra_data():
    hashes = [bytes([number]) * 32 for number in range(5)]
    for extra in (b"", b"leaf and words"):
        text = proof_text(73894, hashes, NEUMANN_NOTE, extra)
        assert text.startswith("c2sp.org/tlog-proof@v1\n")
        assert parse_proof(text) == (73894, hashes, NEUMANN_NOTE)


@given(st.text(max_size=300))
def test_any_text_is_a_proof_or_a_clear_refusal(text: str):
    for said in (
        text,
        "c2sp.org/tlog-proof@v1\n" + text,
        f"c2sp.org/tlog-proof@v1\nindex 1\n{text}",
    ):
        with suppress(DaylineError):
            parse_proof(said)


def test_the_example_of_the_tile_specification():
    tiles = list(tiles_of(70_000))
    full = [tile for tile in tiles if tile.level == 0 and tile.width == 256]
    assert len(full) == 273
    assert [tile.path for tile in tiles if tile not in full] == [
        "tile/0/273.p/112",
        "tile/1/000",
        "tile/1/001.p/17",
        "tile/2/000.p/1",
    ]
    assert numbered(1_234_067) == "x001/x234/067"
    assert TileName(0, 273, 112).entries_path == "tile/entries/273.p/112"


def test_a_tree_of_256_is_one_full_tile_and_one_above():
    assert [tile.path for tile in tiles_of(256)] == ["tile/0/000", "tile/1/000.p/1"]
    assert list(tiles_of(0)) == []


@given(st.integers(0, 10**12), st.integers(1, 256))
def test_the_auditor_names_tiles_alike(index: int, width: int):
    assert f"tile/0/{auditor.numbered(index, width)}" == TileName(0, index, width).path
