"""Gates that a practice judges, because they look at clocks and calendars and not at the text."""

from __future__ import annotations

from dayline.base.findings import Finding
from dayline.contracts.facts import Facts
from dayline.contracts.gate import Args, Gate, table


def _fair_window(facts: Facts, _args: Args) -> list[Finding]:
    return list(facts.practice.get("fair_window", ()))


def _no_read_back(facts: Facts, _args: Args) -> list[Finding]:
    return list(facts.practice.get("read_back_not_asked", ()))


PRACTICE_GATES = table(
    Gate(
        "fair_window",
        "The window is over",
        "The floor has passed, each required reviewer has had their awake-hours, no concern is"
        " open. On plain files, where nobody's hours are known, it is always open.",
        _fair_window,
    ),
    Gate(
        "read_back_not_asked",
        "No read-back is asked",
        "The workspace asks a random share of its handoffs for a read-back, and this one was not"
        " drawn. On plain files, where nothing is drawn, it is always open.",
        _no_read_back,
        "Who reads {ref} back, and what did they understand?",
    ),
)
