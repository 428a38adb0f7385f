"""What a piece of code defines: the name of a class, a function, a constant. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dayline.records.sources.said import Said

_KEYWORD = re.compile(
    r"\b(?:class|struct|enum|union|trait|interface|impl|namespace|module|mod|object|record|protocol"
    r"|extension|contract|service|message|type|func|fn|function|def|defmodule|defp|fun|sub"
    r"|package|procedure|table|view|TABLE|VIEW|FUNCTION|PROCEDURE)[ \t]+"
    r"(?:IF[ \t]+NOT[ \t]+EXISTS[ \t]+)?"
    r"(?:\([^()\n]{0,80}\)[ \t]*)?"  # of Go: what the function belongs to
    r"(?:[A-Z][A-Z0-9_]+[ \t]+(?=[A-Za-z_]))?"  # of C++: how it is exported
    r"(?P<name>[A-Za-z_$][\w$.:]*)"
)
_CALLED = re.compile(r"(?<![.\w$])(?P<name>[A-Za-z_$][\w$]*)[ \t]*(?:<[^<>\n]{0,80}>[ \t]*)?\(")
_CONSTANT = re.compile(
    r"\b(?:const|let|var|val|static|final|define)[ \t]+(?:[\w<>\[\]]+[ \t]+){0,3}?"
    r"(?P<name>[A-Za-z_$][\w$]*)[ \t]*(?::[^=\n]{0,80})?="
)
_NO_NAMES = frozenset(
    ("if", "for", "while", "switch", "catch", "return", "match", "when", "else", "elif", "do",
     "try", "with", "synchronized", "using", "lock", "foreach", "unless", "until", "sizeof",
     "new", "await", "throw", "assert", "and", "or", "not", "in", "elsif", "elseif", "default",
     "async", "function", "func", "fn", "fun", "sub", "defined", "print", "die", "eval", "my")
)  # fmt: skip
_DIRECTIVE = re.compile(r"[ \t]*#[ \t]*(?:if|el|end|include|undef|pragma|error|warning)")
_MARKED = re.compile(r"[ \t]*(?:@|#\[|\[)")
_LONGEST = 400
_EMPTY = re.compile(r"\s*[*/#;%!-]+\s*")
_MOST_EMPTY = 20


def name_of_body(header: str) -> str:
    """What the code before an opening brace names; "" for a bare block or a branch."""
    header = "\n".join(line for line in header.split("\n") if not _MARKED.match(line))
    named = [*_KEYWORD.finditer(header), *_CONSTANT.finditer(header)]
    if named:
        return named[-1]["name"].strip(".:")
    return _called(header)


def _called(code: str) -> str:
    """The name before the first parenthesis, as methods have it; "" for a call."""
    if "=>" in code or code.count("(") > code.count(")"):
        return ""  # what is handed to a call has no name
    found = _CALLED.search(code)
    return found["name"] if found and found["name"] not in _NO_NAMES else ""


def name_of_line(line: str) -> str:
    """What a line of code defines; "" when it defines nothing that has a name."""
    line = line[:_LONGEST].partition("//")[0].partition("/*")[0]
    if _DIRECTIVE.match(line):
        return ""
    found = _KEYWORD.search(line) or _CONSTANT.search(line)
    if found is not None:
        name = found["name"].strip(".:")
        return "" if name in _NO_NAMES else name
    return _called(line) if line.rstrip().endswith(("{", ")", ":")) else ""


def claimed(said: Sequence[Said], source: str) -> list[Said]:
    """The same words, where those right above a definition are told of what it defines."""
    lines = source.split("\n")
    out = list(said)
    for at in range(len(out) - 1, -1, -1):
        one = out[at]
        if not one.alone:
            continue
        after = out[at + 1] if at + 1 < len(out) else None
        if after is not None and _belong(lines, one, after):
            if after.column == one.column and len(after.scope) > len(one.scope):
                out[at] = replace(one, scope=after.scope)
            continue
        name = _defined_below(lines, one.line)
        if name:
            out[at] = replace(one, scope=(*one.scope, name))
    return out


def _belong(lines: Sequence[str], one: Said, after: Said) -> bool:
    if one.comment == after.comment:
        return True
    return after.alone and is_one_run(lines, one.line, after.line)


def is_one_run(lines: Sequence[str], line: int, after: int) -> bool:
    """Whether two 1-based lines of comments belong together: between them are at most empty ones
    that are marked as comments.
    """
    between = lines[line : after - 1]
    return len(between) <= _MOST_EMPTY and all(_EMPTY.fullmatch(one) for one in between)


def _defined_below(lines: Sequence[str], line: int) -> str:
    """What the code below a 1-based line defines, past the end of the comment and marks like
    ``@Override``.
    """
    for below in lines[line : line + 4]:
        if below.strip() in ("*/", "-->", "#>", "-}", "]]", "*"):
            continue
        if _MARKED.match(below):
            continue
        return name_of_line(below)
    return ""
