"""What handoffs lost, as the API and ``--json`` say it, and in words."""

from __future__ import annotations

from typing import Any

from dayline.practices.handoff.measure.effect import Arm
from dayline.practices.handoff.measure.interval import Share
from dayline.practices.handoff.measure.rules import Refused, Report, Row


def as_values(found: Report) -> dict[str, Any]:
    """All rows and the effect of read-back. Shares are parts of one, rounded to a thousandth."""
    effect = found.effect
    return {
        "whole": _row(found.whole),
        "pairs": [_row(one) for one in found.pairs],
        "templates": [_row(one) for one in found.templates],
        "gaps": [_row(one) for one in found.gaps],
        "sorts": [_row(one) for one in found.sorts],
        "causes": [_row(one) for one in found.causes],
        "effect": {
            "with_read_back": _arm(effect.on),
            "without": _arm(effect.off),
            "apart": effect.apart,
            "weighted": effect.weighted,
            "difference": _rounded(effect.value),
            "low": _rounded(effect.low),
            "high": _rounded(effect.high),
            "says": effect.says,
            "method": effect.method,
        },
        "left_out": found.left_out,
        "level": 0.95,
        "method": found.method,
    }


def _row(row: Row) -> dict[str, Any]:
    counted = row.refused is not Refused.NO_GROUP
    return {
        "of": row.of,
        "handoffs": row.handoffs if counted else None,
        "items": row.items if counted else None,
        "lost_at_first": _share(row.first),
        "lost_after": _share(row.after),
        "refused": row.refused.value if row.refused else None,
        "why": row.why,
    }


def _arm(arm: Arm) -> dict[str, Any]:
    return {"handoffs": arm.handoffs, "items": arm.items, "lost": _share(arm.lost)}


def _share(share: Share | None) -> dict[str, float | None] | None:
    if share is None:
        return None
    return {
        "share": _rounded(share.value),
        "low": _rounded(share.low),
        "high": _rounded(share.high),
        "design_effect": round(share.effect, 2),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def in_words(share: float, low: float, high: float) -> str:
    """``14 % (9.0 to 22 %)``: the share and its interval in per cent."""
    return f"{percent(share)} % ({percent(low)} to {percent(high)} %)"


def percent(share: float) -> str:
    """A share in per cent; with a decimal below ten."""
    value = 100 * share
    return f"{value:.0f}" if value >= 9.95 or not round(value, 1) else f"{value:.1f}"


def points(value: float) -> str:
    """A difference of shares in points of per cent, with its sign."""
    return f"{100 * value:+.1f}".replace("-", "\u2212")
