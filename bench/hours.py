"""Awake-hours: is it right, and how fast is it?

    python bench/hours.py [--cases 100000] [--processes 2] [--peers 2000]

Right: the vectors of ``worktime-vectors`` and random calendars against an oracle that walks the
minutes. Fast: one deadline beside a bare binary search on the same compiled spans, a million at a
time, and spans from an hour to fifty years. The peers answer the same questions where they are
installed: businesstimedelta, business-duration, opening-hours-py, exchange-calendars, pandas,
businesstime.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import time
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import _hours_compare
from dayline.base.bulk import HAS_NUMPY, add_many, between_many
from dayline.base.calendars import TheseDays, WorkingWeek, week
from dayline.base.hours import Hours
from dayline.base.micros import DAY, HOUR, MINUTE, to_micros
from dayline.base.zones import clock_changes, release
from tests.base.minute_oracle import walk_add, walk_between
from tests.base.random_calendars import random_case, seeded

LIMIT = 10_000


# Is it right?


def check_vectors() -> None:
    root = Path(os.environ.get("DAYLINE_DATA") or Path(__file__).parents[2] / "shared" / "data")
    path = root / "worktime-vectors" / "vectors.json"
    if not path.exists():
        print("worktime-vectors: not on this machine (DAYLINE_DATA)")
        return
    vectors = json.loads(path.read_text())["vectors"]
    names = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    right = 0
    for vector in vectors:
        shifts = {
            names.index(day): [(_minutes(start), _minutes(end)) for start, end in several]
            for day, several in vector["schedule"].items()
        }
        off = TheseDays(frozenset(map(date.fromisoformat, vector["holidays"])))
        who = Hours(WorkingWeek(vector["zone"], (week(shifts),), holidays=off))
        start, end, due = (
            datetime.fromisoformat(vector[f"{key}_utc"]) for key in ("start", "end", "deadline")
        )
        right += who.between(start, end) == timedelta(minutes=vector["working_minutes"]) and (
            who.add(start, timedelta(minutes=vector["deadline_after_minutes"])) == due
        )
    print(f"worktime-vectors: {right} of {len(vectors)} to the minute")


def _minutes(text: str) -> int:
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)


def differences(seed: int, count: int) -> tuple[int, int, int]:
    """(differences, minutes walked, clock changes met) of random cases, each asked twice."""
    rng, wrong, walked, changes = seeded(seed), 0, 0, 0
    for _ in range(count):
        case = random_case(rng, longest=7 * 1440)
        engine = Hours(case.fast)
        start, stop = case.start * MINUTE, case.stop * MINUTE
        worked = walk_between(case.slow, case.start, case.stop)
        wrong += engine.between_micros(start, stop) != worked * MINUTE
        due = walk_add(case.slow, case.start, case.minutes, limit=LIMIT)
        if due is not None:
            wrong += engine.add_micros(start, case.minutes * MINUTE) != due * MINUTE
        walked += case.stop - case.start + (due or case.start) - case.start
        zone = getattr(case.fast, "zone", "")
        year = 1970 + case.start // 525_960
        changes += bool(zone) and any(
            start <= instant < stop
            for each in (year, year + 1)
            for instant, *_ in clock_changes(zone, each)
        )
    return wrong, walked, changes


def check_oracle(cases: int, processes: int) -> None:
    begin = time.perf_counter()
    share = 500
    jobs = [(seed, min(share, cases - seed * share)) for seed in range(-(-cases // share))]
    with ProcessPoolExecutor(processes) as pool:
        found = list(pool.map(differences, *zip(*jobs, strict=True)))
    wrong, walked, changes = (sum(column) for column in zip(*found, strict=True))
    print(
        f"oracle: {cases:,} random calendars (all zones of tzdata {release()}, 2020 to 2037), each "
        f"asked between and add: {wrong} differences; {walked / 1e6:,.0f} M minutes walked, "
        f"{changes:,} of the single-zone spans hold a clock change; "
        f"{time.perf_counter() - begin:,.0f} s"
    )


# How fast is it?


def best(act: Callable[[], object], rounds: int = 15) -> float:
    """The least seconds of processor time of some rounds: others may be using the machine."""
    least = float("inf")
    for _ in range(rounds):
        begin = time.process_time()
        act()
        least = min(least, time.process_time() - begin)
    return least


def speed() -> None:
    lunch = week({day: [(540, 750), (810, 1080)] for day in range(5)})
    who = Hours(WorkingWeek("Europe/Berlin", (lunch,)))
    rng = random.Random(1)
    low, high = (to_micros(datetime(year, 1, 1, tzinfo=UTC)) for year in (2024, 2028))
    questions = [(rng.randrange(low, high), rng.randrange(1, 80 * HOUR)) for _ in range(20_000)]
    who.compiled(low, high + 400 * DAY)
    bare = _bare(who)
    assert all(bare(*each) == who.add_micros(*each) for each in questions)

    def ours() -> None:
        add = who.add_micros
        for start, duration in questions:
            add(start, duration)

    def floor() -> None:
        for start, duration in questions:
            bare(start, duration)

    told = [
        (datetime.fromtimestamp(start / 1e6, UTC), timedelta(microseconds=duration))
        for start, duration in questions
    ]

    def datetimes() -> None:
        add = who.add
        for start, duration in told:
            add(start, duration)

    one, least, dressed = (best(act) / len(questions) * 1e6 for act in (ours, floor, datetimes))
    print(
        f"deadline: {one:.2f} µs on integers, {dressed:.2f} µs on datetimes; a bare bisect over "
        f"the compiled spans {least:.2f} µs: {one / least:.2f} times that"
    )
    _bulk(who, questions)
    _flat(who)
    _compile(lunch)


def _bare(who: Hours) -> Callable[[int, int], int]:
    """The least that a deadline can cost: two searches on lists, no check of anything."""
    _, _, starts, ends, _ = who.compiled()
    through = list(accumulate(end - start for start, end in zip(starts, ends, strict=True)))

    def add(start: int, duration: int) -> int:
        place = bisect_right(starts, start) - 1
        target = through[place] - max(0, ends[place] - start) + duration
        place = bisect_left(through, target)
        return ends[place] - (through[place] - target)

    return add


def _bulk(who: Hours, questions: list[tuple[int, int]]) -> None:
    if not HAS_NUMPY:
        print("bulk: numpy is not installed here")
        return
    import numpy as np

    many = questions * 50
    starts, durations = (np.array(column, dtype=np.int64) for column in zip(*many, strict=True))
    due = add_many(who, starts, durations)
    wrong = sum(int(due[place]) != who.add_micros(*many[place]) for place in range(0, len(many), 7))
    added = len(many) / best(lambda: add_many(who, starts, durations)) / 1e6
    lain = len(many) / best(lambda: between_many(who, starts, due)) / 1e6
    print(
        f"bulk: add {added:.1f} M/s, between {lain:.1f} M/s, on {len(many):,} pairs at a time; "
        f"{wrong} of {len(many) // 7:,} compared ones differ"
    )


def _flat(who: Hours) -> None:
    start = to_micros(datetime(2026, 1, 1, 8, tzinfo=UTC))
    who.compiled(start, start + 52 * 366 * DAY)
    parts = []
    for name, hours in (("1 h", 1), ("100 h", 100), ("10,000 h", 10_000), ("100,000 h", 100_000)):
        took = best(lambda h=hours: [who.add_micros(start, h * HOUR) for _ in range(10_000)])
        parts.append(f"{name} {took / 10_000 * 1e6:.2f} µs")
    print(f"flat in the span: {', '.join(parts)}")


def _compile(shifts: tuple[tuple[tuple[int, int], ...], ...]) -> None:
    def cold() -> None:
        Hours(WorkingWeek("Europe/Berlin", (shifts,))).compiled(
            to_micros(datetime(2026, 1, 1, tzinfo=UTC))
        )

    cold()
    print(f"compiling two years of a calendar: {best(cold) * 1e3:.1f} ms, once and kept")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=2_000)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--peers", type=int, default=1_000)
    options = parser.parse_args()
    print(f"Python {sys.version.split()[0]}, tzdata {release()}")
    check_vectors()
    speed()
    _hours_compare.compare(options.peers)
    check_oracle(options.cases, options.processes)


if __name__ == "__main__":
    main()
