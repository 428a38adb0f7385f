"""Journal entries on handoffs, as rows: when one passed, whether a read-back was asked, what was
lost. Whether one is asked is drawn here, from the digest of the entry that delivers it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dayline.base.ids import parse_ref
from dayline.base.micros import to_micros
from dayline.journal import queries as journal
from dayline.journal.database import fetch
from dayline.journal.rows import table
from dayline.journal.rules import Entry
from dayline.practices.handoff.models import Handover, Share
from dayline.practices.handoff.rules import ALWAYS, asks_for_read_back

SHARE = "handoff.share"
JUDGED = "handoff.judged"
OUTCOME = "handoff.outcome"
_DELIVERED, _ACCEPTED = "record.moved.delivered", "record.moved.accepted"
KINDS = (_DELIVERED, _ACCEPTED, "handoff.", "payload.erased")
_KIND = "handoff"

_FRESH = {
    "taken_at": None, "judged_idx": 0, "items": 0, "lost": 0, "lost_after": 0,
    "outcome_idx": 0, "outcome_items": 0, "outcome_lost": 0,
}  # fmt: skip


def fold(workspace: int, entries: Sequence[Entry]) -> None:
    """Bring the tables up to date with ``entries``, in order."""
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
    """Words were erased: what was derived from them is derived again without them."""
    ref = str((erasure.payload or {}).get("subject", ""))
    if parse_ref(ref) is None:
        return
    table(Handover).clear(workspace, "ref", [ref])
    entries = journal.entries(workspace, stop=erasure.index, subject=ref, kinds=KINDS[:3])
    _Batch(workspace, list(entries)).write()


class _Batch:
    """The rows that a run of entries leaves behind."""

    def __init__(self, workspace: int, entries: Sequence[Entry]) -> None:
        self.workspace = workspace
        refs = sorted({one.subject for one in entries if one.kind != SHARE})
        self.rows = {row["ref"]: row for row in table(Handover).recall(workspace, "ref", refs)}
        self.shares: list[tuple[int, int]] | None = None
        self.fresh: list[tuple[int, int]] = []
        for entry in entries:
            self._take(entry)

    def _take(self, entry: Entry) -> None:
        payload: dict[str, Any] = entry.payload or {}
        if entry.kind == SHARE:
            self.fresh.append((entry.index, int(payload["percent"])))
        elif entry.kind == _DELIVERED:
            head = payload.get("head", {})
            if head.get("kind") == _KIND:
                # Delivered, it waits on the team that it went to; or on a person, who is not held.
                teams = [one for one in head.get("waits_on", ()) if one.startswith("T-")]
                self._delivered(entry, teams[0] if teams else "")
        elif row := self.rows.get(entry.subject):
            self._after(row, entry, payload)

    def _delivered(self, entry: Entry, receiver: str) -> None:
        row = self.rows.get(entry.subject)
        if row is None:
            share = self._share_at(entry.index)
            row = {
                "workspace": self.workspace,
                "ref": entry.subject,
                "idx": entry.index,
                "asked": asks_for_read_back(entry.digest, entry.subject, share),
                "share": share,
                **_FRESH,
            }
            self.rows[entry.subject] = row
        at = to_micros(entry.at)
        row |= {"delivered_idx": entry.index, "delivered_at": at, "taken_at": None}
        row["receiver"] = receiver

    def _after(self, row: dict[str, Any], entry: Entry, payload: dict[str, Any]) -> None:
        if entry.kind == _ACCEPTED:
            row["taken_at"] = row["taken_at"] or to_micros(entry.at)
        elif entry.payload is not None and entry.kind == JUDGED:
            row |= {"judged_idx": entry.index, "items": len(payload["items"])}
            row["lost"] = sum(one["first"] != "kept" for one in payload["items"])
            row["lost_after"] = sum(one["after"] != "kept" for one in payload["items"])
        elif entry.payload is not None and entry.kind == OUTCOME:
            row |= {"outcome_idx": entry.index, "outcome_items": len(payload["items"])}
            row["outcome_lost"] = sum(bool(one["lost"]) for one in payload["items"])

    def _share_at(self, index: int) -> int:
        """The share that was in force before an entry."""
        if self.shares is None:
            self.shares = [
                (idx, percent)
                for idx, percent in fetch(
                    "SELECT idx, percent FROM handoff_share WHERE workspace = %s ORDER BY idx",
                    [self.workspace],
                )
            ]
        before = [percent for at, percent in (*self.shares, *self.fresh) if at < index]
        return before[-1] if before else ALWAYS

    def write(self) -> None:
        """Write what was gathered."""
        table(Share).put(
            {"workspace": self.workspace, "idx": idx, "percent": percent}
            for idx, percent in self.fresh
        )
        table(Handover).put(self.rows.values())
