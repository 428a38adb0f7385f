"""Minutes come in: each file as it is, its outcome as a meeting, each decision as a record."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from dayline.base.acting import Acting
from dayline.journal.append import writing
from dayline.practices.minutes import importing, texts
from dayline.practices.minutes.importing import Found
from dayline.practices.minutes.reading import Minutes
from dayline.records import queries as records
from dayline.records.imports.actions import Imported, import_records
from dayline.records.imports.rules import Incoming, Version

_PART = 500


@dataclass(slots=True)
class Brought:
    """What an import of minutes did: to the files, to their decisions, to the meetings."""

    files: Imported = field(default_factory=Imported)
    decisions: Imported = field(default_factory=Imported)
    meetings: Imported = field(default_factory=Imported)


def import_minutes(acting: Acting, found: Found, *, root: str = "") -> Brought:
    """Bring minutes in, in one act: the pages byte for byte, and what was decided in them.

    A second import of the same files changes nothing.
    """
    found = importing.under(found, root)
    done = Brought()
    with writing(acting) as pen:
        done.files = import_records(acting, [_page(read, text) for read, text in found.read])
        pen.flush()
        pages = _Numbers(acting.workspace, "G", [read.path for read, _ in found.read])
        spoken = [read for read, _ in found.read if read.decisions or read.actions]
        meetings = _Numbers(acting.workspace, "M", [f"{read.path}#outcome" for read in spoken])
        places = [_place(read, said.id) for read in spoken for said in read.decisions]
        decided = _Numbers(acting.workspace, "D", places)
        decisions, outcomes = [], []
        for read in spoken:
            ref = meetings.ref(f"{read.path}#outcome")
            own = [decided.ref(_place(read, said.id)) for said in read.decisions]
            text = texts.meeting(read, ref=ref, page=pages.ref(read.path), decided=own)
            links = (("relates_to", "relates_to", pages.ref(read.path)),)
            version = _version(read, text, read.title or read.path, "written_up", links)
            outcomes.append(_item("meeting", f"{read.path}#outcome", version, ref))
            for name, said in zip(own, read.decisions, strict=True):
                text = texts.decision(read, said, ref=name, meeting=ref)
                links = (("relates_to", "relates_to", ref),)
                version = _version(read, text, texts.title(said), "accepted", links)
                decisions.append(_item("decision", _place(read, said.id), version, name))
        done.meetings = import_records(acting, outcomes)
        done.decisions = import_records(acting, decisions)
    return done


def _place(read: Minutes, identity: str) -> str:
    return f"{read.path}#decision-{identity}"


class _Numbers:
    """Ids by path: those that are known, and the next free ones for the others."""

    def __init__(self, workspace: int, prefix: str, paths: list[str]) -> None:
        self.prefix = prefix
        self.last = records.last_number(workspace, prefix)
        self.known: dict[str, str] = {}
        for begin in range(0, len(paths), _PART):
            self.known |= records.refs_of_paths(workspace, paths[begin : begin + _PART])

    def ref(self, path: str) -> str:
        if path not in self.known:
            self.last += 1
            self.known[path] = f"{self.prefix}-{self.last}"
        return self.known[path]


def _at(read: Minutes) -> datetime | None:
    day = read.day
    return datetime(day.year, day.month, day.day, tzinfo=UTC) if day else None


def _page(read: Minutes, content: bytes) -> Incoming:
    version = Version(content, read.title or read.path, "", "", at=_at(read))
    return Incoming("guide", "plain", read.path, [version], prefix="G")


def _version(
    read: Minutes, text: str, title: str, state: str, links: tuple[tuple[str, str, str], ...]
) -> Version:
    fields = {"decided_on": read.day.isoformat()} if read.day and state == "accepted" else {}
    return Version(
        text.encode(),
        title,
        state,
        "",
        fields=dict(fields),
        links=links,
        at=_at(read),
        final=state == "written_up",
    )


def _item(kind: str, path: str, version: Version, ref: str) -> Incoming:
    return Incoming(kind, "native", path, [version], ref, "", f"{kind}/1")
