"""Which files of a folder git keeps or would keep: all but those that are ignored."""

from __future__ import annotations

from pathlib import Path

from dayline.base.errors import NotFound
from dayline.integrations.git.client import GitFailed, open_repository


def kept_paths(folder: Path) -> frozenset[str] | None:
    """The paths under a folder that are not ignored, with slashes and relative to it.

    None where the folder lies in no repository, or there is no git: then nothing is ignored.
    """
    start = (folder if folder.is_dir() else folder.parent).resolve()
    try:
        repository = open_repository(start)
        below = start.relative_to(repository.root.resolve()).as_posix()
        output = repository.run(
            "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", below
        )
    except (NotFound, GitFailed, FileNotFoundError, ValueError):
        return None
    before = "" if below == "." else f"{below}/"
    paths = output.decode(errors="surrogateescape").split("\0")
    return frozenset(path.removeprefix(before) for path in paths if path)
