"""Compatibility of contract versions: the seven modes of a schema registry, read for readers.

BACKWARD: a record written under the old version can be read, moved and acted on under the new
one. FORWARD: somebody who knows only the old version can act on records of the new one. FULL:
both. The transitive modes hold against every earlier version, which alone catches a field that
is deleted in one version and comes back with another type in the next.

The names of the modes are those of the Confluent Schema Registry.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from dayline.base.findings import Finding, Severity
from dayline.contracts.change import Change, Changes, Direction, Versions
from dayline.contracts.compat_clocks import clock_changes
from dayline.contracts.compat_fields import field_changes
from dayline.contracts.compat_life import move_changes, state_changes
from dayline.contracts.compat_text import (
    item_changes,
    link_changes,
    section_changes,
)
from dayline.contracts.terms import Contract

__all__ = ["Change", "Mode", "changes", "compatible"]


class Mode(StrEnum):
    """What a new version must keep with the versions before it."""

    NONE = "NONE"
    BACKWARD = "BACKWARD"
    FORWARD = "FORWARD"
    FULL = "FULL"
    BACKWARD_TRANSITIVE = "BACKWARD_TRANSITIVE"
    FORWARD_TRANSITIVE = "FORWARD_TRANSITIVE"
    FULL_TRANSITIVE = "FULL_TRANSITIVE"

    @property
    def transitive(self) -> bool:
        """Whether it looks at every earlier version, not only the last."""
        return self.value.endswith("_TRANSITIVE")

    @property
    def directions(self) -> tuple[Direction, ...]:
        """Which breaks it forbids."""
        base = self.value.removesuffix("_TRANSITIVE")
        if base == "FULL":
            return ("backward", "forward")
        if base == "BACKWARD":
            return ("backward",)
        return ("forward",) if base == "FORWARD" else ()


def changes(old: Contract, new: Contract) -> list[Change]:
    """Every difference between two versions, in the order of the new file.

    Titles, help and purpose are no differences: they may change in any version.
    """
    pair = Versions(old, new)
    found = [
        *_identity(pair),
        *field_changes(pair),
        *link_changes(pair),
        *section_changes(pair),
        *item_changes(pair),
        *state_changes(pair),
        *move_changes(pair),
        *clock_changes(pair),
    ]
    return sorted(found, key=lambda change: change.line)


def _identity(pair: Versions) -> Changes:
    both: frozenset[Direction] = frozenset(("backward", "forward"))
    if pair.old.name != pair.new.name:
        yield Change(
            "contract-renamed", "contract",
            f"`{pair.new.name}` is another kind than `{pair.old.name}`.", both,
            question="Which kind is {ref} of?", remedy=f"Keep `contract: {pair.old.name}`.",
        )  # fmt: skip
    if pair.old.prefix != pair.new.prefix:
        yield Change(
            "prefix-changed", "prefix",
            f"The prefix was {pair.old.prefix}, now {pair.new.prefix}: known ids stop working.",
            both, question="Who still knows {ref} by its old id?",
            remedy=f"Keep `prefix: {pair.old.prefix}`.",
        )  # fmt: skip
    if pair.old.compatibility != pair.new.compatibility:
        yield Change(
            "compatibility-changed", "compatibility",
            f"The next version must keep {pair.new.compatibility}, not {pair.old.compatibility}.",
            notice=True,
        )  # fmt: skip


def compatible(mode: Mode, history: Sequence[Contract], new: Contract) -> list[Finding]:
    """What stands in the way of publishing ``new`` after ``history`` (oldest first).

    Errors are breaks that ``mode`` forbids, with the question that each record would need in the
    remedy; warnings are changes that break nothing but weaken what somebody relies on. NONE
    finds nothing. An empty history is compatible with anything.
    """
    against = history if mode.transitive else history[-1:]
    found: dict[tuple[str, ...], Finding] = {}
    if mode is Mode.NONE:
        return []
    for old in reversed(against):
        for change in changes(old, new):
            broken = [one for one in mode.directions if one in change.breaks]
            if broken or change.notice:
                finding = _finding(old, new, change, broken)
                found.setdefault((change.kind, change.where, change.message, *broken), finding)
    return sorted(found.values(), key=lambda finding: (finding.line, finding.message))


def _finding(old: Contract, new: Contract, change: Change, broken: Sequence[str]) -> Finding:
    if not broken:
        return Finding(
            f"notice-{change.kind}", f"{change.message} (since version {old.version})",
            "Tell those who rely on it.", new.path, change.line, 0, Severity.WARNING,
        )  # fmt: skip
    who = {
        "backward": f"records of version {old.version}",
        "forward": f"readers of version {old.version}",
    }
    message = f"{change.message} This breaks {' and '.join(who[one] for one in broken)}."
    need = f"Or ask of each record: {change.question}" if change.question else ""
    machine = f"Or, with no question: {change.rule}" if change.rule and not need else ""
    remedy = " ".join(part for part in (change.remedy, need, machine) if part)
    return Finding(
        f"breaks-{change.kind}", message, remedy, new.path, change.line, 0, Severity.ERROR
    )
