"""How a record stands in the journal and in rows: its bytes, its links, its fields as JSON.

Kept apart from the rules because every read needs it and few reads parse a text.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any, NamedTuple

from dayline.base.canonical import Json


class StatedLink(NamedTuple):
    """A link as a text states it: its ``type`` there, its canonical meaning, and its target."""

    type: str
    means: str
    target: str


def jsonable(value: Any) -> Any:
    """A front matter value with floats as text, so that it has canonical bytes."""
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, list):
        return [jsonable(item) for item in value]
    if isinstance(value, dict):
        return {_ascii_key(str(key)): jsonable(item) for key, item in value.items()}
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 2**53:
        return str(value)
    return value


def _ascii_key(key: str) -> str:
    return key if key.isascii() else key.encode("unicode_escape").decode()


def packed(content: str | bytes) -> dict[str, Json]:
    """A text as a payload keeps it: as text, or as base64 where the bytes are no UTF-8."""
    if isinstance(content, bytes):
        try:
            return {"text": content.decode()}
        except UnicodeDecodeError:
            return {"bytes": base64.b64encode(content).decode()}
    return {"text": content}


def unpacked(payload: Mapping[str, Any] | None) -> bytes | None:
    """The bytes of :func:`packed`; None where the payload was erased or holds no text."""
    if payload is None:
        return None
    if "text" in payload:
        return str(payload["text"]).encode()
    return base64.b64decode(str(payload["bytes"])) if "bytes" in payload else None
