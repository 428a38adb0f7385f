"""Meetings: in a shared hour when there is one soon, else in a bad one, which somebody pays for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from dayline.base.micros import DAY, HOUR, MINUTE
from dayline.simulation.desk import begin, deliver, suspend, works_through
from dayline.simulation.rooms import Rooms
from dayline.simulation.state import MEETING, Member, Piece, Place, Task
from dayline.simulation.waits import unblock

if TYPE_CHECKING:
    from dayline.simulation.play import Play

_NOTICE = HOUR
_SOON = 2 * DAY
"""How long a shared hour is looked for before a bad one is taken."""
_LATER = 3 * DAY
_STEP = 15 * MINUTE


class Meeting:
    """People, a piece of work that waits for it, and what happens when it is over."""

    __slots__ = ("people", "piece", "start", "stop", "then")

    def __init__(
        self,
        piece: Piece,
        people: list[Member],
        start: int,
        stop: int,
        then: Callable[[Play, Meeting], None] | None,
    ) -> None:
        self.piece, self.people, self.start, self.stop, self.then = piece, people, start, stop, then

    def __str__(self) -> str:
        return f"meeting of {len(self.people)} about {self.piece}"


def call(
    play: Play,
    piece: Piece,
    people: list[Member],
    then: Callable[[Play, Meeting], None] | None = None,
) -> None:
    """Invite to a meeting about a blocked piece. The caller is the first of the people."""
    for member in people:
        member.booked = [each for each in member.booked if each[1] > play.agenda.now]
    start = _slot(play, people)
    stop = start + play.meeting_length
    meeting = Meeting(piece, [*people, *_invited(play, people, start, stop)], start, stop, then)
    for member in meeting.people:
        member.booked.append((start, stop))
    for member in people[1:]:
        deliver(play, member)
    play.meeting.add(piece.number)
    play.agenda.at(start, meet, meeting)
    play.agenda.at(stop, is_over, meeting)


def _slot(play: Play, people: Sequence[Member]) -> int:
    """The first shared time at which all of them work and none has another meeting."""
    after = play.agenda.now + _NOTICE
    length = play.meeting_length
    places = list({member.place.index: member.place for member in people}.values())
    where = play.rooms(places)
    for day in range(after // DAY, (after + _SOON) // DAY + 1):
        for opens, shuts in where.shared(day):
            for start in range(max(after, opens), shuts - length + 1, _STEP):
                if all(_is_free(member, start, start + length) for member in people):
                    return start
    return _bad_hour(play, people, places, where, after)


def _is_free(member: Member, start: int, stop: int) -> bool:
    return works_through(member, start, stop) and not _is_booked(member, start, stop)


def _is_booked(member: Member, start: int, stop: int) -> bool:
    return any(a < stop and start < b for a, b in member.booked)


def _bad_hour(
    play: Play, people: Sequence[Member], places: Sequence[Place], where: Rooms, after: int
) -> int:
    """The edge of somebody's day that is least far from the others' days.

    Where two cost the same, those who lost less sleep so far lose it this time.
    """
    length = play.meeting_length
    best: tuple[int, int, int] | None = None
    for day in range(after // DAY, (after + _LATER) // DAY + 1):
        for cost, start, who in where.bad(day):
            if best is not None and cost > best[0]:
                break
            if start < after or any(_is_booked(each, start, start + length) for each in people):
                continue
            rank = (cost, sum(play.lost[places[place].index] for place in who), start)
            best = rank if best is None else min(best, rank)
    return best[-1] if best else max([after, *(b for each in people for _, b in each.booked)])


def _invited(play: Play, people: Sequence[Member], start: int, stop: int) -> list[Member]:
    """Others of the same sites who sit in, where it lies in their hours."""
    found: list[Member] = []
    for place in {member.place.index: member.place for member in people}.values():
        wanted = play.organisation.habits.invited
        for member in place.members:
            if wanted and member not in people and _is_free(member, start, stop):
                found.append(member)
                wanted -= 1
    return found


def meet(play: Play, meeting: Meeting, _token: int) -> None:
    """It begins: who works puts down what they have in hand; who does not pays."""
    start, stop = meeting.start, meeting.stop
    for member in meeting.people:
        index = member.place.index
        play.counts.meeting[index] += stop - start
        if not works_through(member, start, stop):
            paid = stop - start - member.awake.between_micros(start, stop)
            play.counts.paid[index] += paid
            play.lost[index] += paid
            continue
        busy = member.doing
        if busy is None or busy.kind is not MEETING:
            if busy is not None:
                play.counts.interruptions[index] += 1
                suspend(play, member, play.refocus)
            begin(play, member, Task(MEETING, stop - start, meeting.piece))


def is_over(play: Play, meeting: Meeting, _token: int) -> None:
    """What it was about can go on."""
    play.meeting.discard(meeting.piece.number)
    if meeting.then is None:
        unblock(play, meeting.piece, written=False)
    else:
        meeting.then(play, meeting)


def left(_play: Play, _member: Member, _task: object) -> None:
    """Somebody comes back from a meeting."""
