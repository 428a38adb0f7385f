"""Law 7, the log proves itself: to somebody who has only a checkpoint and one small file.

Shown to fail: each change below is made by somebody with every right on the database, and with
the signing key; leave the earlier checkpoint away and the last ones pass.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dayline.base.acting import Acting
from dayline.journal import queries
from dayline.journal.actions import checkpoint, erase
from dayline.journal.export import export
from dayline.journal.rules import Entry
from tests.journal import forger, scribe
from tests.journal.conftest import acting, alone, home  # noqa: F401 -- fixtures
from tests.journal.test_export import audit

CHANGES: dict[str, Callable[[Entry], Entry | None]] = {
    "edit": forger.edited,
    "back-date": lambda entry: entry._replace(at=entry.at.replace(year=2020)),
    "drop": lambda _: None,
    "reword": lambda entry: entry._replace(payload={"text": "never said"}),
}


@pytest.fixture
def kept(acting: Acting, tmp_path: Path) -> Path:  # noqa: F811
    """The checkpoint that an auditor took home after 300 entries; 50 more followed."""
    scribe.fill(acting, 299)
    path = tmp_path / "kept"
    path.write_text(checkpoint(acting))
    scribe.fill(acting, 50)
    return path


def shown(acting: Acting, folder: Path, *earlier: object) -> tuple[int, dict]:  # noqa: F811
    export(acting.workspace, folder, checkpoint(acting))
    key = queries.verifiers(acting.workspace)[-1]
    return audit(folder, "--key", key, *earlier)


def test_the_auditor_is_shown_a_whole_journal(acting: Acting, kept: Path, tmp_path: Path):  # noqa: F811
    code, found = shown(acting, tmp_path / "out", "--earlier", kept)
    assert (code, found["verdict"], found["entries"]) == (0, "whole", 351)


@pytest.mark.parametrize("change", sorted(CHANGES))
def test_nothing_before_the_checkpoint_can_be_changed(
    acting: Acting,  # noqa: F811
    kept: Path,
    tmp_path: Path,
    change: str,
):
    def altered(entry: Entry) -> Entry | None:
        if entry.kind == "checkpoint.signed":
            return None  # the forger removes the witness inside the journal too
        return CHANGES[change](entry) if entry.index == 123 else entry

    with forger.unlocked():
        forger.rewrite(acting, 123, altered)
        code, found = shown(acting, tmp_path / "out", "--earlier", kept)
    assert code == 1
    assert found["first_bad"] <= 123 <= found["last_bad"]


def test_an_erased_payload_leaves_every_other_proof(acting: Acting, kept: Path, tmp_path: Path):  # noqa: F811
    erase(acting, 123, "asked by the person")
    code, found = shown(acting, tmp_path / "out", "--earlier", kept)
    assert (code, found["erased"]) == (0, 1)
