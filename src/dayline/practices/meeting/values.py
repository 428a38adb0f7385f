"""What the router says, as values for programs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from dayline.base.micros import from_micros

if TYPE_CHECKING:
    from dayline.practices.meeting.queries import Hour, Measured
    from dayline.practices.meeting.terms import Advice


def advice_values(advice: Advice) -> dict[str, Any]:
    """An advice for programs."""
    return {
        "mode": advice.mode,
        "decided_by": advice.decided_by,
        "rules": list(advice.rules),
        "outweighed": list(advice.outweighed),
        "terms": [{"id": identity, "says": words} for identity, words in advice.terms],
        "trace": [
            {
                "rule": step.rule.id,
                "wants": step.rule.wants or "either",
                "part": step.part,
                "saw": step.saw,
            }
            for step in advice.trace
        ],
    }


def measured_values(found: Measured) -> dict[str, Any]:
    """A measured thread for programs."""
    thread = found.thread
    return {
        "thread": {
            "age": round(thread.age, 2),
            "comments": thread.comments,
            "turns": thread.turns,
            "reopened": thread.reopened,
        },
        "contested": [{"id": one.id, "what": one.what} for one in found.contested],
        "advice": advice_values(found.advice),
    }


def hour_values(hour: Hour | None, say: Callable[[datetime], Any]) -> dict[str, Any] | None:
    """An hour for programs; ``say`` writes an instant."""
    if hour is None:
        return None
    return {
        "from": say(from_micros(hour.slot.start)),
        "to": say(from_micros(hour.slot.stop)),
        "shared": hour.slot.is_shared,
        "burden": dict(hour.slot.burden),
        "carried": dict(hour.before),
    }
