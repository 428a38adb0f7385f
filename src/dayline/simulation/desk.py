"""A member's desk: what is taken next, what interrupts, what waits for the morning.

What calls comes first, then what others asked, then one's own work, then new work. A question
that was written waits for a natural break: the end of a stretch of work, or the night. At the last
moment at which its clock can still be met it interrupts.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from dayline.simulation.invariants import (
    check_begin,
    check_delivery,
    check_ends,
    check_last_call,
    violated,
)
from dayline.simulation.state import IN_HAND, READY, WORK, Member, Piece, Place, Task

if TYPE_CHECKING:
    from dayline.simulation.play import Play


def settle(play: Play, member: Member) -> None:
    """Let somebody with empty hands take the next thing, or wait for their morning."""
    now = play.agenda.now
    today = member.closes - now
    if today <= 0:
        at = bisect_right(member.opens, now)
        member.closes = closes = member.shuts[at - 1]
        today = closes - now
        if today <= 0:
            look_up(play, member, member.opens[at])
            return
    if member.urgent:
        _take(play, member, member.urgent.popleft(), today)
    elif member.waiting:
        _take(play, member, member.waiting.popleft(), today)
    elif member.ready:
        _take(play, member, member.ready.popleft(), today)
    elif member.builds and member.held < play.limit:
        here = member.place
        queue = here.handed or here.backlog
        if queue:
            piece = queue.popleft()
            take_up(play, member, piece)
            _take(play, member, piece, today)


def take_up(play: Play, member: Member, piece: Piece) -> None:
    """Make a piece somebody's own."""
    piece.holder = member
    member.held += 1
    member.pieces[piece.number] = piece
    if piece.since >= 0:
        piece.blocked += member.awake.between_micros(piece.since, play.agenda.now)
        piece.since = -1


def put_down(piece: Piece) -> None:
    """Take a piece from its holder."""
    holder = piece.holder
    holder.held -= 1
    del holder.pieces[piece.number]


def begin(play: Play, member: Member, task: Piece | Task) -> None:
    """Take something in hand now."""
    now = play.agenda.now
    _take(play, member, task, member.shuts[bisect_right(member.opens, now) - 1] - now)


def _take(play: Play, member: Member, task: Piece | Task, today: int) -> None:
    """Take something in hand with so much of the day left. It ends when its work has passed."""
    agenda, left = play.agenda, task.left
    if today <= 0 or left < 0:
        check_begin(play, member, task, today)
    member.doing = task
    member.since = now = agenda.now
    member.token = token = member.token + 1
    # What is done before the day ends needs no search.
    member.ends = ends = now + left if left <= today else member.work.add_micros(now, left)
    agenda.at(ends, finished, member, token)
    if isinstance(task, Piece):
        task.where = IN_HAND
        if play.shared[task.area]:
            play.watch_day_end(play, member, token)
    else:
        task.begun = True


def finished(play: Play, member: Member, token: int) -> None:
    """What was in hand is done; its kind says what follows."""
    if token != member.token:
        return
    task = member.doing
    if task is None:
        raise violated(play, f"{member} finished nothing.")
    if play.agenda.now - member.since != task.left:
        check_ends(play, member, task)
    member.worked += task.left
    member.doing = None
    play.after[task.kind](play, member, task)
    if member.doing is None:
        settle(play, member)


def suspend(play: Play, member: Member, cost: int) -> None:
    """Put down what is in hand, to go on with it first; ``cost`` is for finding back into it."""
    task = member.doing
    if task is None:
        return
    passed = member.work.between_micros(member.since, play.agenda.now)
    task.left += cost - passed
    member.worked += passed
    member.token += 1
    member.doing = None
    if isinstance(task, Piece):
        task.fresh += passed
        task.where = READY
        member.ready.appendleft(task)
    else:
        member.waiting.appendleft(task)


def interrupt(play: Play, member: Member, task: Task) -> None:
    """Do this now, whatever is in hand."""
    if member.doing is not None:
        play.counts.interruptions[member.place.index] += 1
        suspend(play, member, play.refocus)
    begin(play, member, task)


def send(play: Play, member: Member, task: Task) -> None:
    """Ask something of somebody in writing; it lies on their desk until a natural break."""
    task.answerer = member
    deliver(play, member)
    member.waiting.append(task)
    nudge(play, member)


