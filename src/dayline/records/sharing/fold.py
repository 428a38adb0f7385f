"""Journal entries as audiences: who wrote a record, whom it names, whom it was shown to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dayline.base.ids import parse_ref
from dayline.journal import queries as journal
from dayline.journal.rows import table
from dayline.journal.rules import Entry
from dayline.records.sharing.models import Audience
from dayline.records.sharing.rules import is_party, parties_of

KINDS = ("record.", "payload.erased")
SHOWN = "record.shown_to"
KEPT = (SHOWN,)
"""Never erased: without it a record would be seen by those who were not to see it. It holds ids."""

_FRESH = ("record.opened", "record.imported")
_Reasons = dict[str, frozenset[str]]


def fold(workspace: int, entries: Sequence[Entry]) -> None:
    """Bring audiences up to date with ``entries``, in order."""
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
    """Words were erased: the audience is made again from what is left."""
    ref = str((erasure.payload or {}).get("subject", ""))
    if parse_ref(ref) is None:
        return
    table(Audience).clear(workspace, "ref", [ref])
    entries = journal.entries(workspace, stop=erasure.index, subject=ref, kinds=KINDS[:1])
    _fold(workspace, list(entries))


def _fold(workspace: int, entries: Sequence[Entry]) -> None:
    fresh = {entry.subject for entry in entries if entry.kind.startswith(_FRESH)}
    before: dict[str, _Reasons] = {}
    for row in table(Audience).recall(
        workspace, "ref", sorted({entry.subject for entry in entries} - fresh)
    ):
        reasons = before.setdefault(row["ref"], {})
        reasons[row["why"]] = reasons.get(row["why"], frozenset()) | {row["party"]}
    after: dict[str, _Reasons] = {ref: dict(reasons) for ref, reasons in before.items()}
    for entry in entries:
        if entry.payload is not None:
            after.setdefault(entry.subject, {}).update(_stated(entry, entry.payload))
    changed = [ref for ref in after if after[ref] != before.get(ref, {})]
    table(Audience).clear(workspace, "ref", [ref for ref in changed if ref not in fresh])
    table(Audience).put(
        {"workspace": workspace, "party": party, "ref": ref, "why": why}
        for ref in changed
        for why, parties in after[ref].items()
        for party in parties
    )


def _stated(entry: Entry, payload: dict[str, Any]) -> _Reasons:
    """What one entry says of the audience."""
    if entry.kind == SHOWN:
        return {"shown": frozenset(payload["to"])}
    head: dict[str, Any] = payload.get("head", {})
    found: _Reasons = {}
    if "author" in head:
        found["author"] = frozenset({str(head["author"])} if is_party(head["author"]) else ())
    if "named" in head:
        found["named"] = frozenset(filter(is_party, head["named"]))
    if "visibility" in head and entry.kind.startswith(_FRESH):
        found["shown"] = frozenset(parties_of(str(head["visibility"])))
    return found
