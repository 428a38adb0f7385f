"""Who uses what of a contract: asked before a field may go."""

from __future__ import annotations

from dayline.contracts.compat import changes
from dayline.contracts.queries import registry
from dayline.contracts.terms import Contract
from dayline.journal.database import fetch
from dayline.records.queries import listing, visible_to


def field_usage(workspace: int, kind: str, *, person: str) -> dict[str, list[str]]:
    """For each field of a kind's newest contract the visible records that fill it, by id."""
    contract = registry(workspace).latest(kind)
    used: dict[str, list[str]] = {name: [] for name in contract.fields}
    for record in listing(workspace, person=person, kinds=[kind]):
        for name, value in record.fields.items():
            if value not in (None, "", []):
                used.setdefault(name, []).append(record.ref)
    return used


def questions(workspace: int, new: Contract, *, person: str) -> dict[str, list[str]]:
    """What a breaking change asks of a person, for each visible record under older versions.

    Records by id, each with its questions; a record that needs nobody's word is left out.
    """
    contracts = registry(workspace).versions.get(new.name, ())
    asked = {
        old.ref: [change.question for change in changes(old, new) if change.question]
        for old in contracts
        if old.version < new.version
    }
    found = listing(workspace, person=person, kinds=[new.name])
    return {
        record.ref: [question.format(ref=record.ref) for question in asked[record.contract]]
        for record in found
        if asked.get(record.contract)
    }


def records_by_version(workspace: int, kind: str, *, person: str) -> dict[str, int]:
    """How many visible records of a kind stand under which version, such as ``decision/1``."""
    clause = visible_to(workspace, person)
    rows = fetch(
        "SELECT contract, COUNT(*) FROM records_record"  # noqa: S608
        f" WHERE {clause.sql} AND kind = %s GROUP BY contract ORDER BY contract",
        [*clause.parameters, kind],
    )
    return dict(rows)
