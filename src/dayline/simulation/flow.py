"""How a piece of work gets from coming in to being done: questions, reviews, handoffs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import TYPE_CHECKING

from dayline.base.micros import HOUR
from dayline.simulation import decisions, meetings
from dayline.simulation.desk import (
    call_up,
    choose,
    interrupt,
    put_down,
    send,
    settle,
    stand_in,
    suspend,
)
from dayline.simulation.invariants import is_working
from dayline.simulation.state import BACKLOG, READY, WORK, Kind, Member, Piece, Place, Task
from dayline.simulation.waits import block, complete, go_on, start_clock, stop_clock, unblock
from dayline.simulation.workload import Stretch

if TYPE_CHECKING:
    from dayline.simulation.play import Play

_NIGHT = 4 * HOUR


def arrive(play: Play, index: int, _token: int) -> None:
    """A piece of work comes in, and the next one is announced."""
    items = play.season.items
    piece = Piece(index, items[index])
    play.arrived += 1
    play.open[index] = piece
    place = nearest(play, play.owners[piece.area])
    place.backlog.append(piece)
    call_up(play, place)
    if index + 1 < len(items):
        play.agenda.at(items[index + 1].at, arrive, index + 1)


def nearest(play: Play, places: list[Place]) -> Place:
    """Of the owners of an area, the site whose next working time comes first."""
    if len(places) == 1:
        return places[0]
    now = play.agenda.now
    return min(places, key=lambda place: _opens(place, now))


def _opens(place: Place, now: int) -> int:
    """When a site works next, absences aside: now, or at its next opening."""
    at = bisect_right(place.opens, now)
    return now if now < place.shuts[at - 1] else place.opens[at]


def worked(play: Play, member: Member, piece: Piece) -> None:
    """A stretch is done: what it needs next."""
    piece.fresh += piece.left
    stretch = piece.script[piece.at]
    piece.at += 1
    _NEEDS[stretch.need](play, member, piece, stretch)


def enough(play: Play, _member: Member, piece: Piece, _stretch: Stretch) -> None:
    """Nothing is needed."""
    complete(play, piece)


def ask(play: Play, member: Member, piece: Piece, stretch: Stretch) -> None:
    """A question: spoken at once, in a meeting, or written, as the policy has it."""
    area = stretch.area
    places = play.owners[area] if area >= 0 else [play.places[piece.home]]
    place = member.place if member.place in places else nearest(play, places)
    other = choose(play, place, place.answering, member)
    if other is None:
        go_on(play, piece, at_once=True)
        return
    block(play, piece)
    policy, here = play.policy, place is member.place
    if policy.meets and not here:
        meetings.call(play, piece, [member, other])
        return
    task = Task(
        Kind.ANSWER, play.answer, piece, 0 if policy.interrupts and here else stretch.rounds
    )
    if policy.interrupts and here and _can_talk(play, other):
        piece.extra += play.answer
        task.answerer = other
        interrupt(play, other, task)
        return
    start_clock(play, other, task, policy.answer_within)
    send(play, other, task)


def _can_talk(play: Play, other: Member) -> bool:
    busy = other.doing
    return (busy is None or busy.kind is WORK) and is_working(other, play.agenda.now)


def answered(play: Play, member: Member, task: Task) -> None:
    """An answer is given. It may raise a question back."""
    stop_clock(play, task)
    if not task.rounds:
        unblock(play, task.piece)
        return
    back = Task(Kind.CLARIFY, play.clarify, task.piece, task.rounds - 1)
    back.asker = member
    send(play, task.piece.holder, back)


def clarified(play: Play, _member: Member, task: Task) -> None:
    """The question was put again."""
    task.closed = True
    again = Task(Kind.ANSWER, play.clarify, task.piece, task.rounds)
    other = stand_in(play, task.asker)
    start_clock(play, other, again, play.policy.answer_within)
    send(play, other, again)


def review(play: Play, member: Member, piece: Piece, stretch: Stretch) -> None:
    """Somebody else looks at it, now and then at another site."""
    where, which = stretch.chances
    place = member.place
    others = play.reviewing[place.index]
    if where < play.organisation.habits.review_elsewhere and others:
        place = others[int(which * len(others))]
    other = choose(play, place, place.members, member)
    if other is None:
        go_on(play, piece, at_once=True)
        return
    block(play, piece)
    task = Task(Kind.REVIEW, play.review, piece)
    start_clock(play, other, task, play.policy.review_within)
    send(play, other, task)


def reviewed(play: Play, _member: Member, task: Task) -> None:
    """A review is done; the script knows whether it asks for changes."""
    stop_clock(play, task)
    unblock(play, task.piece)


def step(play: Play, member: Member, piece: Piece, stretch: Stretch) -> None:
    """The next step belongs to an area; at another site it is handed over."""
    piece.area = stretch.area
    piece.left = piece.script[piece.at].work + piece.extra
    piece.extra = 0
    if member.place in play.owners[piece.area]:
        piece.where = READY
        member.ready.appendleft(piece)
    else:
        write_note(play, member, piece)


def write_note(play: Play, member: Member, piece: Piece) -> None:
    """A handoff is written by whoever gives the piece away."""
    block(play, piece)
    member.urgent.appendleft(Task(Kind.NOTE, play.note, piece))


def handed_over(play: Play, _member: Member, task: Task) -> None:
    """The note is written: the piece lies at the next site, and some of what was known is lost."""
    piece = task.piece
    giver = piece.holder
    place = nearest(play, play.others(piece, giver.place))
    put_down(piece)
    piece.left += play.take_over + int(play.loss * piece.fresh)
    piece.fresh = 0
    piece.handoffs += 1
    piece.where = BACKLOG
    play.counts.handoffs += 1
    place.handed.append(piece)
    call_up(play, place)


def watch_day_end(play: Play, member: Member, token: int) -> None:
    """Work that follows the sun is handed over when the day ends, unless it is nearly done."""
    at, last = bisect_right(member.opens, play.agenda.now) - 1, len(member.opens) - 1
    while at < last and member.opens[at + 1] - member.shuts[at] < _NIGHT:
        at += 1
    day_end = member.shuts[at] - play.note
    if play.agenda.now < day_end and member.ends > day_end + HOUR:
        play.agenda.at(day_end, day_ends, member, token)


def day_ends(play: Play, member: Member, token: int) -> None:
    """Hand the piece to a site that wakes before this one does again."""
    piece = member.doing
    if token != member.token or not isinstance(piece, Piece):
        return
    now = play.agenda.now
    mine = member.opens[bisect_right(member.opens, now + play.note)]
    if all(_opens(each, now) >= mine for each in play.others(piece, member.place)):
        return
    suspend(play, member, 0)
    member.ready.popleft()
    write_note(play, member, piece)
    settle(play, member)


_NEEDS: tuple[Callable[[Play, Member, Piece, Stretch], None], ...] = (
    enough,
    ask,
    decisions.open_decision,
    review,
    step,
)
"""By :class:`Need`. Hashing a member of an enumeration costs as much as the rest of the call."""
