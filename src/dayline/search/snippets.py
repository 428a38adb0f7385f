"""What of a passage is shown: its best lines, with the words of the query marked. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import NamedTuple

from dayline.base.plain import FOOTNOTE
from dayline.base.words import terms
from dayline.search.chunks import readable

WIDTH = 240
_WORD = re.compile(r"[^\W_]+(?:['\u2019.,_-][^\W_]+|[\u0300-\u036f]+[^\W_]*)*")
# An underscore within a word, as in ruled_out, is no emphasis; a backslash before a mark is not
# shown. Each alternative begins with the character that it takes away: so the engine looks for
# those and tries nothing at all others.
_MARKUP = re.compile(
    r"[*`#>|]+|\\(?=[!-/:-@\[-`{-~])|_(?<!\w_)_*|_+(?!\w)|\[(?=[^\]]*\])|\](?<=\w\])|!\["
)
_BULLET = re.compile(r"\n[^\S\n]*[-+](?=\s)")
_RULE = re.compile(r"\n(?=[^\n]*(?:---|===|~~~))[-=~^+:| \t\r]+(?=\n|$)")
_FENCE = re.compile(
    r"\n[ \t>]*(?:`{3,}[^`\n]*|~{3,}[^\n]*|\.\. (?:code-block|code|sourcecode)::[^\n]*)(?=\n|$)"
)
"""What opens or closes code names its language at most."""


class Piece(NamedTuple):
    """A stretch of a snippet; ``marked`` when it is a word that was asked for."""

    text: str
    marked: bool


class Asked(dict[str, bool]):
    """Whether a word is one of the terms ``asked``; each word is looked at once."""

    def __init__(self, asked: AbstractSet[str]) -> None:
        super().__init__()
        self.terms = asked

    def __missing__(self, word: str) -> bool:
        hit = not self.terms.isdisjoint(_terms(word))
        self[word] = hit
        return hit


@lru_cache(maxsize=50_000)
def _terms(word: str) -> tuple[str, ...]:
    return tuple(terms(word))


def plainly(text: str) -> str:
    """A text as it is read: without addresses, marks, rules and languages of code, in one line."""
    bare = "\n" + readable(text)
    if "```" in bare or "~~~" in bare or "::" in bare:
        bare = _FENCE.sub("\n", bare)
    if "---" in bare or "===" in bare or "~~~" in bare:
        bare = _RULE.sub("\n", bare)
    if "]_" in bare:
        bare = FOOTNOTE.sub("", bare)
    bare = _BULLET.sub("\n", bare)
    return " ".join(_MARKUP.sub("", bare).split())


def snippet(text: str, asked: AbstractSet[str] | Asked, *, width: int = WIDTH) -> tuple[Piece, ...]:
    """The stretch of about ``width`` characters that holds most of the terms ``asked``.

    For several texts of one question make one :class:`Asked` and give it to all.
    """
    known = asked if isinstance(asked, Asked) else Asked(asked)
    plain = plainly(text)
    hits = [found.span() for found in _WORD.finditer(plain) if known[found.group()]]
    begin = _best_start(plain, [start for start, _ in hits], width)
    end = min(len(plain), begin + width)
    if end < len(plain):
        end = max(plain.rfind(" ", begin, end), begin + width // 2)
    pieces: list[Piece] = [Piece("… ", marked=False)] if begin else []
    at = begin
    for start, stop in hits:
        if begin <= start and stop <= end:
            pieces += [Piece(plain[at:start], marked=False), Piece(plain[start:stop], marked=True)]
            at = stop
    pieces.append(Piece(plain[at:end] + (" …" if end < len(plain) else ""), marked=False))
    return tuple(piece for piece in pieces if piece.text)


def _best_start(plain: str, hits: Sequence[int], width: int) -> int:
    if not hits or len(plain) <= width:
        return 0
    after = (bisect_left(hits, at + width * 0.8) for at in hits)
    _, nearest = max((end - place, -place) for place, end in enumerate(after))
    best = hits[-nearest]
    start = max(0, best - width // 5)
    if not start:
        return 0
    sentence = plain.rfind(". ", max(0, start - width // 4), best)
    if sentence >= 0:
        return sentence + 2
    return plain.find(" ", start) + 1 or start
