"""One difference between two versions of a contract, and what it means for readers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from dayline.contracts.compat_reading import Reading
from dayline.contracts.terms import Contract

Direction = Literal["backward", "forward"]


@dataclass(frozen=True, slots=True)
class Change:
    """A difference. ``kind`` is a stable id such as ``field-added``, ``where`` such as
    ``fields.owner``; ``line`` counts in the new version's file.

    ``breaks`` holds "backward" when records of the old version are not read, moved or acted on
    under the new one as before, and "forward" the other way round. For a backward break,
    ``question`` is what a person must be asked about each record (``{ref}`` is its id), and
    ``rule`` what a machine can do where nobody need be asked. ``notice`` marks a change that
    breaks nothing but that those who rely on the contract should hear of.
    """

    kind: str
    where: str
    message: str
    breaks: frozenset[Direction] = frozenset()
    question: str | None = None
    rule: str | None = None
    remedy: str = ""
    line: int = 1
    notice: bool = False

    def ask(self, ref: str) -> str:
        """The question for one record, "" when a machine can do it."""
        return (self.question or "").replace("{ref}", ref)


def change(
    kind: str,
    where: str,
    message: str,
    *,
    backward: object = False,
    forward: object = False,
    question: str | None = None,
    rule: str | None = None,
    remedy: str = "",
    line: int = 1,
    notice: bool = False,
) -> Change:
    """A :class:`Change` that asks only for a backward break and advises only for a break."""
    breaks: set[Direction] = set()
    if backward:
        breaks.add("backward")
    if forward:
        breaks.add("forward")
    return Change(
        kind, where, message, frozenset(breaks), question if backward and question else None, rule,
        remedy if breaks else "", line, notice,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Versions:
    """Two versions, and the two ways of reading records across them."""

    old: Contract
    new: Contract

    @property
    def back(self) -> Reading:
        """Old records met by somebody who knows the new version."""
        return Reading(self.old, self.new)

    @property
    def forth(self) -> Reading:
        """New records met by somebody who knows only the old version."""
        return Reading(self.new, self.old)


Changes = Iterator[Change]
