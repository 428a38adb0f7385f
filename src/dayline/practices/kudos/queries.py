"""Nouns of kudos: records that are shown as examples, by the consent of all who are thanked.

Nothing is counted by person, and nothing is ranked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dayline.base.errors import NotFound
from dayline.journal.database import fetch, marks
from dayline.journal.queries import payloads
from dayline.people.queries import SYSTEM, directory
from dayline.practices.incident.sections import passage
from dayline.records import queries as records
from dayline.records.packing import unpacked
from dayline.records.queries import Record

KIND = "kudos"
_MOST = 200


def kudos(workspace: int, ref: str, *, person: str = SYSTEM) -> Record:
    """The kudos of that id. Raises :class:`NotFound`, also where it is another kind's."""
    record = records.find(workspace, ref, person=person)
    if record.kind != KIND:
        raise NotFound(f"{record.ref} is no kudos.", do=f"Read it: dayline show {record.ref}.")
    return record


def thanked(record: Record) -> frozenset[str]:
    """The ids of those whom it thanks."""
    people = directory(record.workspace)
    stated = record.fields.get("thanks")
    handles = stated if isinstance(stated, list) else [stated] if stated else []
    return frozenset(one for handle in handles if (one := people.id_of(str(handle))))


@dataclass(frozen=True, slots=True)
class Example:
    """A record that is shown as an example, and what was good about it."""

    record: Record
    kudos: str
    why: str
    tags: tuple[str, ...]


def examples(workspace: int, *, person: str = SYSTEM, kind: str = "") -> list[Example]:
    """The library: praised records that a person may see and whose authors agreed, by kind.

    All whom a kudos thanks must have said yes, and not no since; without that nothing is shown.
    """
    visible = records.visible_to(workspace, person)
    found = records.select(visible, "kind = %s", [KIND], order=f"number DESC LIMIT {_MOST}")
    agreed = _agreed(workspace, [one.ref for one in found])
    shown = [one for one in found if thanked(one) and thanked(one) <= agreed.get(one.ref, set())]
    praised = {
        edge.source: edge.target
        for edge in records.edges(workspace, person=person, refs=[one.ref for one in shown])
        if edge.type == "praises"
    } if shown else {}  # fmt: skip
    known = records.by_refs(workspace, sorted(set(praised.values())), person=person)
    targets = {one.ref: one for one in known if not kind or one.kind == kind}
    words = payloads(workspace, [one.text_index for one in shown])
    listed = [
        Example(
            targets[praised[one.ref]], one.ref, _why(unpacked(words.get(one.text_index))),
            tuple(map(str, one.fields.get("tags") or ())),
        )
        for one in shown
        if praised.get(one.ref) in targets
    ]  # fmt: skip
    return sorted(listed, key=lambda one: (one.record.kind, one.record.prefix, one.record.number))


def _agreed(workspace: int, refs: Sequence[str]) -> dict[str, set[str]]:
    """Who said yes to which, by their last word."""
    if not refs:
        return {}
    rows = fetch(
        "SELECT ref, person, kind FROM records_receipt"  # noqa: S608
        f" WHERE workspace = %s AND ref IN ({marks(refs)})"
        " AND kind IN ('accepted', 'contested') ORDER BY idx",
        [workspace, *refs],
    )
    last = {(ref, who): kind for ref, who, kind in rows}
    found: dict[str, set[str]] = {}
    for (ref, who), kind in last.items():
        if kind == "accepted":
            found.setdefault(ref, set()).add(who)
    return found


def _why(content: bytes | None) -> str:
    if content is None:
        return ""
    found = passage(content.decode(errors="replace"), ("what was good",))
    lines = [line.text.strip() for line in found.lines] if found else []
    return " ".join(filter(None, lines))
