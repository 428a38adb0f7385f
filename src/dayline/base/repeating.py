"""A block of local time that a recurrence rule repeats: two hours for focus on first Mondays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from dayline.base import spans as sets
from dayline.base.calendars import on_the_clock
from dayline.base.micros import DAY, EPOCH, MINUTE, SECOND
from dayline.base.occurrences import expand, in_zone, wall_seconds
from dayline.base.recurrence import Rule
from dayline.base.spans import Spans
from dayline.base.zones import segments, zone

_EPOCH_WALL = EPOCH.toordinal() * 86_400
_PIECE = 2 * 366 * DAY


@dataclass(frozen=True, slots=True)
class Repeating:
    """``minutes`` of local time from each occurrence of ``rule`` in ``zone``.

    As in a working week, a minute counts when the local clock shows it.
    """

    zone: str
    start: datetime
    minutes: int
    rule: Rule

    def spans(self, start: int, stop: int) -> Spans:
        """See :class:`dayline.base.calendars.Calendar`.

        Long windows are worked out two years at a time, so that the budget of a rule bounds how
        often it happens and not how far somebody looks.
        """
        found: list[tuple[int, int]] = []
        for low in range(start, stop, _PIECE):
            found += self._piece(low, min(stop, low + _PIECE))
        return sets.spans(found)

    def _piece(self, start: int, stop: int) -> Iterator[tuple[int, int]]:
        pieces = segments(self.zone, start, stop)
        reach = self.minutes * MINUTE
        low = min(start + offset for start, _, offset in pieces) - reach
        high = max(stop + offset for _, stop, offset in pieces)
        moments = expand(
            in_zone(self.rule, zone(self.zone)),
            wall_seconds(self.start),
            low // SECOND + _EPOCH_WALL,
            high // SECOND + 1 + _EPOCH_WALL,
        )
        opens = [(moment - _EPOCH_WALL) * SECOND for moment in moments]
        return on_the_clock(sets.spans((each, each + reach) for each in opens), pieces)
