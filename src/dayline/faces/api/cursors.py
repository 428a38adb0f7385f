"""Opaque cursors: where a list goes on. They hold a position, no right and no filter."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any

from dayline.base.errors import InvalidInput

DEFAULT, MOST = 50, 200


def pack(*position: str | int) -> str:
    """A position as a cursor."""
    raw = json.dumps(position, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def unpack(cursor: str, *kinds: type) -> tuple[Any, ...] | None:
    """The position of a cursor, None for the beginning. Raises :class:`InvalidInput`."""
    if not cursor:
        return None
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        position = json.loads(raw)
    except (binascii.Error, ValueError, UnicodeError, RecursionError):
        position = None
    fits = (
        isinstance(position, list)
        and len(position) == len(kinds)
        and all(
            type(value) is kind and not (isinstance(value, int) and abs(value) >= 2**53)
            for value, kind in zip(position, kinds, strict=True)
        )
    )
    if not fits:
        raise InvalidInput(
            "This is no cursor of this list.", do="Take it from the member next, or leave it out."
        )
    return tuple(position)
