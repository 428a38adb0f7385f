"""What a draft and a picture may be. Pure."""

from __future__ import annotations

import re
from typing import Final

from dayline.base.errors import HostileInput, InvalidInput
from dayline.base.text_limits import check_size

MOST_DRAFTS: Final = 200
"""Texts that one person has open in a workspace."""

MOST_PICTURES: Final = 200
"""Pictures that one person has in texts that are not saved yet."""

PICTURE_LIMIT: Final = 3_000_000
"""Bytes of a picture: as base64 they fit into a payload of the journal."""

_WRITER = re.compile(r"[A-Za-z0-9_-]{8,40}\Z")
_SIGNS: Final = (
    ("png", 0, b"\x89PNG\r\n\x1a\n"),
    ("jpg", 0, b"\xff\xd8\xff"),
    ("gif", 0, b"GIF87a"),
    ("gif", 0, b"GIF89a"),
    ("webp", 8, b"WEBP"),
)


def checked_writer(writer: str) -> str:
    """``writer`` if it can name an open page: 8 to 40 letters, digits, hyphens."""
    if _WRITER.match(writer) is None:
        raise InvalidInput(
            "The page did not say which page it is.",
            kept="What you typed is still in the page.",
            do="Copy your text, load the page again and paste it.",
        )
    return writer


def checked_text(text: str) -> str:
    """``text`` if it is short enough to be kept, with the line breaks of a record."""
    check_size(text, "")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def extension_of(content: bytes) -> str:
    """``png``, ``jpg``, ``gif`` or ``webp``, by the first bytes; what a name says is not asked.

    Raises :class:`InvalidInput` for anything else: an SVG is a program. Raises
    :class:`HostileInput` past :data:`PICTURE_LIMIT`.
    """
    if len(content) > PICTURE_LIMIT:
        raise HostileInput(
            f"The picture has {len(content):,} bytes; {PICTURE_LIMIT:,} are taken.",
            kept="Your text is as it was.",
            do="Make the picture smaller, or link to it.",
        )
    for extension, place, sign in _SIGNS:
        if content[place : place + len(sign)] == sign and (
            extension != "webp" or content[:4] == b"RIFF"
        ):
            return extension
    raise InvalidInput(
        "This is no PNG, JPEG, GIF or WebP picture.",
        kept="Your text is as it was.",
        do="Save the picture as PNG and add that.",
    )
