"""What is denied, forbidden, or goes ill in an item and in a statement. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import product
from typing import NamedTuple

from dayline.practices.handoff.reading.cues import cue
from dayline.practices.handoff.reading.lexicon import lexicon
from dayline.practices.handoff.reading.match import NEAR, Match, is_undone
from dayline.practices.handoff.reading.sense import Sense, Unit

_LIMITED = cue("limit")
_BOUND = re.compile(
    r"\b(?:until|till|unless|as long as|only after|before|whether)\b[^,.;:]*$", re.IGNORECASE
)
_UNTIL = re.compile(r"[^.,;:]{0,30}\b(?:until|till)\b", re.IGNORECASE)

Reasons = dict[str, str]


class Left(NamedTuple):
    """What remains of an item and of a statement when what they say alike is left out."""

    mine: list[Unit]
    others: list[Unit]


def left(item: Sense, told: Sense, found: Match) -> Left:
    said = [p for p in found.pairs if p.likeness >= 0.8 and p.mine.denied == p.other.denied]
    done: set[int] = set()
    heard: set[int] = set()
    for pair in sorted(said, key=lambda pair: -pair.likeness):
        if id(pair.other) not in heard or pair.likeness == 1.0:
            done.add(id(pair.mine))
            heard.add(id(pair.other))
    return Left(
        [unit for unit in item.units if id(unit) not in done],
        [unit for unit in told.units if id(unit) not in heard],
    )


def is_limited(text: str) -> bool:
    """Whether a text says until when or but for what it holds, which may turn a denial round."""
    return bool(_LIMITED.search(text))


def axes(item: Sense, told: Sense, rest: Left, reasons: Reasons) -> tuple[float, float, float]:
    """On how many axes (but the first) the statement is only at the other end; on how many not."""
    ended = bool(_UNTIL.search(item.text)) != bool(_UNTIL.search(told.text))
    mine = ends(unit for unit in rest.mine if not _is_bounded(unit, item, ended=ended))
    others = ends(unit for unit in rest.others if not _is_bounded(unit, told, ended=ended))
    every, every_told = ends(item.units), ends(told.units)
    turned = agreed = directed = 0
    for axis in mine.keys() & others.keys():
        if not axis:
            continue
        if mine[axis].keys() & others[axis].keys():
            agreed += 1
        elif not every[axis].keys() & every_told[axis].keys():
            directed += axis in lexicon().directed
            turned += axis not in lexicon().directed
            was, said = next(iter(mine[axis].values())), next(iter(others[axis].values()))
            reasons["axis_share"] = reasons["direction"] = (
                f'It says "{said}" where the handoff says "{was}".'
            )
    for unit, other in product(rest.mine, rest.others):
        if is_undone(unit, other) and (unit.reach < 1) == (other.reach < 1):
            turned += 1
            reasons["axis_share"] = f'It says "{other.text}" where the handoff says "{unit.text}".'
    return float(turned > 0), float(directed > 0), float(agreed > 0)


def undone(rest: Left) -> bool:
    """Whether the one says ``dated`` where the other says ``undated``, and neither denies it."""
    return any(
        is_undone(unit, other) and (unit.reach < 1) == (other.reach < 1)
        for unit, other in product(rest.mine, rest.others)
    )


def _is_bounded(unit: Unit, sense: Sense, *, ended: bool) -> bool:
    """Whether a word stands where it is said until when or unless what something holds.

    ``shut until Friday`` is ``opens on Friday``: with ``ended``, what stands before counts too.
    """
    if _BOUND.search(sense.text, max(0, unit.start - 60), unit.start):
        return True
    return ended and bool(_UNTIL.match(sense.text, unit.end))


def ends(units: Iterable[Unit]) -> dict[int, dict[int, str]]:
    """For each axis, the ends at which a text stands, with the words that put it there."""
    found: dict[int, dict[int, str]] = {}
    directed = lexicon().directed
    for unit in units:
        for axis, sign in unit.axes:
            turned = unit.reach < (1 if axis else 2)
            if turned and axis in directed:
                continue  # "none of the old workers" does not speak of new ones
            text = f"not {unit.text}" if turned else unit.text
            found.setdefault(axis, {}).setdefault(-sign if turned else sign, text)
    return found


def near_clauses(told: Sense, found: Match) -> set[int]:
    """The clauses of a statement that say something of the item, and those that name nothing."""
    about = {pair.other.clause for pair in found.pairs if pair.likeness >= NEAR}
    heavy = {u.clause for u in told.units if u.weight >= 0.8 and not any(a == 0 for a, _ in u.axes)}
    return about | ({unit.clause for unit in told.units} - heavy)


def denies(text: Sense, units: Sequence[Unit], near: set[int]) -> bool:
    """Whether some clauses of a text deny or forbid anything, with whatever words."""
    denying = lexicon().denying
    ill = any(
        sign < 0 and not unit.denied and axis in denying
        for unit in units
        for axis, sign in unit.axes
        if unit.clause in near
    )
    return ill or bool(text.denials & near)


def outcome(
    item: Sense, told: Sense, found: Match, rest: Left, reasons: Reasons
) -> tuple[float, float, float]:
    """Whether all goes well in the one and ill in the other; with words on both sides; or alike."""
    near = near_clauses(told, found)
    mine = ends(rest.mine).get(0, {})
    others = ends(unit for unit in rest.others if unit.clause in near).get(0, {})
    ill = mine.keys() == {-1} or (not mine and bool(item.denials))
    ill_told = others.keys() == {-1} or (not others and bool(told.denials & near))
    well_told = others.keys() == {1}
    clashes = (ill and well_told) or (mine.keys() == {1} and ill_told)
    if clashes:
        said = next(iter(others.values()), "not")
        reasons["outcome"] = reasons["outcome_strong"] = (
            f'It says "{said}", and the handoff says the opposite.'
        )
    strong = bool(mine and others and not mine.keys() & others.keys())
    alike = bool(mine.keys() & others.keys()) or (ill and ill_told)
    return float(clashes), float(strong), float(alike)


def turned(found: Match, reasons: Reasons) -> tuple[float, float, float]:
    """What both speak of and only one denies: just that word, swapped, the weight of all."""
    pairs = [
        p
        for p in found.pairs
        if p.likeness >= NEAR and (p.mine.name != 2 or min(p.mine.reach, p.other.reach) == 0)
    ]
    near = [
        pair
        for pair in found.pairs
        if pair.likeness >= NEAR
        and pair.mine.denied != pair.other.denied
        and min(pair.mine.reach, pair.other.reach) < 2
    ]
    same = any(
        p.mine.denied and p.other.denied and p.mine.reach == p.other.reach == 0
        for p in found.pairs
        if p.likeness >= NEAR
    )
    swapped = not same and any(p.mine.denied for p in near) and any(p.other.denied for p in near)
    if swapped:
        reasons["swapped"] = "It swaps what is so and what is not."
    apart = [pair for pair in pairs if pair.mine.denied != pair.other.denied]
    if not apart:
        return 0.0, float(swapped), 0.0
    first = max(apart, key=lambda pair: (-min(pair.mine.reach, pair.other.reach), pair.weight))
    verb = "denies" if first.other.denied else "states"
    for key in ("turned", "turned_first", "denial_only_mine"):
        reasons[key] = f'It {verb} "{first.other.text}", and the handoff does the opposite.'
    plain = any(
        p.likeness >= 0.9 and p.weight >= 0.4 and min(p.mine.reach, p.other.reach) == 0
        for p in apart
    )
    return float(plain), float(swapped), sum(pair.weight for pair in apart)


def parity(item: Sense, told: Sense, found: Match, *, ill: bool) -> float:
    """The share of what both speak of that stands in clauses of which one denies more, odd or even.

    A denial turns its clause round, and with ``ill`` also a word at the ill end of an axis; words
    that both have cancel out.
    """
    pairs = [pair for pair in found.pairs if pair.likeness >= 0.7 and pair.weight >= 0.3]
    total = sum(pair.weight for pair in pairs)
    if not total:
        return 0.0
    done = {id(one) for p in found.pairs if p.likeness >= 0.8 for one in (p.mine, p.other)}
    flips, flips_told = _flips(item, done, ill=ill), _flips(told, done, ill=ill)
    odd = sum(
        pair.weight
        for pair in pairs
        if (flips.get(pair.mine.clause, 0) + flips_told.get(pair.other.clause, 0)) % 2
    )
    return odd / total


def _flips(text: Sense, done: set[int], *, ill: bool) -> dict[int, int]:
    """How often each clause is turned round."""
    denying = lexicon().denying | {0}
    count = {clause: text.cues.count(clause) for clause in set(text.cues)}
    for unit in text.units if ill else ():
        bad = any(sign < 0 and axis in denying for axis, sign in unit.axes)
        if bad and id(unit) not in done:
            count[unit.clause] = count.get(unit.clause, 0) + 1
    return count
