"""Opening what was exported: a zip, a folder or a file, with bounds on what is read of it."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from dayline.base.errors import HostileInput, InvalidInput
from dayline.synthesis.chats import mail, plain, slack
from dayline.synthesis.chats.thread import (
    LARGEST_FILE,
    LARGEST_JSON,
    LARGEST_WHOLE,
    MOST_FILES,
    Thread,
)

_HEADERS = (b"from:", b"return-path:", b"received:", b"delivered-to:", b"date:", b"message-id:")
_MAIL = (".eml", ".mbox", ".mbx")


def open_threads(path: Path) -> list[Thread]:
    """The threads in an export of Slack, in mail, or in a transcript, by what the file holds.

    Nothing is unpacked to disk. Raises :class:`InvalidInput` and :class:`HostileInput`.
    """
    if path.is_dir():
        return slack.threads(_in_folder(path))
    with path.open("rb") as opened:
        start = opened.read(4)
    if start.startswith(b"PK"):
        return slack.threads(_in_zip(path))
    if path.suffix.lower() == ".zip":
        raise InvalidInput(f"{path.name} is no zip, or only a part of one.", do="Export it again.")
    content = _read(path)
    if path.suffix.lower() in _MAIL or content[:5] == b"From " or _is_mail(content):
        return mail.threads(content)
    if path.suffix.lower() == ".json":
        return slack.threads([(f"{path.stem}/{_any_day}.json", content)])
    changed = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    text = content.decode("utf-8", "replace")
    return plain.threads(text, title=path.stem, day=changed)


_any_day = "2000-01-01"


def _is_mail(content: bytes) -> bool:
    return content[:200].lower().startswith(_HEADERS)


def _read(path: Path) -> bytes:
    most = LARGEST_JSON if path.suffix.lower() == ".json" else LARGEST_FILE
    if path.stat().st_size > most:
        raise _too_large(path.name, most)
    return path.read_bytes()


def _in_folder(folder: Path) -> Iterator[tuple[str, bytes]]:
    found = sorted(one for one in folder.rglob("*.json") if one.is_file() and not one.is_symlink())
    _check_number(len(found))
    left = LARGEST_WHOLE
    for one in found:
        content = _read(one)
        left -= len(content)
        if left < 0:
            raise _too_much()
        yield one.relative_to(folder).as_posix(), content


def _in_zip(path: Path) -> Iterator[tuple[str, bytes]]:
    """The JSON files of an archive. What an entry says of its size is not believed."""
    try:
        with zipfile.ZipFile(path) as archive:
            _check_number(len(archive.infolist()))
            left = LARGEST_WHOLE
            for entry in sorted(archive.infolist(), key=lambda one: one.filename):
                if entry.is_dir() or not entry.filename.endswith(".json"):
                    continue
                with archive.open(entry) as opened:
                    content = opened.read(LARGEST_JSON + 1)
                if len(content) > LARGEST_JSON:
                    raise _too_large(entry.filename, LARGEST_JSON)
                left -= len(content)
                if left < 0:
                    raise _too_much()
                yield entry.filename, content
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError):
        raise InvalidInput(
            f"{path.name} is no archive that can be read.",
            do="Download the export again, without a password.",
        ) from None


def _check_number(files: int) -> None:
    if files > MOST_FILES:
        raise HostileInput(
            f"This holds {files:,} files; {MOST_FILES:,} are the most.",
            do="Export fewer channels, or a shorter time.",
        )


def _too_large(name: str, most: int) -> HostileInput:
    return HostileInput(
        f"{name[-120:]} is larger than {most // 2**20} MiB.",
        do="Export fewer channels, or a shorter time.",
    )


def _too_much() -> HostileInput:
    return HostileInput(
        f"This holds more than {LARGEST_WHOLE // 2**20} MiB.",
        do="Export fewer channels, or a shorter time.",
    )
