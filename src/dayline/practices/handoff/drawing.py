"""Whether a handoff is asked for a read-back, as its delivery drew it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dayline.base.acting import Acting
from dayline.base.findings import Finding
from dayline.journal.database import first
from dayline.practices.handoff.rules import ALWAYS
from dayline.records.queries import Record

GATE = "read_back_not_asked"


def is_asked(workspace: int, ref: str) -> bool:
    """Whether a read-back is asked; so it is where nothing was drawn."""
    row = first(
        "SELECT asked FROM handoff_handover WHERE workspace = %s AND ref = %s", [workspace, ref]
    )
    return row is None or bool(row[0])


def share(workspace: int) -> int:
    """How many of 100 handoffs are asked for a read-back from now on."""
    row = first(
        "SELECT percent FROM handoff_share WHERE workspace = %s ORDER BY idx DESC LIMIT 1",
        [workspace],
    )
    return int(row[0]) if row else ALWAYS


def judge(record: Record, acting: Acting) -> Mapping[str, Sequence[Finding]]:
    """What keeps a handoff from being taken on without a read-back."""
    del acting
    if not is_asked(record.workspace, record.ref):
        return {GATE: []}
    message = "This one is read back before it is accepted."
    remedy = "Close the text and write what you understood, in your own words."
    return {GATE: [Finding(f"gate-{GATE.replace('_', '-')}", message, remedy, record.ref, 1)]}
