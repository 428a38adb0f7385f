"""A journal of its own for each test: a home folder, a workspace, and no followers but its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dayline.base.acting import Acting
from dayline.journal import followers
from dayline.journal.actions import found_workspace
from tests.journal import scribe

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder: keys and remembered heads of other tests are out of reach."""
    monkeypatch.setenv("DAYLINE_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("DAYLINE_SIGNING_KEY_FILE", raising=False)
    return tmp_path / "home"


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No follower is registered: the journal by itself."""
    monkeypatch.setattr(followers, "_followers", {})
    monkeypatch.setattr(followers, "_by_kind", {})


@pytest.fixture
def acting(db: None, home: Path, alone: None) -> Acting:
    """Ana, in a workspace whose journal holds its founding and nothing else."""
    return Acting(found_workspace("example.org/payments", NOON), "P-1", NOON)


@pytest.fixture
def tally(acting: Acting) -> Iterator[None]:
    """A follower that counts notes per subject in a table of its own."""
    scribe.create_table()
    scribe.register()
    yield
    scribe.drop_table()
