"""Which pictures a text shows, and how they are named. Pure."""

from __future__ import annotations

import re
from typing import Final

TYPES: Final = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
}
"""Media types by extension. SVG is none of them: it can hold programs."""

NOWHERE: Final = "new"
"""What stands for the id of a record that has none yet: ``new/files/...``."""

_SHOWN = re.compile(r"\b(?:new|[A-Z][A-Z0-9]*-[0-9]+)/files/([0-9a-f]{64})\.(png|jpg|gif|webp)\b")


def shown(text: str) -> list[str]:
    """The digests of the pictures that a text shows, each once, in their order."""
    return list(dict.fromkeys(found[1] for found in _SHOWN.finditer(text)))


def address(ref: str, digest: str, extension: str) -> str:
    """How a text names a picture: ``D-42/files/<digest>.png``.

    It leads there from the record's page, and from the record's file in an export.
    """
    return f"{ref}/files/{digest}.{extension}"


def settled(text: str, ref: str) -> str:
    """The text of a new record with its own id in the addresses of its pictures."""
    return re.sub(
        rf"\b{NOWHERE}/files/(?=[0-9a-f]{{64}}\.(?:png|jpg|gif|webp)\b)", f"{ref}/files/", text
    )
