"""How fair a window is to its reviewers: the working time of each while it was open.

RFCs open at minutes all over simulated years, and close by the real rule
(:mod:`dayline.practices.rfc.rules`): the instant promised at the opening is put before the rule
again, which must close then and not a minute earlier. Beside it stands what is usual, 72 hours by
the wall. The minutes are taken with a stride that is prime to a week, so that every minute of the
week is met.

    python bench/rfc_fairness.py [--years 2] [--every 11] [--hours 8]

"of what is owed" counts a reviewer's time up to the awake-hours that the RFC promises each; "of
all" counts all of it, so that whoever had a day more than promised lowers it. The figure is the
least over the most of the reviewers of one RFC: 1 when they are equal, 0 when somebody had none.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from dayline.base.hours import hours
from dayline.people.schedule_text import parse_schedule
from dayline.practices.rfc.rules import FLOOR, Reviewer, Terms, assess

MINUTE = timedelta(minutes=1)
ENOUGH = 0.9

TRIPLES = {
    "Austin, London, Singapore": (
        "{zone: America/Chicago, holidays: US-TX}",
        "{zone: Europe/London, holidays: GB-ENG}",
        "{zone: Asia/Singapore, holidays: SG}",
    ),
    "Honolulu, Reykjavik, Auckland": (
        "{zone: Pacific/Honolulu, holidays: US-HI}",
        "{zone: Atlantic/Reykjavik, holidays: IS}",
        "{zone: Pacific/Auckland, holidays: NZ}",
    ),
    "Cairo (Sun-Thu), Kathmandu, St John's": (
        "{zone: Africa/Cairo, week: 'sun-thu 09:00-17:00', holidays: EG}",
        "{zone: Asia/Kathmandu, week: 'sun-fri 10:00-17:00', holidays: NP}",
        "{zone: America/St_Johns, holidays: CA-NL}",
    ),
    "part-time, night shift, usual": (
        "{zone: Europe/Berlin, week: 'tue,thu 09:00-13:00', holidays: DE-BE}",
        "{zone: America/New_York, week: 'mon-thu 22:00-06:00', holidays: US-NY}",
        "{zone: Australia/Lord_Howe, holidays: AU-NSW}",
    ),
}


@dataclass
class Tally:
    """Figures of one rule for one triple of reviewers."""

    owed: list[float] = field(default_factory=list)
    raw: list[float] = field(default_factory=list)
    least: list[timedelta] = field(default_factory=list)
    days: list[float] = field(default_factory=list)

    def add(self, had: list[timedelta], owed: timedelta, lasted: timedelta) -> None:
        """Count one RFC."""
        self.owed.append(ratio([min(time, owed) for time in had]))
        self.raw.append(ratio(had))
        self.least.append(min(had))
        self.days.append(lasted / timedelta(days=1))

    def line(self, name: str) -> str:
        """The figures in a row."""
        enough = sum(one >= ENOUGH for one in self.owed) / len(self.owed)
        days = sorted(self.days)
        return (
            f"  {name:<14} {min(self.owed):>5.2f} {mean(self.owed):>5.2f} {enough:>8.1%}"
            f"   {min(self.raw):>5.2f} {mean(self.raw):>5.2f}"
            f"   {min(self.least) / timedelta(hours=1):>5.1f} h"
            f"   {mean(days):>5.1f} {days[len(days) * 95 // 100]:>5.1f} {days[-1]:>5.1f}"
        )


def ratio(had: list[timedelta]) -> float:
    """The least over the most; 1 when nobody had anything, which is equal too."""
    most = max(had)
    return min(had) / most if most else 1.0


def mean(values: list[float]) -> float:
    """The arithmetic mean."""
    return sum(values) / len(values)


def measure(texts: tuple[str, ...], terms: Terms, openings: list[datetime]) -> tuple[Tally, Tally]:
    """The fair window and 72 hours by the wall, on the same openings."""
    reviewers = [
        Reviewer(str(number), hours(parse_schedule(text).awake))
        for number, text in enumerate(texts)
    ]
    fair, wall = Tally(), Tally()
    for opened in openings:
        closes = assess(terms, opened, opened, reviewers=reviewers).closes_at
        if closes is None:
            raise SystemExit(f"opened at {opened}: it never closes")
        for now, due in ((closes, "close"), (closes - MINUTE, "")):
            if assess(terms, opened, now, reviewers=reviewers).due != due:
                raise SystemExit(f"opened at {opened}: not {due!r} at {now}")
        for tally, until in ((fair, closes), (wall, opened + FLOOR)):
            had = [one.hours.between(opened, until) for one in reviewers]
            tally.add(had, terms.awake, until - opened)
    return fair, wall


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser()
    options.add_argument("--years", type=int, default=2)
    options.add_argument("--every", type=int, default=11, help="minutes from opening to opening")
    options.add_argument("--hours", type=float, default=8, help="awake-hours for each reviewer")
    chosen = options.parse_args()
    terms = Terms(timedelta(hours=chosen.hours))
    start = datetime(2026, 1, 1, tzinfo=UTC)
    minutes = (datetime(2026 + chosen.years, 1, 1, tzinfo=UTC) - start) // MINUTE
    openings = [start + number * MINUTE for number in range(0, minutes, chosen.every)]
    print(
        f"{len(openings):,} openings of each triple, one every {chosen.every} min of"
        f" {start.year}-{start.year + chosen.years - 1}; {chosen.hours:g} awake-hours for each"
    )
    print(f"{'':<16}of what is owed         of all        least   days open")
    print(f"{'':<18}min  mean  >= {ENOUGH}     min  mean  of anybody    mean   p95   max")
    for name, texts in TRIPLES.items():
        begin = time.perf_counter()
        fair, wall = measure(texts, terms, openings)
        took = time.perf_counter() - begin
        print(f"{name}  ({took / len(openings) * 1e6:.0f} µs an RFC)")
        print(fair.line("fair window"))
        print(wall.line("72 h by wall"))
        if min(fair.owed) < ENOUGH:
            raise SystemExit("the fair window was not fair")


if __name__ == "__main__":
    main()
