"""What must leave the index in the same transaction: the words of an erased text."""

from __future__ import annotations

from collections.abc import Sequence

from dayline.journal.rows import table
from dayline.journal.rules import Entry
from dayline.search.models import HEAD, Bundle, Page, Vector

KINDS = ("payload.erased",)


def fold(workspace: int, entries: Sequence[Entry]) -> None:
    """Drop what was made of records whose words were erased; they are indexed again without them.

    A bundle holds the words of all. It is sealed, so that its key can go here and now; its parts
    are many and large, and go one by one when it is made again.
    """
    refs = {str((entry.payload or {}).get("subject", "")) for entry in entries}
    table(Page).drop((workspace, ref) for ref in refs)
    table(Vector).drop((workspace, ref) for ref in refs)
    table(Bundle).drop([(workspace, HEAD)])
