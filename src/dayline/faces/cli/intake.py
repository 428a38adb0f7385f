"""What an import leaves out, and what it takes in without understanding all of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dayline.base.findings import Finding, Severity
from dayline.faces.cli.reports import by_weight
from dayline.faces.cli.terminal import note, safe

MOST = 20
"""Findings that are told of a sort; what was left out and is not here is told in full."""


@dataclass(frozen=True, slots=True)
class Told:
    """Findings with paths as the person wrote them: ``left`` of what did not come in."""

    left: tuple[Finding, ...]
    found: tuple[Finding, ...]

    @property
    def failed(self) -> bool:
        """Whether something was left out that was meant to come in."""
        return any(one.severity is Severity.ERROR for one in self.left)


def told(root: Path, left: Iterable[Finding], found: Iterable[Finding], *, under: str = "") -> Told:
    """Findings placed below ``root``; ``under`` is what an import put before the paths.

    What else is wrong with a file that was left out is no matter until it comes in.
    """
    from dayline.records.folder_check import placed_under

    away = tuple(placed_under(root, (_without(one, under) for one in left)))
    gone = {one.path for one in away}
    rest = placed_under(root, (_without(one, under) for one in found))
    return Told(away, tuple(one for one in rest if one.path not in gone))


def _without(one: Finding, under: str) -> Finding:
    return replace(one, path=one.path.removeprefix(f"{under}/")) if under else one


def tell(said: Told, path: Path, *, dry_run: bool) -> None:
    """Print what was left out in full, then the weightiest of what else was found."""
    if said.left:
        note("Would be left out:" if dry_run else "Left out:")
        _list([one for one in said.left if one.severity is Severity.ERROR])
        minor = [one for one in said.left if one.severity is not Severity.ERROR]
        _list(minor[:MOST])
        if len(minor) > MOST:
            note(f"  and {len(minor) - MOST} more like these")
    if said.found:
        note("To be brought in as it is:" if dry_run else "Brought in as it is:")
        _list(by_weight(said.found)[:MOST])
    if len(said.found) > MOST:
        note(f"  and {len(said.found) - MOST} more: dayline check {path}")


def _list(findings: Sequence[Finding]) -> None:
    for one in findings:
        note(f"  {safe(one.place)}: {one.severity.value}: {safe(one.message)}")
        if one.remedy:
            note(f"      {safe(one.remedy)}")
