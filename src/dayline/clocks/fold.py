"""Journal entries on clocks, as rows.

The first entry of a deadline carries its whole row, each later one what changed, so that a replay
computes nothing: no calendar and no clock is asked again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dayline.base.instants import from_text
from dayline.base.micros import to_micros
from dayline.clocks.models import Budget, Deadline, Decided, Edition
from dayline.journal import queries as journal
from dayline.journal.rows import table
from dayline.journal.rules import Entry

KINDS = ("clock.", "budget.", "payload.erased")

_STATES = {
    "clock.paused": "paused",
    "clock.resumed": "running",
    "clock.met": "met",
    "clock.missed": "missed",
    "clock.cancelled": "cancelled",
}
_ENDS = ("clock.met", "clock.answered", "clock.cancelled")


def fold(workspace: int, entries: Sequence[Entry]) -> None:
    """Bring the tables of clocks up to date with ``entries``, in order."""
    pending: list[Entry] = []
    for entry in entries:
        if entry.kind == "payload.erased":
            _fold_deadlines(workspace, pending)
            pending = []
            _refold(workspace, entry)
        elif entry.kind.startswith("budget."):
            _fold_budget(workspace, entry)
        elif entry.kind == "clock.edition":
            _fold_edition(workspace, entry)
        else:
            pending.append(entry)
    _fold_deadlines(workspace, pending)


def _fold_deadlines(workspace: int, entries: Sequence[Entry]) -> None:
    started = {entry.subject for entry in entries if entry.kind == "clock.started"}
    known = sorted({entry.subject for entry in entries} - started)
    rows = {row["id"]: row for row in table(Deadline).recall(workspace, "id", known)}
    fresh: dict[str, dict[str, Any]] = {}
    for entry in entries:
        if entry.kind == "clock.started":
            if entry.payload is not None:
                fresh[entry.subject] = _started(workspace, entry)
            continue
        row = rows.get(entry.subject) or fresh.get(entry.subject)
        if row is not None:
            _apply(row, entry)
    table(Deadline).insert(fresh.values())
    table(Deadline).put(rows.values())
    _fold_decided(workspace, [*fresh.values(), *rows.values()])


def _fold_decided(workspace: int, rows: Sequence[dict[str, Any]]) -> None:
    """Note whose the deadlines are that were missed, or else met, and when."""
    found = [(row, at) for row in rows if (at := _decided_at(row)) is not None]
    table(Decided).clear(workspace, "id", [row["id"] for row, _ in found])
    table(Decided).insert(
        {**row, "party": party, "at": at} for row, at in found for party in set(row["whose"])
    )


def _decided_at(row: dict[str, Any]) -> Any:
    met = row["state"] == "met" and row["ended_at"] is not None
    return row["fired_at"] or (row["ended_at"] if met else None)


def _started(workspace: int, entry: Entry) -> dict[str, Any]:
    payload: dict[str, Any] = entry.payload or {}
    return {
        "workspace": workspace,
        "id": entry.subject,
        "state": "running",
        "spent": {},
        "started_at": entry.at,
        "since": entry.at,
        "fired_at": None,
        "ended_at": None,
        "waited": None,
        **payload,
        "due_at": from_text(payload["due_at"]),
    }


_CARRIED = ("spent", "waited", "measure", "amount", "whose", "calendar", "edition")


def _apply(row: dict[str, Any], entry: Entry) -> None:
    payload: dict[str, Any] = entry.payload or {}
    row |= {name: payload[name] for name in _CARRIED if name in payload}
    if "due_at" in payload:
        row["due_at"] = to_micros(from_text(payload["due_at"]))
    row["state"] = _STATES.get(entry.kind, row["state"])
    if entry.kind == "clock.paused":
        row["due_at"] = None
    elif entry.kind == "clock.resumed":
        row["since"] = to_micros(entry.at)
    elif entry.kind == "clock.missed":
        row["fired_at"] = to_micros(entry.at)
    if entry.kind in _ENDS:
        row["ended_at"] = to_micros(entry.at)


def _fold_budget(workspace: int, entry: Entry) -> None:
    row = {"workspace": workspace, "id": entry.subject, "spent": entry.kind == "budget.spent"}
    table(Budget).put([{**row, "since": entry.at}])


def _fold_edition(workspace: int, entry: Entry) -> None:
    edition = str((entry.payload or {}).get("edition", ""))
    table(Edition).put([{"workspace": workspace, "edition": edition}])


def _refold(workspace: int, erasure: Entry) -> None:
    """A payload was erased: what was derived from it is derived again from what is left."""
    erased = erasure.payload or {}
    kind, subject = str(erased.get("kind", "")), str(erased.get("subject", ""))
    if not kind.startswith("clock."):
        return
    left = journal.entries(workspace, stop=erasure.index, subject=subject, kinds=("clock.",))
    if kind == "clock.edition":
        for entry in left:
            _fold_edition(workspace, entry)
        return
    for one in (Deadline, Decided):
        table(one).clear(workspace, "id", [subject])
    _fold_deadlines(workspace, list(left))
