"""Notes come in: each file as it is, and what people say in it as updates or handoffs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from dayline.base.errors import DaylineError, InvalidInput
from dayline.base.findings import Finding, Severity
from dayline.practices.update.notes.model import Notes, Said
from dayline.practices.update.notes.reading import read_notes
from dayline.practices.update.notes.words import is_placeholder

KINDS = {"update": ("U", "posted"), "handoff": ("H", "delivered")}
"""Kinds that notes can become, with the prefix of their ids and the state in which they come."""

_LONGEST = 60
_HANDLE = re.compile(r"@([A-Za-z0-9][\w.-]*)")


@dataclass(frozen=True, slots=True)
class Source:
    """A file of notes that was read; ``path`` is relative to what is imported."""

    path: str
    content: bytes
    notes: Notes


@dataclass(slots=True)
class Found:
    """What a folder of notes says, and what could not be understood."""

    sources: list[Source] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def said(self) -> list[tuple[Source, Said]]:
        """Every update that can become a record: of notes with a day, by somebody with a name."""
        return [
            (source, said)
            for source in self.sources
            if source.notes.day is not None
            for said in source.notes.said
            if not is_placeholder(said.who)
        ]


def read_all(files: Iterable[tuple[str, bytes]]) -> Found:
    """Read files of notes, each ``(path, content)``. What is no text is reported and left out."""
    found = Found()
    for path, content in files:
        try:
            notes = read_notes(content.decode(), path=path)
        except UnicodeDecodeError:
            found.findings.append(_finding(path, 1, "This file is no text in UTF-8.", _UTF8))
            continue
        except DaylineError as error:
            found.findings.append(_finding(path, 1, error.what, error.do))
            continue
        found.sources.append(Source(path, content, notes))
        found.findings += _not_understood(path, notes)
    return found


_UTF8 = "Save it as UTF-8 and import again."
_NAME = "Put the name above the list, as @handle or a heading, and import again."


def _not_understood(path: str, notes: Notes) -> Iterable[Finding]:
    for unread in notes.unread:
        yield _finding(path, unread.line, f"Not brought in, because {unread.why}.", _NAME)
    if notes.said and notes.day is None:
        yield _finding(
            path, 1, "These notes do not say of which day they are.",
            "Write the day into the file's name or its first heading, as 2026-11-18.",
        )  # fmt: skip
    for said in notes.said:
        if is_placeholder(said.who):
            what = f"{said.who!r} is a place for a name and nobody's name."
            yield _finding(path, said.line, what, "Write who it was, and import again.")


def _finding(path: str, line: int, message: str, remedy: str) -> Finding:
    return Finding("notes-unread", message, remedy, path, line, severity=Severity.WARNING)


def prefix_of(kind: str) -> tuple[str, str]:
    """The prefix and the state of what notes become. Raises :class:`InvalidInput`."""
    found = KINDS.get(kind)
    if found is None:
        raise InvalidInput(
            f"Notes cannot come in as {kind!r}.", do=f"Say --as {' or --as '.join(KINDS)}."
        )
    return found


def places(said: Sequence[tuple[Source, Said]]) -> list[str]:
    """A path for each update that stays the same when the notes are imported again."""
    seen: dict[str, int] = {}
    found = []
    for source, one in said:
        name = f"{one.section}/{one.who}" if one.authored else one.who
        place = f"{source.path}#{name.replace('#', '')[:_LONGEST]}"
        seen[place] = seen.get(place, 0) + 1
        found.append(place if seen[place] == 1 else f"{place}-{seen[place]}")
    return found


def handles_in(who: str) -> list[str]:
    """What of a name may be a handle: all that stands behind an ``@``, else the whole."""
    return _HANDLE.findall(who) or [who]


def midnight(notes: Notes) -> datetime | None:
    """The instant that stands for the day of notes."""
    day = notes.day
    return None if day is None else datetime(day.year, day.month, day.day, tzinfo=UTC)
