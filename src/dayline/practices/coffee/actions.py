"""Draw a round of coffee; take part or stay out."""

from __future__ import annotations

from dataclasses import dataclass

from dayline.base.acting import Acting
from dayline.base.canonical import Json
from dayline.base.errors import InvalidInput
from dayline.base.instants import to_text
from dayline.base.micros import from_micros, to_micros
from dayline.journal.append import Pen, writing
from dayline.people.queries import authorise, directory
from dayline.people.timetable import timetable
from dayline.practices.coffee import queries
from dayline.practices.coffee.rules import draw as lot
from dayline.practices.coffee.rules import slot


@dataclass(frozen=True, slots=True)
class Held:
    """A round that was drawn: its number and seed, and how many pairs meet or write. Whom the lot
    paired only they are told."""

    round: int
    seed: str
    calls: int
    written: int
    left: int


def draw(acting: Acting, *, seed: str = "") -> Held:
    """Draw the next round and tell each pair. Only owners may.

    The seed goes to the journal, so that the lot can be drawn again; without one it is the number
    of the round. Raises :class:`InvalidInput` where nobody can be paired.
    """
    with writing(acting) as pen:
        authorise(directory(acting.workspace), acting.actor, "owner")
        history = queries.rounds(acting.workspace)
        number = len(history) + 1
        seed = seed or str(number)
        may_meet = queries.may_meet(acting.workspace)
        if not any(may_meet.values()):
            raise InvalidInput(
                "Nobody can be paired: no two teams with people in them depend on each other.",
                kept="No round was drawn.",
                do="Write depends_on into the teams' contracts: dayline new team",
            )
        drawn = lot(may_meet, history, seed)
        times = timetable(acting.workspace)
        now = to_micros(acting.at)
        pairs: list[Json] = []
        calls = 0
        for one, other in drawn.pairs:
            start = slot(times.hours(one), times.hours(other), now)
            at = to_text(from_micros(start)) if start is not None else ""
            calls += start is not None
            pairs.append({"people": [one, other], "at": at})
        left = [who for who in drawn.left if may_meet[who]]
        payload: dict[str, Json] = {"seed": seed, "pairs": pairs, "left": list(left)}
        pen.add("coffee.drawn", queries.SUBJECT, payload)
        for one, other in drawn.pairs:
            _tell(pen, one, other)
    return Held(number, seed, calls, len(drawn.pairs) - calls, len(left))


def _tell(pen: Pen, one: str, other: str) -> None:
    known = directory(pen.acting.workspace)
    for who, partner in ((one, other), (other, one)):
        text = f"Coffee, if you like: 20 minutes with {known.handle(partner)}. See: dayline coffee"
        notice: dict[str, Json] = {
            "matter": "coffee",
            "tell": [who],
            "text": text,
            "why": "you take part; stay out at any time, and nobody is told.",
        }
        pen.add("notice.given", queries.SUBJECT, notice)


def choose(acting: Acting, *, taking_part: bool) -> None:
    """Take part in rounds of coffee, or stay out. Nobody is told, and no reason is wanted."""
    with writing(acting) as pen:
        authorise(directory(acting.workspace), acting.actor, "owner", "member", "guest", "auditor")
        pen.add("coffee.chosen", queries.SUBJECT, {"taking_part": taking_part})
