"""A record that is not there for who asks: the refusal, and what they may have meant."""

from __future__ import annotations

from collections.abc import Iterable

from dayline.base.errors import NotFound
from dayline.base.ids import Ref


class NoRecord(NotFound):
    """Nothing is called ``key``, or the asker may not see it: the two read the same."""

    def __init__(self, key: str) -> None:
        super().__init__(f"There is no record {key}.", do="See what there is: dayline list.")
        self.key = key


def closest(wanted: Ref, numbers: Iterable[int], *, most: int) -> list[int]:
    """The numbers nearest to that of an id, in their order; of two as near the lower one."""
    by_distance = sorted(numbers, key=lambda number: (abs(number - wanted.number), number))
    return sorted(by_distance[:most])
