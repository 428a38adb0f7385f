"""Plain folders as a source for reading commands: no database, no server."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path

from dayline.base.errors import InvalidInput, NotFound
from dayline.base.ids import parse_number, parse_ref, slug
from dayline.faces.cli.sources import EdgeLine, Item, Shown
from dayline.faces.cli.state import state_name
from dayline.faces.cli.terminal import progress
from dayline.records.dialect import Read
from dayline.records.folder import walk
from dayline.records.imports.reading import plain
from dayline.records.imports.rules import Version
from dayline.records.packing import jsonable
from dayline.records.paths import applies
from dayline.records.reading import Reading, kind_of, read_folder


class FolderSource:
    """Reads the records of a folder, each in the dialect in which it was written."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def _reading(self) -> Reading:
        folder = walk(self._path)
        with progress("Reading", len(folder.texts)) as advance:
            return read_folder(folder, advance=advance)

    @cached_property
    def _reads(self) -> tuple[Read, ...]:
        """The records; where a folder has none, its pages are what there is to see."""
        return self._reading.records or self._reading.pages

    def listing(
        self, kinds: Sequence[str], states: Sequence[str], as_of: date | None
    ) -> list[Item]:
        """Records in the order of their numbers; with ``as_of``, as git knew them that day."""
        if as_of is not None:
            return self._listing_as_of(kinds, states, as_of)
        items = [_item(read) for read in sorted(self._reads, key=_order)]
        return [item for item in items if _wanted(item, kinds, states)]

    def _listing_as_of(self, kinds: Sequence[str], states: Sequence[str], day: date) -> list[Item]:
        from dayline.integrations.git.importing import statuses_as_of

        past = statuses_as_of(self._path, self._reads, day)
        known = [read for read in sorted(self._reads, key=_order) if read.path in past]
        items = []
        for read in known:
            state, status = past[read.path]
            items.append(replace(_item(read), state=state, status=status))
        return [item for item in items if _wanted(item, kinds, states)]

    def hindsight(self, _refs: Sequence[str], _day: date) -> str:
        """Nothing: git tells how files stood."""
        return ""

    def _find(self, key: str) -> Read:
        ref, number = parse_ref(key), parse_number(key)
        named = str(ref) if ref else key
        found = [
            read
            for read in self._reading.collection.reads
            if named in (read.ref, read.path)
            or (ref is None and number is not None and read.number == number)
            or slug(read.title) == key.casefold()
        ]
        if len(found) == 1:
            return found[0]
        if not found:
            raise NotFound(
                f"There is no record {key} in {self._path}.", do="See: dayline list PATH."
            )
        names = ", ".join(read.ref or read.path for read in found[:8])
        raise NotFound(f"{key} could be any of {names}.", do="Give the whole id or the path.")

    def show(self, ref: str, revision: int | None) -> Shown:
        """One record of the folder with its links."""
        if revision is not None:
            raise InvalidInput(
                "A plain folder keeps no revisions.", do="Look at git, or import the folder."
            )
        read = self._find(ref)
        edges = self._reading.collection.edges
        links = tuple(
            f"{edge.source} {edge.type.replace('_', ' ')} {edge.target}"
            for edge in edges
            if read.ref and read.ref in (edge.source, edge.target)
        )
        facts = (read.status_text or read.state, read.dialect.title, read.path)
        return Shown(_item(read), self._reading.contents[read.path], facts, links)

    def past(self, ref: str) -> tuple[Read, list[Version]]:
        """A record with its versions, oldest first, as git has them."""
        from dayline.integrations.git.importing import history_of

        read = self._find(ref)
        return read, history_of(self._path, read)

    def edges(self) -> list[EdgeLine]:
        """The links between records, as they are stated."""
        return [
            EdgeLine(edge.source, edge.type, edge.target, edge.means)
            for edge in self._reading.collection.edges
        ]

    def blame(self, target: str) -> list[Item]:
        """Records whose ``applies_to`` covers the path."""
        items = [_item(read) for read in sorted(self._reads, key=_order)]
        return [item for item in items if applies(item.fields, target)]


def _order(read: Read) -> tuple[str, int, str]:
    ref = parse_ref(read.ref)
    return (ref.prefix, ref.number, read.path) if ref else ("~", 0, read.path)


def _wanted(item: Item, kinds: Sequence[str], states: Sequence[str]) -> bool:
    in_kinds = not kinds or item.kind in kinds
    known = {item.state, state_name(item.status)}
    return in_kinds and (not states or not known.isdisjoint(states))


def _item(read: Read) -> Item:
    fields = {str(key): jsonable(plain(stated.value)) for key, stated in read.fields.items()}
    return Item(
        read.ref or read.path,
        kind_of(read),
        read.title,
        read.state,
        read.status_text,
        read.date.isoformat() if read.date else "",
        read.path,
        fields,
    )
