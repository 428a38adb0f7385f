"""Who uses what of a contract: asked before a field may go."""

from __future__ import annotations

from dayline.contracts.queries import registry
from dayline.records.queries import listing


def field_usage(workspace: int, kind: str, *, person: str) -> dict[str, list[str]]:
    """For each field of a kind's newest contract the visible records that fill it, by id."""
    contract = registry(workspace).latest(kind)
    used: dict[str, list[str]] = {name: [] for name in contract.fields}
    for record in listing(workspace, person=person, kinds=[kind]):
        for name, value in record.fields.items():
            if value not in (None, "", []):
                used.setdefault(name, []).append(record.ref)
    return used
