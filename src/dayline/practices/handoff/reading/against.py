"""What speaks for a statement's contradicting an item, as features of a learnt rule. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dayline.practices.handoff.reading.figures import Figure
from dayline.practices.handoff.reading.lexicon import lexicon
from dayline.practices.handoff.reading.match import NEAR, Match, alike
from dayline.practices.handoff.reading.order import order_conflict, range_conflict
from dayline.practices.handoff.reading.sense import Sense, Unit
from dayline.practices.handoff.reading.taken_up import is_question

NAMES = (
    "bias", "figure", "new_figure", "name", "name_known", "order", "range", "axis", "direction", "axis_agrees", "outcome",  # noqa: E501
    "outcome_strong", "outcome_agrees", "turned_first", "swapped", "turned", "turned_share", "denial_only_mine", "denial_only_other",  # noqa: E501
    "denial_both", "asserted", "share",
)  # fmt: skip
"""The features, in the order of the stored weights."""


class Clash(NamedTuple):
    """The features of an item against a statement, and for some of them a sentence why."""

    features: tuple[float, ...]
    reasons: dict[str, str]


def clash(item: Sense, told: Sense, found: Match, rest: Sequence[Sense]) -> Clash:
    """How a statement that takes up an item may contradict it.

    ``rest`` is all that the handoff says: a figure or name of the statement that stands elsewhere
    in it is a weaker sign than one that stands nowhere.
    """
    reasons: dict[str, str] = {}
    figure, fresh = _figure(item, told, rest, reasons)
    name, known = _name(item, told, rest, reasons)
    order = order_conflict(item.text, told.text)
    span = range_conflict(item, told)
    if order or span:
        reasons["order"] = reasons["range"] = "It turns round the order or the direction."
    axes = _axes(item, told, found, reasons)
    outcome = _outcome(item, told, found, reasons)
    turned = _turned(found, reasons)
    left, left_told = _left(item, told, found)
    near = _near_clauses(told, found)
    mine = _denies(item, left, {unit.clause for unit in item.units})
    other = _denies(told, left_told, near)
    if is_question(item.text) and is_question(told.text):
        outcome, turned = (0.0, 0.0, 0.0), (0.0, 0.0, 0.0, 0.0)
        mine = other = False
    asserted = item.text.endswith("?") and not is_question(told.text)
    if asserted:
        reasons["asserted"] = "It states as a fact what the handoff leaves open."
    return Clash(
        (
            1.0, figure, fresh, name, known, float(order), float(span), *axes, *outcome,
            *turned, float(mine and not other), float(other and not mine),
            float(mine and other), float(asserted), found.share,
        ),
        reasons,
    )  # fmt: skip


def _figure(
    item: Sense, told: Sense, rest: Sequence[Sense], reasons: dict[str, str]
) -> tuple[float, float]:
    """Whether a figure of the item is told as another, and whether that one is nowhere else."""
    for figure in item.figures:
        if any(figure.same(other) for other in told.figures):
            continue
        for rival in told.figures:
            if not figure.rivals(rival) or any(rival.same(known) for known in item.figures):
                continue
            if _is_pronoun(rival, told) or rival.value == 2 == figure.value:
                continue
            said, was = told.text[rival.start : rival.end], item.text[figure.start : figure.end]
            reasons["figure"] = f'It says "{said.strip()}" where the handoff says "{was.strip()}".'
            owners = [
                text
                for text in rest
                if any(rival.same(one) and rival.sort == one.sort for one in text.figures)
            ]
            if any(_shared(owner, told) >= 2 for owner in owners if owner is not item):
                continue
            known = bool(owners)
            return 1.0, float(not known)
    return 0.0, 0.0


def _shared(owner: Sense, told: Sense) -> int:
    """How many telling words two texts have in common."""
    said = {unit.stems for unit in told.units if unit.weight >= 0.5}
    return len(said & {unit.stems for unit in owner.units})


def _is_pronoun(figure: Figure, told: Sense) -> bool:
    """Whether ``one`` or ``first`` stands for a thing or an order rather than for a number."""
    written = told.text[figure.start : figure.end].lower()
    return written in ("one", "first", "second", "once", "both", "a second", "1")


def _name(
    item: Sense, told: Sense, rest: Sequence[Sense], reasons: dict[str, str]
) -> tuple[float, float]:
    """Whether a name of the item is told as another: one nowhere in the handoff, or of elsewhere."""  # noqa: E501
    lost = [
        unit
        for unit in item.units
        if unit.name and not any(alike(unit, other) >= NEAR for other in told.units)
    ]
    if not lost:
        return 0.0, 0.0
    best = (0.0, 0.0)
    sure = [unit for unit in lost if unit.name == 2]
    for rival in told.units:
        if not rival.name or any(alike(rival, unit) >= NEAR for unit in item.units):
            continue
        if rival.name == 1 and (rival.groups or rival.axes or not sure):
            continue
        if _kind(rival) not in {_kind(unit) for unit in lost}:
            continue
        elsewhere = any(alike(rival, unit) >= NEAR for text in rest for unit in text.units)
        strength = (1.0 if rival.name == 2 else 0.7) * (1.0 if sure else 0.6)
        found = (0.0, strength) if elsewhere else (strength, 0.0)
        if found > best:
            best, was = found, (sure or lost)[0]
            reasons["name"] = reasons["name_known"] = (
                f'It says "{rival.text}" where the handoff says "{was.text}".'
            )
    return best


def _kind(unit: Unit) -> str:
    if unit.text.startswith("@"):
        return "word"
    if any(map(str.isdigit, unit.text)):
        return "code"
    return "word"


def _axes(
    item: Sense, told: Sense, found: Match, reasons: dict[str, str]
) -> tuple[float, float, float]:
    """On how many axes (but the first) the statement stands only at the other end; on how many not."""  # noqa: E501
    mine, others = (_ends(units) for units in _left(item, told, found))
    turned = agreed = directed = 0
    for axis in mine.keys() & others.keys():
        if not axis:
            continue
        if mine[axis].keys() & others[axis].keys():
            agreed += 1
        elif mine[axis] and others[axis]:
            directed += axis in lexicon().directed
            turned += axis not in lexicon().directed
            was, said = next(iter(mine[axis].values())), next(iter(others[axis].values()))
            reasons["axis"] = reasons["direction"] = (
                f'It says "{said}" where the handoff says "{was}".'
            )
    return float(turned > 0), float(directed > 0), float(agreed > 0)


def _left(item: Sense, told: Sense, found: Match) -> tuple[list[Unit], list[Unit]]:
    """What remains of both when what they say alike is left out."""
    said = [p for p in found.pairs if p.likeness >= 0.8 and p.mine.denied == p.other.denied]
    done, heard = {id(pair.mine) for pair in said}, {id(pair.other) for pair in said}
    return (
        [unit for unit in item.units if id(unit) not in done],
        [unit for unit in told.units if id(unit) not in heard],
    )


def _ends(units: Iterable[Unit]) -> dict[int, dict[int, str]]:
    """For each axis, the ends at which a text stands, with the words that put it there."""
    ends: dict[int, dict[int, str]] = {}
    for unit in units:
        for axis, sign in unit.axes:
            turned = unit.reach < (1 if axis else 2)
            text = f"not {unit.text}" if turned else unit.text
            ends.setdefault(axis, {}).setdefault(-sign if turned else sign, text)
    return ends


def _near_clauses(told: Sense, found: Match) -> set[int]:
    """The clauses of a statement that say something of the item, and those that name nothing."""
    about = {pair.other.clause for pair in found.pairs if pair.likeness >= NEAR}
    heavy = {unit.clause for unit in told.units if unit.weight >= 0.8}
    return about | ({unit.clause for unit in told.units} - heavy)


def _denies(text: Sense, units: Sequence[Unit], near: set[int]) -> bool:
    """Whether some clauses of a text deny or forbid anything, with whatever words."""
    denying = lexicon().denying
    ill = any(
        sign < 0 and not unit.denied and axis in denying
        for unit in units
        for axis, sign in unit.axes
        if unit.clause in near
    )
    return ill or bool(text.denials & near)


def _denials(told: Sense, found: Match) -> set[int]:
    return set(told.denials) & _near_clauses(told, found)


def _outcome(
    item: Sense, told: Sense, found: Match, reasons: dict[str, str]
) -> tuple[float, float, float]:
    """Whether all goes well in the one and ill in the other; with words on both sides; or alike."""
    near = _near_clauses(told, found)
    left, left_told = _left(item, told, found)
    mine = _ends(left).get(0, {})
    others = _ends(unit for unit in left_told if unit.clause in near).get(0, {})
    ill = mine.keys() == {-1} or (not mine and bool(item.denials))
    ill_told = others.keys() == {-1} or (not others and bool(_denials(told, found)))
    well_told = others.keys() == {1}
    clashes = (ill and well_told) or (mine.keys() == {1} and ill_told)
    if clashes:
        said = next(iter(others.values()), "not")
        reasons["outcome"] = reasons["outcome_strong"] = (
            f'It says "{said}", and the handoff says the opposite.'
        )
    strong = bool(mine and others and not mine.keys() & others.keys())
    return (
        float(clashes),
        float(strong),
        float(bool(mine.keys() & others.keys()) or (ill and ill_told)),
    )


def _turned(found: Match, reasons: dict[str, str]) -> tuple[float, float, float, float]:
    """What both speak of and only one of them denies: just that word, its weight, its share."""
    near = [
        pair
        for pair in found.pairs
        if pair.likeness >= NEAR
        and pair.mine.denied != pair.other.denied
        and min(pair.mine.reach, pair.other.reach) < 2
    ]
    swapped = any(p.mine.denied for p in near) and any(p.other.denied for p in near)
    pairs = [pair for pair in found.pairs if pair.likeness >= NEAR and pair.mine.name != 2]
    if swapped:
        reasons["swapped"] = "It swaps what is so and what is not."
    turned = [pair for pair in pairs if pair.mine.denied != pair.other.denied]
    if not turned:
        return 0.0, float(swapped), 0.0, 0.0
    first = max(turned, key=lambda pair: (-min(pair.mine.reach, pair.other.reach), pair.weight))
    verb = "denies" if first.other.denied else "states"
    reasons["turned"] = reasons["turned_share"] = reasons["turned_first"] = (
        f'It {verb} "{first.other.text}", and the handoff does the opposite.'
    )
    for key in ("denial_only_mine", "denial_only_other"):
        reasons[key] = reasons["turned"]
    weight = sum(pair.weight for pair in turned)
    plain = any(p.likeness >= 0.9 and min(p.mine.reach, p.other.reach) == 0 for p in turned)
    return (
        float(plain),
        float(swapped),
        weight / (weight + 1.0),
        weight / sum(pair.weight for pair in pairs),
    )


def most_telling(weighed: Sequence[tuple[str, float]], reasons: dict[str, str]) -> str:
    """The sentence of the feature that weighs most among those that have one."""
    known = [(value, name) for name, value in weighed if name in reasons and value > 0]
    return reasons[max(known)[1]] if known else "It does not say what the handoff says."
