"""What of a passage is shown: its best lines, with the words of the query marked. Pure."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from dayline.base.words import terms
from dayline.search.chunks import readable

WIDTH = 240
_WORD = re.compile(r"[^\W_]+(?:['\u2019.,_-][^\W_]+)*")
# An underscore within a word, as in ruled_out, is no emphasis.
_MARKUP = re.compile(
    r"[*`#>|]+|(?<!\w)_+|_+(?!\w)|\[(?=[^\]]*\])|(?<=\w)\]|!\[|^\s*[-+]\s", re.MULTILINE
)
_SPACE = re.compile(r"\s+")


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
        hit = not self.terms.isdisjoint(terms(word))
        self[word] = hit
        return hit


def snippet(text: str, asked: AbstractSet[str] | Asked, *, width: int = WIDTH) -> tuple[Piece, ...]:
    """The stretch of about ``width`` characters that holds most of the terms ``asked``.

    For several texts of one question make one :class:`Asked` and give it to all.
    """
    known = asked if isinstance(asked, Asked) else Asked(asked)
    plain = _SPACE.sub(" ", _MARKUP.sub("", readable(text))).strip()
    words = [(m.start(), m.end(), known[m.group()]) for m in _WORD.finditer(plain)]
    begin = _best_start(plain, [start for start, _, hit in words if hit], width)
    end = min(len(plain), begin + width)
    if end < len(plain):
        end = max(plain.rfind(" ", begin, end), begin + width // 2)
    pieces: list[Piece] = [Piece("… ", marked=False)] if begin else []
    at = begin
    for start, stop, hit in words:
        if hit and begin <= start and stop <= end:
            pieces += [Piece(plain[at:start], marked=False), Piece(plain[start:stop], marked=True)]
            at = stop
    pieces.append(Piece(plain[at:end] + (" …" if end < len(plain) else ""), marked=False))
    return tuple(piece for piece in pieces if piece.text)


def _best_start(plain: str, hits: list[int], width: int) -> int:
    if not hits or len(plain) <= width:
        return 0
    best = max(hits, key=lambda at: (sum(at <= one < at + width * 0.8 for one in hits), -at))
    start = max(0, best - width // 5)
    if not start:
        return 0
    sentence = plain.rfind(". ", max(0, start - width // 4), best)
    if sentence >= 0:
        return sentence + 2
    return plain.find(" ", start) + 1 or start
