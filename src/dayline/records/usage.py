"""Who uses what of a contract: asked before a field may go."""

from __future__ import annotations

from dayline.contracts.queries import registry
from dayline.records.queries import records


def field_usage(workspace: int, kind: str, *, person: str) -> dict[str, list[str]]:
    """For each field of a kind's newest contract the visible records that fill it, by id."""
    contract = registry(workspace).latest(kind)
    used: dict[str, list[str]] = {name: [] for name in contract.fields}
    rows = records(workspace, person).filter(kind=kind).order_by("prefix", "number")
    for ref, fields in rows.values_list("ref", "fields"):
        for name, value in fields.items():
            if value not in (None, "", []):
                used.setdefault(name, []).append(ref)
    return used
