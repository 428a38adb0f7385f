"""A day as people type it: 2026-11-18, ``today`` or ``yesterday``."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import click

from dayline.faces.cli.session import now


class Day(click.ParamType):  # type: ignore[type-arg]  # before click 8.5 it takes none
    """Gives a date; ``today`` is that of UTC."""

    name = "day"

    def convert(
        self, value: str | date, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """The day that a text names."""
        if isinstance(value, date):
            return value
        ago = {"today": 0, "yesterday": 1}.get(value.casefold())
        if ago is not None:
            return now().astimezone(UTC).date() - timedelta(days=ago)
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no day. Give it as 2026-11-18.", param, ctx)


DAY = Day()


def begin(day: date) -> datetime:
    """The instant at which a day begins in UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
