"""Where a reading command reads: a folder of files, or the workspace. Both answer the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from dayline.faces.cli.remote import RemoteSource, in_server_mode
from dayline.faces.cli.session import Session, open_session
from dayline.faces.cli.terminal import when


@dataclass(frozen=True, slots=True)
class Item:
    """A record in a list; ``date`` is what the record itself says, else when it changed."""

    ref: str
    kind: str
    title: str
    state: str
    status: str
    date: str
    path: str
    fields: dict[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The item for programs."""
        return {
            "ref": self.ref,
            "kind": self.kind,
            "title": self.title,
            "state": self.state,
            "status": self.status,
            "date": self.date,
            "path": self.path,
        }


@dataclass(frozen=True, slots=True)
class EdgeLine:
    """A link as its source states it; ``means`` is its canonical name."""

    source: str
    type: str
    target: str
    means: str


@dataclass(frozen=True, slots=True)
class Remarked:
    """A comment, ready to print."""

    head: str
    body: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """One record with its text as bytes."""

    item: Item
    content: bytes
    facts: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    remarks: tuple[Remarked, ...] = ()
    revision: int = 1

    def as_dict(self) -> dict[str, Any]:
        """The record for programs."""
        return {
            **self.item.as_dict(),
            "revision": self.revision,
            "fields": self.item.fields,
            "links": list(self.links),
            "text": self.content.decode(errors="replace"),
        }


class Source(Protocol):
    """What reading commands need."""

    def listing(
        self, kinds: Sequence[str], states: Sequence[str], as_of: date | None
    ) -> list[Item]: ...

    def hindsight(self, refs: Sequence[str], day: date) -> str: ...

    def show(self, ref: str, revision: int | None) -> Shown: ...

    def edges(self) -> list[EdgeLine]: ...

    def blame(self, target: str) -> list[Item]: ...


def source(path: Path | None) -> Source:
    """The folder at ``path``; without one the workspace."""
    if path is not None:
        from dayline.faces.cli.folder_source import FolderSource

        return FolderSource(path)
    if in_server_mode():
        return RemoteSource()
    return WorkspaceSource(open_session(to_write=False))


class WorkspaceSource:
    """Reads the workspace as the person who runs the command may see it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def listing(
        self, kinds: Sequence[str], states: Sequence[str], as_of: date | None
    ) -> list[Item]:
        """Records in the order of their ids."""
        from dayline.records.queries import listing

        found = listing(
            self._session.workspace,
            person=self._session.person,
            kinds=kinds,
            states=states,
            as_of=as_of,
        )
        return [
            Item(
                one.ref,
                one.kind,
                one.title,
                one.state,
                one.status,
                one.changed_at.date().isoformat(),
                one.path,
                one.fields,
            )
            for one in found
        ]

    def hindsight(self, refs: Sequence[str], day: date) -> str:
        """What of a list of an earlier day is known only from a later import; "" for nothing."""
        from dayline.records.hindsight import brought_later, in_words

        return in_words(brought_later(self._session.workspace, refs, day), len(refs))

    def show(self, ref: str, revision: int | None) -> Shown:
        """One record with its links and comments."""
        from dayline.records import queries

        session = self._session
        record = queries.find(session.workspace, ref, person=session.person)
        content = (
            queries.content(record)
            if revision is None
            else queries.text_at(session.workspace, record.ref, revision)
        )
        item = Item(
            record.ref,
            record.kind,
            record.title,
            record.state,
            record.status,
            record.changed_at.date().isoformat(),
            record.path,
            record.fields,
        )
        facts = (
            record.state or record.status,
            record.contract or record.dialect,
            f"revision {revision or record.revision}",
            f"by {session.people.handle(record.author)}" if record.author else "",
            f"changed {when(record.changed_at)} UTC",
            _waits(session, record.waits_on),
        )
        links = tuple(
            f"{edge.source} {edge.type.replace('_', ' ')} {edge.target}"
            for edge in queries.edges(session.workspace, person=session.person, refs=[record.ref])
        )
        text = content if content is not None else b"(This text was erased.)\n"
        return Shown(item, text, facts, links, self._remarks(record.ref), record.revision)

    def _remarks(self, ref: str) -> tuple[Remarked, ...]:
        from dayline.records.remarks.queries import remarks

        people = self._session.people
        shown = []
        for one in remarks(self._session.workspace, ref):
            what = f"concern {one.concern!r}" if one.concern else "comment"
            reply = f" in reply to {one.parent}" if one.parent else ""
            head = f"{one.id}  {people.handle(one.author)}  {when(one.at)} UTC  {what}{reply}"
            quote = (f"> {one.quote}",) if one.quote else ()
            words = one.text if one.text is not None else "(erased)"
            shown.append(Remarked(f"{head}  {one.status}", (*quote, *words.splitlines())))
        return tuple(shown)

    def edges(self) -> list[EdgeLine]:
        """All links between records that the person may see."""
        from dayline.records.queries import edges

        found = edges(self._session.workspace, person=self._session.person)
        return [EdgeLine(edge.source, edge.type, edge.target, edge.means) for edge in found]

    def blame(self, target: str) -> list[Item]:
        """Records whose ``applies_to`` covers the path, those in force first."""
        from dayline.records.paths import applies

        return [item for item in self.listing((), (), None) if applies(item.fields, target)]


def _waits(session: Session, identities: Sequence[str]) -> str:
    if not identities:
        return ""
    return "waits on " + ", ".join(session.people.handle(identity) for identity in identities)
