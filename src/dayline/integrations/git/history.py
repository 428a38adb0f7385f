"""The history of a folder: which text each file had when, through renames, along the main line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from dayline.base.errors import HostileInput
from dayline.integrations.git.client import Repository, resolved

LIMIT_CHANGES = 2_000_000
_FORMAT = "--format=%x01%H%x00%P%x00%an%x00%ae%x00%aI%x00%cI%x00%ct%x00%s"
_FIELDS = 8
_LOG = ("log", "-z", "--raw", "-m", "--first-parent", "--no-abbrev", "-M50%", "-l1000",
        "--no-ext-diff", "--no-textconv", "--no-show-signature")  # fmt: skip
_LONGEST_CHAIN = 20


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit of the main line. ``at`` is when it came in (the committer's date, in the
    committer's own offset), ``written_at`` the author's date."""

    id: str
    parent: str
    author: str
    email: str
    written_at: datetime
    at: datetime
    summary: str


@dataclass(frozen=True, slots=True)
class Change:
    """One file in one commit: status letter (A, M, D, R, T), paths before and after, new blob."""

    letter: str
    old: str
    new: str
    blob: str


@dataclass(frozen=True, slots=True)
class FileRevision:
    """The content of a file from ``commit`` on; ``blob`` is "" where the file was removed.

    ``sidecar`` is the blob of the file beside it that holds its header, where there is one.
    """

    commit: Commit
    path: str
    blob: str
    sidecar: str = ""


@dataclass(slots=True)
class FileHistory:
    """A file with all its revisions, oldest first. ``path`` is its last name."""

    path: str
    revisions: list[FileRevision] = field(default_factory=list)

    @property
    def removed(self) -> bool:
        """Whether the file is no longer there."""
        return bool(self.revisions) and not self.revisions[-1].blob


def history(
    repository: Repository,
    folder: str,
    *,
    wanted: Callable[[str], bool],
    identity: Callable[[str], str],
    revision: str = "HEAD",
) -> list[FileHistory]:
    """The histories of the files in ``folder`` ("" for everything) along the main line.

    ``wanted`` says which paths are records, ``identity`` names what stays the same when a file is
    renamed and rewritten at once ("" for nothing): the number in its name. Files that were removed
    are included. Renames are followed out of the folder, as far as they go.
    """
    start = resolved(repository, revision)
    tracker = _Tracker(wanted, identity)
    tracker.open_all(_listed(repository, start, folder))
    tracker.take(_changes(repository, start, [folder] if folder else []))
    for _ in range(_LONGEST_CHAIN):
        origins = _origins(repository, tracker.births, identity)
        tracker.births = {}
        if not origins:
            break
        for parent, paths in origins.items():
            tracker.reopen(paths)
            tracker.take(_changes(repository, parent, sorted(paths)))
    return tracker.finished()


def _listed(repository: Repository, revision: str, folder: str) -> list[str]:
    arguments = ["ls-tree", "-r", "-z", "--name-only", "--full-tree", revision]
    output = repository.records(*arguments, *(["--", folder] if folder else []))
    return [_text(path) for path in output if path]


def _text(raw: bytes) -> str:
    return raw.decode(errors="replace")


def _changes(
    repository: Repository, revision: str, paths: Sequence[str]
) -> Iterator[tuple[Commit, list[Change]]]:
    """Each commit of the main line with its changes, newest first."""
    stdin = "".join(f"{line}\n" for line in ("--", *paths)).encode() if paths else b""
    if any("\n" in path for path in paths):
        raise HostileInput(
            "A file name holds a line break.", do="Rename the file before importing its history."
        )
    arguments = (*_LOG, _FORMAT, *(("--stdin", revision) if paths else (revision, "--")))
    tokens = repository.records(*arguments, stdin=stdin)
    count = 0
    commit: Commit | None = None
    changes: list[Change] = []
    for token in tokens:
        if token.startswith(b"\x01"):
            if commit:
                yield commit, changes
            fields = [token[1:], *(next(tokens, b"") for _ in range(_FIELDS - 1))]
            commit, changes = _commit(fields), []
        elif token.lstrip(b"\n").startswith(b":"):
            changes.append(_change(token, tokens))
            count += 1
            if count > LIMIT_CHANGES:
                raise HostileInput(
                    f"The history holds more than {LIMIT_CHANGES:,} changes.",
                    kept="Nothing was imported.",
                    do="Import a smaller folder.",
                )
    if commit:
        yield commit, changes


def _commit(fields: Sequence[bytes]) -> Commit:
    name, parents, author, email, written, entered, seconds, summary = map(_text, fields)
    fallback = _instant(seconds)
    return Commit(
        id=name,
        parent=parents.partition(" ")[0],
        author=author,
        email=email,
        written_at=_dated(written, fallback),
        at=_dated(entered, fallback),
        summary=summary,
    )


def _instant(seconds: str) -> datetime:
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)  # as git shows a date that it cannot read


def _dated(text: str, fallback: datetime) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return fallback


