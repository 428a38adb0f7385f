"""Directives of reStructuredText, and the columns by which something belongs to another. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

TAB = 8
"""Columns from one stop of a tabulator to the next; Markdown has four."""
BLANK = 999
"""The indent of a line without words: it belongs to whatever is around it."""

CODES = frozenset((
    "code-block", "code", "sourcecode", "literalinclude", "parsed-literal", "math", "doctest",
    "prompt",
))  # fmt: skip
NOTES = frozenset((
    "note", "warning", "important", "tip", "caution", "attention", "hint", "danger", "error",
    "seealso", "admonition", "versionadded", "versionchanged", "deprecated",
))  # fmt: skip
_LABELLED = frozenset(("admonition", "versionadded", "versionchanged", "deprecated"))
_SHOWN_WHOLE = frozenset(("math", "parsed-literal"))

_DIRECTIVE = re.compile(r"[ \t]*\.\.[ \t]+(?P<name>[^\W_][\w.+:-]{0,60}?) ?::(?!:)(?P<rest>[^\n]*)")
_OPTION = re.compile(r"[ \t]+:[\w-]+:(?:\s|$)")


class Directive(NamedTuple):
    """``name`` in small letters, ``rest`` what stands behind it, from the character ``at`` on."""

    name: str
    rest: str
    at: int

    @property
    def is_code(self) -> bool:
        """Whether what it holds is shown as it stands."""
        return self.name in CODES

    @property
    def is_note(self) -> bool:
        """Whether what it holds is prose beside the text."""
        return self.name in NOTES

    @property
    def said(self) -> str:
        """What ``rest`` says of its content; a language, a label or a version is no part of it."""
        is_part = self.name in _SHOWN_WHOLE or (self.is_note and self.name not in _LABELLED)
        return self.rest if is_part else ""


def directive(text: str) -> Directive | None:
    """The directive that a text begins with."""
    found = _DIRECTIVE.match(text)
    if found is None:
        return None
    rest = found["rest"]
    at = found.start("rest") + len(rest) - len(rest.lstrip())
    return Directive(found["name"].lower(), rest.strip(), at)


def content_at(text: str, found: Directive) -> int:
    """The character at which the content of the directive begins that a text begins with."""
    if found.said:
        return found.at
    under = text.splitlines(keepends=True)[1:]
    return len(text) - sum(map(len, without_options(under)))


def without_options(lines: Sequence[str]) -> Sequence[str]:
    """The lines under a directive's name without those that set its options."""
    at = 0
    while at < len(lines) and _OPTION.match(lines[at]):
        at += 1
    return lines[at:]


def options_of(lines: Sequence[str]) -> dict[str, str]:
    """What the lines under a directive's name set, by its name."""
    under = lines[: len(lines) - len(without_options(lines))]
    pairs = (line.strip().removeprefix(":").partition(":") for line in under)
    return {name: value.strip() for name, _, value in pairs}


def indent_of(line: str, tab: int = TAB) -> int:
    """The columns before the first word of a line."""
    bare = line.lstrip()
    blanks = line[: len(line) - len(bare)]
    return len(blanks.expandtabs(tab)) if bare else BLANK


def least_indent(lines: Sequence[str], tab: int = TAB) -> int:
    """The columns before the first word of that line which is indented least."""
    return min((indent_of(line, tab) for line in lines), default=0)
