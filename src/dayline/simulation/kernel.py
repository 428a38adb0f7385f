"""The clock of a play: events in order of time, equal times in the order in which they were set.

An event is an act with a subject and a token. Whoever no longer wants it does not look for it in
the heap: they change their token, and the act finds that it is stale.
"""

from __future__ import annotations

from collections.abc import Callable
from heapq import heappop, heappush
from typing import Any, Generic, TypeVar

World = TypeVar("World")
Act = Callable[[World, Any, int], None]
Watch = Callable[[int, int, Act[World], Any, int], None]


class TimeRanBackwards(Exception):
    """An event was set before the present."""


class Agenda(Generic[World]):
    """What is going to happen.

    ``now`` is in microseconds since 1970; ``number`` counts the events that happened, from 1, and
    is what names a moment of a play exactly.
    """

    __slots__ = ("_heap", "_sequence", "now")

    def __init__(self, now: int) -> None:
        self.now = now
        self._heap: list[tuple[int, int, Act[World], Any, int]] = []
        self._sequence = 0

    @property
    def number(self) -> int:
        """What was set less what is still to come."""
        return self._sequence - len(self._heap)

    def at(self, instant: int, act: Act[World], subject: Any, token: int = 0) -> None:
        """Let ``act(world, subject, token)`` happen at an instant."""
        self._sequence = sequence = self._sequence + 1
        heappush(self._heap, (instant, sequence, act, subject, token))

    def run(self, world: World, until: int, watch: Watch[World] | None = None) -> None:
        """Let everything up to ``until`` happen; ``watch`` sees each event before it does:
        its number, the instant, the act, its subject and its token.

        Raises :class:`TimeRanBackwards`.
        """
        heap, pop = self._heap, heappop
        now = self.now
        while heap and heap[0][0] <= until:
            instant, _, act, subject, token = pop(heap)
            if instant < now:
                raise TimeRanBackwards
            self.now = now = instant
            if watch is not None:
                watch(self.number, now, act, subject, token)
            act(world, subject, token)
        self.now = until
