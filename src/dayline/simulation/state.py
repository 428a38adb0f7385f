"""The things that move in a play: members, pieces of work, tasks. No rules are here."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING

from dayline.base.hours import Hours
from dayline.simulation.organisation import Site
from dayline.simulation.workload import Item

if TYPE_CHECKING:
    from dayline.simulation.decisions import Decision


class Kind(IntEnum):
    """What somebody may have in hand."""

    WORK = 0
    ANSWER = 1
    CLARIFY = 2
    REVIEW = 3
    NOTE = 4
    MEETING = 5
    READ = 6
    SETTLE = 7
    AGREE = 8


class Where(IntEnum):
    """Where a piece of work is. It is in one place at any time."""

    BACKLOG = 0
    READY = 1
    IN_HAND = 2
    WAITING = 3
    DONE = 4


# Looking a member up in its enumeration costs more than all else that is done with it.
WORK, MEETING = Kind.WORK, Kind.MEETING
BACKLOG, READY, IN_HAND, WAITING, DONE = Where


class Place:
    """A site in a play: its members by what they do, and the work that nobody has taken yet.

    ``opens`` and ``shuts`` are the edges of the site's working time, absences aside. ``morning``
    is when idle builders will next look for work.
    """

    __slots__ = (
        "answering", "backlog", "builders", "deciding", "handed", "index", "members", "morning",
        "opens", "shuts", "site", "turn",
    )  # fmt: skip

    def __init__(self, index: int, site: Site) -> None:
        self.index = index
        self.site = site
        self.members = [Member(self, number) for number in range(site.people)]
        self.builders = self.members[: site.engineers]
        self.answering = self.members[: site.engineers + site.leads]
        self.deciding = self.members[site.engineers :] or self.members
        self.backlog: deque[Piece] = deque()
        self.handed: deque[Piece] = deque()
        self.opens: list[int] = []
        self.shuts: list[int] = []
        self.turn = self.morning = 0

    def __str__(self) -> str:
        return self.site.name


class Member:
    """Somebody at work.

    ``awake`` is when they can be waited for and ``work`` that less standing meetings, both with
    their compiled edges. ``token`` changes whenever what they have in hand does, which makes its
    end stale. ``morning`` is the instant at which they will next look at their desk, 0 for none.
    ``held`` counts their pieces. ``worked`` is the time of what they did, what is in hand aside;
    ``warmed`` is that of the warm-up. ``closes`` and ``awake_until`` end the last span of work and
    of awake time that was looked up: time only goes on, so before them no search is needed.
    """

    __slots__ = (
        "awake", "awake_opens", "awake_shuts", "awake_until", "booked", "builds", "closes", "doing",
        "ends", "held",
        "morning", "number", "opens", "pieces", "place", "ready", "shuts", "since", "token",
        "urgent", "waiting", "warmed", "work", "worked",
    )  # fmt: skip

    awake: Hours
    work: Hours
    opens: list[int]
    shuts: list[int]
    awake_opens: list[int]
    awake_shuts: list[int]

    def __init__(self, place: Place, number: int) -> None:
        self.place = place
        self.number = number
        self.builds = number < place.site.engineers
        self.doing: Piece | Task | None = None
        self.since = self.ends = self.token = self.morning = self.held = 0
        self.worked = self.warmed = self.closes = self.awake_until = 0
        self.urgent: deque[Task] = deque()
        self.waiting: deque[Task] = deque()
        self.ready: deque[Piece] = deque()
        self.pieces: dict[int, Piece] = {}
        self.booked: list[tuple[int, int]] = []

    def live_by(self, awake: Hours, work: Hours, start: int, beyond: int) -> None:
        """Take on hours, compiled for the whole play and until the next opening after it."""
        self.awake, self.work = awake, work
        _, _, self.awake_opens, self.awake_shuts, _ = awake.compiled(start, beyond)
        _, _, self.opens, self.shuts, _ = work.compiled(start, beyond)

    def worked_until(self, now: int) -> int:
        """The time of all that they did, with what is in hand at the present instant."""
        if self.doing is None:
            return self.worked
        return self.worked + self.work.between_micros(self.since, now)

    def __str__(self) -> str:
        return f"{self.place} {self.number + 1}"


class Piece:
    """A piece of work on its way.

    ``at`` is its place in its script and ``left`` what that stretch still takes; ``extra`` is
    added to the next one; ``fresh`` is what only its holder knows. It has a holder from when it
    is first taken up. ``since`` is the instant from which it waits, -1 when it does not.
    """

    __slots__ = (
        "area", "arrived", "at", "blocked", "extra", "fresh", "handoffs", "holder", "home",
        "kind", "left", "number", "script", "since", "where",
    )  # fmt: skip

    holder: Member

    def __init__(self, number: int, item: Item) -> None:
        self.number = number
        self.kind = WORK
        self.arrived, self.home, self.area, self.script = item
        self.at = self.extra = self.fresh = self.blocked = self.handoffs = 0
        self.left = self.script[0].work
        self.since = -1
        self.where = BACKLOG

    def __str__(self) -> str:
        return f"piece {self.number}"


class Task:
    """Something small that somebody asks of somebody else.

    ``asker`` is whoever it goes back to, where it does; ``due`` is when its clock runs out, 0 for
    none; ``called`` and ``closed`` say what the clock did.
    """

    __slots__ = (
        "answerer", "asker", "begun", "called", "closed", "decision", "due", "kind", "left",
        "piece", "rounds",
    )  # fmt: skip

    answerer: Member
    asker: Member
    decision: Decision

    def __init__(self, kind: Kind, left: int, piece: Piece, rounds: int = 0) -> None:
        self.kind = kind
        self.left = left
        self.piece = piece
        self.rounds = rounds
        self.due = 0
        self.begun = self.called = self.closed = False

    def __str__(self) -> str:
        return f"{self.kind.name.lower()} for {self.piece}"


@dataclass
class Counts:
    """What is counted from the end of the warm-up on. Lists have one place for each site."""

    sites: int
    finished: list[tuple[int, int, int, int]] = field(default_factory=list)
    """Of each piece: lead time, blocked awake time (microseconds), handoffs, where it came in."""
    decisions: list[tuple[int, float, float]] = field(default_factory=list)
    """Of each decision: how long it was open, and the least over the most awake time that one of
    its reviewers had: of what they ought to have, and of all."""
    messages: list[int] = field(init=False)
    out_of_hours: list[int] = field(init=False)
    meeting: list[int] = field(init=False)
    paid: list[int] = field(init=False)
    interruptions: list[int] = field(init=False)
    handoffs: int = 0
    clocks: int = 0
    missed: int = 0
    hopeless: int = 0
    """Clocks that left whoever was asked less working time than the answer takes."""
    late: int = 0
    """Concerns raised after their decision."""

    def __post_init__(self) -> None:
        for name in ("messages", "out_of_hours", "meeting", "paid", "interruptions"):
            setattr(self, name, [0] * self.sites)
