"""Writing a calendar file (RFC 5545): CRLF, lines folded at 75 octets, texts escaped. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_FOLD = 75


@dataclass(frozen=True, slots=True)
class Due:
    """An instant by which something is due. ``changed`` is when it last became this instant."""

    uid: str
    summary: str
    description: str
    url: str
    at: datetime
    changed: datetime


def calendar(name: str, dues: Iterable[Due]) -> bytes:
    """A calendar of instants; the same values give the same bytes."""
    return b"".join(_folded(line) for line in _lines(name, dues))


def _lines(name: str, dues: Iterable[Due]) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield "PRODID:-//Dayline//Deadlines//EN"
    yield "CALSCALE:GREGORIAN"
    yield "METHOD:PUBLISH"
    yield f"X-WR-CALNAME:{escaped(name)}"
    yield "REFRESH-INTERVAL;VALUE=DURATION:PT15M"
    for due in dues:
        yield "BEGIN:VEVENT"
        yield f"UID:{escaped(due.uid)}"
        yield f"DTSTAMP:{_utc(due.changed)}"
        yield f"LAST-MODIFIED:{_utc(due.changed)}"
        # An event of an instant has no end and no length (RFC 5545, 3.6.1), and blocks no time.
        yield f"DTSTART:{_utc(due.at)}"
        yield f"SUMMARY:{escaped(due.summary)}"
        yield f"DESCRIPTION:{escaped(due.description)}"
        yield f"URL:{due.url}"
        yield "TRANSP:TRANSPARENT"
        yield "END:VEVENT"
    yield "END:VCALENDAR"


def _utc(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def escaped(text: str) -> str:
    """A TEXT value (RFC 5545, 3.3.11)."""
    plain = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    for char in ("\\", ";", ","):
        plain = plain.replace(char, f"\\{char}")
    return plain.replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """The line in pieces of at most 75 octets, never within a character."""
    pieces: list[bytes] = []
    current = b""
    for char in line:
        octets = char.encode("utf-8", "replace")
        if len(current) + len(octets) > (_FOLD if not pieces else _FOLD - 1):
            pieces.append(current)
            current = b""
        current += octets
    pieces.append(current)
    return b"\r\n ".join(pieces) + b"\r\n"
