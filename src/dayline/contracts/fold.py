"""Journal entries on contracts, as rows."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from dayline.contracts.models import Published
from dayline.journal.rows import table
from dayline.journal.rules import Entry

KINDS = ("contract.published",)


def fold(workspace: int, entries: Sequence[Entry]) -> None:
    """A published version becomes a row that is never replaced."""
    table(Published).insert(
        {
            "workspace": workspace,
            "idx": entry.index,
            "leaf_hash": entry.leaf_hash.hex(),
            "digest": hashlib.sha256(str(entry.payload["text"]).encode()).hexdigest(),
            **entry.payload,
        }
        for entry in entries
        if entry.payload is not None
    )
