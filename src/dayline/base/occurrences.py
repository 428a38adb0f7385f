"""When a recurrence rule happens: bounded, and jumping straight to the window that is asked for.

Times here are *wall seconds*: seconds of the local clock counted from the year 1 (a proleptic
ordinal times 86,400 plus the second of the day), so that no zone and no clock is involved.

The cost of an expansion is counted in steps (a day or a period looked at), not in milliseconds:
the same rule is refused on every machine or on none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, tzinfo

from dayline.base.errors import HostileInput, InvalidInput
from dayline.base.recurrence import Frequency, Rule
from dayline.base.rule_days import LAST_DAY, LAST_YEAR, DayTest, periods, with_dates

MOST_INSTANCES = 5_000
MOST_STEPS = 20_000
_DAY = 86_400
_UNIT = {Frequency.HOURLY: 3600, Frequency.MINUTELY: 60, Frequency.SECONDLY: 1}


def occurrences(
    rule: Rule, start: date, *, after: datetime | None = None, before: datetime | None = None
) -> list[datetime]:
    """The local times at which ``rule``, first due at ``start``, happens.

    Only those in ``after <= t < before`` are given; without a COUNT the expansion starts at the
    window, however long ago the rule did. All times are naive. When ``start`` is a date and no
    time, the rule repeats whole days: its hours are ignored and the midnights are given. Raises
    :class:`HostileInput` for more than 5,000, or when finding them takes more than 20,000 steps.
    """
    if not isinstance(start, datetime):
        rule = whole_days(rule)
        start = datetime.combine(start, time())
    low = wall_seconds(after) if after else None
    high = wall_seconds(before) if before else None
    return [from_wall(found) for found in expand(rule, wall_seconds(start), low, high)]


def wall_seconds(local: datetime) -> int:
    """A naive local time as wall seconds."""
    return local.toordinal() * _DAY + local.hour * 3600 + local.minute * 60 + local.second


def from_wall(seconds: int) -> datetime:
    """The naive local time of wall seconds."""
    day, second = divmod(seconds, _DAY)
    return datetime.fromordinal(day).replace(
        hour=second // 3600, minute=second % 3600 // 60, second=second % 60
    )


def whole_days(rule: Rule) -> Rule:
    """The rule without its hours, minutes and seconds."""
    none: frozenset[int] = frozenset()
    return replace(rule, hours=none, minutes=none, seconds=none)


def in_zone(rule: Rule, zone: tzinfo) -> Rule:
    """The rule with an UNTIL that is stated in UTC turned into the local time of a zone."""
    if rule.until is None or rule.until.tzinfo is None:
        return rule
    return replace(rule, until=rule.until.astimezone(zone).replace(tzinfo=None))


def expand(
    rule: Rule, start: int, low: int | None, high: int | None, budget: Budget | None = None
) -> list[int]:
    """As :func:`occurrences`, in wall seconds. A ``Z`` of UNTIL is read as local time."""
    last = None
    if rule.until is not None:
        last = wall_seconds(rule.until.replace(tzinfo=None))
    if high is not None:
        last = high - 1 if last is None else min(last, high - 1)
    found: list[int] = []
    moments = _moments(rule, start, low, budget or Budget())
    for counted, moment in enumerate(moments, start=1):
        if last is not None and moment > last:
            break
        if low is None or moment >= low:
            found.append(moment)
            if len(found) > MOST_INSTANCES:
                raise _refused(rule, f"happens more than {MOST_INSTANCES:,} times")
        if counted == rule.count:
            break
    return found


def _refused(rule: Rule, why: str) -> HostileInput:
    return HostileInput(
        f"The rule {rule.text[:120]!r} {why}.",
        do="Give it an UNTIL, a COUNT or a lower frequency.",
    )


@dataclass(slots=True)
class Budget:
    """Steps that may still be spent: by one rule, and by all rules of a file together."""

    left: int = MOST_STEPS
    together: Budget | None = None

    def spend(self, rule: Rule, steps: int) -> None:
        """Count ``steps``. Raises :class:`HostileInput` when they are more than is left."""
        self.left -= steps
        if self.left < 0:
            raise _refused(rule, "takes too long to work out")
        if self.together is not None:
            self.together.spend(rule, steps)


@dataclass(frozen=True, slots=True)
class _Plan:
    """A rule with everything filled in that RFC 5545 takes from the first occurrence."""

    rule: Rule
    days: DayTest
    times: tuple[int, ...]
    """The seconds of the day, the hour, the minute or the second at which the rule happens."""

    @classmethod
    def of(cls, rule: Rule, start: int) -> _Plan:
        day, second = divmod(start, _DAY)
        if not 2 <= date.fromordinal(day).year <= LAST_YEAR:
            raise InvalidInput(
                f"A rule starts between the years 2 and {LAST_YEAR}.", do="Mend its first date."
            )
        rule = with_dates(rule, date.fromordinal(day))
        often = rule.frequency
        hours = rule.hours or {second // 3600}
        minutes = rule.minutes or {second % 3600 // 60}
        # A leap second is allowed in the text; no local clock here ever shows one.
        seconds = rule.seconds - {60} or {second % 60}
        times = {
            (0 if often >= Frequency.HOURLY else hour * 3600)
            + (0 if often >= Frequency.MINUTELY else minute * 60)
            + (0 if often >= Frequency.SECONDLY else second)
            for hour in hours
            for minute in minutes
            for second in seconds
        }
        return cls(rule, DayTest.of(rule), tuple(sorted(times)))


def _moments(rule: Rule, start: int, low: int | None, budget: Budget) -> Iterator[int]:
    """All moments from ``start`` on, in order; from near ``low`` on when nothing is counted."""
    plan = _Plan.of(rule, start)
    begin = start if low is None or rule.count else max(start, low)
    walk = _frequent if rule.frequency > Frequency.DAILY else _daily
    for moments in walk(plan, start, begin, budget):
        for moment in moments:
            if moment >= start:
                yield moment


def _daily(plan: _Plan, start: int, begin: int, budget: Budget) -> Iterator[Iterator[int]]:
    """The moments of each year, month, week or day of the rule."""
    for days in periods(plan.rule, start // _DAY, begin // _DAY):
        budget.spend(plan.rule, 1 + len(days))
        yield _choose(plan.rule, [day for day in days if plan.days.holds(day)], plan.times)


def _choose(rule: Rule, days: Sequence[int], times: Sequence[int]) -> Iterator[int]:
    """The moments of one period; BYSETPOS is arithmetic, the set may have 86,400 a day."""
    if not rule.positions:
        return (day * _DAY + time for day in days for time in times)
    size = len(days) * len(times)
    places = {p - 1 if p > 0 else size + p for p in rule.positions if abs(p) <= size}
    return (
        days[place // len(times)] * _DAY + times[place % len(times)] for place in sorted(places)
    )


def _frequent(plan: _Plan, start: int, begin: int, budget: Budget) -> Iterator[Iterator[int]]:
    """The moments of each hour, minute or second of the rule; days that fail are leapt over."""
    rule = plan.rule
    unit = _UNIT[rule.frequency]
    step = rule.interval * unit
    origin = start - start % unit
    at = origin + max(0, begin - origin) // step * step
    while at < LAST_DAY * _DAY:
        budget.spend(rule, 1)
        until = _failing_until(plan, at)
        if until > at:
            at += -(-(until - at) // step) * step
            continue
        yield _choose(rule, (at // _DAY,), [at % _DAY + time for time in plan.times])
        at += step


def _failing_until(plan: _Plan, at: int) -> int:
    """``at`` when its day, hour, minute and second pass; else the start of the next to try."""
    rule = plan.rule
    day, second = divmod(at, _DAY)
    if not plan.days.holds(day):
        return (day + 1) * _DAY
    if rule.hours and second // 3600 not in rule.hours:
        return at - at % 3600 + 3600
    if rule.frequency < Frequency.MINUTELY:
        return at
    if rule.minutes and second % 3600 // 60 not in rule.minutes:
        return at - at % 60 + 60
    if rule.frequency < Frequency.SECONDLY:
        return at
    return at + 1 if rule.seconds and second % 60 not in rule.seconds else at
