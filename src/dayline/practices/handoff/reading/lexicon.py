"""Which words mean the same and which deny each other, from the lists beside this file. Pure.

``same.txt`` has a group a line, ``opposite.txt`` an axis a line with its two ends, ``idle.txt``
words that tell nothing and words that tell little, ``common.txt`` words that are no names.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from dayline.base.forms import first_forms
from dayline.base.lists import lines as listed
from dayline.base.words import stem

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_BETWEEN = frozenset(("it", "them", "that", "this", "him", "her", "everything", "us", "all"))
_PARTICLES = frozenset(
    ("off", "on", "out", "up", "down", "back", "over", "away", "through", "alone")
)

Axes = frozenset[tuple[int, int]]
"""Axes of ``opposite.txt`` by line, each with the end (1 or -1) that a phrase stands at."""


class Meaning(NamedTuple):
    """What the lists know of a word or phrase."""

    groups: frozenset[str] = frozenset()
    axes: Axes = frozenset()


class Lexicon(NamedTuple):
    """``known`` leads from the stems of a word or phrase to its meaning.

    ``denying`` are the axes whose second end denies, ``directed`` those that are a direction,
    ``common`` the stems of words that are no names.
    """

    known: dict[tuple[str, ...], Meaning]
    longest: int
    denying: frozenset[int]
    directed: frozenset[int]
    idle: frozenset[str]
    light: frozenset[str]
    common: frozenset[str]
    kinds: dict[tuple[str, ...], frozenset[int]]


NOTHING = Meaning()


@cache
def lexicon() -> Lexicon:
    """The lists that ship, read once."""
    groups: dict[tuple[str, ...], set[str]] = {}
    members: dict[str, list[tuple[str, ...]]] = {}
    for number, line in enumerate(lines("same.txt")):
        phrases = [bases(part) for part in line.split("|")]
        name = f"{line.split('|')[0].strip()}/{number}"
        members.setdefault(" ".join(phrases[0]), []).extend(phrases)
        for phrase in phrases:
            groups.setdefault(phrase, set()).add(name)
    axes: dict[tuple[str, ...], set[tuple[int, int]]] = {}
    kinds: defaultdict[str, set[int]] = defaultdict(set)
    for number, line in enumerate(lines("opposite.txt")):
        kinds[line[:2]].add(number)
        for sign, side in zip(
            (1, -1), line.removeprefix("- ").removeprefix("> ").split("|"), strict=True
        ):
            for entry in side.split(","):
                for phrase in (
                    bases(entry),
                    *(members.get(" ".join(bases(entry)), ()) if "*" in entry else ()),
                ):
                    if phrase and phrase[0] != "not":  # the denial is seen by itself
                        axes.setdefault(phrase, set()).add((number, sign))
    directed = frozenset(kinds["> "])
    for phrase in [one for one in (*groups, *axes) if len(one) > 1]:
        own = {axis for axis, _ in axes.get(phrase, ())}
        inner = {end for word in phrase for end in axes.get((word,), ()) if end[0] in directed}
        axes.setdefault(phrase, set()).update(end for end in inner if end[0] not in own)
    known = {
        phrase: Meaning(frozenset(groups.get(phrase, ())), _settled(axes.get(phrase, set())))
        for phrase in (*groups, *axes)
        if phrase
    }
    idle, light = lines("idle.txt")
    return Lexicon(
        known,
        max(map(len, known)),
        frozenset(kinds["- "]),
        directed,
        frozenset(idle.split()),
        frozenset(map(base, light.split())),
        _common(known, idle, light),
        _kinds(),
    )


def _common(known: Iterable[tuple[str, ...]], idle: str, light: str) -> frozenset[str]:
    """The stems of all words that are no names, whichever list they stand in."""
    plain = " ".join(lines("common.txt")).split()
    parts = (stem for phrase in known for stem in phrase)
    return frozenset((*plain, *parts, *map(base, idle.split()), *map(base, light.split())))


def _kinds() -> dict[tuple[str, ...], frozenset[int]]:
    """For the stems of a word of ``kinds.txt``, the lines that it stands in."""
    found: dict[tuple[str, ...], frozenset[int]] = {}
    for number, line in enumerate(lines("kinds.txt")):
        for entry in line.split(","):
            stems = bases(entry)
            found[stems] = found.get(stems, frozenset()) | {number}
    return found


def _settled(axes: set[tuple[int, int]]) -> Axes:
    """The axes without those at both ends of which a phrase is listed."""
    return frozenset((axis, sign) for axis, sign in axes if (axis, -sign) not in axes)


def lines(name: str) -> list[str]:
    """The lines of a list that ships, without its remarks."""
    return listed("dayline.practices.handoff.reading", name)


@lru_cache(maxsize=50_000)
def base(word: str) -> str:
    """The stem of a lower-case word, irregular forms led back: ``wrote`` is ``write``."""
    word = word.removesuffix("'s").removesuffix("'")
    return stem(first_forms().get(word, word))


def bases(phrase: str) -> tuple[str, ...]:
    """The stems of a phrase's words, in their order."""
    return tuple(base(word) for word in _WORD.findall(phrase.lower().replace("\u2019", "'")))


def phrases(stems: Sequence[str], words: Sequence[str]) -> list[tuple[int, int, Meaning]]:
    """The known words and phrases, longest first: ``(start, end, meaning)``; all words are in one.

    A pronoun may stand within a phrase: ``turn it off`` is ``turn off``.
    """
    found: list[tuple[int, int, Meaning]] = []
    at = 0
    while at < len(stems):
        end, meaning = _longest_at(stems, words, at)
        if end == at + 2 and _longest_at(stems, words, at + 1)[0] > end + 1:
            end, meaning = at + 1, lexicon().known.get((stems[at],), NOTHING)
        found.append((at, end, meaning))
        at = end
    return found


def _longest_at(stems: Sequence[str], words: Sequence[str], at: int) -> tuple[int, Meaning]:
    book = lexicon()
    for length in range(min(book.longest, len(stems) - at), 1, -1):
        if meaning := book.known.get(tuple(stems[at : at + length])):
            return at + length, meaning
    if at + 2 < len(stems) and words[at + 1] in _BETWEEN and words[at + 2] in _PARTICLES:
        around = book.known.get((stems[at], stems[at + 2]))
        return (at + 3, around) if around else (at + 1, book.known.get((stems[at],), NOTHING))
    return at + 1, book.known.get((stems[at],), NOTHING)
