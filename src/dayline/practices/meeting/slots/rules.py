"""Shared hours, the fair bad hour, and who has carried how much. Pure.

The burden of a call on a site is how far it lies outside the site's working time: hours from
opening or closing, times the hours it lasts. A call two hours after closing costs 2 an hour.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from dayline.base.hours import Hours
from dayline.base.micros import DAY, HOUR, MINUTE
from dayline.base.overlap import next_shared, shared
from dayline.practices.meeting.terms import SHORTEST, Together

STEP = 15 * MINUTE
WITHIN_DAYS = 5


@dataclass(frozen=True, slots=True)
class Site:
    """People who live by the same day. ``id`` names it in the history of calls; ``offset`` is its
    distance from UTC in microseconds, now."""

    id: str
    hours: Hours
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Slot:
    """When to meet, in microseconds. ``burden`` is what it costs each site, in hours outside its
    day; ``is_shared`` says that it costs nobody anything."""

    start: int
    stop: int
    burden: Mapping[str, float]
    is_shared: bool


def together(sites: Sequence[Site], start: int) -> Together:
    """How the days of several sites lie to each other in the week from ``start`` on."""
    stop = start + 7 * DAY
    zones = len({site.offset for site in sites})
    if len(sites) < 2:
        return Together(zones, None if not sites else _minutes(sites, start, stop))
    linked = {
        frozenset((one.id, other.id))
        for one, other in combinations(sites, 2)
        if _minutes((one, other), start, stop) >= SHORTEST
    }
    hinge = any(
        all(site is one or frozenset((site.id, one.id)) in linked for one in sites)
        for site in sites
    )
    pairs = [
        (one.id, other.id)
        for one, other in combinations(sites, 2)
        if len(sites) > 2 and frozenset((one.id, other.id)) in linked
    ]
    return Together(zones, _minutes(sites, start, stop), hinge, tuple(pairs))


def _minutes(sites: Iterable[Site], start: int, stop: int) -> int:
    """The longest shared time in a window, in minutes."""
    found = shared([site.hours for site in sites], start, stop)
    return max((end - begin for begin, end in found), default=0) // MINUTE


def burden(hours: Hours, start: int, length: int) -> float:
    """What a call costs a site: 0 within its day, else hours outside times the hours it lasts."""
    awake = hours.between_micros(start, start + length)
    if awake == length:
        return 0.0
    near = 0
    if not awake:
        early = hours.next_awake_micros(start) - (start + length)
        near = min(early, start - hours.last_awake_micros(start))
    middle = near + (length - awake) / 2
    return (middle / HOUR) * ((length - awake) / HOUR)


def fair_slot(
    sites: Sequence[Site],
    after: int,
    *,
    length: int = 15 * MINUTE,
    carried: Mapping[str, float] | None = None,
    within_days: int = WITHIN_DAYS,
) -> Slot:
    """The next shared time, or, where there is none, the bad hour whose turn it is.

    ``carried`` is the burden that each site has had so far (by its id). The bad hour is the one
    after which the most burdened site has carried little and is not far from the least burdened;
    of equal ones the cheapest, then the first. Only to keep the worst small would leave a site in
    the middle out for good.
    """
    calendars = [site.hours for site in sites]
    found = next_shared(calendars, after, minutes=length // MINUTE, within_days=within_days)
    nobody = dict.fromkeys((site.id for site in sites), 0.0)
    if found is not None:
        start = -(-found[0] // (5 * MINUTE)) * 5 * MINUTE
        start = start if start + length <= found[1] else found[0]
        return Slot(start, start + length, nobody, is_shared=True)
    so_far = {**nobody, **(carried or {})}
    best: tuple[tuple[float, float, int], Slot] | None = None
    first = -(-after // STEP) * STEP
    for start in range(first, first + within_days * DAY, STEP):
        cost = {site.id: burden(site.hours, start, length) for site in sites}
        after_it = [so_far[one] + paid for one, paid in cost.items()]
        unfair = 2 * max(after_it) - min(after_it)
        rank = (round(unfair, 6), round(sum(cost.values()), 6), start)
        if best is None or rank < best[0]:
            best = rank, Slot(start, start + length, cost, is_shared=False)
    assert best is not None  # noqa: S101 -- the window is never empty
    return best[1]


def carried(
    sites: Sequence[Site], calls: Iterable[tuple[int, int, frozenset[str]]]
) -> dict[str, float]:
    """The burden that each site has had in past calls: (start, length, ids of sites)."""
    total = dict.fromkeys((site.id for site in sites), 0.0)
    for start, length, there in calls:
        for site in sites:
            if site.id in there:
                total[site.id] += burden(site.hours, start, length)
    return total


def spread(burdens: Mapping[str, float]) -> float:
    """How far apart sites are: the most burdened over the least, less one; 0.0 is equal."""
    low, high = min(burdens.values()), max(burdens.values())
    return 0.0 if high == 0 else float("inf") if low == 0 else high / low - 1
