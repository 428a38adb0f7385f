"""The chapters of a walkthrough that is part of a handoff. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urldefrag, urlsplit

MOST: Final = 60
_LONGEST: Final = 300
_TIME = re.compile(
    r"(?<![\d:])(?:(?P<hours>\d{1,2}):)?(?P<minutes>\d{1,3}):(?P<seconds>[0-5]\d)(?![\d:])"
)
_HEADING = re.compile(r"^##\s+(?P<name>.+?)\s*#*\s*$")
_URL = re.compile(r"https?://[^\s<>()\[\]\"'`|]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A place in a recording: its time as written, in seconds, and what is shown there."""

    time: str
    seconds: int
    words: str

    def address(self, video: str) -> str:
        """The recording from there on (a media fragment); "" without a recording."""
        return f"{urldefrag(video).url}#t={self.seconds}" if video else ""


def video_of(address: object) -> str:
    """An address of a recording if a browser may be sent there, else ""."""
    text = str(address or "").strip()
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    fine = parts.scheme in ("http", "https") and parts.hostname and text.isprintable()
    return text if fine and " " not in text and len(text) <= 2_000 else ""


def section_of(text: str, name: str) -> str:
    """The words under a heading of the second level."""
    inside, found = False, []
    for line in text.split("\n"):
        heading = _HEADING.match(line)
        if heading:
            inside = heading["name"].casefold() == name.casefold()
        elif inside:
            found.append(line)
    return "\n".join(found).strip()


def chapters_of(section: str) -> list[Chapter]:
    """The lines of a list or of a table that begin with a time, in their order."""
    return list(_chapters(section))[:MOST]


def _chapters(section: str) -> Iterator[Chapter]:
    for line in section.split("\n"):
        plain = line.strip().lstrip("-*+|").strip()
        found = _TIME.match(plain)
        if found is None:
            continue
        cells = [cell.strip() for cell in plain[found.end() :].strip(" |").split("|")]
        words = ", ".join(cell for cell in cells if cell)
        seconds = 60 * int(found["minutes"]) + int(found["seconds"])
        seconds += 3600 * int(found["hours"] or 0)
        yield Chapter(found[0], seconds, plain_words(words)[:_LONGEST])


def plain_words(text: str) -> str:
    """A text on one line, without the marks of inline code."""
    return " ".join(text.replace("`", "").split())


def first_address(section: str) -> str:
    """The first address of the web in a text, "" where there is none."""
    found = _URL.search(section)
    return video_of(found[0].rstrip(".,;:")) if found else ""
