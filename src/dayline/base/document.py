"""A document as a person wrote it: a head, a body, and edits that touch one value and no more."""

from __future__ import annotations

from dayline.base.head_edits import set_field
from dayline.base.heads import Fences, Head, Style, fences, split

__all__ = ["Fences", "Head", "Style", "fences", "newline_of", "replaced", "set_field", "split"]


def newline_of(text: str) -> str:
    """The line break that ``text`` uses first; a line feed when it has none."""
    at = text.find("\n")
    return "\r\n" if at > 0 and text[at - 1] == "\r" else "\n"


def replaced(text: str, start: int, end: int, new: str) -> str:
    """``text`` with the characters ``[start, end)`` replaced, in the line breaks of the text."""
    return text[:start] + new.replace("\r\n", "\n").replace("\n", newline_of(text)) + text[end:]
