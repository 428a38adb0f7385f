"""Column types that every noun's tables share."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models

from dayline.base.micros import from_micros, to_micros


class InstantField(models.BigIntegerField):  # type: ignore[type-arg]
    """An instant, kept as whole microseconds since the epoch.

    Both databases compare and index it exactly, no driver shifts it through a session's zone,
    and bulk writes need no conversion per row.
    """

    def from_db_value(self, value: int | None, *_: Any) -> datetime | None:
        return None if value is None else from_micros(value)

    def to_python(self, value: Any) -> Any:
        return from_micros(value) if isinstance(value, int) else value

    def get_prep_value(self, value: Any) -> Any:
        return to_micros(value) if isinstance(value, datetime) else value
