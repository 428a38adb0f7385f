"""A plain folder of documents as something that can be asked. Reads files; no database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from os.path import relpath
from pathlib import Path

from dayline.ask.material import OVER, WAITING, Document, Newest, Owner, Team
from dayline.ask.naming import names_of
from dayline.ask.spans import day_of as dated
from dayline.ask.succession import Succession, day_of, state_of
from dayline.ask.viewed import Viewed
from dayline.base.ids import parse_ref
from dayline.base.mail import without_mail
from dayline.records.dialect import Read
from dayline.records.folder import walk
from dayline.records.imports.reading import plain
from dayline.records.lineage import Lineage
from dayline.records.reading import Reading, kind_of, read_folder
from dayline.search.for_answers import Leaf, View, view_of


class FolderLibrary(Viewed):
    """The documents of a folder as of a day; a document counts from the day that it states.

    A folder has no history of its own. What a document says of its state is of today, so a
    successor counts from its own day, and before that day what it replaces is in force.
    """

    def __init__(self, root: Path, *, as_of: date | None = None, today: date | None = None) -> None:
        self._root = root
        self._as_of = as_of
        self._today = as_of or today

    @cached_property
    def _reading(self) -> Reading:
        return read_folder(walk(self._root))

    @cached_property
    def _every(self) -> dict[str, Read]:
        found: dict[str, Read] = {}
        for read in (*self._reading.pages, *self._reading.records):
            taken = read.ref in found  # two collections in a folder may both have a first decision
            found[read.path if taken or not read.ref else read.ref] = read
        return found

    @cached_property
    def _reads(self) -> dict[str, Read]:
        return {ref: read for ref, read in self._every.items() if self._is_there(read)}

    def _is_there(self, read: Read) -> bool:
        if read.is_template:
            return False
        day = day_of(read)
        return self._as_of is None or day is None or day <= self._as_of

    @cached_property
    def view(self) -> View:
        return view_of(
            [
                Leaf(ref, read.title, (ref, kind_of(read), read.path), read.text, _body(read))
                for ref, read in self._reads.items()
            ]
        )

    def documents(self, refs: Sequence[str]) -> Mapping[str, Document]:
        """The documents of these ids."""
        return {ref: self._document(ref, self._reads[ref]) for ref in refs if ref in self._reads}

    @cached_property
    def _succession(self) -> Lineage:
        return Succession(self._every).lineage

    def _document(self, ref: str, read: Read) -> Document:
        following = self._succession.successors.get(ref, ())
        after = [new for new in following if new in self._reads]
        before = [old for old, new in self._succession.pairs if new == ref and old in self._reads]
        state = state_of(read)
        if state in OVER and following and not after:
            state = "accepted"  # what replaces it is of a later day
        fields = {key: plain(field.value) for key, field in read.fields.items()}
        authors = fields.get("authors") or fields.get("author")
        return Document(
            ref=ref,
            kind=kind_of(read),
            title=read.title,
            state=state,
            revision=0,
            text=read.text,
            body=_body(read),
            fields=fields,
            author=", ".join(map(str, authors))
            if isinstance(authors, list)
            else str(authors or ""),
            successors=tuple(after),
            predecessors=tuple(before),
            href=read.path,
            opened=day_of(read),
            since=day_of(read),
            is_open=state in WAITING,
        )

    @cached_property
    def _numbers(self) -> dict[tuple[str, int], str]:
        found: dict[tuple[str, int], str] = {}
        for ref in self._reads:
            known = parse_ref(ref)
            if known is not None:
                found[known.prefix.upper(), known.number] = ref
        return found

    def prefixes(self) -> frozenset[str]:
        """The prefixes of the ids of documents."""
        return frozenset(prefix for prefix, _ in self._numbers)

    def named(self, prefix: str, number: int) -> str:
        """The id of a numbered document."""
        return self._numbers.get((prefix.upper(), number), "")

    def at_path(self, path: str) -> str:
        """The id of the document at a path, seen from the folder or from where one stands."""
        return self._paths.get(path) or self._paths.get(relpath(path, self._base), "")

    @cached_property
    def _base(self) -> Path:
        return self._root if self._root.is_dir() else self._root.parent

    @cached_property
    def _paths(self) -> dict[str, str]:
        return {read.path: ref for ref, read in self._reads.items()}

    def objections(self, _document: Document) -> Sequence[tuple[str, str]]:
        """Files hold no comments."""
        return ()

    def owners(self) -> Sequence[Owner]:
        """Files know no teams."""
        return ()

    def teams(self) -> Sequence[Team]:
        """Files know no teams."""
        return ()

    @property
    def today(self) -> date | None:
        """The day that is asked about, where it was given."""
        return self._today

    def kinds(self) -> frozenset[str]:
        """The kinds of documents."""
        return frozenset(kind_of(read) for read in self._reads.values())

    def names(self) -> Mapping[str, str]:
        """Who wrote documents; a folder knows nobody else."""
        return names_of((one, one) for one in self._authors)

    @cached_property
    def _authors(self) -> tuple[str, ...]:
        return tuple(sorted({who for one in self._whole.values() for who in _authors(one)}))

    def newest(self, wanted: Newest, limit: int) -> Sequence[Document]:
        """The newest documents of a sort; those without a day come last.

        When files changed, and on whom they wait, is not known: of these there is nothing.
        """
        if wanted.changed or wanted.awaited:
            return ()
        found = [
            one
            for one in self._whole.values()
            if (not wanted.kinds or one.kind in wanted.kinds)
            and (not wanted.authors or not {*wanted.authors}.isdisjoint(_authors(one)))
            and (not wanted.states or one.state in wanted.states)
        ]
        return sorted(found, key=_day, reverse=True)[:limit]

    @cached_property
    def _whole(self) -> Mapping[str, Document]:
        return self.documents(list(self._reads))


def _authors(one: Document) -> list[str]:
    return [name for each in without_mail(one.author).split(",") if (name := each.strip())]


def _day(one: Document) -> date:
    stated = dated(one.kind, one.fields)
    return stated[1] if stated else one.opened or date.min


def _body(read: Read) -> int:
    return max(read.body, read.head.end)
