"""The days of a recurrence rule: which dates each of its years, months, weeks or days holds.

Days are proleptic ordinals (``date.toordinal``), in order within a period.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dayline.base.recurrence import Frequency, Rule

# Dates repeat after 400 years: a rule that has not happened by then never will.
LAST_YEAR = 2400
LAST_DAY = date(LAST_YEAR, 12, 31).toordinal()


def with_dates(rule: Rule, first: date) -> Rule:
    """The rule with the BY parts that RFC 5545 takes from the date of the first occurrence."""
    if rule.weekdays or rule.month_days or rule.year_days:
        return rule
    if rule.frequency is Frequency.WEEKLY or rule.weeks:
        return replace(rule, weekdays=frozenset({(first.weekday(), 0)}))
    if rule.frequency is Frequency.MONTHLY:
        return replace(rule, month_days=frozenset({first.day}))
    if rule.frequency is Frequency.YEARLY:
        months = rule.months or frozenset({first.month})
        return replace(rule, months=months, month_days=frozenset({first.day}))
    return rule


@dataclass(frozen=True, slots=True)
class DayTest:
    """Whether a day passes every BY part that speaks of days."""

    rule: Rule
    weekdays: frozenset[int]
    plain: frozenset[int]
    nth: frozenset[tuple[int, int]]
    by_month: bool
    by_date: bool

    @classmethod
    def of(cls, rule: Rule) -> DayTest:
        """The test of a rule that has its dates filled in."""
        return cls(
            rule,
            frozenset(weekday for weekday, _ in rule.weekdays) or frozenset(range(7)),
            frozenset(weekday for weekday, which in rule.weekdays if which == 0),
            frozenset(pair for pair in rule.weekdays if pair[1]),
            rule.frequency is Frequency.MONTHLY or bool(rule.months),
            bool(rule.months or rule.month_days or rule.year_days),
        )

    def holds(self, ordinal: int) -> bool:
        """Whether the rule may happen on a day."""
        weekday = (ordinal - 1) % 7
        if weekday not in self.weekdays or not (self.by_date or self.nth):
            return weekday in self.weekdays
        rule = self.rule
        day = date.fromordinal(ordinal)
        length = calendar.monthrange(day.year, day.month)[1]
        of_year = ordinal - date(day.year, 1, 1).toordinal() + 1
        days = 365 + calendar.isleap(day.year)
        at, span = (day.day, length) if self.by_month else (of_year, days)
        which = ((weekday, (at - 1) // 7 + 1), (weekday, -((span - at) // 7 + 1)))
        return (
            (not self.nth or weekday in self.plain or not self.nth.isdisjoint(which))
            and (not rule.months or day.month in rule.months)
            and _among(rule.month_days, day.day, length)
            and _among(rule.year_days, of_year, days)
        )


def _among(wanted: frozenset[int], at: int, span: int) -> bool:
    """Whether a place, counted from the front or from the back of its period, is wanted."""
    return not wanted or at in wanted or at - span - 1 in wanted


def periods(rule: Rule, first: int, begin: int) -> Iterator[Sequence[int]]:
    """The days of each period that the interval hits, from the one that holds ``begin`` on.

    The rule repeats yearly, monthly, weekly or daily; ``first`` is the day of its first
    occurrence.
    """
    step = rule.interval
    if rule.frequency is Frequency.DAILY:
        skip = max(0, begin - first) // step
        return ((day,) for day in range(first + skip * step, LAST_DAY, step))
    if rule.frequency is Frequency.WEEKLY:
        monday = first - (first - 1 - rule.week_start) % 7
        skip = max(0, begin - monday) // (7 * step)
        weeks = range(monday + skip * 7 * step, LAST_DAY - 7, 7 * step)
        return (range(week, week + 7) for week in weeks)
    one, two = date.fromordinal(first), date.fromordinal(begin)
    if rule.frequency is Frequency.MONTHLY:
        month = one.year * 12 + one.month - 1
        skip = max(0, two.year * 12 + two.month - 1 - month) // step
        return (
            _month(*divmod(at, 12)) for at in range(month + skip * step, (LAST_YEAR + 1) * 12, step)
        )
    skip = max(0, two.year - one.year) // step
    return (_year(rule, year) for year in range(one.year + skip * step, LAST_YEAR + 1, step))


def _month(year: int, month: int) -> range:
    """The days of a month, counted from 0."""
    first = date(year, month + 1, 1).toordinal()
    return range(first, first + calendar.monthrange(year, month + 1)[1])


def _year(rule: Rule, year: int) -> Sequence[int]:
    if rule.months and not rule.weeks:
        return [day for month in sorted(rule.months) for day in _month(year, month - 1)]
    days = range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())
    if not rule.weeks:
        return days
    # The first days of a year may lie in the last week of the year before, and the reverse.
    numbered = (day for each in (year - 1, year, year + 1) for day in _numbered_weeks(rule, each))
    return [day for day in numbered if day in days]


def _numbered_weeks(rule: Rule, year: int) -> list[int]:
    """The days of the weeks of BYWEEKNO; week 1 is the first with four days in the year."""
    first, following = (_week_one(each, rule.week_start) for each in (year, year + 1))
    count = (following - first) // 7
    numbers = {number if number > 0 else count + 1 + number for number in rule.weeks}
    return [
        day
        for number in sorted(numbers)
        if 1 <= number <= count
        for day in range(first + 7 * (number - 1), first + 7 * number)
    ]


def _week_one(year: int, week_start: int) -> int:
    fourth = date(year, 1, 4).toordinal()
    return fourth - (fourth - 1 - week_start) % 7
