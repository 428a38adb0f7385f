"""What a window does by itself: its clock follows it, it closes, the cap applies the default."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dayline.base.acting import Acting
from dayline.base.errors import DaylineError
from dayline.base.micros import length
from dayline.clocks import queries as clocks
from dayline.clocks.actions import Course, follow_practice
from dayline.clocks.queries import Deadline
from dayline.clocks.rules import State
from dayline.clocks.timing import WALL
from dayline.journal.append import writing
from dayline.people.queries import SYSTEM
from dayline.people.timetable import timetable
from dayline.practices.rfc import queries
from dayline.practices.rfc.queries import KIND, RUNNING, standing
from dayline.practices.rfc.rules import Policy, Standing
from dayline.records.actions import move
from dayline.records.queries import Record, listing

CLOCK = "window"
_REASON = 300


@dataclass(frozen=True, slots=True)
class Ended:
    """A window that came to its end: the move that was made, or why it could not be made."""

    ref: str
    move: str
    refused: str = ""


def end_windows(acting: Acting) -> list[Ended]:
    """Close the windows that are over and apply the defaults of those at their cap.

    Each RFC is an act of its own, by the system: one that cannot move does not hold the others.
    Doing it twice does nothing the second time.
    """
    system = Acting(acting.workspace, SYSTEM, acting.at)
    ended = []
    for record in listing(acting.workspace, kinds=[KIND], states=RUNNING):
        if record.dialect == "native":
            found = standing(acting.workspace, record, acting.at)
            wanted = _wanted(record, found, acting.at)
            if wanted:
                ended.append(_end(system, record, wanted))
            elif record.state == "open":
                _keep_clock(system, record, found)
    return ended


def _wanted(record: Record, found: Standing, now: datetime) -> str:
    """The move or disposition that is due for an RFC; "" for none.

    In its last call an RFC waits for its result; a new concern under the policy restart brings
    the window back, and the cap holds there too.
    """
    if record.state == "open" and found.hearings:
        return found.due
    terms = queries.terms_of(record.fields, timetable(record.workspace), record.author)
    if terms.cap is not None and now >= terms.cap:
        return terms.disposition
    if record.state == "open":
        return ""  # with nobody left to review it, only the cap ends it
    return "reopen" if found.open_concerns and terms.policy is Policy.RESTART else ""


def _end(system: Acting, record: Record, wanted: str) -> Ended:
    try:
        if wanted in queries.DISPOSITIONS:
            return _dispose(system, record, wanted)
        note = _heard(record) if wanted == "close" else _NEW_CONCERN
        move(system, record.ref, wanted, note=note)
    except DaylineError as refusal:
        return Ended(record.ref, wanted, str(refusal))
    return Ended(record.ref, wanted)


_NEW_CONCERN = "A concern was raised after the window had closed."


def _heard(record: Record) -> str:
    """Who said nothing, by name: silence is recorded as silence and never as agreement."""
    silent = queries.silent(record)
    if not silent:
        return "The window is over. Every reviewer has spoken."
    names = ", ".join(silent)
    return f"The window is over. Silent, not as agreeing: {names}."


def _dispose(system: Acting, record: Record, disposition: str) -> Ended:
    """Apply the default that was stated for the cap. Where a gate refuses it, the matter is
    postponed and says why: a hard cap ends it in any case."""
    fields = {"reason": "The hard cap came before the matter was settled"}
    try:
        with writing(system):
            if disposition == "accept":
                if record.state == "open":
                    move(system, record.ref, "close", note=_heard(record))
                move(system, record.ref, "accept", note="By the default stated for the hard cap.")
            else:
                move(system, record.ref, disposition, fields=fields)
    except DaylineError as refusal:
        if disposition == "postpone":
            raise
        todo = refusal.findings[0].message if refusal.findings else refusal.what
        reason = f"The hard cap came, and {disposition} was not possible. {todo}"
        move(system, record.ref, "postpone", fields={"reason": reason[:_REASON]})
        return Ended(record.ref, "postpone")
    return Ended(record.ref, disposition)


def _keep_clock(system: Acting, record: Record, found: Standing) -> None:
    """Let the deadline of the window say what the practice says, so that there is one promise.

    The contract's clock knows awake-hours and the floor; concerns that stop or restart the window
    and delegates who are heard for somebody are known here.
    """
    if found.ends_at is None:
        return
    people = timetable(record.workspace).people
    had = {people.id_of(one.by) or one.by: length(one.had) for one in found.hearings}
    course = Course(
        None if found.still else found.ends_at,
        tuple(sorted(had)),
        {**had, WALL: length(found.ran)},
    )
    if _otherwise(record, course) is not None:
        with writing(system) as pen:
            deadline = _otherwise(record, course)  # again: another worker may have been here
            if deadline is not None:
                follow_practice(pen, deadline, course)


def _otherwise(record: Record, course: Course) -> Deadline | None:
    """The deadline of the window, if it says something else."""
    for one in clocks.of_record(record.workspace, record.ref):
        if one.clock == CLOCK and one.state in (State.RUNNING, State.PAUSED):
            return one if course.differs(one) else None
    return None
