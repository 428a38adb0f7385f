"""Instants as whole microseconds since 1970 UTC: the integers that calendars compute with."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Whole numbers of this are exact, and quicker than reading days, seconds and microseconds.
_ONE = timedelta(microseconds=1)
_NEVER_NAIVE = "A local time without a zone is no instant: give its zone."


def to_micros(instant: datetime) -> int:
    """The microseconds between 1970 and an aware ``instant``. Raises ValueError for a naive one.

    Subtracting from an epoch in UTC counts elapsed time; subtracting two times of one zone
    would count wall time, which is wrong across a change of the clocks.
    """
    if instant.tzinfo is None:
        raise ValueError(_NEVER_NAIVE)
    return (instant - EPOCH) // _ONE


def from_micros(micros: int) -> datetime:
    """The aware UTC instant that is ``micros`` after 1970."""
    return EPOCH + micros * _ONE


def length(duration: timedelta) -> int:
    """A duration as microseconds, exact."""
    return duration // _ONE


def lasting(micros: int) -> timedelta:
    """Microseconds as a duration."""
    return micros * _ONE
