"""Absences of several days: what somebody had goes to others on the day they leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dayline.simulation.desk import (
    call_up,
    choose,
    look_up,
    nudge,
    put_down,
    send,
    suspend,
    take_up,
)
from dayline.simulation.state import READY, Member, Piece, Task

if TYPE_CHECKING:
    from dayline.simulation.play import Play


def leave_begins(play: Play, member: Member, _token: int) -> None:
    """Give away pieces and tasks, and come back to an empty desk."""
    suspend(play, member, 0)
    for piece in list(member.pieces.values()):
        _pass_on(play, member, piece)
    tasks = [*member.urgent, *member.waiting]
    member.urgent.clear()
    member.waiting.clear()
    for task in tasks:
        _pass_task(play, member, task)
    _come_back(play, member)


def _pass_on(play: Play, member: Member, piece: Piece) -> None:
    """A colleague goes on with it; nobody of another site is asked."""
    colleague = choose(play, member.place, member.place.builders, member)
    if colleague is None:
        return
    since = piece.since
    piece.since = -1
    put_down(piece)
    take_up(play, colleague, piece)
    piece.since = since
    if piece.where is READY:
        member.ready.remove(piece)
        colleague.ready.append(piece)
        nudge(play, colleague)


def _pass_task(play: Play, member: Member, task: Task) -> None:
    """A colleague gets it; what had called already still comes first."""
    colleague = choose(play, member.place, member.place.members, member) or member
    send(play, colleague, task)
    if task.called and task in colleague.waiting:
        colleague.waiting.remove(task)
        colleague.urgent.append(task)


def _come_back(play: Play, member: Member) -> None:
    """Look up on the first day back: work may have been waiting for idle hands since."""
    look_up(play, member, member.work.next_awake_micros(play.agenda.now))
    call_up(play, member.place)
