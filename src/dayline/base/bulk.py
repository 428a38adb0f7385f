"""Awake-hours of a million pairs at a time, for simulations and rebuilds.

numpy does the work, imported only here; for few pairs, and where it is missing, the same answers
come from a loop. Instants and durations are in microseconds.

A place in a sorted array is found without a search: an index of equal buckets says where to
start, and a few steps forward end there.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, TypeAlias

from dayline.base.hours import Compiled, Hours

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Integers: TypeAlias = NDArray[np.int64]
    Micros: TypeAlias = Sequence[int] | Integers

HAS_NUMPY = find_spec("numpy") is not None

_FEW = 512
_MOST_STEPS = 4
_BUCKETS_PER_KEY = 4


def add_many(hours: Hours, starts: Micros, durations: Micros) -> Micros:
    """``hours.add_micros`` of each start with its duration, none of which is negative.

    Raises :class:`dayline.base.hours.NoAwakeTime` when one of them never passes.
    """
    if len(starts) < _FEW or not HAS_NUMPY:
        pairs = zip(map(int, starts), map(int, durations), strict=True)
        return [hours.add_micros(start, duration) for start, duration in pairs]
    import numpy as np

    begin, wanted = np.asarray(starts, dtype=np.int64), np.asarray(durations, dtype=np.int64)
    if wanted.min() < 0:
        raise ValueError("a duration is not negative")
    reaching = [int(begin.min()), int(begin.max())]
    while True:
        compiled = hours.compiled(*reaching)
        table = _Table(compiled)
        target = table.passed(begin) + wanted
        if target.max() <= compiled.through[-1]:
            return np.where(wanted == 0, begin, table.instant(np.maximum(target, 1)))
        reaching.append(compiled.high)


def between_many(hours: Hours, starts: Micros, stops: Micros) -> Micros:
    """``hours.between_micros`` of each start with its stop."""
    if len(starts) < _FEW or not HAS_NUMPY:
        pairs = zip(map(int, starts), map(int, stops), strict=True)
        return [hours.between_micros(start, stop) for start, stop in pairs]
    import numpy as np

    begin, end = np.asarray(starts, dtype=np.int64), np.asarray(stops, dtype=np.int64)
    edges = (begin.min(), begin.max(), end.min(), end.max())
    table = _Table(hours.compiled(*map(int, edges)))
    return table.passed(end) - table.passed(begin)


class _Table:
    """A compiled calendar as arrays, with an index on its openings and on its running total."""

    def __init__(self, compiled: Compiled) -> None:
        import numpy as np

        self._ends = np.array(compiled.ends, dtype=np.int64)
        self._through = np.array(compiled.through, dtype=np.int64)
        self._by_opening = _Index(np.array(compiled.starts, dtype=np.int64))
        self._by_total = _Index(self._through)

    def passed(self, instants: Integers) -> Integers:
        """The awake time from the start of the table to each instant."""
        import numpy as np

        place = self._by_opening.last_up_to(instants)
        left = self._ends[place] - instants
        passed: Integers = self._through[place] - np.maximum(left, 0)
        return passed

    def instant(self, totals: Integers) -> Integers:
        """The first instant at which each total (1 or more) has passed, where it ever does."""
        import numpy as np

        place = np.minimum(self._by_total.last_up_to(totals - 1) + 1, len(self._ends) - 1)
        found: Integers = self._ends[place] - (self._through[place] - totals)
        return found


class _Index:
    """Where a value belongs among rising ``keys``, the first of which is not above any value."""

    def __init__(self, keys: Integers) -> None:
        import numpy as np

        self._base = int(keys[0])
        width = (int(keys[-1]) - self._base) // (len(keys) * _BUCKETS_PER_KEY)
        self._shift = max(width.bit_length(), 1)
        count = ((int(keys[-1]) - self._base) >> self._shift) + 2
        edges = self._base + (np.arange(count, dtype=np.int64) << self._shift)
        self._keys = np.append(keys, np.iinfo(np.int64).max)
        self._first = np.searchsorted(keys, edges, side="right") - 1
        self._steps = int(np.diff(self._first).max())

    def last_up_to(self, values: Integers) -> Integers:
        """The place of the last key that is not above each value."""
        import numpy as np

        if self._steps > _MOST_STEPS:  # very uneven keys: a crowded bucket needs a search
            return np.searchsorted(self._keys, values, side="right") - 1
        bucket = (values - self._base) >> self._shift
        place: Integers = self._first[np.minimum(bucket, len(self._first) - 1)]
        for _ in range(self._steps):
            place = place + (self._keys[place + 1] <= values)
        return place
