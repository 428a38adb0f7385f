"""When people who live by different clocks are awake together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import combinations

from dayline.base.hours import Hours
from dayline.base.micros import DAY, MINUTE
from dayline.base.spans import Spans, intersection
from dayline.base.zones import day_span


def overlap(people: Sequence[tuple[Hours, str]], day: date) -> Spans:
    """When everybody is awake on *their own* date ``day``; each person comes with their zone.

    London and Singapore share the morning of one date. Sydney's Wednesday morning is Tuesday in
    Los Angeles: they share nothing on Wednesday, and :func:`shared` finds the hour they do share.
    """
    parts = []
    for hours, zone in people:
        start, stop = day_span(day, zone)
        parts.append(hours.spans(start, stop))
    return intersection(*parts)


def shared(people: Sequence[Hours], start: int, stop: int) -> Spans:
    """When everybody is awake in ``start <= t < stop``, whatever date each of them has."""
    return intersection(*(hours.spans(start, stop) for hours in people))


def next_shared(
    people: Sequence[Hours], after: int, *, minutes: int = 60, within_days: int = 14
) -> tuple[int, int] | None:
    """The first span from ``after`` on that everybody shares and that is long enough, or None.

    None is an answer: Austin, London and Singapore at nine to six share no hour at all.
    """
    for start, end in shared(people, after, after + within_days * DAY):
        if end - start >= minutes * MINUTE:
            return start, end
    return None


def next_shared_by_two(
    people: Sequence[Hours], after: int, *, minutes: int = 60, within_days: int = 14
) -> list[tuple[int, int, tuple[int, int]]]:
    """The pairs that share time where all of them do not: places of the two, and their first span
    from ``after`` on that is long enough. Pairs that share none are not in it.

    Each calendar is read once, so n people cost n readings and n * (n - 1) / 2 comparisons.
    """
    read = [hours.spans(after, after + within_days * DAY) for hours in people]
    found = []
    for one, other in combinations(range(len(read)), 2):
        long_enough = (
            (start, end)
            for start, end in intersection(read[one], read[other])
            if end - start >= minutes * MINUTE
        )
        span = next(long_enough, None)
        if span is not None:
            found.append((one, other, span))
    return found
