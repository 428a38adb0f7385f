"""The journal's entries that a person may see, for logs, feeds and webhooks.

An entry about a record is seen by those who see the record; letters are seen by their readers;
who drinks coffee with whom, and who does not, is seen by nobody.
All else (people, teams, contracts, keys) is the workspace's. Texts are not part of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from dayline.base.errors import NotFound
from dayline.base.ids import parse_ref
from dayline.journal.database import fetch, marks
from dayline.journal.queries import entries, head
from dayline.journal.rules import Entry
from dayline.people.queries import SYSTEM
from dayline.records.queries import visible_to

_PRIVATE = ("letter.",)
_NOBODYS = ("coffee",)
"""Subjects whose entries only those concerned learn of, by their own page."""
_PAGE = 256


def ref_of(subject: str) -> str | None:
    """The id of a record in an entry's subject: ``H-4`` of ``H-4`` and of ``H-4.accept.1``."""
    ref = parse_ref(subject.partition(".")[0])
    return None if ref is None else str(ref)


def seen(workspace: int, person: str, found: Sequence[Entry]) -> list[Entry]:
    """Those of the entries that a person may see, in their order: two queries for any number."""
    if person == SYSTEM:
        return list(found)
    refs = sorted({ref for entry in found if (ref := ref_of(entry.subject))})
    hidden = _those(workspace, SYSTEM, refs) - _those(workspace, person, refs)
    return [
        entry
        for entry in found
        if ref_of(entry.subject) not in hidden
        and entry.subject not in _NOBODYS
        and (not entry.kind.startswith(_PRIVATE) or entry.subject == person)
    ]


def entry_seen(workspace: int, person: str, index: int) -> Entry:
    """One entry that a person may see. Raises :class:`NotFound`."""
    found = list(entries(workspace, start=index, stop=index + 1)) if index >= 0 else []
    shown = seen(workspace, person, found)
    if not shown:
        raise NotFound(f"There is no entry {index}.", do="See: dayline log.")
    return shown[0]


def _those(workspace: int, person: str, refs: Sequence[str]) -> set[str]:
    """Those of the ids that are records which the person may see."""
    if not refs:
        return set()
    clause = visible_to(workspace, person)
    rows = fetch(
        f"SELECT ref FROM records_record WHERE {clause.sql} AND ref IN ({marks(refs)})",  # noqa: S608
        (*clause.parameters, *refs),
    )
    return {row[0] for row in rows}


def onwards(
    workspace: int,
    person: str,
    *,
    start: int,
    limit: int,
    kinds: Sequence[str] = (),
    subject: str | None = None,
) -> list[Entry]:
    """At most ``limit`` entries from an index on, oldest first; ``kinds`` are prefixes."""
    stream = entries(workspace, start=start, kinds=kinds, subject=subject)
    return list(islice(_through(workspace, person, stream), limit))


def _through(workspace: int, person: str, stream: Iterable[Entry]) -> Iterator[Entry]:
    steady = iter(stream)
    while page := list(islice(steady, _PAGE)):
        yield from seen(workspace, person, page)


def latest(
    workspace: int,
    person: str,
    *,
    before: int | None = None,
    limit: int,
    kinds: Sequence[str] = (),
) -> list[Entry]:
    """At most ``limit`` entries, newest first, before an index."""
    end = head(workspace).size if before is None else before
    found: list[Entry] = []
    width = _PAGE
    while end > 0 and len(found) < limit:
        begin = max(0, end - width)
        page = list(entries(workspace, start=begin, stop=end, kinds=kinds))
        found += reversed(seen(workspace, person, page))
        end, width = begin, min(width * 2, 65_536)
    return found[:limit]
