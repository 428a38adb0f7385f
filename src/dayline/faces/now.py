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
    ``2026-11-20T14:55:00Z*60`` starts there with this process and runs sixty times as fast.
    """
    given = os.environ.get("DAYLINE_NOW")
    if not given:
        return datetime.now(UTC)
    start, pace = _rehearsed(given)
    return start + timedelta(seconds=(time.monotonic() - _BEGAN) * pace)


@cache
def _rehearsed(given: str) -> tuple[datetime, float]:
    instant, _, pace = given.partition("*")
    try:
        return from_text(instant), float(pace or 0)
    except ValueError as error:
        raise InvalidInput(
            f"DAYLINE_NOW={given} is no instant.",
            do="Write it as 2026-11-20T14:55:00Z, or 2026-11-20T14:55:00Z*60 to let it run.",
        ) from error
