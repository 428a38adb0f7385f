"""What happens in a play, event by event, in words. Nobody is named: ``london 2`` is a place."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dayline.base.errors import DaylineError
from dayline.base.micros import from_micros
from dayline.simulation.invariants import InvariantBroken
from dayline.simulation.kernel import Act
from dayline.simulation.measures import read
from dayline.simulation.organisation import Organisation
from dayline.simulation.play import Play
from dayline.simulation.policies import Policy
from dayline.simulation.season import season
from dayline.simulation.span import Span
from dayline.simulation.state import Member

_WORDS = {
    "arrive": "piece {} comes in",
    "morning": "{} looks at their desk",
    "open_up": "{} looks for new work",
    "last_call": "last call: {}",
    "day_ends": "the day ends for {}",
    "meet": "begins: {}",
    "is_over": "is over: {}",
    "close": "may close: {}",
    "leave_begins": "{} is away from now",
    "audit": "everything is looked at",
    "_warmed_up": "from now on it counts",
}


@dataclass(frozen=True)
class Event:
    """One event: its number in the play, when, and what."""

    number: int
    at: datetime
    what: str


@dataclass(frozen=True)
class Replay:
    """The last events of a play, how many there were in all, and what stopped it.

    ``digest`` is the fingerprint of a play that came to its end.
    """

    events: tuple[Event, ...]
    number: int
    digest: str = ""
    broken: InvariantBroken | None = None


class _Enough(DaylineError):
    """The event that was asked for has happened."""

    code = "enough"


def replay(
    organisation: Organisation,
    policy: Policy,
    seed: int,
    span: Span,
    *,
    until: int = 0,
    last: int = 30,
) -> Replay:
    """Play a seed again, up to an event (0: to the end), and keep the last events before it."""
    play = Play(organisation, policy, season(organisation, seed, span))
    events: deque[Event] = deque(maxlen=last)

    def watch(number: int, now: int, act: Act[Play], subject: Any, token: int) -> None:
        if until and number > until:
            raise _Enough(str(number))
        events.append(Event(number, from_micros(now), _what(act, subject, token)))

    try:
        play.run(watch)
    except _Enough:
        return Replay(tuple(events), until)
    except InvariantBroken as error:
        return Replay(tuple(events), play.agenda.number, broken=error)
    return Replay(tuple(events), play.agenda.number, read(play).digest)


def _what(act: Act[Play], subject: Any, token: int) -> str:
    if act.__name__ == "finished" and isinstance(subject, Member):
        if token != subject.token:
            return f"{subject} had put it down before"
        return f"{subject} has done: {subject.doing}"
    return _WORDS.get(act.__name__, act.__name__ + " {}").format(subject)
