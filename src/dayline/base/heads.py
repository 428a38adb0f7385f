"""The head of a document: YAML front matter, or header lines in the manner of RFC 822."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from dayline.base.errors import DaylineError, HostileInput, InvalidInput
from dayline.base.findings import Finding
from dayline.base.strict_yaml import Marked, Path, load_leniently

Style = Literal["none", "yaml", "rfc822"]

LIMIT_HEADER_LINES = 2_000

_OPEN = re.compile(r"---[ \t]*\r?\n")
_CLOSE = re.compile(r"\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
_FIRST_KEY = re.compile(
    r"""(?:[ \t]*+(?:\#[^\n]*+)?\r?\n)*+(?:[\w"'][^\n:]{0,80}[ ]*:(?:[ \t\r\n]|\Z)|\{)"""
)
_HEADER = re.compile(
    r"(?P<key>[A-Za-z][A-Za-z0-9_-]{0,60}):(?:[ \t]+(?P<value>[^\r\n]*))?\r?(?:\n|\Z)"
)
_CONTINUED = re.compile(r"[ \t]+(?P<value>[^\s][^\r\n]*)\r?(?:\n|\Z)")
_BLANK = re.compile(r"[ \t]*\r?(?:\n|\Z)")


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the body of a document.

    ``start`` and ``end`` are character offsets of the head with its fences; the body starts at
    ``end``. ``fields`` are the top-level keys in their order, ``lines`` the line of each key path
    in the file, ``written`` the text of each float. ``findings`` is empty unless the head was
    read leniently.
    """

    style: Style
    start: int
    end: int
    fields: Mapping[str, object]
    lines: Mapping[Path, int]
    written: Mapping[Path, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Fences:
    """Where YAML front matter stands: ``[start, end)`` with, ``[inner, close)`` without fences."""

    start: int
    inner: int
    close: int
    end: int


def split(
    text: str,
    *,
    path: str = "",
    style: Literal["auto", "yaml", "rfc822", "none"] = "auto",
    lenient: bool = False,
) -> Head:
    """The head of ``text``; a byte order mark and CRLF are taken as they come.

    ``auto`` looks for front matter, then for at least three header lines followed by a blank one.
    Raises :class:`InvalidInput` or :class:`HostileInput` with path and line; when ``lenient``,
    what was understood is returned instead and the head carries the findings.
    """
    start = 1 if text.startswith("\ufeff") else 0
    head: Head | None = None
    if style in {"auto", "yaml"} and text.startswith("---", start):
        head = _front_matter(text, start, path, lenient=lenient, sure=style == "yaml")
    elif style == "rfc822" or (style == "auto" and _HEADER.match(text, start)):
        head = _headers(text, start, path, lenient=lenient, sure=style == "rfc822")
    return head or Head("none", start, start, {}, {})


def fences(text: str, start: int = 0) -> Fences | None:
    """The front matter that begins at ``start``, None when it does not begin or is not closed."""
    opened = _OPEN.match(text, start)
    closed = _CLOSE.search(text, opened.end() - 1) if opened else None
    if opened is None or closed is None:
        return None
    return Fences(start, opened.end(), closed.start() + 1, closed.end())


def _front_matter(text: str, start: int, path: str, *, lenient: bool, sure: bool) -> Head | None:
    found = fences(text, start)
    if found is None:
        opened = _OPEN.match(text, start)
        if opened and (sure or _FIRST_KEY.match(text, opened.end())):
            return _unclosed(start, path, lenient=lenient)
        return None
    inner = text[found.inner : found.close]
    if not sure and inner.strip() and not _FIRST_KEY.match(inner):
        return None  # two thematic breaks with prose between them
    marked, error = load_leniently(inner, path=path, first_line=2)
    if error is None and marked.value is not None and not isinstance(marked.value, dict):
        error = _no_mapping(path)
    if error is not None and not lenient:
        raise error
    return _head(found, marked, error)


def _head(found: Fences, marked: Marked, error: DaylineError | None) -> Head:
    fields = marked.value if isinstance(marked.value, dict) else {}
    return Head(
        style="yaml",
        start=found.start,
        end=found.end,
        fields=fields,
        lines=marked.lines,
        written=marked.written,
        findings=error.findings if error else (),
    )


def _no_mapping(path: str) -> InvalidInput:
    finding = Finding(
        "yaml-syntax",
        "The front matter states no keys.",
        "Write it as `key: value` lines.",
        path,
        2,
    )
    return InvalidInput(finding.message, do=finding.remedy, findings=[finding])


def _unclosed(start: int, path: str, *, lenient: bool) -> Head:
    finding = Finding(
        "head-unclosed",
        "The front matter that begins here is never closed.",
        "Put a line `---` after its last key.",
        path,
        1,
    )
    if not lenient:
        raise InvalidInput(finding.message, do=finding.remedy, findings=[finding])
    return Head("none", start, start, {}, {}, findings=(finding,))


def _headers(text: str, start: int, path: str, *, lenient: bool, sure: bool) -> Head | None:
    fields: dict[str, str] = {}
    lines: dict[Path, int] = {}
    findings: list[Finding] = []
    position, line, key = start, 1, ""
    while found := _HEADER.match(text, position) or (key and _CONTINUED.match(text, position)):
        if found.re is _CONTINUED:
            if key in fields:
                fields[key] = f"{fields[key]} {found['value'].rstrip()}".lstrip()
        elif found["key"] in fields:
            findings.append(_twice(found["key"], lines[found["key"],], line, path))
        else:
            key = found["key"]
            fields[key] = (found["value"] or "").rstrip()
            lines[key,] = line
        position, line = found.end(), line + 1
        if line > LIMIT_HEADER_LINES:
            return _endless(start, path, lenient=lenient)
        if position >= len(text):
            break
    blank = _BLANK.match(text, position)
    if not sure and (len(fields) < 3 or blank is None):
        return None
    if findings and not lenient:
        raise InvalidInput(findings[0].message, do=findings[0].remedy, findings=findings)
    end = blank.end() if blank else position
    return Head("rfc822", start, end, dict(fields), lines, findings=tuple(findings))


def _endless(start: int, path: str, *, lenient: bool) -> Head:
    finding = Finding(
        "head-unclosed",
        f"More than {LIMIT_HEADER_LINES:,} header lines stand here without an end.",
        "Put a blank line behind the header.",
        path,
        1,
    )
    if not lenient:
        raise HostileInput(finding.message, do=finding.remedy, findings=[finding])
    return Head("none", start, start, {}, {}, findings=(finding,))


def _twice(key: str, first: int, line: int, path: str) -> Finding:
    message = f"The key `{key}` stands twice: on line {first} and here."
    return Finding("key-duplicate", message, "Keep one of them.", path, line)
