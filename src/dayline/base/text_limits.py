"""What every reader of a text asks first: is it small enough, and is it made of characters?"""

from __future__ import annotations

from typing import Final

from dayline.base.errors import HostileInput, InvalidInput
from dayline.base.findings import Finding

LIMIT_CHARACTERS: Final = 1024 * 1024
LIMIT_BYTES: Final = 4 * 1024 * 1024
"""Of a larger file the rest is not even looked at."""


def check_size(text: str, path: str) -> None:
    """Raises :class:`HostileInput` past :data:`LIMIT_CHARACTERS`."""
    finding = too_long(text, path)
    if finding is not None:
        raise HostileInput(finding.message, do=finding.remedy, findings=[finding])


def too_long(text: str, path: str) -> Finding | None:
    """What is to be said of a text past :data:`LIMIT_CHARACTERS`; None of all others."""
    if len(text) <= LIMIT_CHARACTERS:
        return None
    message = f"The text has {len(text):,} characters; {LIMIT_CHARACTERS:,} are read."
    return Finding("markdown-limit", message, "Split it into several documents.", path, 1)


def half_character(text: str, error: UnicodeEncodeError, path: str) -> InvalidInput:
    """The refusal of a text with half of a surrogate pair, at its line."""
    line = text.count("\n", 0, text.find(error.object[error.start])) + 1
    finding = Finding(
        "encoding", "Half of a surrogate pair stands here.", "Remove that character.", path, line
    )
    return InvalidInput(finding.message, do=finding.remedy, findings=[finding])
