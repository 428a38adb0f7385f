"""What every wait has in common: it blocks a piece, may run a clock, ends with the holder told."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from dayline.simulation.desk import deliver, last_call, put_down, settle
from dayline.simulation.invariants import check_stop
from dayline.simulation.policies import Within
from dayline.simulation.state import DONE, READY, WAITING, Member, Piece, Task

if TYPE_CHECKING:
    from dayline.simulation.play import Play


def block(play: Play, piece: Piece) -> None:
    """The piece waits for somebody else."""
    piece.where = WAITING
    piece.since = play.agenda.now


def unblock(play: Play, piece: Piece, *, written: bool = True) -> None:
    """What it waited for is there: tell the holder, who may have heard it in a meeting."""
    holder = piece.holder
    piece.blocked += holder.awake.between_micros(piece.since, play.agenda.now)
    piece.since = -1
    if written:
        deliver(play, holder)
    go_on(play, piece)
    if holder.doing is None:
        settle(play, holder)


def go_on(play: Play, piece: Piece, *, at_once: bool = False) -> None:
    """The holder may do the next stretch; without one the piece is done."""
    if piece.at == len(piece.script):
        complete(play, piece)
        return
    piece.left = piece.script[piece.at].work + piece.extra
    piece.extra = 0
    piece.where = READY
    if at_once:
        piece.holder.ready.appendleft(piece)
    else:
        piece.holder.ready.append(piece)


def complete(play: Play, piece: Piece) -> None:
    """A piece is done."""
    holder = piece.holder
    put_down(piece)
    piece.where = DONE
    play.done += 1
    del play.open[piece.number]
    lead = play.agenda.now - piece.arrived
    play.counts.finished.append((lead, piece.blocked, piece.handoffs, piece.home))
    if holder.doing is None:
        settle(play, holder)


def start_clock(play: Play, member: Member, task: Task, within: Within | None) -> None:
    """A clock on a task, with the last moment at which it can be met."""
    if within is None:
        return
    now, left = play.agenda.now, task.left
    if within.awake:
        task.due = due = member.awake.add_micros(now, within.micros)
        if within.micros < left:
            play.counts.hopeless += 1
            last = now
        else:
            today = due - member.awake_opens[bisect_left(member.awake_opens, due) - 1]
            last = due - left if left <= today else member.awake.add_micros(due, -left)
    else:
        task.due = due = now + within.micros
        last = due - left
        if member.awake.between_micros(now, due) < left:
            play.counts.hopeless += 1
    play.agenda.at(max(last, now), last_call, task)


def stop_clock(play: Play, task: Task) -> None:
    """Met or missed."""
    if task.due:
        check_stop(play, task)
        play.counts.clocks += 1
        play.counts.missed += play.agenda.now > task.due
    task.closed = True
