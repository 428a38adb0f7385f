"""How much apart sites are, from their hours. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

from dayline.base.hours import Hours
from dayline.base.micros import DAY
from dayline.base.overlap import shared

WINDOW = 28 * DAY


def gaps(sites: Mapping[str, Hours], start: int) -> dict[tuple[str, str], float]:
    """For each two sites the share of their working time in which the other is not there.

    Four weeks from ``start`` on count, by the site that works less. 0.0: always together; 1.0:
    never, so whatever goes between them is handed over.
    """
    total = {one: hours.spans(start, start + WINDOW).total for one, hours in sites.items()}
    found: dict[tuple[str, str], float] = {}
    for first, second in combinations(sorted(sites), 2):
        least = min(total[first], total[second])
        both = shared([sites[first], sites[second]], start, start + WINDOW).total
        apart = 1 - both / least if least else 1.0
        found[first, second] = found[second, first] = round(apart, 4)
    return found
