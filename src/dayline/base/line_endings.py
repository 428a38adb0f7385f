"""Line endings that a form took away, given back. Pure.

A browser's text area knows one line ending. A text that came with others keeps them on every line
that its writer did not touch.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


def with_endings_of(old: str, text: str) -> str:
    """``text``, whose lines end in ``\\n``, with the endings that ``old`` has.

    Where ``old`` uses one ending throughout, so does the result; else each line that stands in
    both keeps its own, and new lines end in ``\\n``.
    """
    if "\r" not in old:
        return text
    before = _LINE.findall(old)
    endings = {line[len(line.rstrip("\r\n")) :] for line in before} - {""}
    if len(endings) == 1:
        return text.replace("\n", endings.pop())
    after = _LINE.findall(text)
    bare = [line.rstrip("\r\n") for line in before]
    matcher = SequenceMatcher(None, bare, [line.rstrip("\n") for line in after], autojunk=False)
    for block in matcher.get_matching_blocks():
        for step in range(block.size):
            kept, now = before[block.a + step], after[block.b + step]
            if now.endswith("\n") and kept != bare[block.a + step]:
                after[block.b + step] = kept
    whole = "".join(after)
    if plain_endings(whole) == text:
        return whole
    # A "\r" came to stand before an empty line: the two would read as one ending.
    return "".join(line[:-1] + "\n" if line.endswith("\r") else line for line in after)


def plain_endings(text: str) -> str:
    """``text`` as a text area holds it: every line ends in ``\\n``."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
