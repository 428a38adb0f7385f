"""Instants: aware, in UTC, printed to the microsecond. Dates stay dates."""

from __future__ import annotations

from datetime import UTC, date, datetime

from dayline.base.errors import InvalidInput


def to_text(instant: datetime) -> str:
    """RFC 3339 in UTC with six decimals and ``Z``: 27 characters, sorts as text."""
    if instant.tzinfo is None:
        raise InvalidInput("A local time without a zone is no instant.", do="Give its zone.")
    utc = instant if instant.tzinfo is UTC else instant.astimezone(UTC)
    return utc.isoformat(timespec="microseconds")[:-6] + "Z"  # instead of +00:00


def from_text(text: str) -> datetime:
    """The instant that an RFC 3339 text names. Raises :class:`InvalidInput`."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise InvalidInput(f"{text!r} is not an instant.", do="Write it as 2026-11-21T09:00:00Z.")
    return instant.astimezone(UTC)


def date_from_text(text: str) -> date:
    """A calendar date in ISO form. Raises :class:`InvalidInput`."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise InvalidInput(f"{text!r} is not a date.", do="Write it as 2026-11-21.") from None
