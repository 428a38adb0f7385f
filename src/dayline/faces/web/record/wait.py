"""Until when somebody is waited for on a record, and what is left of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dayline.clocks.queries import Deadline, of_record
from dayline.clocks.reading import standing
from dayline.clocks.rules import State
from dayline.faces.web.desk import Desk
from dayline.people.timetable import timetable

_OPEN = (State.RUNNING, State.MISSED)


@dataclass(frozen=True)
class Wait:
    """Until when somebody is waited for: the awake-hours that are left, or by how much it is late.

    ``micros`` are negative when it is over.
    """

    at: datetime
    micros: int
    human: bool
    late: bool


def wait_of(ref: str, desk: Desk) -> Wait | None:
    """The next deadline of a record that runs, or the last that ran out and is not answered."""
    due = [
        (one.due_at, one)
        for one in of_record(desk.workspace, ref)
        if one.state in _OPEN and one.due_at is not None and one.ended_at is None
    ]
    return _wait(*min(due, key=lambda pair: pair[0]), desk) if due else None


def _wait(at: datetime, one: Deadline, desk: Desk) -> Wait:
    left = standing(timetable(desk.workspace), one, desk.now)
    return Wait(at, left, one.promise.measure.human, one.state is State.MISSED or at <= desk.now)
