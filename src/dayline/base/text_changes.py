"""What changed between two texts: by lines, and inside a line by words. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

MOST_LINES = 20_000
"""Longer texts are not compared: it could take longer than a person waits."""

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
_LONGEST = 2_000  # characters of a line that is compared by words
_ALIKE = 0.35  # below this two lines share too little for their words to be set side by side


@dataclass(frozen=True, slots=True)
class Part:
    """A run of a line; ``changed`` when the other side does not have it."""

    text: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a comparison: ``sign`` is "-", "+" or " "; numbers count from 1, 0 for none."""

    sign: str
    before: int
    after: int
    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        """The whole line."""
        return "".join(part.text for part in self.parts)


def changes(old: str, new: str, *, around: int = 2) -> list[list[Row]] | None:
    """Groups of lines where the texts differ, each with ``around`` lines about it.

    None when a text is longer than :data:`MOST_LINES`.
    """
    before, after = old.splitlines(), new.splitlines()
    if max(len(before), len(after)) > MOST_LINES:
        return None
    matcher = SequenceMatcher(None, before, after, autojunk=len(before) > 2_000)
    return [
        [row for step in group for row in _rows(before, after, step)]
        for group in matcher.get_grouped_opcodes(around)
    ]


def _rows(
    before: Sequence[str], after: Sequence[str], step: tuple[str, int, int, int, int]
) -> Iterator[Row]:
    tag, start, stop, low, high = step
    if tag == "equal":
        for offset, line in enumerate(before[start:stop]):
            yield Row(" ", start + offset + 1, low + offset + 1, (Part(line, changed=False),))
        return
    gone: list[Row] = []
    come: list[Row] = []
    for offset, pair in enumerate(zip_longest(before[start:stop], after[low:high])):
        left, right = _words(*pair)
        if pair[0] is not None:
            gone.append(Row("-", start + offset + 1, 0, left))
        if pair[1] is not None:
            come.append(Row("+", 0, low + offset + 1, right))
    yield from gone
    yield from come


def _words(old: str | None, new: str | None) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """The two lines of a pair in runs that are the same and runs that are not."""
    whole = tuple((Part(line or "", changed=True),) for line in (old, new))
    if not old or not new or max(len(old), len(new)) > _LONGEST:
        return whole[0], whole[1]
    first, second = _WORDS.findall(old), _WORDS.findall(new)
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return whole[0], whole[1]
    left, right = [], []
    for tag, start, stop, low, high in matcher.get_opcodes():
        changed = tag != "equal"
        if stop > start:
            left.append(Part("".join(first[start:stop]), changed))
        if high > low:
            right.append(Part("".join(second[low:high]), changed))
    return tuple(left), tuple(right)
