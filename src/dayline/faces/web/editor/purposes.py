"""What one can start to write, by what it is for, in the reader's words."""

from __future__ import annotations

from dataclasses import dataclass

from dayline.contracts.queries import registry
from dayline.contracts.terms import Contract

_GROUPS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Keep work moving",
        (
            ("handoff", "Hand work over"),
            ("update", "Say what changed"),
            ("spec", "Hand out a piece of work"),
            ("incident", "Write down what is going wrong"),
        ),
    ),
    (
        "Find out and settle",
        (
            ("question", "Ask"),
            ("decision", "Decide"),
            ("rfc", "Put a proposal to people"),
            ("critique", "Ask for criticism"),
            ("meeting", "Find out whether people must be awake together"),
        ),
    ),
    (
        "Pass on what you know",
        (
            ("guide", "Explain how to do something"),
            ("walkthrough", "Show once how something works"),
            ("kudos", "Thank somebody"),
        ),
    ),
    (
        "Change how you work",
        (
            ("retro", "Look back as a team"),
            ("trial", "Find out whether a new way of working helps"),
            ("team", "Tell other teams what you take"),
        ),
    ),
)
"""Purposes by group: each kind with the words of its purpose that name the act."""

OWN = "Your workspace's own"


@dataclass(frozen=True, slots=True)
class Purpose:
    """One thing to start: ``lead`` names the act, ``rest`` is what the purpose says besides."""

    kind: str
    lead: str
    rest: str


def purposes(workspace: int) -> list[tuple[str, list[Purpose]]]:
    """The groups with what stands in each; the workspace's own kinds come last."""
    kinds = {name: versions[-1] for name, versions in registry(workspace).versions.items()}
    found = []
    for group, leads in _GROUPS:
        there = [_purpose(kinds.pop(name), lead) for name, lead in leads if name in kinds]
        if there:
            found.append((group, there))
    if kinds:
        found.append((OWN, [_purpose(kinds[name], "") for name in sorted(kinds)]))
    return found


def _purpose(contract: Contract, lead: str) -> Purpose:
    purpose = contract.purpose.strip() or contract.title
    if not lead or not purpose.startswith(lead):
        lead = purpose.partition(",")[0].rstrip(".")
    return Purpose(contract.name, lead, purpose[len(lead) :].lstrip(" ,").rstrip())
