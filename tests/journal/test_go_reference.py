"""The Go reference implementation of transparency logs reads our exports and makes equal proofs.

It runs where Go and Debian's source package of golang.org/x/mod are installed
(``apt-get install golang-go golang-golang-x-mod-dev``), and says so where they are not.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from dayline.base.acting import Acting
from dayline.journal import queries
from dayline.journal.actions import checkpoint, rotate_key
from dayline.journal.export import export
from tests.journal import scribe

SOURCES = Path("/usr/share/gocode")


@pytest.fixture(scope="session")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Go program, built."""
    if not shutil.which("go") or not (SOURCES / "src/golang.org/x/mod/sumdb").is_dir():
        pytest.skip("Go or golang-golang-x-mod-dev is not installed")
    program = tmp_path_factory.mktemp("go") / "reference"
    subprocess.run(
        ["go", "build", "-o", program, Path(__file__).parent / "go_reference/main.go"],
        env={**os.environ, "GO111MODULE": "off", "GOPATH": str(SOURCES), "GOFLAGS": ""},
        check=True,
    )
    return program


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 1000, 70_000])
def test_go_opens_the_export_and_makes_the_same_proofs(
    acting: Acting, tmp_path: Path, reference: Path, size: int
):
    scribe.fill(acting, size - 1)
    export(acting.workspace, tmp_path / "out", checkpoint(acting))
    key = str(queries.verifiers(acting.workspace)[0])
    said = subprocess.run(
        [reference, tmp_path / "out", key, "100"], capture_output=True, text=True, check=True
    )
    proofs = [json.loads(line) for line in said.stdout.splitlines()]
    assert len(proofs) == 100
    for proof in proofs:
        mine = queries.inclusion(acting.workspace, proof["index"], size)
        assert [one.hex() for one in mine] == proof["inclusion"]
        assert queries.root_at(acting.workspace, proof["old"]).hex() == proof["old_root"]
        mine = queries.consistency(acting.workspace, proof["old"], size)
        assert [one.hex() for one in mine] == proof["consistency"]


def test_go_takes_a_note_that_two_keys_signed(acting: Acting, tmp_path: Path, reference: Path):
    old = str(queries.verifiers(acting.workspace)[0])
    new = rotate_key(acting)
    export(acting.workspace, tmp_path / "out", queries.checkpoints(acting.workspace)[-1])
    for key in (old, new):
        subprocess.run([reference, tmp_path / "out", key, "1"], check=True, capture_output=True)
