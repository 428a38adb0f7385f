"""Journal entries on records, as rows.

The state after an entry stands in the entry's kind (``record.moved.accepted``), which is in the
Merkle leaf and cannot be erased; so the board can be rebuilt even where texts are gone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from dayline.base.ids import parse_ref
from dayline.base.instants import from_text
from dayline.journal import queries as journal
from dayline.journal.rows import table
from dayline.journal.rules import Entry
from dayline.records.models import Comment, Counter, Link, Receipt, Record, Revision, Waiting

KINDS = ("record.", "comment.", "receipt.", "payload.erased")

_BLANK = {
    "kind": "",
    "contract": "",
    "dialect": "",
    "title": "(erased)",
    "slug": "",
    "status": "",
    "final": False,
    "author": "",
    "waits_on": [],
    "fields": {},
    "path": "",
    "visibility": "workspace",
}


def fold(workspace: int, entries: Sequence[Entry]) -> None:
    """Bring the tables of records up to date with ``entries``, in order."""
    pending: list[Entry] = []
    for entry in entries:
        if entry.kind == "payload.erased":
            _Batch(workspace, pending).write()
            pending = []
            _refold(workspace, entry)
        else:
            pending.append(entry)
    _Batch(workspace, pending).write()


def _refold(workspace: int, erasure: Entry) -> None:
    """A text was erased: what was derived from it is derived again without it."""
    erased = int(str((erasure.payload or {}).get("index", -1)))
    ref = next(
        (entry.subject for entry in journal.entries(workspace, start=erased, stop=erased + 1)), ""
    )
    if parse_ref(ref) is None:
        return
    for model, column in (
        (Record, "ref"),
        (Revision, "ref"),
        (Link, "source"),
        (Comment, "ref"),
        (Receipt, "ref"),
        (Waiting, "ref"),
    ):
        table(model).clear(workspace, column, [ref])
    entries = list(journal.entries(workspace, stop=erasure.index, subject=ref, kinds=KINDS[:3]))
    _Batch(workspace, entries).write()


class _Batch:
    """The rows that a run of entries leaves behind, gathered before anything is written."""

    def __init__(self, workspace: int, entries: Sequence[Entry]) -> None:
        self.workspace = workspace
        self.records: dict[str, dict[str, Any]] = {}
        self.revisions: list[dict[str, Any]] = []
        self.links: dict[str, list[dict[str, Any]]] = {}
        self.comments: dict[str, dict[str, Any]] = {}
        self.receipts: dict[tuple[str, str, str, int], dict[str, Any]] = {}
        self.counters: dict[str, int] = {}
        self.changed: set[str] = set()
        self.opened: set[str] = set()
        self.waited: set[str] = set()
        self._recall(entries)
        for entry in entries:
            noun, verb, *rest = entry.kind.split(".", 2)
            _HANDLERS[f"{noun}.{verb}"](self, entry, rest[0] if rest else "")

    def _recall(self, entries: Sequence[Entry]) -> None:
        fresh: set[str] = set()
        known: set[str] = set()
        comments: set[str] = set()
        for entry in entries:
            if entry.kind.startswith(("record.opened", "record.imported")):
                fresh.add(entry.subject)
            elif entry.subject not in fresh:
                known.add(entry.subject)
            if entry.kind in _CLOSINGS and entry.payload:
                comments.add(str(entry.payload["comment"]))
        if known:
            standing = table(Record).recall(self.workspace, "ref", sorted(known))
            self.records = {row["ref"]: row for row in standing}
            self.waited = {row["ref"] for row in standing if row["waits_on"]}
        if comments:
            standing = table(Comment).recall(self.workspace, "id", sorted(comments))
            self.comments = {row["id"]: row for row in standing}

    def version(self, entry: Entry, state: str) -> None:
        """A record was opened, imported, revised or moved: one more revision."""
        payload: dict[str, Any] = entry.payload or {}
        row = self.records.get(entry.subject) or self._first(entry)
        effective = payload.get("effective_at")
        at = from_text(effective) if effective else entry.at
        row |= payload.get("head", {})
        row["revision"] += 1
        row["changed_at"] = at
        if state and state != row["state"]:
            row |= {"state": state, "state_since": at}
        if entry.payload is None or "text" in payload or "bytes" in payload:
            row["text_index"] = entry.index
        if "links" in payload:
            self.links[entry.subject] = payload["links"]
        self.changed.add(entry.subject)
        self.revisions.append(
            {
                "workspace": self.workspace,
                "ref": entry.subject,
                "number": row["revision"],
                "idx": entry.index,
                "text_index": row["text_index"],
                "at": entry.at,
                "effective_at": at,
                "effective_on": payload.get("effective_on") or at.date().isoformat(),
                "actor": payload.get("by") or entry.actor,
                "state": row["state"],
                "status": row["status"],
                "move": payload.get("move", ""),
                "note": payload.get("note", ""),
            }
        )

    def shown(self, entry: Entry, _: str) -> None:
        """Who may see a record was changed; it is no revision."""
        if entry.subject in self.records and entry.payload:
            self.records[entry.subject]["visibility"] = entry.payload["visibility"]
            self.changed.add(entry.subject)

    def _first(self, entry: Entry) -> dict[str, Any]:
        ref = parse_ref(entry.subject)
        prefix, number = (ref.prefix, ref.number) if ref else ("", 0)
        self.counters[prefix] = max(self.counters.get(prefix, 0), number)
        effective = (entry.payload or {}).get("effective_at")
        at = from_text(str(effective)) if effective else entry.at
        row = {
            "workspace": self.workspace,
            "ref": entry.subject,
            "prefix": prefix,
            "number": number,
            **_BLANK,
            "state": "",
            "revision": 0,
            "text_index": entry.index,
            "opened_at": at,
            "changed_at": at,
            "state_since": at,
        }
        self.records[entry.subject] = row
        self.opened.add(entry.subject)
        return row

    def comment(self, entry: Entry, _: str) -> None:
        """Somebody commented or raised a concern."""
        payload: dict[str, Any] = entry.payload or {}
        identity = f"C{entry.index}"
        self.comments[identity] = {
            "workspace": self.workspace,
            "id": identity,
            "ref": entry.subject,
            "revision": payload.get("revision", 0),
            "idx": entry.index,
            "at": entry.at,
            "author": entry.actor,
            "concern": payload.get("concern", ""),
            "status": "open",
            "parent": payload.get("parent", ""),
            "closed_at": None,
        }

    def close_comment(self, entry: Entry, _: str) -> None:
        """A comment was resolved or withdrawn."""
        identity = str((entry.payload or {}).get("comment", ""))
        if identity in self.comments:
            self.comments[identity] |= {"status": _CLOSINGS[entry.kind], "closed_at": entry.at}

    def receipt(self, entry: Entry, kind: str) -> None:
        """A person took a revision in."""
        revision = int((entry.payload or {}).get("revision", 0))  # type: ignore[arg-type]
        self.receipts[entry.subject, entry.actor, kind, revision] = {
            "workspace": self.workspace,
            "ref": entry.subject,
            "person": entry.actor,
            "kind": kind,
            "revision": revision,
            "idx": entry.index,
            "at": entry.at,
        }

    def write(self) -> None:
        """Write what was gathered."""
        if self.counters:
            for row in table(Counter).recall(self.workspace, "prefix", sorted(self.counters)):
                prefix = row["prefix"]
                self.counters[prefix] = max(self.counters[prefix], row["last"])
            table(Counter).put(
                {"workspace": self.workspace, "prefix": prefix, "last": last}
                for prefix, last in self.counters.items()
            )
        table(Record).put(self.records[ref] for ref in self.changed)
        table(Revision).insert(self.revisions)
        self._write_waiting()
        self._write_links()
        table(Comment).put(self.comments.values())
        table(Receipt).put(self.receipts.values())

    def _write_waiting(self) -> None:
        table(Waiting).clear(self.workspace, "ref", sorted(self.waited & self.changed))
        table(Waiting).insert(
            {
                "workspace": self.workspace,
                "party": party,
                "ref": ref,
                "kind": row["kind"],
                "visibility": row["visibility"],
                "since": row["state_since"],
            }
            for ref in sorted(self.changed)
            for row in (self.records[ref],)
            for party in sorted(set(row["waits_on"]))
        )

    def _write_links(self) -> None:
        standing = [ref for ref in self.links if ref not in self.opened]
        if standing:
            table(Link).clear(self.workspace, "source", standing)
        table(Link).put(
            {"workspace": self.workspace, "source": ref, **link}
            for ref, links in self.links.items()
            for link in _distinct(links)
        )


def _distinct(links: Iterable[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    return {(link["type"], link["target"]): link for link in links}.values()


_CLOSINGS = {"comment.resolved": "resolved", "comment.withdrawn": "withdrawn"}

_HANDLERS: dict[str, Callable[[_Batch, Entry, str], None]] = {
    "record.opened": _Batch.version,
    "record.imported": _Batch.version,
    "record.revised": _Batch.version,
    "record.moved": _Batch.version,
    "record.shown_to": _Batch.shown,
    "comment.added": _Batch.comment,
    "comment.resolved": _Batch.close_comment,
    "comment.withdrawn": _Batch.close_comment,
    "receipt.given": _Batch.receipt,
}
