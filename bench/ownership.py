"""The ownership planner on random organisations: against today's owners and against the optimum.

    python -m bench.ownership [ORGANISATIONS]

1,000 random organisations of 2 to 6 sites and 4 to 30 areas: how often the plan is worse than the
present assignment (never), what it saves, how long it takes. Then small ones (up to 3 sites and 8
areas), where every assignment can be tried: how far the plan is from the optimum.
"""

from __future__ import annotations

import itertools
import random
import sys
import time

from dayline.practices.ownership.rules import expected, plan
from dayline.practices.ownership.terms import Area, Organisation, Site


def organisation(seed: int, *, most_sites: int = 6, most_areas: int = 30) -> Organisation:
    """A random organisation, with load limits that bind and some areas at the wrong site."""
    draw = random.Random(seed)
    sites = [f"s{place}" for place in range(draw.randint(2, most_sites))]
    areas = [f"a{place}" for place in range(draw.randint(4, most_areas))]
    owners = {area: draw.choice(sites) for area in areas}
    load = {area: draw.uniform(1, 10) for area in areas}
    fair = sum(load.values()) / len(sites)
    work = {
        (site, area): draw.expovariate(1 / (4 if draw.random() < 0.3 else 0.7))
        for site in sites
        for area in areas
        if draw.random() < 0.6
    }
    ties = {
        (first, second): draw.expovariate(1 / 1.5)
        for first, second in itertools.combinations(areas, 2)
        if draw.random() < 0.25
    }
    gap = {}
    for first, second in itertools.combinations(sites, 2):
        gap[first, second] = gap[second, first] = draw.choice([1.0, 1.0, 0.9, 0.6, 0.3])
    return Organisation(
        tuple(Site(site, fair * draw.uniform(0.9, 1.6)) for site in sites),
        tuple(Area(one, owners[one], load[one], transfer=4 * load[one]) for one in areas),
        work,
        ties,
        gap,
    )


def optimum(one: Organisation) -> float:
    """The fewest expected handoffs of all assignments within the limits that the planner has."""
    limit = plan(one).limit
    ids = [area.id for area in one.areas]
    best = float("inf")
    for chosen in itertools.product([site.id for site in one.sites], repeat=len(ids)):
        carried = dict.fromkeys(limit, 0.0)
        for area, site in zip(one.areas, chosen, strict=True):
            carried[site] += area.load
        if all(carried[site] <= limit[site] + 1e-9 for site in limit):
            best = min(best, expected(one, dict(zip(ids, chosen, strict=True))))
    return best


def main(count: int = 1000) -> None:
    """Print the figures of both parts."""
    worse, saved, slowest, began = 0, [], 0.0, time.perf_counter()
    for seed in range(count):
        one = organisation(seed)
        start = time.perf_counter()
        made = plan(one)
        slowest = max(slowest, time.perf_counter() - start)
        worse += made.after > made.before + 1e-9
        saved.append(made.saved / made.before if made.before else 0.0)
    took = time.perf_counter() - began
    saved.sort()
    print(f"{count} organisations: {worse} plans worse than the present assignment")
    print(
        f"handoffs saved: median {saved[count // 2]:.1%}, from {saved[0]:.1%} to {saved[-1]:.1%};"
        f" {took / count * 1000:.0f} ms a plan, slowest {slowest:.2f} s"
    )
    far = []
    for seed in range(100):
        one = organisation(10_000 + seed, most_sites=3, most_areas=8)
        best = optimum(one)
        far.append(plan(one).after / best - 1 if best > 1e-9 else 0.0)
    print(
        f"100 small ones, every assignment tried: at most {max(far):.2%} above the optimum,"
        f" exactly optimal {sum(one < 1e-9 for one in far)} times"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
