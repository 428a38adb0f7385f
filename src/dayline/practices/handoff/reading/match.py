"""How much of one text another says, unit by unit; rare words of the handoff weigh more. Pure."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from dayline.practices.handoff.reading.lexicon import Axes
from dayline.practices.handoff.reading.sense import Sense, Unit

NEAR = 0.6
"""From this likeness on, two units are taken to speak of the same."""

_UNDOING = ("un", "non", "dis", "mis")
FIGURE_WEIGHT = 1.2
NEAR_FROM = 0.5
"""The cosine of two embedded words from which on they may mean the same."""
FAR_LIKENESS = 0.85


class Pair(NamedTuple):
    """A unit of an item, the unit of a statement that is most like it, and how like they are."""

    mine: Unit
    other: Unit
    likeness: float
    weight: float


class Match(NamedTuple):
    """What a statement says of an item: the pairs, and shares of the item and of the statement."""

    pairs: tuple[Pair, ...]
    share: float
    mass: float
    figures: tuple[int, float]
    """How many figures the item has, and how many are said; one told as another is half."""


class Rarity:
    """How much a word tells apart the texts of one handoff."""

    def __init__(self, texts: Iterable[Sense]) -> None:
        every = list(texts)
        self._count = len(every)
        self._held = Counter(stems for text in every for stems in {u.stems for u in text.units})

    def __call__(self, unit: Unit) -> float:
        held = max(self._held[unit.stems], 1)
        return unit.weight * (0.4 + math.log(1 + self._count / held) / math.log(2 + self._count))


class Likeness:
    """How much two units mean the same, 0 to 1; opposites are about the same thing.

    By the word lists and by spelling, and, with an embedding, by that too.
    """

    def __init__(self, near: Mapping[tuple[str, str], float] | None = None) -> None:
        self._near = near or {}
        self._known: dict[tuple[Unit, Unit], float] = {}

    def __call__(self, one: Unit, other: Unit) -> float:
        found = self._known.get((one, other))
        if found is None:
            found = alike(one, other)
            if found < FAR_LIKENESS and one.name != 2 and other.name != 2:
                near = self._near.get((one.text.lower(), other.text.lower()), 0.0)
                if near > NEAR_FROM:
                    found = max(found, min(FAR_LIKENESS, 0.5 + (near - NEAR_FROM)))
            self._known[one, other] = found
        return found


def match(item: Sense, told: Sense, rarity: Rarity, likeness: Likeness) -> Match:
    """Hold an item against a statement."""
    pairs: list[Pair] = []
    total = said = 0.0
    for unit in item.units:
        weight = rarity(unit)
        total += weight
        other, near = _closest(unit, told.units, likeness)
        if other is not None and near >= 0.5:
            said += weight * near
            pairs.append(Pair(unit, other, near, weight))
    hits = 0.0
    for figure in item.figures:
        total += FIGURE_WEIGHT
        if any(figure.same(other) for other in told.figures):
            hits += 1
            said += FIGURE_WEIGHT
        elif any(figure.rivals(other) for other in told.figures):
            hits += 0.5
            said += 0.5 * FIGURE_WEIGHT
    return Match(tuple(pairs), said / total if total else 0.0, said, (len(item.figures), hits))


def _closest(unit: Unit, others: Sequence[Unit], likeness: Likeness) -> tuple[Unit | None, float]:
    best, nearest = None, 0.0
    for other in others:
        found = likeness(unit, other)
        if found > nearest or (found == nearest and best and other.denied == unit.denied):
            best, nearest = other, found
    return best, nearest


def alike(one: Unit, other: Unit) -> float:
    """How much two units mean the same, 0 to 1; opposites are about the same thing."""
    if one.stems == other.stems:
        return 1.0
    if one.name == other.name == 2 and _within_code(one.text, other.text):
        return 0.8
    if one.name != 2 and other.name != 2:
        if one.groups & other.groups:
            return 0.9
        if one.weight > 0.2 and other.weight > 0.2 and _share_axis(one.axes, other.axes):
            return 0.65
        if is_undone(one, other):
            return 0.65
    elif one.groups & other.groups:
        return 0.8
    return _by_letters(one.stems, other.stems, one.text, other.text)


def is_undone(one: Unit, other: Unit) -> bool:
    """Whether the one is the other with a prefix that denies it: ``unpaid`` and ``paid``."""
    if len(one.stems) > 1 or len(other.stems) > 1:
        return False
    short, long = one.stems[0], other.stems[0]
    if len(short) > len(long):
        short, long = long, short
    return len(short) > 2 and long.endswith(short) and long[: -len(short)] in _UNDOING


def _within_code(one: str, other: str) -> bool:
    """Whether one name is a part of the other: ``rc1`` of ``v3.2.0-rc1``, ``PAR`` of ``Paris``."""
    short, long = sorted((one.lower().strip("`@#"), other.lower().strip("`@#")), key=len)
    parts, wholes = (re.split(r"[-_/]", text) for text in (short, long))
    if len(parts) == len(wholes) > 1:
        begun = zip(parts, wholes, strict=True)
        return all(len(part) > 1 and whole.startswith(part) for part, whole in begun)
    if short in wholes:
        return True
    return len(short) > 2 and (long.startswith(short) or short in re.split(r"[-_./:]", long))


def _share_axis(one: Axes, other: Axes) -> bool:
    if not one or not other:
        return False
    mine = {axis for axis, _ in one if axis}
    return any(axis in mine for axis, _ in other)


@lru_cache(maxsize=100_000)
def _by_letters(one: tuple[str, ...], other: tuple[str, ...], text: str, others: str) -> float:
    """Likeness of spelling: parts of a phrase, the same root, a slip, an abbreviation."""
    if len(one) > 1 or len(other) > 1:
        return 0.6 if any(len(stem) > 3 and stem in other for stem in one) else 0.0
    a, b = one[0], other[0]
    short, long = sorted((a, b), key=len)
    common = next((k for k, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(short))
    if len(short) >= 3 and common >= max(4, 0.65 * len(short)) and common >= 0.5 * len(long):
        return 0.8
    if len(short) >= 5 and _one_slip(short, long):
        return 0.8
    small = text if a == short else others
    if (
        len(short) in (2, 3, 4)
        and len(long) > 4
        and small.isupper()
        and small != "OK"
        and (
            (short[0] == long[0] and _within(short, long))
            or (len(short) > 2 and set(short) <= set(long))
        )
    ):
        return 0.75
    if short[0] != long[0] or len(long) < 4 or not short.isalpha() or not long.isalpha():
        return 0.8 if len(short) >= 4 and len(long) > len(short) and long.endswith(short) else 0.0
    return (
        0.75 if len(short) >= 3 and long.startswith(short) and len(long) > len(short) + 1 else 0.0
    )


def _within(short: str, long: str) -> bool:
    letters = iter(long)
    return all(letter in letters for letter in short)


def _one_slip(short: str, long: str) -> bool:
    """Whether one letter was left out, put in, changed, or two were swapped."""
    if len(long) - len(short) > 1 or not short.isalpha() or not long.isalpha():
        return False
    k = next((k for k, (x, y) in enumerate(zip(short, long, strict=False)) if x != y), len(short))
    if len(short) < len(long):
        return short[k:] == long[k + 1 :]
    if len(short) < 6:
        return False
    return short[k + 1 :] == long[k + 1 :] or (
        short[k : k + 2] == long[k : k + 2][::-1] and short[k + 2 :] == long[k + 2 :]
    )


def explained(told: Sense, by: Sense, rarity: Rarity, likeness: Likeness) -> list[float]:
    """Of each unit and figure of a statement, the weight that another text accounts for."""
    found = [rarity(unit) * _closest(unit, by.units, likeness)[1] for unit in told.units]
    return found + [
        FIGURE_WEIGHT * float(any(figure.same(other) for other in by.figures))
        for figure in told.figures
    ]


def weights(told: Sense, rarity: Rarity) -> list[float]:
    """The weight of each unit and figure of a statement."""
    return [rarity(unit) for unit in told.units] + [FIGURE_WEIGHT] * len(told.figures)
