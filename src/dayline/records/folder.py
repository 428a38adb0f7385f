"""A folder of texts on disk: what is in it, and the bytes of each. The only I/O of the check.

Links that lead out of the folder are never followed; version control and installed packages are
never entered.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from stat import S_ISREG
from typing import Final

from dayline.base.errors import NotFound
from dayline.base.findings import Finding, Severity
from dayline.base.text_limits import LIMIT_BYTES as LIMIT_BYTES  # noqa: PLC0414 -- also for importers
from dayline.records.detection import Detected, detect
from dayline.records.own_dialects import dialects_for

SKIPPED: Final = frozenset(
    (".git", ".hg", ".svn", ".jj", "node_modules", ".venv", "venv", "__pycache__", ".tox",
     ".mypy_cache", ".pytest_cache", ".ruff_cache")
)  # fmt: skip
TEXTS: Final = (".md", ".markdown", ".mdx", ".rst")
PLAIN: Final = ".txt"
"""Read where somebody asks for it: lists for machines have this ending too."""
LIMIT_FILES: Final = 1_000_000


@dataclass(frozen=True)
class Folder:
    """The files under ``root``: ``paths`` are relative, with slashes, in order.

    ``endings`` are those of the files that are read as texts. ``unseen`` says what lies under
    ``root`` and was not entered or not taken, although it may hold texts.
    """

    root: Path
    paths: tuple[str, ...]
    endings: tuple[str, ...] = TEXTS
    unseen: tuple[Finding, ...] = ()

    @cached_property
    def names(self) -> frozenset[str]:
        """Every file and every folder, the root being ""."""
        names = set(self.paths) | {""}
        for path in self.paths:
            while (path := path.rpartition("/")[0]) not in names:
                names.add(path)
        return frozenset(names)

    @property
    def texts(self) -> tuple[str, ...]:
        """The files that are read as texts."""
        return tuple(path for path in self.paths if path.endswith(self.endings))

    def with_plain(self) -> Folder:
        """The same folder, of which plain texts are read as well."""
        return replace(self, endings=(*self.endings, PLAIN))

    def read(self, path: str) -> bytes:
        """The bytes of a file, at most one more than :data:`LIMIT_BYTES`.

        Raises :class:`NotFound` when it went away or cannot be read.
        """
        try:
            with open(f"{self.root}/{path}", "rb", buffering=0) as file:  # noqa: PTH123  (hot)
                size = os.fstat(file.fileno()).st_size
                return file.read(LIMIT_BYTES + 1) if size > LIMIT_BYTES else file.read()
        except OSError as error:
            raise NotFound(
                f"{path} cannot be read: {error.strerror}.", do="Look at its permissions."
            ) from None

    def exists(self, path: str) -> bool | None:
        """Whether a relative path names a file or folder.

        Above the root that is known only within the same git repository; else None.
        """
        if path in self.names:
            return True
        if path.startswith(".."):
            place = os.path.normpath(f"{os.path.abspath(self.root)}/{path}")  # noqa: PTH100
            top = self.repository
            return os.path.lexists(place) if top and f"{place}/".startswith(f"{top}/") else None
        return _is_skipped(path) and os.path.lexists(f"{self.root}/{path}")

    @cached_property
    def repository(self) -> str:
        """The top of the git repository around the root, "" when there is none."""
        place = self.root.absolute()
        above = (folder for folder in (place, *place.parents) if (folder / ".git").exists())
        return str(next(above, ""))


def _is_skipped(path: str) -> bool:
    return not SKIPPED.isdisjoint(path.split("/"))


def found_collections(root: Path) -> list[Detected]:
    """The collections of records below ``root``, each with its dialect and how many it holds."""
    folder = walk(root)

    def sample(path: str) -> str:
        return folder.read(path).decode(errors="replace")

    found = detect(folder.paths, sample, dialects=dialects_for(root).dialects)
    return [replace(one, root=str(root / one.root)) for one in found if one.dialect != "plain"]


def walk(root: Path) -> Folder:
    """The files under ``root``, or the one file that ``root`` is.

    Symbolic links to folders are not followed, those to files only within the root. Raises
    :class:`NotFound` when there is nothing, and stops at :data:`LIMIT_FILES`.
    """
    if root.is_file():
        return Folder(root.parent, (root.name,))
    if not root.is_dir():
        raise NotFound(f"There is no file or folder {root}.", do="Correct the path.")
    unseen: list[Finding] = []
    paths = tuple(sorted(_files(root, unseen)))
    return Folder(root, paths, unseen=tuple(unseen))


def _files(root: Path, unseen: list[Finding]) -> Iterator[str]:
    inside = os.path.realpath(root) + os.sep
    waiting = [""]
    count = 0
    while waiting:
        folder = waiting.pop()
        try:
            entries = list(os.scandir(f"{root}/{folder}"))
        except OSError as error:
            unseen.append(_closed(folder, error.strerror or ""))
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if entry.name not in SKIPPED:
                    waiting.append(f"{folder}{entry.name}/")
            elif _is_inside(entry, inside) and _decodable(entry.name):
                count += 1
                if count > LIMIT_FILES:
                    unseen.append(_too_many())
                    return
                yield folder + entry.name
            else:
                unseen.extend(_passed_by(folder, entry, inside))


def _is_inside(entry: os.DirEntry[str], inside: str) -> bool:
    """Whether an entry is a plain file, or a link to one within the root."""
    if not entry.is_symlink():
        return entry.is_file(follow_symlinks=False)
    target = os.path.realpath(entry.path)
    return target.startswith(inside) and _is_plain(target)


def _is_plain(path: str) -> bool:
    try:
        return S_ISREG(os.stat(path).st_mode)  # noqa: PTH116  (a path from the system)
    except OSError:
        return False


def _decodable(name: str) -> bool:
    return name.isascii() or all(not "\ud800" <= char <= "\udfff" for char in name)


def _passed_by(folder: str, entry: os.DirEntry[str], inside: str) -> Iterator[Finding]:
    """What to say of an entry that is no file of the folder, where texts may be behind it.

    What a link within the folder leads to is read at its own place, so nothing is lost there.
    """
    path = folder + entry.name
    if not _decodable(entry.name):
        shown = path.encode(errors="surrogateescape").decode(errors="replace")
        what = "The name of this file is not UTF-8, so that it is not read."
        yield Finding("file-name", what, "Rename it.", shown, 1, severity=Severity.WARNING)
    elif entry.is_symlink() and entry.name not in SKIPPED:
        target = os.path.realpath(entry.path)
        if f"{target}{os.sep}".startswith(inside) and os.path.exists(target):  # noqa: PTH110
            return
        if entry.name.endswith(TEXTS) or os.path.isdir(target):  # noqa: PTH112
            yield Finding(
                "link-outside",
                "This link leads out of the folder, or nowhere; what it leads to is not read.",
                "Put the texts themselves here, or give their own folder.",
                path,
                1,
                severity=Severity.NOTE,
            )


def _closed(folder: str, why: str) -> Finding:
    what = f"This folder cannot be read: {why}."
    place = folder.rstrip("/") or "."
    do = "Look at its permissions."
    return Finding("folder-closed", what, do, place, severity=Severity.WARNING)


def _too_many() -> Finding:
    what = f"The folder holds more than {LIMIT_FILES:,} files; the others are not read."
    do = "Give a folder further down."
    return Finding("folder-limit", what, do, ".", severity=Severity.WARNING)
