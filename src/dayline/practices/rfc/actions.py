"""What the end of a window does: it closes, or at the hard cap the stated default applies."""

from __future__ import annotations

from dataclasses import dataclass

from dayline.base.acting import Acting
from dayline.base.errors import DaylineError
from dayline.people.queries import SYSTEM
from dayline.practices.rfc.queries import KIND, standing
from dayline.records.actions import move
from dayline.records.queries import Record, listing

_SILENCE = "The window is over. Those who said nothing are recorded as silent, not as agreeing."


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
    for record in listing(acting.workspace, kinds=[KIND], states=["open"]):
        due = standing(acting.workspace, record, acting.at).due
        if due:
            ended.append(_end(system, record, due))
    return ended


def _end(system: Acting, record: Record, due: str) -> Ended:
    fields = {} if due == "close" else {"reason": "The hard cap came before the matter was settled"}
    try:
        move(system, record.ref, due, fields=fields, note=_SILENCE if due == "close" else "")
    except DaylineError as refusal:
        return Ended(record.ref, due, str(refusal))
    return Ended(record.ref, due)
