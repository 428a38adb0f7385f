"""Who pays for a year of weekly calls of sites that share no working hour.

    python -m bench.meeting_fairness

For each group of sites: 52 weekly calls of 30 minutes in 2026, by the fair hour and, beside it, by
the cheapest hour of each week without a memory. The burden is in hours outside the working day
times hours of call; the spread is the most burdened site over the least, less one.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from dayline.base.hours import hours
from dayline.base.micros import MINUTE, to_micros
from dayline.people.schedule_text import parse_schedule
from dayline.practices.meeting.slots.rules import Site, fair_slot, spread

PLACES = {
    "Paris, Tokyo, New York": ("Europe/Paris", "Asia/Tokyo", "America/New_York"),
    "Austin, London, Singapore": ("America/Chicago", "Europe/London", "Asia/Singapore"),
    "Los Angeles, Kolkata": ("America/Los_Angeles", "Asia/Kolkata"),
    "Los Angeles, Berlin, Tokyo, Sydney": (
        "America/Los_Angeles", "Europe/Berlin", "Asia/Tokyo", "Australia/Sydney",
    ),
    "Sao Paulo, Berlin, Kolkata": ("America/Sao_Paulo", "Europe/Berlin", "Asia/Kolkata"),
}  # fmt: skip
CALLS = 52
LENGTH = 30 * MINUTE
FIRST = datetime(2026, 1, 5, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Year:
    """A year of calls: how many, how many in shared hours, and what each site carried."""

    calls: int
    shared: int
    burden: dict[str, float]

    @property
    def spread(self) -> float:
        """The most burdened site over the least, less one."""
        return spread(self.burden)


def year(zones: Sequence[str], *, turns: bool = True, week: str = "mon-fri 9-18") -> Year:
    """52 weekly calls; without ``turns`` nobody remembers who paid before."""
    sites = [Site(one, hours(parse_schedule(f"week: {week}", zone=one).awake)) for one in zones]
    total = dict.fromkeys(zones, 0.0)
    nobody = dict.fromkeys(zones, 0.0)
    shared = 0
    for call in range(CALLS):
        after = to_micros(FIRST + timedelta(weeks=call))
        slot = fair_slot(sites, after, length=LENGTH, carried=total if turns else nobody)
        shared += slot.is_shared
        total = {one: total[one] + slot.burden[one] for one in zones}
    return Year(CALLS, shared, total)


def main() -> None:
    """Print a line for each group of sites and way."""
    print(f"{'sites':<38}{'by':<10}{'spread':>8}{'total':>8}  burden of each site")
    for name, zones in PLACES.items():
        for turns in (True, False):
            began = time.perf_counter()
            told = year(zones, turns=turns)
            took = time.perf_counter() - began
            each = ", ".join(f"{one.split('/')[1]} {paid:.1f}" for one, paid in told.burden.items())
            by = "turns" if turns else "cheapest"
            print(
                f"{name:<38}{by:<10}{told.spread:>8.1%}{sum(told.burden.values()):>8.1f}  {each}"
                f"  ({told.shared} shared, {took:.1f} s)"
            )


if __name__ == "__main__":
    main()
