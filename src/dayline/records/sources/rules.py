"""From a source file to a text of what it says to people, with a report of what could not be read.
Pure.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, replace

from dayline.base.findings import Finding, Severity
from dayline.records.sources.document import document
from dayline.records.sources.languages import is_python, language_of
from dayline.records.sources.names import claimed
from dayline.records.sources.python import read_python
from dayline.records.sources.said import Said
from dayline.records.sources.scanner import read_comments

KIND, PREFIX = "source", "SRC"
LIMIT_CHARACTERS = 300_000
LONGEST_LINE = 5_000
"""Characters; a file with a longer line was not written by hand."""
_DEEPEST = 8
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Sourced:
    """What a source file says: ``text`` keeps the lines of the file, "" when it says nothing."""

    path: str
    text: str = ""
    said: tuple[Said, ...] = ()
    findings: tuple[Finding, ...] = ()


def sourced(path: str, content: bytes) -> Sourced:
    """The comments and docstrings of a file; its code is never run. Raises nothing."""
    if b"\0" in content:
        return _skipped(path, "It holds bytes that are no text.")
    source = content.decode(errors="replace").removeprefix("\ufeff")
    if len(source) > LIMIT_CHARACTERS:
        return _skipped(path, f"It has more than {LIMIT_CHARACTERS:,} characters.")
    if max(map(len, source.split("\n"))) > LONGEST_LINE:
        return _skipped(path, "It has lines that a machine wrote.")
    said, finding = _read(path, source)
    said = [replace(one, scope=_short(one.scope)) for one in said]
    text = document(said, source, name=posixpath.basename(path))
    return Sourced(path, text, tuple(said), (finding,) if finding else ())


def _read(path: str, source: str) -> tuple[list[Said], Finding | None]:
    if is_python(path):
        said, broken = read_python(source)
        said.sort(key=lambda one: one.start)
        if broken is None:
            return said, None
        return said, _finding(path, broken.line, f"This is no Python: {broken.why}.")
    language = language_of(path)
    if language is None:
        return [], None
    said, unclosed = read_comments(source, language)
    said = claimed(said, source)
    if unclosed is None:
        return said, None
    return said, _finding(path, unclosed.line, "A comment begins here that never ends.")


def _finding(path: str, line: int, message: str) -> Finding:
    return Finding(
        "source-unreadable",
        message,
        "Mend the file; what stands before this line was read.",
        path,
        line,
        severity=Severity.WARNING,
    )


def _skipped(path: str, why: str) -> Sourced:
    finding = Finding(
        "source-skipped",
        why,
        "Nothing is to be done, unless people wrote it; then cut it into smaller files.",
        path,
        1,
        severity=Severity.WARNING,
    )
    return Sourced(path, findings=(finding,))


def _short(scope: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name[:_LONGEST_NAME] for name in scope[:_DEEPEST])
