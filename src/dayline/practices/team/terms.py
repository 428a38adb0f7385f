"""The words of a team's contract: rows, promises, changes. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Effect(StrEnum):
    """What a change means for those who rely on the team."""

    BREAKS = "breaks"
    WIDENS = "widens"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table or a point of a list: its name, as written, and its other cells."""

    name: str
    cells: tuple[str, ...] = ()

    def cell(self, place: int) -> str:
        """A cell by its place after the name; "" where there is none."""
        return self.cells[place] if place < len(self.cells) else ""


Rows = Mapping[str, Row]
"""Rows by their names in lower case without marks, in the order of the text."""


@dataclass(frozen=True, slots=True)
class TeamContract:
    """A team's contract as it promises things. ``awake`` is the weekly working time in minutes
    since Monday 0:00 in ``zone``; ``holidays`` the regions whose holidays are kept."""

    team: str = ""
    version: str = ""
    owner: str = ""
    contact: str = ""
    zone: str = "UTC"
    areas: frozenset[str] = frozenset()
    depends_on: frozenset[str] = frozenset()
    inputs: Rows = field(default_factory=dict)
    outputs: Rows = field(default_factory=dict)
    levels: Rows = field(default_factory=dict)
    conditions: Rows = field(default_factory=dict)
    refusals: Rows = field(default_factory=dict)
    hours: Rows = field(default_factory=dict)
    awake: frozenset[int] = frozenset()
    holidays: frozenset[str] = frozenset()
    prose: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One change between two versions: its rule, what it means, where, and what it says."""

    rule: str
    effect: Effect
    what: str
    said: str
