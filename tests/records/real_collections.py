"""The real collections, read in place: archives in memory, folders from disk."""

from __future__ import annotations

import json
import tarfile
from functools import cache
from pathlib import Path
from typing import Any


@cache
def archived(archive: Path) -> dict[str, str]:
    """The texts of a tar archive by path, line endings as they are."""
    texts: dict[str, str] = {}
    with tarfile.open(archive) as tar:
        for member in tar:
            content = tar.extractfile(member) if member.isfile() else None
            if content is not None:
                texts[member.name.removeprefix("./")] = content.read().decode()
    return texts


@cache
def unpack(archive: Path, place: Path) -> None:
    """Unpack an archive that the project trusts; with Python's filter where it has one.

    Debian 12 ships Python 3.11.2, and ``filter`` came with 3.11.4.
    """
    safely: dict[str, Any] = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
    with tarfile.open(archive) as pack:
        pack.extractall(place, **safely)  # noqa: S202 -- own material


def in_folder(folder: Path) -> dict[str, str]:
    """The Markdown texts below a folder by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode()
        for path in sorted(folder.rglob("*.md"))
    }


def truth(path: Path) -> Any:
    """A truth file."""
    return json.loads(path.read_text(encoding="utf-8"))
