"""Figures and things of one kind that a statement says in the place of others. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from dayline.practices.handoff.reading.figure import Figure
from dayline.practices.handoff.reading.lexicon import lexicon
from dayline.practices.handoff.reading.match import NEAR
from dayline.practices.handoff.reading.sense import Sense, Unit

Near = Callable[[Unit, Unit], float]
ROOM = 24
"""How many characters a figure and the word that it counts may lie apart."""


_DIGITS = re.compile(r"\d+")
_TO_GO = re.compile(
    r"(?:\s\w+)?\s(?:to go|left|remain|remaining|more|missing|outstanding|open|still|to come)\b"
)
LONE = 0.7
"""How surely two figures rival when neither text has another that the other does not say."""


class Swap(NamedTuple):
    """What stands in the place of what, how surely, and whether the handoff knows it."""

    said: str
    was: str
    strength: float
    known: bool


def figures_swapped(item: Sense, told: Sense, rest: Sequence[Sense], near: Near) -> list[Swap]:
    """Figures of the item that are told as others; surer when both count the same thing."""
    found = []
    lone = _one_each(item, told)
    for figure in item.figures:
        if any(_agree(figure, other, item, told) for other in told.figures):
            continue
        if _in_code(figure, told):
            continue
        for rival in told.figures:
            if not figure.rivals(rival) or any(rival.same(known) for known in item.figures):
                continue
            if _is_rest(rival, item, told):
                continue
            if _is_pronoun(rival, told) or rival.value == 2 == figure.value:
                continue
            strength = max(_same_head(figure, item, rival, told, near), LONE * lone)
            owners = [
                text
                for text in rest
                if any(rival.same(one) and rival.sort == one.sort for one in text.figures)
            ]
            if any(shared(owner, told) >= 2 for owner in owners if owner is not item):
                continue
            said, was = told.text[rival.start : rival.end], item.text[figure.start : figure.end]
            found.append(Swap(said.strip(), was.strip(), strength, bool(owners)))
    return found


def _one_each(item: Sense, told: Sense) -> bool:
    """Whether each text has just one figure, as far as they can rival, that the other has not."""
    mine = [
        one for one in item.figures if not any(_agree(one, o, item, told) for o in told.figures)
    ]
    others = [one for one in told.figures if not any(one.same(o) for o in item.figures)]
    mine = [one for one in mine if any(one.rivals(o) for o in others)]
    others = [one for one in others if any(o.rivals(one) for o in mine)]
    return len(mine) == len(others) == 1


def _agree(figure: Figure, other: Figure, item: Sense, told: Sense) -> bool:
    """The same figure, or one leaves what the other says: 70 percent done, 30 to go."""
    if figure.sort != other.sort and any(_is_that(one, other) for one in item.figures):
        return False  # the 5 of gate 5 is not five o'clock as well
    if figure.same(other) or figure.completes(other):
        return True
    if _parts(figure, other, item, told):
        return True
    return _leaves(figure, other, item, told)


def _leaves(figure: Figure, other: Figure, item: Sense, told: Sense) -> bool:
    """Whether the one of a whole leaves what the other says: 2 of 5 are here, 3 of 5 are not."""
    if not figure.sort == other.sort == "count":
        return False
    sum_of_both = float(figure.value) + float(other.value)
    return any(
        whole.same(total)
        for whole in item.figures
        if whole.sort == "count" and whole.value == sum_of_both and whole is not figure
        for total in told.figures
        if total.sort == "count" and total is not other
    )


def _is_rest(rival: Figure, item: Sense, told: Sense) -> bool:
    """Whether a text says what remains by the other: ``five to go`` of 9 of 14, with the 9."""
    if rival.sort != "count" or not _TO_GO.match(told.text, rival.end):
        return False
    return any(
        whole.sort == part.sort == "count"
        and float(whole.value) - float(part.value) == rival.value
        and any(part.same(one) for one in told.figures if one is not rival)
        for whole in item.figures
        for part in item.figures
        if whole is not part
    )


def says_the_rest(item: Sense, told: Sense) -> bool:
    """Whether a text says what the other leaves: 70 percent done, 30 to go; 2 of 5, 3 of 5."""
    return any(
        a.completes(b) or _leaves(a, b, item, told) for a in item.figures for b in told.figures
    )


def _is_that(one: Figure, other: Figure) -> bool:
    return one.sort == other.sort and one.value == other.value


def _in_code(figure: Figure, told: Sense) -> bool:
    """Whether a number is part of a code in the other text: shard 2 is ``fra-2`` there."""
    if figure.sort != "count" or isinstance(figure.raw, str) or figure.raw % 1:
        return False
    digits = str(int(figure.raw))
    return any(
        digits in _DIGITS.findall(unit.text) and any(map(str.isalpha, unit.text))
        for unit in told.units
        if unit.name == 2
    )


def _parts(whole: Figure, part: Figure, item: Sense, told: Sense) -> bool:
    """Whether a part and another that both texts say make the whole: 212 of 260; 212, 48 to go."""
    if not whole.sort == part.sort == "count":
        return False
    known = float(part.value)
    return any(
        one.same(rest)
        for rest in told.figures
        if rest.sort == "count" and float(rest.value) + known == whole.value and rest is not part
        for one in item.figures
        if one.sort == "count" and one is not whole
    )


def _same_head(figure: Figure, item: Sense, rival: Figure, told: Sense, near: Near) -> float:
    """1 when both figures stand by the same word, 0.3 when by others, 0.6 when nothing tells."""
    if figure.sort not in ("count", "ordinal"):
        single = sum(one.sort == figure.sort for one in item.figures) == 1
        return 1.0 if single else 0.7
    for mine, others in zip(_heads(figure, item), _heads(rival, told), strict=True):
        if any(near(a, b) >= NEAR for a in mine for b in others):
            return 1.0
    return 0.2 if _heads(figure, item)[1] and _heads(rival, told)[1] else 0.6


def _heads(figure: Figure, sense: Sense) -> tuple[list[Unit], list[Unit]]:
    """The word right before and the two right after a figure."""
    before = [u for u in sense.units if 0 < figure.start - u.start <= len(u.text) + 4]
    after = [u for u in sense.units if 0 <= u.start - figure.end <= ROOM]
    close = [u for u in after if not any(m in sense.text[figure.end : u.start] for m in ",.;:")]
    return before[-1:], close[:2]


def shared(owner: Sense, told: Sense) -> int:
    """How many telling words two texts have in common."""
    said = {unit.stems for unit in told.units if unit.weight >= 0.5}
    return len(said & {unit.stems for unit in owner.units})


def _is_pronoun(figure: Figure, told: Sense) -> bool:
    """Whether ``one`` or ``first`` stands for a thing or an order rather than for a number."""
    written = told.text[figure.start : figure.end].lower()
    return written in ("one", "first", "second", "once", "both", "a second", "1")


def kinds_swapped(item: Sense, told: Sense, near: Near) -> list[Swap]:
    """Things of a kind that are told as others of the kind: the wife for the brother."""
    kinds = lexicon().kinds
    found = []
    for unit in item.units:
        mine = kinds.get(unit.stems)
        if not mine or any(near(unit, other) >= 0.8 for other in told.units):
            continue
        for rival in told.units:
            both = mine & kinds.get(rival.stems, frozenset())
            if both and not any(near(rival, other) >= 0.8 for other in item.units):
                found.append(Swap(rival.text, unit.text, 1.0, known=False))
    return found


def _adjacent(one: Unit, other: Unit, sense: Sense) -> bool:
    return one.clause == other.clause and sense.text[one.end : other.start] in (" ", "-")


def modifiers_swapped(item: Sense, told: Sense, near: Near) -> list[Swap]:
    """What stands before the same word in both and is not alike: calendar, chat module."""
    found = []
    for k, head in enumerate(item.units[1:], 1):
        mine = item.units[k - 1]
        if not _adjacent(mine, head, item) or mine.weight < 0.7 or head.weight < 0.3:
            continue
        if any(near(mine, other) >= NEAR for other in told.units):
            continue
        for j, other in enumerate(told.units[1:], 1):
            rival = told.units[j - 1]
            if (
                rival.clause == other.clause
                and rival.weight >= 0.7
                and _adjacent(rival, other, told)
                and near(head, other) >= 0.8
                and not any(near(rival, one) >= 0.5 for one in item.units)
            ):
                found.append(Swap(rival.text, mine.text, 1.0, known=False))
    return found
