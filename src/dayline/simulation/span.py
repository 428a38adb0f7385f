"""The stretch of time that a play covers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cached_property

from dayline.base.micros import DAY, to_micros

_BEYOND = 120 * DAY
_ETERNITY = 5 * 365 * DAY


@dataclass(frozen=True)
class Span:
    """A play starts on ``begins``; after ``warm_up`` days it is measured, for ``days``.

    The organisation starts with empty desks, which no real one does; the warm-up fills them.
    """

    begins: date
    days: int = 364
    warm_up: int = 56

    @cached_property
    def start(self) -> int:
        """The first instant, in microseconds."""
        return to_micros(datetime.combine(self.begins, time(), UTC))

    @cached_property
    def measured(self) -> int:
        """The instant from which on everything counts."""
        return self.start + self.warm_up * DAY

    @cached_property
    def stop(self) -> int:
        """The last instant."""
        return self.measured + self.days * DAY

    @cached_property
    def beyond(self) -> int:
        """Up to here calendars are followed, so that whoever is asked late has a next morning."""
        return self.stop + _BEYOND

    @cached_property
    def eternity(self) -> int:
        """From ``beyond`` up to here everybody works without a pause. Nothing of it is played; it
        gives the largest work, begun on the last day, an end."""
        return self.beyond + _ETERNITY

    @property
    def length(self) -> int:
        """All days that are played, the warm-up included."""
        return self.days + self.warm_up
