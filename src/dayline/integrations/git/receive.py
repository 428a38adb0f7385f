"""What git knows of a collection: revisions with texts and statuses, and both sides of a branch."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from posixpath import basename

from dayline.base.findings import Finding, Severity
from dayline.integrations.git.client import LIMIT_BLOB, Repository, resolved
from dayline.integrations.git.history import FileHistory, FileRevision, history
from dayline.records.collection import Collision, collisions
from dayline.records.detection import TEXTS, dialect_of
from dayline.records.dialect.document import Read
from dayline.records.dialect.library import released
from dayline.records.dialect.model import Dialect
from dayline.records.dialect.reading import read_document
from dayline.records.lineage import Revision

_TOGETHER = 500


@dataclass(slots=True)
class Received:
    """One record with its revisions, oldest first, each with its text.

    A text is None where there is none: the file was removed, is no text, or is too large;
    ``findings`` say which. ``sidecars`` are the headers of records that keep them in a file of
    their own, "" for all others.
    """

    path: str
    revisions: tuple[FileRevision, ...]
    texts: tuple[str | None, ...] = ()
    sidecars: tuple[str, ...] = ()
    findings: list[Finding] = field(default_factory=list)

    @property
    def removed(self) -> bool:
        """Whether the record is no longer there."""
        return not self.revisions[-1].blob


def receive(
    repository: Repository, folder: str = "", *, revision: str = "HEAD"
) -> Iterator[Received]:
    """The records that lie or lay in ``folder``, with every revision along the main line.

    Takes memory for the texts of a few hundred revisions at a time.
    """
    known = released()
    beside = frozenset(dialect.sidecar for dialect in known.values() if dialect.sidecar)

    def wanted(path: str) -> bool:
        if folder and not path.startswith(f"{folder}/"):
            return False
        return path.endswith(TEXTS) or basename(path) in beside

    found = history(
        repository,
        folder,
        wanted=wanted,
        identity=lambda path: _identity(path, known),
        revision=revision,
    )
    headers = {one.path: one for one in found if basename(one.path) in beside}
    records = [one for one in found if one.path not in headers]
    if headers:
        records = _joined(repository, revision, records, headers, known)
    for group in _groups(records):
        yield from _with_texts(repository, group)


def _identity(path: str, known: Mapping[str, Dialect]) -> str:
    """What stays when a record is renamed and rewritten at once: its number in its dialect."""
    for dialect in known.values():
        match = dialect.files.record(path)
        number = match.groupdict().get("number") if match else None
        if number is not None:
            return str(int(number))
    return ""


def _joined(
    repository: Repository,
    revision: str,
    records: Sequence[FileHistory],
    headers: Mapping[str, FileHistory],
    known: Mapping[str, Dialect],
) -> list[FileHistory]:
    """Records whose header is a file beside them: a change of either is a revision of both."""
    names = _names(
        repository, "rev-list", "--first-parent", resolved(repository, revision), cut=b"\n"
    )
    order = {name: index for index, name in enumerate(reversed(names))}
    result = []
    for one in records:
        dialect = next((item for item in known.values() if item.files.record(one.path)), None)
        header = None
        if dialect is not None and dialect.sidecar:
            header = headers.get(posixpath.join(posixpath.dirname(one.path), dialect.sidecar))
        result.append(_merged(one, header, order) if header else one)
    return result


def _merged(text: FileHistory, header: FileHistory, order: Mapping[str, int]) -> FileHistory:
    changes = [(order.get(item.commit.id, -1), 0, item) for item in text.revisions]
    changes += [(order.get(item.commit.id, -1), 1, item) for item in header.revisions]
    changes.sort(key=lambda change: change[:2])
    merged: dict[str, FileRevision] = {}
    blob, sidecar, path = "", "", text.revisions[0].path
    for _, which, item in changes:
        if which:
            sidecar = item.blob
        else:
            blob, path = item.blob, item.path
        merged[item.commit.id] = FileRevision(item.commit, path, blob, sidecar)
    return FileHistory(text.path, list(merged.values()))


def _groups(histories: Iterable[FileHistory]) -> Iterator[list[FileHistory]]:
    group: list[FileHistory] = []
    size = 0
    for item in histories:
        group.append(item)
        size += len(item.revisions)
        if size >= _TOGETHER:
            yield group
            group, size = [], 0
    if group:
        yield group


def _with_texts(repository: Repository, group: Sequence[FileHistory]) -> Iterator[Received]:
    ids = list(
        {
            blob: None
            for one in group
            for item in one.revisions
            for blob in (item.blob, item.sidecar)
            if blob
        }
    )
    contents = dict(zip(ids, repository.blobs(ids), strict=True))
    for one in group:
        received = Received(one.path, tuple(one.revisions))
        received.texts = tuple(_text(received, item, item.blob, contents) for item in one.revisions)
        received.sidecars = tuple(
            _text(received, item, item.sidecar, contents) or "" for item in one.revisions
        )
        yield received


def _text(
    received: Received, item: FileRevision, blob: str, contents: Mapping[str, bytes | None]
) -> str | None:
    if not blob:
        return None
    content = contents[blob]
    problem = f"is missing or larger than {LIMIT_BLOB // 1024} KiB"
    if content is not None:
        try:
            return content.decode()
        except UnicodeDecodeError:
            problem = "is no UTF-8 text"
    received.findings.append(
        Finding(
            "git-revision-unread",
            f"The revision of {item.commit.at.date()} ({item.commit.id[:10]}) {problem}.",
            "It is left out of the history; look at it in git.",
            item.path,
            severity=Severity.WARNING,
        )
    )
    return None


def read_revision(received: Received, index: int, *, like: Dialect | None = None) -> Read | None:
    """One revision as its dialect reads it: by its own signs, else in the dialect ``like``.

    None where the revision has no text.
    """
    text = received.texts[index]
    if text is None:
        return None
    path = received.revisions[index].path
    sidecar = received.sidecars[index]
    known = released() if like is None else {**released(), like.name: like}
    dialect = dialect_of(path, text, dialects=known, siblings=lambda _: bool(sidecar))
    if dialect.name == "plain" and like is not None and like.files.record(path):
        dialect = like
    return read_document(dialect, path, text, sidecar=sidecar)


def statuses(received: Received, *, like: Dialect | None = None) -> list[Revision]:
    """The revisions of a record with the status that each states, for questions as of a day.

    A revision that cannot be read keeps the status before it; a removal ends it.
    """
    found: list[Revision] = []
    before: str | None = None
    for index, item in enumerate(received.revisions):
        read = read_revision(received, index, like=like)
        if not item.blob:
            before = None
        elif read is not None:
            before = read.status.word
        found.append(Revision(item.commit.at, before, item.commit.id))
    return found


@dataclass(frozen=True, slots=True)
class Sides:
    """What each side added since they parted: ``ours`` counts what is staged and not yet added."""

    base: str
    ours: tuple[str, ...]
    theirs: tuple[str, ...]
    present: tuple[str, ...]


def sides(repository: Repository, against: str) -> Sides:
    """The files that this branch and ``against`` added since their merge base.

    Raises ``GitFailed`` when the two have nothing in common or ``against`` is unknown.
    """
    other, head = resolved(repository, against), resolved(repository, "HEAD")
    base = repository.run("merge-base", head, other).decode().split("\n", 1)[0]
    staged = () if repository.bare else _added(repository, "--cached", base)
    fresh = (
        ()
        if repository.bare
        else _names(repository, "ls-files", "-z", "--others", "--exclude-standard")
    )
    committed = _added(repository, base, head)
    ours = tuple(dict.fromkeys((*committed, *staged, *fresh)))
    return Sides(
        base, ours, _added(repository, base, other),
        tuple(dict.fromkeys((*_tree(repository, head), *_tree(repository, other)))),
    )  # fmt: skip


def _added(repository: Repository, *between: str) -> tuple[str, ...]:
    if between[0] == "--cached":
        command: tuple[str, ...] = ("diff-index", "--cached", between[1])
    else:
        command = ("diff-tree", "-r", *between)
    options = ("--name-only", "-z", "--diff-filter=A", "--no-renames", "--no-ext-diff")
    return _names(repository, command[0], *options, *command[1:])


def _names(repository: Repository, *arguments: str, cut: bytes = b"\0") -> tuple[str, ...]:
    names = repository.run(*arguments).split(cut)
    return tuple(name.decode(errors="replace") for name in names if name)


def _tree(repository: Repository, revision: str) -> tuple[str, ...]:
    return _names(repository, "ls-tree", "-r", "-z", "--name-only", "--full-tree", revision)


def number_collisions(
    repository: Repository, against: str, dialect: Dialect, folder: str = ""
) -> list[Collision]:
    """Numbers that this branch and ``against`` gave to different files of ``folder``."""
    both = sides(repository, against)

    def here(paths: Iterable[str]) -> list[str]:
        return [path for path in paths if path.rpartition("/")[0] == folder] if folder else [*paths]

    taken = [
        int(match["number"])
        for path in here(both.present)
        if (match := dialect.files.record(path)) and match.groupdict().get("number")
    ]
    return collisions(here(both.ours), here(both.theirs), dialect, taken=taken)
