"""``--code`` and ``--text``: what of a folder is read beside its documents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dayline.base.errors import NotFound
from dayline.faces.cli.terminal import progress

if TYPE_CHECKING:
    from dayline.records.folder import Folder
    from dayline.records.sources.rules import Sourced

HELP = "Comments and docstrings of source files as well."
TEXT_HELP = "Plain text (.txt) as well."


def opened(path: Path, *, text: bool) -> Folder:
    """The folder, with its plain texts where they are asked for."""
    from dayline.records.folder import walk

    folder = walk(path)
    return folder.with_plain() if text else folder


def nothing_read(path: Path, folder: Folder, *, text: bool = True, code: bool = True) -> NotFound:
    """That nothing of a folder is read, and what to do about it; a file is a folder of one.

    ``text`` and ``code`` say that these were asked for, or that there is no asking for them.
    """
    from dayline.records.folder import PLAIN

    *others, last = folder.endings
    do = "Give the folder that your documents lie in."
    if not text and any(one.endswith(PLAIN) for one in folder.paths):
        do = f"Read its {PLAIN} files with --text."
    elif not code:
        do = f"{do[:-1]}, or read programs with --code."
    what = f"Nothing in {path} is read: it holds no {', '.join(others)} or {last} file."
    return NotFound(what, do=do)


def sources(path: Path, folder: Folder) -> list[Sourced]:
    """What the source files that git does not ignore say to people."""
    from dayline.integrations.git.kept import kept_paths
    from dayline.records.sources.reading import source_paths, sources_of

    kept = kept_paths(path)
    with progress("Reading code", len(source_paths(folder, kept))) as advance:
        return sources_of(folder, kept=kept, advance=advance)
