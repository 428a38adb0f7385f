"""A plan as values for programs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dayline.practices.ownership.terms import Plan


def plan_values(made: Plan, name: Callable[[str], str]) -> dict[str, Any]:
    """A plan for programs."""
    return {
        "before": round(made.before, 4),
        "after": round(made.after, 4),
        "hours": round(made.hours, 2),
        "owners": {area: name(owner) for area, owner in made.owners.items()},
        "moves": [
            {
                "area": move.area,
                "from": name(move.source),
                "to": name(move.target),
                "handoffs": round(move.handoffs, 4),
                "hours": round(move.hours, 2),
                "weeks": None if move.weeks is None else round(move.weeks, 2),
            }
            for move in made.moves
        ],
        "load": [
            {
                "site": name(site),
                "now": round(before, 4),
                "planned": round(after, 4),
                "limit": round(made.limit[site], 4),
                "above": site in made.above,
            }
            for site, (before, after) in made.load.items()
        ],
    }
