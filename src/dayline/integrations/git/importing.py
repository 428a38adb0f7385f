"""Collections with their history: what an import brings, and statuses as of a day, from git."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from dayline.base.findings import Finding
from dayline.integrations.git.client import Repository, open_repository
from dayline.integrations.git.receive import (
    Received,
    number_collisions,
    read_revision,
    receive,
    statuses,
)
from dayline.records.dialect import Read, state_of
from dayline.records.imports.reading import incoming_of, version_of
from dayline.records.imports.rules import Incoming, Version
from dayline.records.lineage import status_as_of
from dayline.records.reading import Reading


def with_history(
    path: Path, reading: Reading, *, root: str = "", unread: list[Finding] | None = None
) -> Iterator[Incoming]:
    """Every text of a folder with its versions, oldest first: who wrote what when.

    The last version is the file as it lies there, committed or not. Files that were removed
    are not brought back. Revisions that cannot be read are left out, and noted in ``unread``.
    """
    repository = open_repository(path, instead="leave --git out to bring in what is there")
    place = _place(repository, path)
    past = {received.path: received for received in receive(repository, place)}
    for read in (*reading.records, *reading.pages):
        content = reading.contents[read.path]
        received = past.get(_joined(place, read.path))
        versions = list(_versions(received, read)) if received else []
        if unread is not None and received:
            unread += [replace(one, path=read.path, line=1) for one in received.findings]
        if versions and versions[-1].content == content:
            yield incoming_of(read, versions, root=root)
        else:
            yield incoming_of(read, [*versions, version_of(read, content)], root=root)


def _versions(received: Received, like: Read) -> Iterator[Version]:
    for index, revision in enumerate(received.revisions):
        text = received.texts[index]
        read = read_revision(received, index, like=like.dialect)
        if text is None or read is None:
            continue
        commit = revision.commit
        note = f"{commit.id[:10]} {commit.summary}".strip()
        yield version_of(read, text.encode(), at=commit.at, by=commit.author, note=note)


def history_of(path: Path, read: Read) -> list[Version]:
    """The versions of one record of a folder, oldest first, as git has them."""
    repository = open_repository(path, instead="read it as it is now: dayline show REF PATH")
    place = _place(repository, path)
    wanted = _joined(place, read.path)
    for received in receive(repository, place):
        if received.path == wanted:
            return list(_versions(received, read))
    return []


def statuses_as_of(path: Path, reads: Iterable[Read], day: date) -> Mapping[str, tuple[str, str]]:
    """The state and status of each file at the end of a day, by path; those not yet there lack."""
    repository = open_repository(path, instead="leave --as-of out to see it as it is now")
    place = _place(repository, path)
    past = {received.path: received for received in receive(repository, place)}
    found = {}
    for read in reads:
        received = past.get(_joined(place, read.path))
        if received is None:
            continue
        status = status_as_of(statuses(received, like=read.dialect), day)
        if status is not None:
            found[read.path] = (state_of(read.dialect, status) or "", status)
    return found


def collisions_against(path: Path, against: str, reading: Reading) -> list[Finding]:
    """Numbers that this branch and ``against`` gave to different files of a folder."""
    repository = open_repository(path, instead="leave --against out")
    place = _place(repository, path)
    dialects = {read.dialect.name: read.dialect for read in reading.records}
    return [
        collision.finding()
        for dialect in dialects.values()
        for collision in number_collisions(repository, against, dialect, place)
    ]


def _place(repository: Repository, path: Path) -> str:
    """The folder of ``path`` seen from the top of the repository, "" for the top."""
    folder = path.resolve() if path.is_dir() else path.resolve().parent
    inside = folder.relative_to(repository.root.resolve()).as_posix()
    return "" if inside == "." else inside


def _joined(place: str, path: str) -> str:
    return f"{place}/{path}" if place else path
