"""Wishes: a local time that a rule repeats in a zone, such as nine o'clock on workdays.

A wish keeps zone and rule; the law keeps an instant. When a country moves its clocks the wish
moves with them, and "72 hours after" does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from dayline.base.errors import HostileInput
from dayline.base.micros import from_micros, to_micros
from dayline.base.occurrences import in_zone, occurrences
from dayline.base.recurrence import Frequency, Rule
from dayline.base.zones import Happens, day_span, resolve_local, zone

_A_DAY = timedelta(days=1)
_LOOK_AHEAD = (9, 70, 800, 8_000)


@dataclass(frozen=True, slots=True)
class Wish:
    """``rule``, first due at the local time ``start`` (naive), in ``zone``; daily or less often.

    Each date that it wishes for comes once: a time that never happens that day comes when the
    clocks change, one that happens twice comes the first time, and a date that the zone skipped
    does not come.
    """

    zone: str
    start: datetime
    rule: Rule

    def __post_init__(self) -> None:
        if self.rule.frequency > Frequency.DAILY:
            raise HostileInput(
                f"The rule {self.rule.text[:120]!r} repeats within a day.",
                do="Write one that repeats daily or less often.",
            )

    def times(self, after: datetime, before: datetime) -> list[datetime]:
        """The instants in ``after <= t < before``, in UTC and in order."""
        there = zone(self.zone)
        low, high = (each.astimezone(there).replace(tzinfo=None) for each in (after, before))
        found = {
            instant
            for local in occurrences(
                in_zone(self.rule, there), self.start, after=low - _A_DAY, before=high + _A_DAY
            )
            if (instant := self._instant(local)) is not None and after <= instant < before
        }
        return sorted(found)

    def next_after(self, instant: datetime) -> datetime | None:
        """The first time strictly after an instant; None when there is none in twenty years."""
        begin = from_micros(to_micros(instant) + 1)
        for days in _LOOK_AHEAD:
            found = self.times(begin, begin + days * _A_DAY)
            if found:
                return found[0]
        return None

    def _instant(self, local: datetime) -> datetime | None:
        found = resolve_local(local, self.zone)
        if found.happens is Happens.NEVER:
            start, stop = day_span(local.date(), self.zone)
            if start == stop:
                return None
        return found.wish
