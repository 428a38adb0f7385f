"""Decisions of all sites about a piece of work, by meeting or by a window for comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dayline.base.micros import DAY, HOUR
from dayline.simulation import meetings
from dayline.simulation.desk import choose, send, stand_in
from dayline.simulation.invariants import check_close, violated
from dayline.simulation.policies import Within
from dayline.simulation.state import Kind, Member, Piece, Task
from dayline.simulation.waits import block, start_clock, stop_clock, unblock
from dayline.simulation.windows import had, least_over_most
from dayline.simulation.workload import Stretch

if TYPE_CHECKING:
    from dayline.simulation.play import Play

_SOON = 7 * DAY
_ENOUGH = 16 * HOUR


class Decision:
    """A proposal before its reviewers, one of each site. ``token`` makes a planned close stale."""

    __slots__ = (
        "author", "chances", "closed", "opened", "piece", "raised", "reviewers", "settled", "token",
    )  # fmt: skip

    def __init__(
        self, piece: Piece, author: Member, opened: int, reviewers: list[Member],
        chances: tuple[float, ...],
    ) -> None:  # fmt: skip
        self.piece, self.author, self.opened = piece, author, opened
        self.reviewers, self.chances = reviewers, chances
        self.raised: list[int] = []
        self.settled: list[int] = []
        self.token = 0
        self.closed = False

    @property
    def is_contested(self) -> bool:
        """Whether a concern is open."""
        return len(self.raised) > len(self.settled)

    def __str__(self) -> str:
        return f"decision on {self.piece}"


def open_decision(play: Play, author: Member, piece: Piece, stretch: Stretch) -> None:
    """Put a proposal to one reviewer of each site."""
    reviewers = [
        reviewer
        for place in play.places
        if place.members and (reviewer := _reviewer(play, place.index, author)) is not None
    ]
    block(play, piece)
    decision = Decision(piece, author, play.agenda.now, reviewers, stretch.chances)
    play.deciding.add(piece.number)
    if not reviewers:
        close(play, decision, 0)
    elif play.policy.meets:
        meetings.call(
            play, piece, [author, *reviewers], lambda play, met: _met(play, decision, met)
        )
    else:
        _in_writing(play, decision)


def _reviewer(play: Play, index: int, author: Member) -> Member | None:
    """Who decides for a site: in turn, and a delegate for whoever is going to be away."""
    place, now = play.places[index], play.agenda.now
    for people in (place.deciding, place.members):
        for _ in people:
            chosen = choose(play, place, people, author)
            if chosen and chosen.awake.between_micros(now, now + _SOON) >= _ENOUGH:
                return chosen
    return choose(play, place, place.members, author)


def _met(play: Play, decision: Decision, meeting: meetings.Meeting) -> None:
    """Decided in the room; concerns were settled there. What each could think was until then."""
    _record(play, decision, meeting.start)
    unblock(play, decision.piece, written=False)


def _in_writing(play: Play, decision: Decision) -> None:
    """Everybody reads it in their own time; the clock on that is what the window gives them."""
    habits = play.organisation.habits
    within = Within(habits.reviewer, awake=True) if play.policy.fair else play.wall_window
    for reviewer in decision.reviewers:
        task = Task(Kind.READ, play.read, decision.piece)
        task.decision, task.asker = decision, reviewer
        start_clock(play, reviewer, task, within)
        send(play, reviewer, task)
    _plan(play, decision)


def _plan(play: Play, decision: Decision) -> None:
    """Set the close: at opening, and anew when the last open concern is settled."""
    decision.token += 1
    reviewers = [reviewer.awake for reviewer in decision.reviewers]
    instant = play.window.closes(decision.opened, reviewers, play.agenda.now)
    play.agenda.at(instant, close, decision, decision.token)


def read(play: Play, member: Member, task: Task) -> None:
    """A reviewer has read it, and may have a concern; after the close it is a late one."""
    stop_clock(play, task)
    decision = task.decision
    number = decision.reviewers.index(task.asker)
    if decision.chances[number % len(decision.chances)] >= play.organisation.habits.concern:
        return
    if decision.closed:
        play.counts.late += 1
        decision.piece.extra += play.late
        return
    decision.raised.append(play.agenda.now)
    reply = Task(Kind.SETTLE, play.settle, decision.piece)
    reply.decision, reply.asker = decision, member
    send(play, stand_in(play, decision.author), reply)


def settled(play: Play, _member: Member, task: Task) -> None:
    """The author has answered a concern; who raised it looks at the answer."""
    task.closed = True
    look = Task(Kind.AGREE, play.clarify, task.piece)
    look.decision, look.asker = task.decision, task.asker
    send(play, stand_in(play, task.asker), look)


def agreed(play: Play, _member: Member, task: Task) -> None:
    """A concern is off the table."""
    task.closed = True
    decision = task.decision
    decision.settled.append(play.agenda.now)
    if not decision.is_contested and not decision.closed:
        _plan(play, decision)


def close(play: Play, decision: Decision, token: int) -> None:
    """The window closes, unless a concern is open: then it is planned anew once it is settled."""
    if decision.closed or token != decision.token or decision.is_contested:
        return
    check_close(play, decision)
    _record(play, decision, play.agenda.now)
    unblock(play, decision.piece)


def _record(play: Play, decision: Decision, until: int) -> None:
    if decision.piece.number not in play.deciding:
        raise violated(play, f"The {decision} closed twice.")
    play.deciding.discard(decision.piece.number)
    decision.closed = True
    times = had(decision.opened, [reviewer.awake for reviewer in decision.reviewers], until)
    if len(times) > 1:
        counted = [min(time, play.reviewer) for time in times]
        play.counts.decisions.append(
            (until - decision.opened, least_over_most(counted), least_over_most(times))
        )
