"""What an import brings: texts with what their dialect reads in them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from dayline.base.canonical import Json, canonical_bytes
from dayline.base.findings import Finding, Severity
from dayline.base.ids import slug
from dayline.base.instants import to_text
from dayline.journal.rules import PAYLOAD_LIMIT
from dayline.records.packing import jsonable, packed
from dayline.records.sharing.rules import level_of


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an imported text.

    ``state`` is canonical, ``status`` the text's own word. ``at`` is when it was written, by the
    writer's clock (aware), and ``by`` who wrote it; None or empty when the source does not say.
    ``final`` says that nothing moves it any further.
    """

    content: bytes
    title: str
    state: str
    status: str
    author: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
    links: tuple[tuple[str, str, str], ...] = ()
    at: datetime | None = None
    by: str = ""
    note: str = ""
    final: bool = False


@dataclass(frozen=True, slots=True)
class Incoming:
    """A record to import: where it stood, what it is, and its versions, oldest first.

    Without a ``ref`` of its own it gets the next free number under ``prefix``. A link of a version
    is ``(type as stated, canonical meaning, target)``.
    """

    kind: str
    dialect: str
    path: str
    versions: Sequence[Version]
    ref: str = ""
    prefix: str = ""
    contract: str = ""


_LONGEST_ESCAPE = 6
"""Bytes that one byte of a text takes in a payload at most: ``\\u0000``."""


def sifted(incoming: Iterable[Incoming]) -> tuple[list[Incoming], list[Finding]]:
    """What can come in, and what is left out: a text too long, a second text of one id."""
    kept: list[Incoming] = []
    left: list[Finding] = []
    by_ref: dict[str, str] = {}
    for one in incoming:
        if any(_is_too_long(one, version) for version in one.versions):
            left.append(_too_long(one))
        elif one.ref and by_ref.setdefault(one.ref, one.path) != one.path:
            left.append(taken(one, by_ref[one.ref]))
        else:
            kept.append(one)
    return kept, left


def _is_too_long(incoming: Incoming, version: Version) -> bool:
    if len(version.content) * _LONGEST_ESCAPE < PAYLOAD_LIMIT // 2:
        return False  # whatever its fields are: most texts need not be written out for this
    payload = version_payload(incoming, version, visibility="workspace")
    return len(canonical_bytes(payload)) > PAYLOAD_LIMIT


def _too_long(incoming: Incoming) -> Finding:
    return Finding(
        "text-too-long",
        f"The text takes more than the {PAYLOAD_LIMIT:,} bytes that a record may have.",
        "Split it, or keep it where it is and link to it; then import again.",
        incoming.path,
        1,
    )


def taken(incoming: Incoming, earlier: str) -> Finding:
    """The id of a text belongs to the one at the path ``earlier``."""
    return Finding(
        "number-duplicate",
        f"{incoming.ref} is already the id of {earlier}.",
        "Give one of the two files another number and import again; a second collection goes into"
        " a workspace of its own: dayline init --name NAME.",
        incoming.path,
        1,
    )


def there(incoming: Incoming, earlier: str) -> Finding:
    """The same text came in before, from the path ``earlier``: a folder was named otherwise."""
    return Finding(
        "record-there",
        f"This text is here already: it is {incoming.ref}, from {earlier}.",
        "Nothing is to be done. Import the folder under the same path to keep the two together.",
        incoming.path,
        1,
        severity=Severity.NOTE,
    )


def version_payload(incoming: Incoming, version: Version, *, visibility: str) -> dict[str, Json]:
    """The payload of the entry that records one imported version.

    Without a ``visibility`` who may see the record stays as it is.
    """
    head = dialect_head(version, kind=incoming.kind, dialect=incoming.dialect)
    placed: dict[str, Json] = {"path": incoming.path}
    if visibility:
        placed["visibility"] = level_of(visibility)
    payload: dict[str, Json] = {
        "head": {**head, "contract": incoming.contract, **placed},
        "links": [
            {"type": type_, "means": means, "target": target}
            for type_, means, target in version.links
        ],
        "note": version.note,
        **packed(version.content),
    }
    if version.at is not None:
        payload["effective_at"] = to_text(version.at)
        payload["effective_on"] = version.at.date().isoformat()
    if version.by:
        payload["by"] = version.by
    return payload


def dialect_head(version: Version, *, kind: str, dialect: str) -> dict[str, Json]:
    """What a row is folded from, as an imported text says it."""
    return {
        "kind": kind,
        "contract": "",
        "dialect": dialect,
        "title": version.title,
        "slug": slug(version.title),
        "status": version.status,
        "final": version.final,
        "author": version.author,
        "waits_on": [],
        "fields": jsonable(version.fields),
    }


def entry_kind(verb: str, state: str) -> str:
    """``record.imported.accepted``; without the state where the text states none."""
    return f"record.{verb}.{state}" if state else f"record.{verb}"
