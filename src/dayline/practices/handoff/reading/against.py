"""What speaks for a statement's contradicting an item, as features of a learnt rule. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from dayline.practices.handoff.reading import bare, lean, names, polarity, roles, swaps, than
from dayline.practices.handoff.reading.match import Likeness, Match
from dayline.practices.handoff.reading.order import (
    order_agrees,
    order_conflict,
    order_hint,
    range_conflict,
    steps,
    wait_conflict,
)
from dayline.practices.handoff.reading.sense import Sense
from dayline.practices.handoff.reading.taken_up import is_question

_EITHER = re.compile(r"\bor\b", re.IGNORECASE)
NAMES = (
    "bias", "figure", "new_figure", "name", "name_known", "name_lone", "kind", "modifier", "order", "order_hint", "order_agrees", "range", "roles", "way", "sent_back", "crossed", "ends_crossed", "lean",  # noqa: E501
    "axis", "direction", "axis_agrees", "outcome", "outcome_strong", "outcome_agrees",
    "turned_first", "swapped", "turned", "turned_share", "denial_only_mine", "denial_only_other", "denial_both",  # noqa: E501
    "parity", "parity_ill", "parity_both", "parity_even", "ill_good", "ill_neutral", "bare_share", "limited", "limited_one", "asserted", "share", "axis_share", "name_share", "figure_share",  # noqa: E501
)  # fmt: skip
"""The features, in the order of the stored weights."""


class Clash(NamedTuple):
    """The features of an item against a statement, and for some of them a sentence why."""

    features: tuple[float, ...]
    reasons: dict[str, str]


def clash(item: Sense, told: Sense, found: Match, rest: Sequence[Sense], near: Likeness) -> Clash:
    """How a statement that takes up an item may contradict it.

    ``rest`` is all that the handoff says: a figure or name of the statement that stands elsewhere
    in it is a weaker sign than one that stands nowhere.
    """
    reasons: dict[str, str] = {}
    figure, fresh = _figure(swaps.figures_swapped(item, told, rest, near), reasons)
    name, known = _name(names.names_swapped(item, told, rest, near), reasons)
    alone = float(bool(name) and names.is_lone_swap(item, told, near))
    kind = _other(swaps.kinds_swapped(item, told, near), "kind", reasons)
    modifier = _other(swaps.modifiers_swapped(item, told, near), "modifier", reasons)
    order = _order(item, told, near, reasons)
    over = polarity.left(item, told, found)
    axes = polarity.axes(item, told, over, reasons)
    denied = _denied(item, told, found, over, reasons)
    asserted = item.text.endswith("?") and not is_question(told.text)
    if asserted:
        reasons["asserted"] = "It states as a fact what the handoff leaves open."
    share = found.share
    return Clash(
        (
            1.0, figure, fresh, name, known, alone, kind, modifier, *order, *axes, *denied, asserted * share, share,  # noqa: E501
            max(axes[:2]) * share, max(name, known) * share, figure * share,
        ),
        reasons,
    )  # fmt: skip


def _figure(found: Sequence[swaps.Swap], reasons: dict[str, str]) -> tuple[float, float]:
    if not found:
        return 0.0, 0.0
    best = max(found, key=lambda swap: (swap.strength, not swap.known))
    reasons["figure"] = f'It says "{best.said}" where the handoff says "{best.was}".'
    return best.strength, best.strength * (not best.known)


def _name(found: Sequence[swaps.Swap], reasons: dict[str, str]) -> tuple[float, float]:
    if not found:
        return 0.0, 0.0
    best = max(found, key=lambda swap: (not swap.known, swap.strength))
    reasons["name"] = reasons["name_known"] = reasons["name_lone"] = (
        f'It says "{best.said}" where the handoff says "{best.was}".'
    )
    return (0.0, best.strength) if best.known else (best.strength, 0.0)


def _other(found: Sequence[swaps.Swap], name: str, reasons: dict[str, str]) -> float:
    if found:
        reasons[name] = f'It says "{found[0].said}" where the handoff says "{found[0].was}".'
    return float(bool(found))


def _order(item: Sense, told: Sense, near: Likeness, reasons: dict[str, str]) -> tuple[float, ...]:
    either = item.text.endswith("?") and _EITHER.search(item.text)
    mine, others = ([], []) if either else (steps(item), steps(told))
    conflict, hint = order_conflict(mine, others, near), order_hint(mine, others, near)
    span = (
        range_conflict(item, told)
        or wait_conflict(item, told, near)
        or than.turned(item, told, near)
    )
    if conflict or hint or span:
        reasons["order"] = reasons["range"] = reasons["order_hint"] = (
            "It turns round the order or the direction."
        )
    pairs = roles.shared_roles(item, told, near)
    parts = roles.roles_swapped(item, told, pairs)
    way = roles.way_turned(pairs)
    back = roles.sent_back(item, told, pairs)
    crossed = roles.crossed(pairs)
    ends = both_ways(item, told) and roles.ends_crossed(item, told, near)
    for name, signal in (
        ("roles", parts),
        ("way", way),
        ("sent_back", back),
        ("crossed", crossed),
        ("ends_crossed", ends),
    ):
        if signal:
            reasons[name] = "It turns round who does what, or what goes where."
    if leans := lean.leans_other(item, told, near):
        reasons["lean"] = "It has somebody lean the other way."
    agrees = order_agrees(mine, others, near)
    return (
        conflict,
        hint,
        float(agrees),
        float(span),
        parts,
        float(way),
        float(back),
        float(crossed),
        float(ends),
        float(leans),
    )


def both_ways(item: Sense, told: Sense) -> bool:
    """Whether both texts stand at both ends of some axis."""
    mine, others = polarity.ends(item.units), polarity.ends(told.units)
    return any(len(mine[axis]) == len(others[axis]) == 2 for axis in mine.keys() & others.keys())


def _denied(
    item: Sense, told: Sense, found: Match, over: polarity.Left, reasons: dict[str, str]
) -> tuple[float, ...]:
    outcome = polarity.outcome(item, told, found, over, reasons)
    turned = polarity.turned(found, reasons)
    parity = polarity.parity(item, told, found, ill=False)
    parity_ill = polarity.parity(item, told, found, ill=True)
    near = polarity.near_clauses(told, found)
    valence = polarity.valence(item, told, found)
    barely = bare.barely_turned(item, told, found)
    mine = polarity.denies(item, over.mine, {unit.clause for unit in item.units})
    other = polarity.denies(told, over.others, near)
    rest = any(a.completes(b) for a in item.figures for b in told.figures)
    if rest or (is_question(item.text) and is_question(told.text)):
        outcome, turned, parity = (0.0, 0.0, 0.0), (0.0, 0.0, 0.0, 0.0), 0.0
        parity_ill, valence, barely = 0.0, (0.0, 0.0), 0.0
        mine = other = False
    if parity or parity_ill or any(valence) or barely:
        reasons["bare_share"] = reasons["ill_good"] = reasons["ill_neutral"] = reasons[
            "parity"
        ] = reasons["parity_ill"] = reasons["parity_both"] = reasons.get(
            "turned", "It denies what the handoff states, or states what it denies."
        )
    limits = polarity.is_limited(item.text), polarity.is_limited(told.text)
    odd = parity > 0.5 or turned[2] > 0
    return (
        *outcome, *turned, float(mine and not other), float(other and not mine), float(mine and other),  # noqa: E501
        parity, parity_ill, min(parity, parity_ill), max(0.0, parity - parity_ill), *valence, barely * found.share, float(all(limits) and odd), float(limits[0] != limits[1] and odd),  # noqa: E501
    )  # fmt: skip


def most_telling(weighed: Sequence[tuple[str, float]], reasons: dict[str, str]) -> str:
    """The sentence of the feature that weighs most among those that have one."""
    known = [(value, name) for name, value in weighed if name in reasons and value > 0]
    return reasons[max(known)[1]] if known else "It does not say what the handoff says."
