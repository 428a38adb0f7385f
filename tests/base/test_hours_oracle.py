"""The engine against an oracle that walks the minutes; ``bench/hours.py`` runs 100,000 cases."""

from __future__ import annotations

import pytest

from dayline.base.hours import Hours, NoAwakeTime
from dayline.base.micros import MINUTE
from tests.base.minute_oracle import walk_add, walk_between
from tests.base.random_calendars import Case, random_case, seeded

LIMIT = 6_000


@pytest.mark.parametrize("seed", range(14))
def test_the_engine_agrees_with_somebody_who_looks_at_the_clock_each_minute(seed: int):
    rng = seeded(seed)
    for number in range(60):
        case = random_case(rng, longest=4 * 1440)
        assert differences(case) == [], f"seed {seed}, case {number}: {case}"


def differences(case: Case) -> list[str]:
    found = []
    engine = Hours(case.fast)
    start, stop = case.start * MINUTE, case.stop * MINUTE
    worked = walk_between(case.slow, case.start, case.stop)
    if engine.between_micros(start, stop) != worked * MINUTE:
        found.append(f"between: {engine.between_micros(start, stop) / MINUTE}, not {worked}")
    due = walk_add(case.slow, case.start, case.minutes, limit=LIMIT)
    try:
        answer = engine.add_micros(start, case.minutes * MINUTE)
    except NoAwakeTime:
        answer = None
    late = answer is None or answer > start + LIMIT * MINUTE
    if (not late) if due is None else answer != due * MINUTE:
        found.append(f"add: {answer and answer / MINUTE}, not {due}")
    return found
