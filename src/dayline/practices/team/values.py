"""Changes of a team's contract as values for programs."""

from __future__ import annotations

from dayline.practices.team.terms import Change


def change_values(change: Change) -> dict[str, str]:
    """A change for programs."""
    return {
        "effect": change.effect.value,
        "rule": change.rule,
        "what": change.what,
        "said": change.said,
    }
