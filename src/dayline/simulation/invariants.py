"""What must hold in every play, checked in every play: at each event, and over all once a week.

A broken one stops the play at once and says how to see it again.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import timedelta
from typing import TYPE_CHECKING

from dayline.base.errors import DaylineError
from dayline.base.micros import DAY, from_micros
from dayline.practices.rfc.rules import Reviewer, Terms, assess
from dayline.simulation.state import Member, Piece, Task, Where

if TYPE_CHECKING:
    from dayline.simulation.decisions import Decision
    from dayline.simulation.play import Play


class InvariantBroken(DaylineError):
    """The simulator contradicts itself. Its figures cannot be trusted; a play shows where."""

    code = "invariant-broken"


def violated(play: Play, what: str) -> InvariantBroken:
    """The error for something that cannot be, with the way to play it again."""
    number = play.agenda.number
    return InvariantBroken(
        f"{what} Seed {play.seed}, policy {play.policy.name}, event {number}.",
        kept="No figures were made from this play.",
        do=f"See what led to it: {play.replay(number)}",
    )


def is_working(member: Member, now: int) -> bool:
    """Whether a member works at an instant: their hours less meetings that stand."""
    place = bisect_right(member.opens, now) - 1
    return now < member.shuts[place]


def audit(play: Play, _subject: object, token: int) -> None:
    """The weekly look at everything at once."""
    _every_piece_is_somewhere(play)
    _every_wait_has_an_end(play)
    for member in play.members:
        _worked_no_more_than_awake(play, member)
    _nobody_idles_beside_work(play)
    if token:
        play.agenda.at(play.agenda.now + 7 * DAY, audit, None, token)


def _every_piece_is_somewhere(play: Play) -> None:
    if play.arrived != play.done + len(play.open):
        raise violated(play, "A piece of work was lost.")
    found: dict[int, Where] = {}
    for place in play.places:
        _find(play, found, [*place.backlog, *place.handed], Where.BACKLOG)
    for member in play.members:
        _find(play, found, member.ready, Where.READY)
        if isinstance(member.doing, Piece):
            _find(play, found, [member.doing], Where.IN_HAND)
        if member.held != len(member.pieces):
            raise violated(play, f"{member} holds another number of pieces than they have.")
    for number, piece in play.open.items():
        if found.get(number, Where.WAITING) is not piece.where:
            raise violated(play, f"{piece} is not where it says it is.")


def _find(play: Play, found: dict[int, Where], pieces: object, where: Where) -> None:
    for piece in pieces:  # type: ignore[attr-defined]
        if piece.number in found or piece.number not in play.open:
            raise violated(play, f"{piece} is in two places, or done and still about.")
        found[piece.number] = where


def _every_wait_has_an_end(play: Play) -> None:
    """Whatever waits, waits for something that is going to happen."""
    awaited = {task.piece.number for task in play.tasks()} | play.meeting | play.deciding
    for number, piece in play.open.items():
        if piece.where is Where.WAITING and number not in awaited:
            raise violated(play, f"{piece} waits for nothing.")


def _worked_no_more_than_awake(play: Play, member: Member) -> None:
    """What was counted task by task is within what the calendar gives for the whole time."""
    now = play.agenda.now
    given = member.work.between_micros(play.span.start, now)
    if member.worked_until(now) > given:
        raise violated(play, f"{member} worked more than their hours.")


def _nobody_idles_beside_work(play: Play) -> None:
    now = play.agenda.now
    for place in play.places:
        if not place.backlog and not place.handed:
            continue
        for member in place.builders:
            if member.doing is None and member.held < play.limit and is_working(member, now):
                raise violated(play, f"{member} has nothing in hand while work waits.")


def check_begin(play: Play, member: Member, task: Piece | Task, today: int) -> None:
    """Work begins in working hours (``today`` is what is left of them), and is never negative."""
    if today <= 0:
        raise violated(play, f"{member} begins {task} outside their hours.")
    if task.left < 0:
        raise violated(play, f"{task} has less than no work left.")


def check_last_call(play: Play, task: Task) -> None:
    """A clock calls once."""
    if task.called:
        raise violated(play, f"The clock of {task} called twice.")


def check_stop(play: Play, task: Task) -> None:
    """A clock stops once, and only when it ran."""
    if task.closed or not task.due:
        raise violated(play, f"The clock of {task} stopped twice, or never ran.")


def check_delivery(play: Play, member: Member, instant: int) -> None:
    """Quiet delivery is within the receiver's hours."""
    if play.policy.quiet and member.awake.next_awake_micros(instant) != instant:
        raise violated(play, f"{member} was written to outside their hours.")


def check_ends(play: Play, member: Member, task: Piece | Task) -> None:
    """A task with a break in it ends when the engine of awake-hours says that its work passed."""
    passed = member.work.between_micros(member.since, play.agenda.now)
    if passed != task.left:
        raise violated(play, f"{member} ended {task} early or late.")


def check_close(play: Play, decision: Decision) -> None:
    """The rule of the practice agrees that this window closes now, and is due for no other end."""
    if not play.policy.fair or not decision.reviewers:
        return
    habits = play.organisation.habits
    opened = from_micros(decision.opened)
    terms = Terms(
        awake=timedelta(hours=habits.reviewer),
        floor=timedelta(hours=habits.window),
        cap=opened + timedelta(days=habits.cap),
        disposition="cap",
    )
    reviewers = [Reviewer(str(member), member.awake) for member in decision.reviewers]
    standing = assess(terms, opened, from_micros(play.agenda.now), reviewers=reviewers)
    if not standing.due:
        raise violated(play, f"The {decision} closed too early: {'; '.join(standing.reasons)}.")
