"""Nouns of specs: the packet as it stands, its checks, and the states of specs by id."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dayline.base.errors import NotFound
from dayline.base.findings import Finding
from dayline.people.queries import SYSTEM
from dayline.practices.spec import rules
from dayline.records import queries as records
from dayline.records.facts import text_of
from dayline.records.queries import Record

KIND = "spec"


@dataclass(frozen=True, slots=True)
class Packet:
    """A spec with what it still lacks and the commands that prove its acceptance."""

    record: Record
    findings: tuple[Finding, ...]
    checks: tuple[str, ...]


def packet(workspace: int, ref: str, *, person: str = SYSTEM) -> Packet:
    """The packet of that id. Raises :class:`NotFound`, also where it is another kind's."""
    record = records.find(workspace, ref, person=person)
    if record.kind != KIND:
        raise NotFound(f"{record.ref} is no spec.", do=f"Read it: dayline show {record.ref}.")
    owner = str(record.fields.get("owner") or "")
    found = rules.packet_findings(text_of(record), path=record.ref, owner=owner)
    return Packet(record, tuple(found), tuple(rules.checks_of(record.fields)))


def states(workspace: int, text: str, *, person: str = SYSTEM) -> dict[str, str]:
    """The states of the specs that a text names, of those that a person may see."""
    named: Sequence[str] = rules.named_in(text)
    found = records.by_refs(workspace, named, person=person) if named else []
    return {one.ref: one.state for one in found if one.kind == KIND}
