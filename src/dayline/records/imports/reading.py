"""From a folder that was read to what an import brings. Pure but for the reading itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from dayline.records.dialect import Read
from dayline.records.dialect.values import DatedUrl
from dayline.records.imports.rules import Incoming, Version
from dayline.records.packing import jsonable
from dayline.records.reading import NATIVE, Reading, kind_of

PAGE_PREFIX = "G"
"""Pages without a number of their own come in as guides."""


def incoming(reading: Reading, *, root: str = "") -> Iterator[Incoming]:
    """Every text of a folder as something to import, records first, then pages.

    ``root`` is put before each path, so that two folders with the same file names stay apart.
    """
    for read in (*reading.records, *reading.pages):
        version = version_of(read, reading.contents[read.path])
        yield incoming_of(read, [version], root=root)


def incoming_of(read: Read, versions: list[Version], *, root: str = "") -> Incoming:
    """One text with its versions, oldest first."""
    native = read.dialect.name == NATIVE
    return Incoming(
        kind=kind_of(read),
        dialect=read.dialect.name,
        path=f"{root}/{read.path}" if root else read.path,
        versions=versions,
        ref=read.ref if _is_record(read) else "",
        prefix="" if _is_record(read) else PAGE_PREFIX,
        contract=str(read.head.fields.get("contract", "")) if native else "",
    )


def _is_record(read: Read) -> bool:
    return bool(read.ref) and not read.part_of and not read.is_template


def version_of(
    read: Read, content: bytes, *, at: datetime | None = None, by: str = "", note: str = ""
) -> Version:
    """What one version of a text says, as its dialect reads it."""
    day = read.date
    if at is None and day is not None:
        at = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return Version(
        content=content,
        title=read.title,
        state=read.state,
        status=" ".join(read.status_text.split()),
        author=_author(read),
        fields=_fields(read),
        links=tuple((link.type, link.means, link.target) for link in read.links),
        at=at,
        by=by,
        note=note,
    )


def _author(read: Read) -> str:
    stated = read.value("authors")
    names = stated if isinstance(stated, (list, tuple)) else [stated] if stated else []
    return ", ".join(str(name) for name in names)


def _fields(read: Read) -> dict[str, Any]:
    return {key: jsonable(plain(field.value)) for key, field in read.fields.items()}


def plain(value: object) -> object:
    """A field's value with dates as text and tuples as lists, as JSON has them."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, DatedUrl) and value.date is None:
        return value.url
    if isinstance(value, (tuple, list, frozenset)):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    return value if isinstance(value, (str, int, float, bool)) or value is None else str(value)
