"""Sets of time: sorted spans that neither touch nor overlap, and the algebra on them.

A span is half open, ``start <= t < end``, in microseconds since 1970 UTC.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spans:
    """A set of instants. ``starts[i] < ends[i] < starts[i + 1]`` for every ``i``."""

    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return zip(self.starts, self.ends, strict=True)

    def __len__(self) -> int:
        return len(self.starts)

    def __contains__(self, instant: int) -> bool:
        place = bisect_right(self.starts, instant) - 1
        return place >= 0 and instant < self.ends[place]

    @property
    def total(self) -> int:
        """The microseconds that the set covers."""
        return sum(self.ends) - sum(self.starts)

    def within(self, start: int, stop: int) -> Spans:
        """The part of the set in ``start <= t < stop``."""
        if start >= stop or not self.starts:
            return EMPTY
        first = bisect_right(self.ends, start)
        last = bisect_left(self.starts, stop)
        if first >= last:
            return EMPTY
        starts, ends = list(self.starts[first:last]), list(self.ends[first:last])
        starts[0], ends[-1] = max(starts[0], start), min(ends[-1], stop)
        return Spans(tuple(starts), tuple(ends))


EMPTY = Spans()


def spans(pairs: Iterable[tuple[int, int]]) -> Spans:
    """The set of all instants in ``pairs``, which may overlap, touch, be empty or out of order."""
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(pairs):
        if start >= end:
            continue
        if ends and start <= ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return Spans(tuple(starts), tuple(ends))


def at_least(count: int, sets: Sequence[Spans]) -> Spans:
    """The instants that belong to ``count`` or more of the ``sets``.

    1 is the union, ``len(sets)`` the intersection.
    """
    if count < 1:
        raise ValueError("count starts at 1")
    if len(sets) == 1 and count == 1:
        return sets[0]
    # At one instant ends come before starts, so that touching spans of two sets do not count
    # as an overlap of no length.
    edges = sorted(
        [(end, -1) for one in sets for end in one.ends]
        + [(start, 1) for one in sets for start in one.starts]
    )
    found: list[tuple[int, int]] = []
    depth, opened = 0, 0
    for instant, step in edges:
        before, depth = depth, depth + step
        if before < count <= depth:
            opened = instant
        elif depth < count <= before:
            found.append((opened, instant))
    return spans(found)


def union(*sets: Spans) -> Spans:
    """The instants in any of the sets."""
    return at_least(1, sets) if sets else EMPTY


def intersection(*sets: Spans) -> Spans:
    """The instants in all of the sets; of no sets at all, nothing."""
    return at_least(len(sets), sets) if sets else EMPTY


def difference(base: Spans, without: Spans) -> Spans:
    """The instants of ``base`` that are not in ``without``."""
    if not base.starts or not without.starts:
        return base
    starts: list[int] = []
    ends: list[int] = []
    for start, end in base:
        at = start
        for place in range(bisect_right(without.ends, start), len(without.starts)):
            hole, filled = without.starts[place], without.ends[place]
            if hole >= end:
                break
            if hole > at:
                starts.append(at)
                ends.append(hole)
            at = filled
        if at < end:
            starts.append(at)
            ends.append(end)
    return Spans(tuple(starts), tuple(ends))