def deliver(play: Play, member: Member) -> None:
    """Count a message. Quiet delivery keeps it until the receiver's hours."""
    index = member.place.index
    counts = play.counts
    counts.messages[index] += 1
    now = play.agenda.now
    if now < member.awake_until:
        return
    at = bisect_right(member.awake_opens, now)
    member.awake_until = until = member.awake_shuts[at - 1]
    if now < until:
        return
    if play.policy.quiet:
        check_delivery(play, member, member.awake_opens[at])
    else:
        counts.out_of_hours[index] += 1


def nudge(play: Play, member: Member) -> None:
    """Something new lies on a desk: idle hands take it; others see it in their next morning."""
    doing = member.doing
    if doing is None:
        settle(play, member)
    elif not member.morning and member.ends - member.since != doing.left:
        at = bisect_right(member.opens, play.agenda.now)
        if at < len(member.opens):  # who never closes has no morning
            look_up(play, member, member.opens[at])


def look_up(play: Play, member: Member, instant: int) -> None:
    """Let somebody look at their desk at an instant, once."""
    if not member.morning:
        member.morning = instant
        play.agenda.at(instant, morning, member)


def morning(play: Play, member: Member, _token: int) -> None:
    """After a night, what others asked comes before one's own work, at no cost."""
    member.morning = 0
    doing = member.doing
    if doing is None:
        settle(play, member)
    elif doing.kind is WORK and (member.urgent or member.waiting):
        suspend(play, member, 0)
        settle(play, member)


def last_call(play: Play, task: Task, _token: int) -> None:
    """The last moment at which a clock can be met: interrupt, or be first in the morning."""
    if task.closed:
        return
    check_last_call(play, task)
    task.called = True
    member = task.answerer
    if task.begun or task not in member.waiting:
        return
    member.waiting.remove(task)
    now, busy = play.agenda.now, member.doing
    works = now < member.shuts[bisect_right(member.opens, now) - 1]
    if works and (busy is None or busy.kind is WORK):
        interrupt(play, member, task)
    else:
        member.urgent.append(task)
        nudge(play, member)


def call_up(play: Play, place: Place) -> None:
    """Work waits at a site: idle builders take it, now or when the first of them is back."""
    now, opens = play.agenda.now, 0
    for member in place.builders:
        if member.doing is not None or member.held >= play.limit:
            continue
        back = back_at(member, now)
        if back == now:
            settle(play, member)
            if not (place.handed or place.backlog):
                return
        elif not opens or back < opens:
            opens = back
    if opens and not now < place.morning <= opens:
        place.morning = opens
        play.agenda.at(opens, open_up, place)


def open_up(play: Play, place: Place, _token: int) -> None:
    """The first builder of a site is back."""
    if place.handed or place.backlog:
        call_up(play, place)


def works_through(member: Member, start: int, stop: int) -> bool:
    """Whether somebody works the whole of a span, without a break."""
    return stop <= member.shuts[bisect_right(member.opens, start) - 1]


def back_at(member: Member, now: int) -> int:
    """When somebody works next: now, or at their next opening."""
    if now < member.closes:
        return now
    at = bisect_right(member.opens, now)
    member.closes = closes = member.shuts[at - 1]
    return now if now < closes else member.opens[at]


def choose(play: Play, place: Place, people: list[Member], but: Member | None) -> Member | None:
    """The next in turn who is not away for long; who is back first when all are."""
    now, number = play.agenda.now, len(people)
    place.turn = turn = place.turn + 1
    first: Member | None = None
    opens = 0
    for step in range(number):
        member = people[(turn + step) % number]
        if member is but:
            continue
        if now < member.closes:
            return member
        back = back_at(member, now)
        if back - now <= _WEEKEND:
            return member
        if first is None or back < opens:
            first, opens = member, back
    return first


def stand_in(play: Play, member: Member) -> Member:
    """Somebody, or a colleague when they are away."""
    now = play.agenda.now
    if back_at(member, now) - now <= _WEEKEND:
        return member
    return choose(play, member.place, member.place.answering, member) or member


_WEEKEND = 4 * 86_400_000_000
"""The longest pause that is no absence: a weekend with a holiday on each side."""
