"""Random people and teams, each in two forms: one for the oracle and one for the engine."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import available_timezones

from dayline.base import calendars as engine
from dayline.base.micros import MINUTE
from dayline.base.spans import spans
from dayline.base.zones import clock_changes
from tests.base import minute_oracle as slow

ZONES = sorted(available_timezones())
_FIRST, _LAST = date(2020, 1, 10), date(2037, 12, 1)


@dataclass(frozen=True)
class Case:
    """A question to both: worked minutes of a span, and when some minutes will have passed."""

    slow: slow.Someone
    fast: engine.Calendar
    start: int
    stop: int
    minutes: int


def seeded(seed: int) -> random.Random:
    """Chance that can be repeated."""
    return random.Random(seed)  # noqa: S311 -- no secret is made of it


def random_case(rng: random.Random, *, longest: int = 14 * 1440) -> Case:
    """A case whose span lies, half of the time, around a change of some clock."""
    zone = rng.choice(ZONES)
    span = int(longest ** rng.uniform(0.3, 1.0))
    start = _start(rng, zone, span)
    about = date.fromordinal(date(1970, 1, 1).toordinal() + start // 1440)
    who, fast = _someone(rng, zone, about, start)
    wanted = int((longest / 6) ** rng.uniform(0.0, 1.0))
    return Case(who, fast, start, start + span, wanted)


def _start(rng: random.Random, zone: str, span: int) -> int:
    if rng.random() < 0.5:
        changes = clock_changes(zone, rng.randint(2020, 2037))
        if changes:
            return rng.choice(changes)[0] // MINUTE - rng.randint(0, span)
    day = rng.randint(_FIRST.toordinal(), _LAST.toordinal()) - date(1970, 1, 1).toordinal()
    return day * 1440 + rng.randint(0, 1439)


def _someone(
    rng: random.Random, zone: str, about: date, start: int
) -> tuple[slow.Someone, engine.Calendar]:
    kind = rng.random()
    if kind < 0.6:
        return _person(rng, zone, about)
    if kind < 0.75:
        return _mover(rng, zone, about)
    if kind < 0.85:
        return _busy(rng, zone, about, start)
    people = [_person(rng, zone, about)]
    people += [_person(rng, rng.choice(ZONES), about) for _ in range(rng.randint(1, 2))]
    count = rng.randint(1, len(people))
    return (
        slow.Team(count, [who for who, _ in people]),
        engine.AtLeast(count, tuple(fast for _, fast in people)),
    )


def _mover(rng: random.Random, zone: str, about: date) -> tuple[slow.Mover, engine.Moves]:
    first, second = _person(rng, zone, about), _person(rng, rng.choice(ZONES), about)
    since = about + timedelta(days=rng.randint(-1, 6))
    return (
        slow.Mover([(None, first[0]), (since, second[0])]),
        engine.Moves(
            (
                engine.Stay(None, first[1].zone, first[1]),
                engine.Stay(since, second[1].zone, second[1]),
            )
        ),
    )


def _busy(
    rng: random.Random, zone: str, about: date, start: int
) -> tuple[slow.Busy, engine.Without]:
    who, fast = _person(rng, zone, about)
    blocks = [
        (opens, opens + rng.randint(1, 900))
        for opens in (start + rng.randint(-600, 6000) for _ in range(rng.randint(1, 4)))
    ]
    known = spans((opens * MINUTE, closes * MINUTE) for opens, closes in blocks)
    return slow.Busy(who, blocks), engine.Without(fast, engine.Fixed(known))


def _person(rng: random.Random, zone: str, about: date) -> tuple[slow.Person, engine.WorkingWeek]:
    weeks = [_week(rng) for _ in range(rng.choice((1, 1, 1, 2, 3)))]
    turns_from = about - timedelta(days=rng.randint(-30, 400))
    holidays = {about + timedelta(days=rng.randint(-2, 15)) for _ in range(rng.randint(0, 4))}
    stated = {
        about + timedelta(days=rng.randint(-2, 15)): _shifts(rng) for _ in range(rng.randint(0, 2))
    }
    leave = []
    for _ in range(rng.choice((0, 0, 1, 2))):
        first = about + timedelta(days=rng.randint(-3, 12))
        leave.append((first, first + timedelta(days=rng.randint(0, 4))))
    return slow.Person(zone, weeks, turns_from, holidays, stated, leave), engine.WorkingWeek(
        zone,
        tuple(map(engine.week, weeks)),
        turns_from,
        engine.TheseDays(frozenset(holidays)),
        tuple((day, tuple(map(engine.shift, shifts))) for day, shifts in stated.items()),
        tuple(leave),
    )


def _week(rng: random.Random) -> dict[int, list[slow.Shift]]:
    usual = _shifts(rng)
    return {
        day: usual if rng.random() < 0.7 else _shifts(rng)
        for day in range(7)
        if rng.random() < (0.95 if day < 5 else 0.25)
    }


def _shifts(rng: random.Random) -> list[slow.Shift]:
    style = rng.random()
    if style < 0.35:
        return [(540, 1020)]
    if style < 0.55:
        return [(540, 750), (810, 1080)]
    if style < 0.75:
        return [(rng.randint(1080, 1439), rng.randint(0, 480))]
    if style < 0.8:
        return [(0, 1440)]
    edges = sorted(rng.sample(range(1441), 2 * rng.randint(1, 3)))
    return [(opens, closes) for opens, closes in zip(edges[::2], edges[1::2], strict=True)]
