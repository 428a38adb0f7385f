"""The stretch of time that a play covers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cached_property

from dayline.base.micros import DAY, to_micros


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

    @property
    def length(self) -> int:
        """All days that are played, the warm-up included."""
        return self.days + self.warm_up
