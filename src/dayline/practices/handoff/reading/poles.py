"""At which of two poles of everyday states and acts a text stands: running or stopped. Pure.

``poles.txt`` has an axis a line, broad at both ends; the axes of ``opposite.txt`` are read as well.
Other than there, phrases may overlap, and something that both texts speak of must stand beside.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from functools import cache, lru_cache
from itertools import chain, product
from typing import NamedTuple

from dayline.practices.handoff.reading.lexicon import base, bases, lines
from dayline.practices.handoff.reading.match import Match
from dayline.practices.handoff.reading.sense import Sense, clause_starts

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_DENIES = frozenset(
    """
    not never no none nobody nothing neither nor without isn't aren't wasn't weren't don't
    doesn't didn't won't wouldn't can't couldn't shouldn't mustn't hasn't haven't hadn't
    needn't ain't unable hardly stop stopped stops cease ceased rather instead
    """.split()  # noqa: SIM905 -- reads better as a text
)
REACH = 3
"""How many words a denial reaches."""
ALIKE = 0.7
TELLING = 0.5

Phrase = tuple[str, ...]
Ends = frozenset[tuple[int, int]]


class Pole(NamedTuple):
    """A phrase at an end of an axis, the clause it stands in, and its place in the text."""

    axis: int
    sign: int
    clause: int
    text: str
    start: int
    end: int


class Poles(NamedTuple):
    """On how many axes two texts stand at other ends beside the same thing, and where first.

    ``agreed`` counts the axes at the same end of which they stand with other words.
    """

    opposed: int
    agreed: int
    first: tuple[Pole, Pole] | None


class Book(NamedTuple):
    """The ends at which each phrase stands, by its stems, and the longest phrase by its first."""

    ends: dict[Phrase, Ends]
    longest: dict[str, int]


@cache
def _book() -> Book:
    found: defaultdict[Phrase, set[tuple[int, int]]] = defaultdict(set)
    for axis, line in enumerate(chain(lines("poles.txt"), lines("opposite.txt"))):
        for sign, side in zip((1, -1), line.lstrip("->+ ").split("|"), strict=True):
            for entry in side.split(","):
                found[bases(entry)].add((axis, sign))
    found.pop((), None)
    longest: dict[str, int] = {}
    for phrase in found:
        longest[phrase[0]] = max(len(phrase), longest.get(phrase[0], 0))
    settled = {
        phrase: frozenset(end for end in ends if (end[0], -end[1]) not in ends)
        for phrase, ends in found.items()
    }
    return Book(settled, longest)


@lru_cache(maxsize=4096)
def poles(text: str) -> tuple[Pole, ...]:
    """The poles of a text; a longer phrase overrules the shorter ones within it."""
    book = _book()
    tokens = list(_WORD.finditer(text))
    words = [token.group().lower() for token in tokens]
    stems = tuple(map(base, words))
    starts = clause_starts(text)
    clauses = [bisect_right(starts, token.start()) for token in tokens]
    found: list[Pole] = []
    covered: dict[int, int] = {}
    for at, stem in enumerate(stems):
        for end in range(min(len(stems), at + book.longest.get(stem, 0)), at, -1):
            ends = [one for one in book.ends.get(stems[at:end], ()) if covered.get(one[0], 0) < end]
            if not ends:
                continue
            turn = -1 if _denied(words, clauses, at, end) else 1
            first, last = tokens[at].start(), tokens[end - 1].end()
            for axis, sign in ends:
                covered[axis] = end
                found.append(Pole(axis, sign * turn, clauses[at], text[first:last], first, last))
    return tuple(found)


def _denied(words: list[str], clauses: list[int], start: int, end: int) -> bool:
    """Whether an odd number of denying words stand right before a phrase, or ``not`` after it."""
    before = range(max(0, start - REACH), start)
    cues = sum(words[k] in _DENIES for k in before if clauses[k] == clauses[start])
    return (cues + (end < len(words) and words[end] == "not")) % 2 == 1


def compare(item: Sense, told: Sense, found: Match) -> Poles:
    """On how many axes two texts stand at other ends, and on how many at the same end."""
    mine, others = _by_axis(item.text), _by_axis(told.text)
    opposed = agreed = 0
    first: tuple[Pole, Pole] | None = None
    anchors: set[tuple[int, int]] | None = None
    for axis in mine.keys() & others.keys():
        signs, signs_told = ({pole.sign for pole in side[axis]} for side in (mine, others))
        if len(signs) > 1 or len(signs_told) > 1:
            continue
        if signs == signs_told:
            agreed += _words(mine[axis]) != _words(others[axis])
            continue
        anchors = _anchors(item, told, found) if anchors is None else anchors
        for pair in product(mine[axis], others[axis]):
            if _beside(*pair, item, told, anchors):
                opposed += 1
                first = first or pair
                break
    return Poles(opposed, agreed, first)


@lru_cache(maxsize=4096)
def _by_axis(text: str) -> dict[int, list[Pole]]:
    found: dict[int, list[Pole]] = {}
    for pole in poles(text):
        found.setdefault(pole.axis, []).append(pole)
    return found


def _words(found: list[Pole]) -> set[str]:
    return {pole.text.lower() for pole in found}


def _anchors(item: Sense, told: Sense, found: Match) -> set[tuple[int, int]]:
    """Where things and figures that both texts speak of stand in the one and in the other."""
    said = {
        (pair.mine.start, pair.other.start)
        for pair in found.pairs
        if pair.likeness >= ALIKE and pair.mine.weight >= TELLING
    }
    return said | {(a.start, b.start) for a in item.figures for b in told.figures if a.same(b)}


def _beside(
    one: Pole, other: Pole, item: Sense, told: Sense, anchors: set[tuple[int, int]]
) -> bool:
    """Whether something that both texts speak of stands in the clauses of both poles."""
    starts, starts_told = clause_starts(item.text), clause_starts(told.text)
    return any(
        bisect_right(starts, a) == one.clause
        and bisect_right(starts_told, b) == other.clause
        and not one.start <= a < one.end
        and not other.start <= b < other.end
        for a, b in anchors
    )
