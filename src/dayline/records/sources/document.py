"""Words of a source file as a text that is read and searched like any other. Pure.

Every word keeps its line: line 40 of the text is line 40 of the file. Lines of code are empty, and
some of those hold the names of classes and functions, as headings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from dayline.records.sources.said import Said

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]")
# What would begin a heading, a quotation, a block of HTML or of code where none is meant.
_MEANS_MORE = re.compile(r"(?=[<#]|`{3}|~{3}|={1,}\s*$|-{1,}\s*$|---)")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_ESCAPED = re.compile(r"[_*`\[\]<>\\&]")
_DEEPEST = 6


def document(said: Sequence[Said], source: str, *, name: str) -> str:
    """The text: as many lines as the file has up to its last word. ``name`` heads what stands in
    no class and no function, where something else came before it.
    """
    lines: list[str] = [""] * (said[-1].line if said else 0)
    shown: tuple[str, ...] = ()
    last = 0
    for line, several in groupby(said, key=lambda one: one.line):
        group = list(several)
        scope = group[-1].scope
        words = " ".join(_plain(source[one.start : one.end]) for one in group)
        if scope != shown:
            room = line - last - 1
            if room:
                _head(lines, line - 1, min(room, _DEEPEST), _Way(shown, scope, name))
                shown = scope
            elif scope[len(shown) :]:
                words = f"{'.'.join(scope[len(shown) :])}: {words}"
        lines[line - 1] = f" {words}" if line == 1 else words
        last = line
    return "".join(f"{line}\n" for line in lines)


class _Way(NamedTuple):
    """From the scope that is shown to that of the next words; ``name`` stands for none."""

    shown: tuple[str, ...]
    scope: tuple[str, ...]
    name: str


def _head(lines: list[str], upto: int, room: int, way: _Way) -> None:
    """Write the headings that lead to a scope on the lines above ``upto``, and on that."""
    shown, scope, name = way
    same = 0
    while same < min(len(shown), len(scope) - 1) and shown[same] == scope[same]:
        same += 1
    names = scope[same:] or (name,)
    if len(names) > room:
        names = (*names[: room - 1], ".".join(names[room - 1 :]))
    for at, one in enumerate(names):
        level = min(same + at + 2, _DEEPEST)
        lines[upto - len(names) + at] = f"{'#' * level} {_escaped(one)}"


def _plain(words: str) -> str:
    flat = _CONTROL.sub(" ", words).strip()
    if not flat.strip("`~=-#<>*+_ "):
        return ""
    if "`" not in flat:  # between backticks it is shown as it is
        flat = _TAG.sub(r"\\<", flat)
    return f"\\{flat}" if _MEANS_MORE.match(flat) else flat


def _escaped(name: str) -> str:
    return _ESCAPED.sub(r"\\\g<0>", name)
