"""The newest records of a sort, as the log's indexes have them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from dayline.ask.material import Newest
from dayline.base.micros import to_micros
from dayline.journal.database import marks
from dayline.records.queries import Clause, Record, select

_SETTLED = ("accepted", "published", "superseded")
"""States that are not final and wait on nobody; most records are in them."""


def newest(visible: Clause, wanted: Newest, limit: int, as_of: date | None) -> list[Record]:
    """The records that were opened last, or changed last, of all that may be of the sort.

    ``wanted.authors`` are ids. As of a day, states are not looked at: those that are stored are of
    today.
    """
    column = "changed_at" if wanted.changed else "opened_at"
    conditions, parameters = ["1 = 1"], list[int | str]()

    def among(name: str, values: Sequence[str], *, but: bool = False) -> None:
        if values:
            conditions.append(f"{name} {'NOT ' if but else ''}IN ({marks(values)})")
            parameters.extend(values)

    among("kind", wanted.kinds)
    among("author", wanted.authors)
    if wanted.since:
        conditions.append(f"{column} >= %s")
        parameters.append(_start_of(wanted.since))
    if as_of is not None:
        conditions.append("opened_at < %s")
        parameters.append(_start_of(as_of + timedelta(days=1)))
    else:
        among("state", wanted.states)
    if wanted.is_open and as_of is None:
        conditions.append("NOT final")
        among("state", _SETTLED, but=True)
    order = f"{column} DESC, ref LIMIT {int(limit)}"
    return select(visible, " AND ".join(conditions), parameters, order=order)


def _start_of(day: date) -> int:
    return to_micros(datetime.combine(day, time(), UTC))
