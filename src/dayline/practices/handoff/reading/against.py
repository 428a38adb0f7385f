"""What speaks for a statement's contradicting an item, as features of a learnt rule. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from dayline.practices.handoff.reading import (
    bare,
    bounds,
    duty,
    lean,
    moved,
    names,
    polarity,
    poles,
    roles,
    swaps,
    than,
)
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
    "direction", "axis_agrees", "outcome", "outcome_strong", "outcome_agrees",
    "turned_first", "swapped", "denial_only_mine", "denial_both",
    "parity", "parity_ill", "parity_both", "bare_share", "limited", "limited_one", "asserted", "share", "axis_share", "name_share", "figure_share",  # noqa: E501
    "pole", "poles", "pole_limited", "pole_agrees", "heedless", "despite",
    "allowed", "refused", "owed",
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
            1.0, figure, fresh, name, known, alone, kind, modifier, *order, *axes[1:], *denied, asserted * share, share,  # noqa: E501
            max(axes[:2]) * share, max(name, known) * share, figure * share,
            *_poles(item, told, found, reasons, undone=polarity.undone(over)),
            *_bounds(item, told, found, reasons),
            *_duty(item, told, found, reasons),
        ),
        reasons,
    )  # fmt: skip


def _poles(
    item: Sense, told: Sense, found: Match, reasons: dict[str, str], *, undone: bool
) -> tuple[float, float, float, float]:
    near = poles.compare(item, told, found)
    if near.first:
        mine, other = near.first
        reasons["pole"] = reasons["poles"] = reasons["pole_limited"] = (
            f'It says "{other.text}" where the handoff says "{mine.text}".'
        )
    more = near.opposed + undone - near.agreed
    if is_question(item.text) or is_question(told.text) or swaps.says_the_rest(item, told):
        more = 0
    limited = polarity.is_limited(item.text) or polarity.is_limited(told.text)
    return (
        float(more > 0 and not limited),
        float(more > 1 and not limited),
        float(more > 0 and limited),
        min(3, max(0, near.agreed - near.opposed)) / 3,
    )


def _bounds(item: Sense, told: Sense, found: Match, reasons: dict[str, str]) -> tuple[float, float]:
    heedless, despite = bounds.heedless(item, told), bounds.despite(item, told, found)
    if heedless:
        reasons["heedless"] = "One of the two waits for something, the other does not."
    if despite:
        reasons["despite"] = "What is the reason in the one is no hindrance in the other."
    return float(heedless), float(despite)


def _duty(
    item: Sense, told: Sense, found: Match, reasons: dict[str, str]
) -> tuple[float, float, float]:
    allowed, refused = duty.allowed(item, told, found), duty.refused(item, told, found)
    if allowed:
        reasons["allowed"] = "It allows what the handoff forbids."
    if refused:
        reasons["refused"] = "It does without what the handoff says to use."
    return float(allowed), float(refused), float(duty.owed(item, told))


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
        or moved.moved_back(item, told)
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
    *turned, apart = polarity.turned(found, reasons)
    parity = polarity.parity(item, told, found, ill=False)
    parity_ill = polarity.parity(item, told, found, ill=True)
    barely = bare.barely_turned(item, told, found)
    mine = polarity.denies(item, over.mine, {unit.clause for unit in item.units})
    other = polarity.denies(told, over.others, polarity.near_clauses(told, found))
    if swaps.says_the_rest(item, told) or (is_question(item.text) and is_question(told.text)):
        outcome, turned, apart, parity = (0.0, 0.0, 0.0), [0.0, 0.0], 0.0, 0.0
        parity_ill, barely, mine, other = 0.0, 0.0, False, False
    if parity or parity_ill or barely:
        reasons["bare_share"] = reasons["parity"] = reasons["parity_ill"] = reasons[
            "parity_both"
        ] = reasons.get("turned", "It denies what the handoff states, or states what it denies.")
    return (
        *outcome, *turned, float(mine and not other), float(mine and other),
        parity, parity_ill, min(parity, parity_ill), barely * found.share,
        *_limited(item, told, found, odd=parity > 0.5 or apart > 0),
    )  # fmt: skip


def _limited(item: Sense, told: Sense, found: Match, *, odd: bool) -> tuple[float, float]:
    """Whether ``until`` or ``only`` may make a denial agree, said by both or by one of the two."""
    if not odd or bounds.same_limit(item, told, found) or bounds.limits_nothing(item, told, found):
        return 0.0, 0.0
    limits = polarity.is_limited(item.text), polarity.is_limited(told.text)
    return float(all(limits)), float(limits[0] != limits[1])


def most_telling(weighed: Sequence[tuple[str, float]], reasons: dict[str, str]) -> str:
    """The sentence of the feature that weighs most among those that have one."""
    known = [(value, name) for name, value in weighed if name in reasons and value > 0]
    return reasons[max(known)[1]] if known else "It does not say what the handoff says."
