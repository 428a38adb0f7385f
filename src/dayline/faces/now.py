"""The present instant, as faces tell it to actions; nothing below a face looks at a clock."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime, timedelta
from functools import cache

from dayline.base.errors import InvalidInput
from dayline.base.instants import from_text

_BEGAN = time.monotonic()


def now() -> datetime:
    """The present instant.

    ``DAYLINE_NOW`` sets it for rehearsals and tests: ``2026-11-20T14:55:00Z`` stands still;
    ``2026-11-20T14:55:00Z*60`` starts there with this process and runs sixty times as fast;
    ``2026-11-20T14:55:00Z*60@2026-11-21T09:00:00Z`` has run so since that real instant, so that
    several processes tell the same time.
    """
    given = os.environ.get("DAYLINE_NOW")
    if not given:
        return datetime.now(UTC)
    start, pace, since = _rehearsed(given)
    ran = (
        time.monotonic() - _BEGAN if since is None else (datetime.now(UTC) - since).total_seconds()
    )
    return start + timedelta(seconds=ran * pace)


@cache
def _rehearsed(given: str) -> tuple[datetime, float, datetime | None]:
    instant, _, running = given.partition("*")
    pace, _, since = running.partition("@")
    try:
        return from_text(instant), float(pace or 0), from_text(since) if since else None
    except ValueError as error:
        raise InvalidInput(
            f"DAYLINE_NOW={given} is no instant.",
            do="Write it as 2026-11-20T14:55:00Z, or 2026-11-20T14:55:00Z*60 to let it run.",
        ) from error
