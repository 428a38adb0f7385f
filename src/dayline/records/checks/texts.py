"""Bytes that are no text, characters that hide what it says, and the contract that it names."""

from __future__ import annotations

import re

from dayline.base.findings import Finding, Severity
from dayline.base.text_limits import LIMIT_BYTES, too_long

# U+202A to U+202E and U+2066 to U+2069 in UTF-8: as bytes they are found at their first.
_BIDI = re.compile(rb"\xe2(?:\x80[\xaa-\xae]|\x81[\xa6-\xa9])")
_CONTRACT = re.compile(r"\ufeff?---[ \t]*\r?\n(?:[^\n]*\n){0,40}?contract:[ \t]*(\S+)[^\n]*\r?\n")

_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


def decoded(path: str, content: bytes) -> tuple[str, list[Finding]]:
    """The text of a file and what is wrong with its characters; "" when it cannot be judged.

    That is so where it is no UTF-8, or longer than a reader takes.
    """
    if len(content) > LIMIT_BYTES:
        return "", [_too_large(path)]
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        return "", [_undecodable(path, content, error.start)]
    long = None if path.endswith(".rst") else too_long(text, path)
    if long is not None:
        return "", [long]
    if len(text) == len(content):
        return text, [_binary(path, text)] if "\0" in text else []
    hidden = _BIDI.search(content)
    found = [_hidden(path, content, hidden)] if hidden else []
    return text, [*found, _binary(path, text)] if "\0" in text else found


def _undecodable(path: str, content: bytes, at: int) -> Finding:
    return Finding(
        "encoding",
        f"The file is not UTF-8: byte 0x{content[at]:02X} at position {at}.",
        f"Save it as UTF-8 (it may be {_likely(content)}).",
        path,
        content.count(b"\n", 0, at) + 1,
    )


def _likely(content: bytes) -> str:
    """The encoding to try first; most files that are no UTF-8 come from an old Windows."""
    if content[:2] in _MARKS:
        return _MARKS[content[:2]]
    try:
        content.decode("cp1252")
    except UnicodeDecodeError:
        return "another encoding"
    return "Windows-1252"


def _too_large(path: str) -> Finding:
    message = f"The file is larger than the {LIMIT_BYTES:,} bytes that are read."
    return Finding("file-limit", message, "Split it into several documents.", path, 1)


def _binary(path: str, text: str) -> Finding:
    line = text.count("\n", 0, text.index("\0")) + 1
    return Finding("encoding", "A NUL character stands here.", "Remove it.", path, line)


def _hidden(path: str, content: bytes, found: re.Match[bytes]) -> Finding:
    code = ord(found[0].decode())
    return Finding(
        "text-hidden",
        f"The character U+{code:04X} changes the direction in which this line is shown.",
        "Remove it: the line may not say what it seems to say.",
        path,
        content.count(b"\n", 0, found.start()) + 1,
        0,
        Severity.WARNING,
    )


def contract_named(text: str) -> str:
    """What the front matter's ``contract:`` says, "" when there is none near the top."""
    if not text.startswith(("---", "\ufeff---")):
        return ""
    found = _CONTRACT.match(text)
    return found[1].strip("\"'") if found else ""
