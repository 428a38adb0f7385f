"""The words of the planner: sites, areas, who works on what, a plan. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

HOURS_PER_HANDOFF = 1.5
"""What a handoff takes of both sides: to write it, to read it, to read it back. An assumption,
which a file may state otherwise."""


@dataclass(frozen=True, slots=True)
class Site:
    """Who may own areas. ``capacity`` is the load that it may carry, in the unit of the areas."""

    id: str
    capacity: float


@dataclass(frozen=True, slots=True)
class Area:
    """What is owned. ``load`` is the work of a week that comes with it, ``transfer`` the hours that
    it takes once to hand it to somebody else. ``only`` names the sites that could own it, all when
    empty; what ``stays`` is not moved."""

    id: str
    owner: str
    load: float
    transfer: float = 0.0
    only: frozenset[str] = frozenset()
    stays: bool = False


@dataclass(frozen=True, slots=True)
class Organisation:
    """Sites and areas, and what makes work change hands in a week.

    ``work[site, area]``: how often a site works on an area. ``ties[a, b]``: how often two areas
    change together. ``gap[s, t]``: how probable it is that work between two sites needs a handoff:
    0 within a site, 1 where they never share an hour.
    """

    sites: tuple[Site, ...]
    areas: tuple[Area, ...]
    work: Mapping[tuple[str, str], float]
    ties: Mapping[tuple[str, str], float]
    gap: Mapping[tuple[str, str], float]
    hours_per_handoff: float = HOURS_PER_HANDOFF


Owners = Mapping[str, str]
"""Who owns each area, by their ids."""


@dataclass(frozen=True, slots=True)
class Move:
    """An area that changes hands. ``handoffs`` is what a week has less after it and those before
    it in the list; ``hours`` what it costs once; ``weeks`` until that is paid back by handoffs that
    are no longer needed, None where this move alone saves none."""

    area: str
    source: str
    target: str
    handoffs: float
    hours: float
    weeks: float | None


@dataclass(frozen=True, slots=True)
class Plan:
    """A proposal. ``before`` and ``after`` are expected handoffs a week; ``load`` and ``limit`` by
    site, the limit raised where a site carries more than it should already."""

    owners: Owners
    before: float
    after: float
    moves: tuple[Move, ...]
    load: Mapping[str, tuple[float, float]]
    limit: Mapping[str, float]
    above: tuple[str, ...] = field(default=())

    @property
    def hours(self) -> float:
        """What the whole plan costs once."""
        return sum(move.hours for move in self.moves)

    @property
    def saved(self) -> float:
        """Handoffs that a week has less."""
        return self.before - self.after
