"""Edits of one header line in the manner of RFC 822; all other bytes stay."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dayline.base.heads import Head

Value = str | int | bool | Sequence[str] | None
"""What a key of a head can be set to; None removes it."""

_HEADER_END = re.compile(r"(?:[ \t]+[^\s][^\r\n]*\r?(?:\n|\Z))*")


def header_text(value: Value) -> str:
    """``value`` on one line; lists with commas."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int):
        return " ".join(str(value).split())
    return ", ".join(" ".join(item.split()) for item in value or ())


def set_header(text: str, head: Head, key: str, value: Value, after: str) -> str:
    """``text`` with the header line ``key`` set, added behind ``after``, or removed."""
    line = "\r\n" if text.startswith("\r\n", text.find("\n", head.start) - 1) else "\n"
    starts = _header_starts(text, head)
    new = "" if value is None else f"{key}: {header_text(value)}".rstrip()
    if key in starts:
        start = starts[key]
        stop = _header_stop(text, start)
        if value is None:
            return text[:start] + text[stop:]
        ending = text[len(text[:stop].rstrip("\r\n")) : stop]
        return text[:start] + new + ending + text[stop:]
    if value is None:
        return text
    anchor = after if after in starts else list(starts)[-1]
    at = _header_stop(text, starts[anchor])
    gap = "" if text[:at].endswith("\n") else line
    return text[:at] + gap + new + line + text[at:]


def _header_starts(text: str, head: Head) -> dict[str, int]:
    starts: dict[str, int] = {}
    position = head.start
    for key in head.fields:
        found = re.compile(rf"^{re.escape(key)}:", re.MULTILINE).search(text, position, head.end)
        position = found.start() if found else text.index(f"{key}:", position)
        starts[key] = position
    return starts


def _header_stop(text: str, start: int) -> int:
    stop = end_of_line(text, start)
    found = _HEADER_END.match(text, stop)
    return found.end() if found else stop


def end_of_line(text: str, at: int) -> int:
    """The offset behind the line break that ends the line at ``at``."""
    stop = text.find("\n", at)
    return len(text) if stop < 0 else stop + 1
