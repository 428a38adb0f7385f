"""Contracts of a repository's own: ``.dayline/contracts/<kind>.yaml``, one file a kind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path


def contract_files(folder: Path) -> Iterator[Path]:
    """The contract files that hold for ``folder``: of the farthest folder above it first."""
    resolved = folder.resolve()
    for place in (*reversed(resolved.parents), resolved):
        yield from sorted((place / ".dayline" / "contracts").glob("*.yaml"))
