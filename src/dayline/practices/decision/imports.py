"""What the added lines of a Python file import. Pure."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator

from dayline.practices.decision.diffs import Change

_IMPORT = re.compile(r"^\s*import\s+([\w., ]+)")
_FROM = re.compile(r"^\s*from\s+(\.*[\w.]*)\s+import\s*\(?([\w., ]*)")
_MOST_CHARS = 2_000_000

Imports = Iterator[tuple[int, tuple[str, ...]]]


def imported(change: Change, text: str | None) -> Imports:
    """Each import that an added line states: its line and the dotted names it may mean.

    With the whole text of the file it is parsed; else, and where it cannot be, lines are read.
    ``from a import b`` means ``a`` and ``a.b``; relative names are resolved by the path.
    """
    if text is not None and len(text) < _MOST_CHARS:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                tree = ast.parse(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            pass
        else:
            yield from _parsed(tree, change)
            return
    for number, line in change.added:
        names = _of_line(line, change.path)
        if names:
            yield number, names


def _parsed(tree: ast.AST, change: Change) -> Imports:
    added = {number for number, _ in change.added}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Import | ast.ImportFrom):
            continue
        lines = [line for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
                 if line in added]  # fmt: skip
        if lines:
            aliases = [alias.name for alias in node.names]
            if isinstance(node, ast.Import):
                yield lines[0], tuple(aliases)
            else:
                start = _resolved("." * node.level + (node.module or ""), change.path)
                yield lines[0], (start, *(f"{start}.{name}" for name in aliases))


def _of_line(line: str, path: str) -> tuple[str, ...]:
    match = _IMPORT.match(line)
    if match:
        return tuple(part.split()[0] for part in match[1].split(",") if part.split())
    match = _FROM.match(line)
    if match is None:
        return ()
    start = _resolved(match[1], path)
    names = [part.split()[0] for part in match[2].split(",") if part.split()]
    return (start, *(f"{start}.{name}" for name in names))


def _resolved(module: str, path: str) -> str:
    """A relative module as an absolute one, the package being the folders below ``src/``."""
    level = len(module) - len(module.lstrip("."))
    if not level:
        return module
    folders = path.removeprefix("src/").split("/")[:-1]
    package = folders[: len(folders) - level + 1]
    return ".".join([*package, *filter(None, [module.lstrip(".")])])
