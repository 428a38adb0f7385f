"""Journal entries as labels: the tags and areas that the last words of a record give."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from dayline.base.ids import parse_ref
from dayline.base.instants import from_text
from dayline.journal import queries as journal
from dayline.journal.rows import table
from dayline.journal.rules import Entry
from dayline.records.labels.models import Label
from dayline.records.labels.rules import labels_of

KINDS = ("record.", "payload.erased")
_FRESH = ("record.opened", "record.imported")


def fold(workspace: int, entries: Sequence[Entry]) -> None:
    """Bring labels up to date with ``entries``, in order."""
    pending: list[Entry] = []
    for entry in entries:
        if entry.kind == "payload.erased":
            _fold(workspace, pending)
            pending = []
            _refold(workspace, entry)
        else:
            pending.append(entry)
    _fold(workspace, pending)


def _refold(workspace: int, erasure: Entry) -> None:
    """Words were erased: the labels are made again from what is left."""
    ref = str((erasure.payload or {}).get("subject", ""))
    if parse_ref(ref) is None:
        return
    table(Label).clear(workspace, "ref", [ref])
    entries = journal.entries(workspace, stop=erasure.index, subject=ref, kinds=KINDS[:1])
    _fold(workspace, list(entries))


def _fold(workspace: int, entries: Sequence[Entry]) -> None:
    opened: dict[str, datetime] = {}
    labels: dict[str, set[tuple[str, str]]] = {}
    for entry in entries:
        if entry.kind.startswith(_FRESH) and entry.subject not in opened:
            opened[entry.subject] = _instant(entry)
        payload: dict[str, Any] = entry.payload or {}
        head: dict[str, Any] = payload.get("head", {})
        if "fields" in head:
            labels[entry.subject] = labels_of(head["fields"])
    table(Label).clear(workspace, "ref", [ref for ref in labels if ref not in opened])
    table(Label).put(
        {"workspace": workspace, "ref": ref, "sort": sort, "name": name, "opened_at": at}
        for ref, found in labels.items()
        if found
        for at in (opened.get(ref) or _opened(workspace, ref),)
        for sort, name in sorted(found)
    )


def _opened(workspace: int, ref: str) -> datetime:
    """When the record was opened, by its first entry."""
    entries = journal.entries(workspace, subject=ref, kinds=KINDS[:1])
    return _instant(next(iter(entries)))


def _instant(entry: Entry) -> datetime:
    effective = (entry.payload or {}).get("effective_at")
    return from_text(str(effective)) if effective else entry.at
