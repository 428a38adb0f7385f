"""Two edits of one text, put together by lines where they do not touch each other. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

MOST_LINES = 20_000
"""Longer texts are not merged: comparing them could take longer than a person waits."""


class _Edit(NamedTuple):
    """The lines ``[start, stop)`` of the base become ``lines``."""

    start: int
    stop: int
    lines: tuple[str, ...]


class DiffLine(NamedTuple):
    """One line of a comparison: ``sign`` is "-", "+", or " " where both texts say the same."""

    sign: str
    text: str


def merged(base: str, yours: str, theirs: str) -> str | None:
    """The text with both edits; None where they touch the same or neighbouring lines.

    An edit that both made alike counts once. Where texts are too long to compare, None.
    """
    if theirs in (yours, base):
        return yours
    if yours == base:
        return theirs
    lines = base.splitlines(keepends=True)
    sides = [text.splitlines(keepends=True) for text in (yours, theirs)]
    if max(len(lines), *map(len, sides)) > MOST_LINES:
        return None
    ours, others = (list(_edits(lines, side)) for side in sides)
    edits = sorted({*ours, *others})
    for first, second in pairwise(edits):
        if second.start <= first.stop:
            return None
    return "".join(_applied(lines, edits))


def _edits(base: Sequence[str], side: Sequence[str]) -> Iterator[_Edit]:
    matcher = SequenceMatcher(None, base, side, autojunk=False)
    for tag, start, stop, low, high in matcher.get_opcodes():
        if tag != "equal":
            yield _Edit(start, stop, tuple(side[low:high]))


def _applied(base: Sequence[str], edits: Sequence[_Edit]) -> Iterator[str]:
    place = 0
    for edit in edits:
        yield from base[place : edit.start]
        yield from edit.lines
        place = edit.stop
    yield from base[place:]


def differences(old: str, new: str, *, around: int = 2) -> list[list[DiffLine]]:
    """Where ``new`` differs from ``old``: groups of lines, each with ``around`` lines about it."""
    before, after = old.splitlines(), new.splitlines()
    if max(len(before), len(after)) > MOST_LINES:
        return []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    groups = []
    for group in matcher.get_grouped_opcodes(around):
        shown: list[DiffLine] = []
        for tag, start, stop, low, high in group:
            if tag == "equal":
                shown += [DiffLine(" ", line) for line in before[start:stop]]
            else:
                shown += [DiffLine("-", line) for line in before[start:stop]]
                shown += [DiffLine("+", line) for line in after[low:high]]
        groups.append(shown)
    return groups
