"""The planner: fewest expected handoffs under load limits, by local search from many starts. Pure.

To give areas to sites so that pairs of areas and sites cost least is the quadratic assignment
problem with capacities, which is NP-hard; no method is both exact and fast on large ones. This one
is a local search (move one area, swap two) from the present assignment, from a greedy one and from
random ones, with kicks out of local optima. It is deterministic by its seed. Tests hold it to the
exhaustive optimum on small organisations.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from dayline.practices.ownership.search import LEAST, Search
from dayline.practices.ownership.terms import Move, Organisation, Owners, Plan


def expected(one: Organisation, owners: Owners) -> float:
    """How often work is expected to change hands in a week, under an assignment."""
    by_site = sum(
        often * one.gap.get((site, owners[area]), 0.0) for (site, area), often in one.work.items()
    )
    by_tie = sum(
        often * one.gap.get((owners[first], owners[second]), 0.0)
        for (first, second), often in one.ties.items()
    )
    return by_site + by_tie


def plan(one: Organisation, *, seed: int = 0, most_moves: int | None = None) -> Plan:
    """The assignment with the fewest expected handoffs that was found, never worse than today's.

    A site that carries more than its limit today may keep as much, and gets no more.
    ``most_moves`` bounds how many areas change hands.
    """
    search = Search(one, most_moves)
    best = search.found(Random(seed))  # noqa: S311 -- a search, no secret
    owners = {area.id: one.sites[best[place]].id for place, area in enumerate(one.areas)}
    present = {area.id: area.owner for area in one.areas}
    loads = {
        site.id: (_load(one, present, site.id), _load(one, owners, site.id)) for site in one.sites
    }
    above = tuple(site.id for site in one.sites if loads[site.id][0] > site.capacity + LEAST)
    return Plan(
        owners,
        expected(one, present),
        expected(one, owners),
        tuple(_moves(one, present, owners, search.limits)),
        loads,
        {site.id: search.limits[place] for place, site in enumerate(one.sites)},
        above,
    )


def _load(one: Organisation, owners: Owners, site: str) -> float:
    return sum(area.load for area in one.areas if owners[area.id] == site)


def _moves(
    one: Organisation, present: Owners, owners: Owners, limits: Sequence[float]
) -> list[Move]:
    """The moves in an order in which each saves as much as it can for its hours, within limits
    where there is such an order."""
    areas = {area.id: area for area in one.areas}
    limit = {site.id: limits[place] for place, site in enumerate(one.sites)}
    now = dict(present)
    left = [area for area in areas if owners[area] != present[area]]
    found: list[Move] = []
    while left:
        before = expected(one, now)
        ranked = []
        for area in left:
            then = {**now, area: owners[area]}
            saves = before - expected(one, then)
            fits = _load(one, then, owners[area]) <= limit[owners[area]] + LEAST
            ranked.append((not fits, -saves / max(areas[area].transfer, 1.0), area, saves))
        _, _, area, saves = min(ranked)
        hours = areas[area].transfer
        pays = saves * one.hours_per_handoff
        weeks = hours / pays if pays > LEAST else None
        found.append(Move(area, now[area], owners[area], saves, hours, weeks))
        now[area] = owners[area]
        left.remove(area)
    return found
