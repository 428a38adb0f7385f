"""What meetings take: minutes per week, meetings at the same time, minutes outside hours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypeVar

from dayline.base.hours import Hours
from dayline.base.micros import DAY, from_micros
from dayline.base.spans import spans

_T = TypeVar("_T")
_WEEK = 7 * DAY
# 1970-01-01 was a Thursday.
_FIRST_MONDAY = 4 * DAY


def per_week(meetings: Iterable[tuple[int, int]]) -> Counter[str]:
    """Microseconds of meetings per ISO week (``2026-W09``) in UTC, each counted in full.

    A meeting over midnight from Sunday to Monday is shared between its weeks.
    """
    found: Counter[str] = Counter()
    for start, end in meetings:
        at = start
        while at < end:
            stop = min(end, at + _WEEK - (at - _FIRST_MONDAY) % _WEEK)
            year, week, _ = from_micros(at).isocalendar()
            found[f"{year}-W{week:02}"] += stop - at
            at = stop
    return found


def at_once(meetings: Sequence[tuple[_T, int, int]]) -> list[tuple[_T, _T, int, int]]:
    """Pairs of meetings that overlap: (first, second, from when, until when), in order of time."""
    ordered = sorted(meetings, key=lambda meeting: (meeting[1], meeting[2]))
    running: list[tuple[_T, int, int]] = []
    found: list[tuple[_T, _T, int, int]] = []
    for name, start, end in ordered:
        running = [each for each in running if each[2] > start]
        found += [
            (other, name, start, min(end, until)) for other, _, until in running if end > start
        ]
        running.append((name, start, end))
    return found


def outside(meetings: Iterable[tuple[int, int]], hours: Hours) -> int:
    """Microseconds of meetings that lie outside somebody's hours, each meeting counted in full."""
    return sum(end - start - hours.between_micros(start, end) for start, end in meetings)


def busy(meetings: Iterable[tuple[int, int]]) -> int:
    """Microseconds in which at least one meeting runs."""
    return spans(meetings).total
