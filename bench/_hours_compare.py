"""The same working-time questions to everybody: how long an answer takes, how many are wrong."""

from __future__ import annotations

import random
import time as clock
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from bench._hours_peers import (
    DEADLINES,
    DURATIONS,
    SCHEDULES,
    Answer,
    Make,
    Question,
    Schedule,
    installed,
)
from dayline.base.calendars import WorkingWeek, week
from dayline.base.hours import Hours
from dayline.base.micros import from_micros, to_micros
from dayline.base.zones import clock_changes
from tests.base.minute_oracle import Person, walk_add, walk_between

ZONES = (
    "America/New_York", "Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe", "Africa/Cairo",
    "America/Sao_Paulo", "Pacific/Chatham", "America/St_Johns", "Asia/Kathmandu", "Europe/London",
)  # fmt: skip
LIMIT = 40_000


def questions_for_peers(count: int) -> list[Question]:
    """Random starts of three years, half of them in the four days before a change of the clock."""
    rng = random.Random(7)
    found: list[Question] = []
    for number in range(count):
        zone, year = rng.choice(ZONES), rng.choice((2024, 2025, 2026))
        start = datetime(year, 1, 1, tzinfo=UTC) + timedelta(minutes=rng.randrange(525_600))
        changes = clock_changes(zone, year)
        if number % 2 and changes:
            change = from_micros(rng.choice(changes)[0])
            start = change - timedelta(minutes=rng.randrange(4 * 1440))
        found.append((zone, rng.choice(SCHEDULES), start, rng.randint(1, 40)))
    return found


def compare(count: int) -> None:
    """Ask everybody the same questions and print who was right, and how fast."""
    asked = questions_for_peers(count)
    oracle = {
        (zone, schedule): Person(zone, [schedule.week]) for zone in ZONES for schedule in SCHEDULES
    }
    truth = []
    for zone, schedule, start, hours in asked:
        minute = int(start.timestamp()) // 60
        due = walk_add(oracle[zone, schedule], minute, hours * 60, limit=LIMIT)
        assert due is not None
        truth.append(datetime.fromtimestamp(due * 60, UTC))
    print(
        f"the same {count:,} deadlines (lunch breaks, nights, odd zones, half near clock changes):"
    )
    ours = _ask("Dayline", _own, asked, truth)
    for name, make in installed(DEADLINES):
        _ask(name, make, asked, truth, ours)
    print("the same spans, day shifts only, asked how long:")
    spans = [
        (zone, schedule, start, due)
        for (zone, schedule, start, _), due in zip(asked, truth, strict=True)
        if schedule.name in {"nine to five", "Sunday to Thursday"}
    ]
    lengths = [
        walk_between(
            oracle[zone, schedule], int(start.timestamp()) // 60, int(due.timestamp()) // 60
        )
        for zone, schedule, start, due in spans
    ]
    ours = _ask("Dayline", _own_between, spans, lengths)
    for name, make in installed(DURATIONS):
        _ask(name, make, spans, lengths, ours)


def _warm(zone: str, schedule: Schedule) -> Hours:
    """Compiled for the years in question, as exchange-calendars is."""
    who = Hours(WorkingWeek(zone, (week(schedule.week),)))
    who.compiled(*(to_micros(datetime(year, 12, 1, tzinfo=UTC)) for year in (2023, 2027)))
    return who


def _own(zone: str, schedule: Schedule) -> Answer:
    who = _warm(zone, schedule)
    return lambda start, hours: who.add(start, timedelta(hours=hours))


def _own_between(zone: str, schedule: Schedule) -> Answer:
    who = _warm(zone, schedule)
    return lambda start, stop: who.between(start, stop).total_seconds() / 60


def _ask(
    name: str,
    make: Make,
    asked: Sequence[Question],
    truth: Sequence[object],
    ours: float = 0.0,
) -> float:
    """Ask somebody all questions; print how long one takes and how many answers are wrong."""
    made: dict[tuple[str, Schedule], Answer | None] = {}
    for zone, schedule, start, more in asked:
        if (zone, schedule) not in made:
            made[zone, schedule] = answer = make(zone, schedule)
            if answer is not None:
                _tried(answer, start, more)  # what is built at the first question
    able = [
        (answer, start, more)
        for zone, schedule, start, more in asked
        if (answer := made[zone, schedule]) is not None
    ]
    begin = clock.process_time()
    answers = [_tried(*question) for question in able]
    took = clock.process_time() - begin
    wanted = [
        due
        for (zone, schedule, *_), due in zip(asked, truth, strict=True)
        if made[zone, schedule] is not None
    ]
    wrong = sum(given != due for given, due in zip(answers, wanted, strict=True))
    each = took / len(able) * 1e6
    ratio = f"{each / ours:7,.0f} times ours" if ours else ""
    cannot = f", {len(asked) - len(able):,} it cannot express" if len(able) < len(asked) else ""
    print(
        f"  {name:28}{each:10.1f} µs {ratio:18} {wrong:5,} wrong of {len(able):,} "
        f"({wrong / len(able):.1%}){cannot}"
    )
    return each


def _tried(answer: Answer, start: datetime, more: object) -> object:
    try:
        return answer(start, more)
    except (ArithmeticError, AssertionError, IndexError, TypeError, ValueError):
        return None
