"""Bringing a collection in: many records, few commits, nothing changed on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from dayline.base.acting import Acting
from dayline.base.findings import Finding
from dayline.journal.append import Pen, writing
from dayline.people.queries import authorise, directory
from dayline.records import queries
from dayline.records.imports.rules import (
    Incoming,
    Version,
    entry_kind,
    taken,
    there,
    version_payload,
)
from dayline.records.queries import Record
from dayline.records.sharing.actions import open_to

BATCH = 500
"""Records per transaction: one durable commit is shared by so many."""


@dataclass(slots=True)
class Imported:
    """What an import did; a second run of the same folder changes nothing."""

    opened: int = 0
    revised: int = 0
    unchanged: int = 0
    versions: int = 0
    findings: list[Finding] = field(default_factory=list)


def import_records(
    acting: Acting,
    incoming: Iterable[Incoming],
    *,
    visibility: str = "workspace",
    advance: Callable[[int], object] = lambda _count: None,
) -> Imported:
    """Import records, each batch in one transaction; what was acknowledged stays.

    A record that is there already under the same path is revised when its text differs and left
    alone when it does not; one that came in without its history gets it when it comes with one.
    An id that belongs to another path is reported, never overwritten.
    """
    done = Imported()
    for batch in _batches(incoming):
        with writing(acting) as pen:
            authorise(directory(acting.workspace), acting.actor, "owner", "member")
            _import_batch(pen, batch, visibility, done)
        advance(len(batch))
    return done


def _batches(incoming: Iterable[Incoming]) -> Iterator[Sequence[Incoming]]:
    source = iter(incoming)
    while batch := list(islice(source, BATCH)):
        yield batch


def _import_batch(pen: Pen, batch: Sequence[Incoming], visibility: str, done: Imported) -> None:
    workspace = pen.acting.workspace
    batch = _with_refs(pen, batch)
    found = queries.by_refs(workspace, [item.ref for item in batch])
    standing = {record.ref: record for record in found}
    seen: dict[str, str] = {}
    for item in batch:
        earlier = standing[item.ref].path if item.ref in standing else seen.get(item.ref)
        if earlier is not None and earlier != item.path:
            held = standing.get(item.ref)
            same = held is not None and queries.content(held) == item.versions[-1].content
            done.findings.append(there(item, earlier) if same else taken(item, earlier))
            continue
        seen[item.ref] = item.path
        if item.ref in standing:
            _renew(pen, item, standing[item.ref], done)
        else:
            _open(pen, item, visibility, done)


def _with_refs(pen: Pen, batch: Sequence[Incoming]) -> list[Incoming]:
    """The batch with an id for each: its own, the one its path had before, or the next free."""
    workspace = pen.acting.workspace
    paths = [item.path for item in batch if not item.ref]
    known = queries.refs_of_paths(workspace, paths)
    prefixes = {item.prefix for item in batch if not item.ref}
    pen.flush()
    last = {prefix: queries.last_number(workspace, prefix) for prefix in prefixes}
    named = []
    for item in batch:
        if item.ref:
            named.append(item)
            continue
        ref = known.get(item.path)
        if ref is None:
            last[item.prefix] += 1
            ref = f"{item.prefix}-{last[item.prefix]}"
        named.append(replace(item, ref=ref))
    return named


def _open(pen: Pen, item: Incoming, visibility: str, done: Imported) -> None:
    verb = "imported"
    for version in item.versions:
        payload = version_payload(item, version, visibility=visibility)
        pen.add(entry_kind(verb, version.state), item.ref, payload)
        verb = "revised"
    open_to(pen, directory(pen.acting.workspace), item.ref, visibility)
    done.opened += 1
    done.versions += len(item.versions)


def _renew(pen: Pen, item: Incoming, record: Record, done: Imported) -> None:
    versions = item.versions
    if not _lacks_history(item, record):
        latest: Version = versions[-1]
        if queries.content(record) == latest.content:
            done.unchanged += 1
            return
        # Until now the earlier text stood here, whatever day the new one tells of itself.
        versions = [latest if latest.by else replace(latest, at=None)]
    for version in versions:
        payload = version_payload(item, version, visibility="")
        pen.add(entry_kind("revised", version.state), item.ref, payload)
    done.revised += 1
    done.versions += len(versions)


def _lacks_history(item: Incoming, record: Record) -> bool:
    """Whether a record came in as one text, and now comes with who wrote what when.

    Only while nothing happened to it here: what people did since stands last, and must.
    """
    writers = {version.by for version in item.versions if version.by}
    if record.revision > 1 or not writers:
        return False
    return queries.history(record.workspace, record.ref)[0].actor not in writers