def _change(token: bytes, tokens: Iterator[bytes]) -> Change:
    """A raw entry: ``:oldmode newmode oldblob newblob letter`` and one or two paths."""
    parts = token.lstrip(b"\n").split(b" ")
    letter = parts[4][:1].decode() if len(parts) == 5 else "X"
    old = _text(next(tokens, b""))
    new = _text(next(tokens, b"")) if letter in "RC" else old
    # A symbolic link or a submodule is no text.
    regular = len(parts) == 5 and parts[1].startswith(b"100")
    return Change(letter, old, new, parts[3].decode() if regular and letter != "D" else "")


class _Tracker:
    """Follows files backwards in time, from their last name to their first."""

    def __init__(self, wanted: Callable[[str], bool], identity: Callable[[str], str]) -> None:
        self._wanted = wanted
        self._identity = identity
        self._open: dict[str, FileHistory] = {}
        self._all: dict[str, FileHistory] = {}
        self.births: dict[str, tuple[Commit, FileHistory]] = {}

    def open_all(self, paths: Iterable[str]) -> None:
        """Begins with the files that are there."""
        for path in paths:
            if self._wanted(path):
                self._open[path] = self._all[path] = FileHistory(path)

    def reopen(self, paths: dict[str, FileHistory]) -> None:
        """Goes on with files under the names that they had outside of the folder."""
        self._open = dict(paths)

    def take(self, commits: Iterable[tuple[Commit, list[Change]]]) -> None:
        """Reads commits, newest first."""
        for commit, changes in commits:
            self._take(commit, _with_rewrites(changes, self._identity))

    def _take(self, commit: Commit, changes: Sequence[Change]) -> None:
        opened: dict[str, FileHistory] = {}
        closed: list[str] = []
        for change in changes:
            held = self._open.get(change.new)
            if change.letter == "D":
                self._removed(commit, change, opened)
            elif held is not None:
                held.revisions.append(FileRevision(commit, change.new, change.blob))
                if change.letter == "R":
                    closed.append(change.new)
                    opened[change.old] = held
                elif change.letter == "A":
                    closed.append(change.new)
                    self.births[change.new] = (commit, held)
        for path in closed:
            self._open.pop(path, None)
        self._open |= opened

    def _removed(self, commit: Commit, change: Change, opened: dict[str, FileHistory]) -> None:
        """Older than here the file was there. One that came back is the same file."""
        path = change.old
        if path in self._open or not self._wanted(path):
            return
        held = self._all.setdefault(path, FileHistory(path))
        self.births.pop(path, None)
        held.revisions.append(FileRevision(commit, path, ""))
        opened[path] = held

    def finished(self) -> list[FileHistory]:
        """The histories, oldest revision first, in the order of their paths."""
        for held in self._all.values():
            held.revisions.reverse()
        return [self._all[path] for path in sorted(self._all) if self._all[path].revisions]


def _with_rewrites(changes: list[Change], identity: Callable[[str], str]) -> list[Change]:
    """A removal and an addition of the same identity in one commit are one rename."""
    removed = _alone(changes, "D", identity)
    added = _alone(changes, "A", identity) if removed else {}
    if not removed.keys() & added.keys():
        return changes
    result: list[Change] = []
    used: set[str] = set()
    for change in changes:
        name = identity(change.new) if change.letter == "A" else ""
        before = removed.get(name) if name in added else None
        if before:
            used.add(before.old)
            result.append(Change("R", before.old, change.new, change.blob))
        else:
            result.append(change)
    return [change for change in result if change.letter != "D" or change.old not in used]


def _alone(
    changes: Iterable[Change], letter: str, identity: Callable[[str], str]
) -> dict[str, Change]:
    """The changes of one kind whose identity no other change of that kind has."""
    found: dict[str, list[Change]] = {}
    for change in changes:
        if change.letter == letter:
            found.setdefault(identity(change.new), []).append(change)
    return {name: alike[0] for name, alike in found.items() if name and len(alike) == 1}


def _origins(
    repository: Repository,
    births: dict[str, tuple[Commit, FileHistory]],
    identity: Callable[[str], str],
) -> dict[str, dict[str, FileHistory]]:
    """Where files came from that seem to begin in a commit: by its parent, by older path."""
    pairs = {commit.id: commit.parent for commit, _ in births.values() if commit.parent}
    if not pairs:
        return {}
    found: dict[str, dict[str, FileHistory]] = {}
    whole = dict(_whole_changes(repository, pairs))
    for path, (commit, held) in births.items():
        changes = _with_rewrites(whole.get(commit.id, []), identity)
        source = next((item.old for item in changes if item.letter == "R" and item.new == path), "")
        if source:
            found.setdefault(commit.parent, {})[source] = held
    return found


def _whole_changes(
    repository: Repository, pairs: dict[str, str]
) -> Iterator[tuple[str, list[Change]]]:
    """All changes of some commits against their first parents, with renames."""
    stdin = "".join(f"{name} {parent}\n" for name, parent in pairs.items()).encode()
    options = ("-r", "-z", "--raw", "-M50%", "-l1000", "--no-abbrev", "--no-ext-diff")
    tokens = repository.records("diff-tree", "--stdin", *options, "--no-textconv", stdin=stdin)
    name, changes = "", list[Change]()
    for token in tokens:
        bare = token.lstrip(b"\n")
        if bare.startswith(b":"):
            changes.append(_change(token, tokens))
        elif bare.decode(errors="replace").strip() in pairs:
            if name:
                yield name, changes
            name, changes = bare.decode().strip(), []
    if name:
        yield name, changes
