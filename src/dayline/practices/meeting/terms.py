"""The words of the router: a situation, a rule, an advice. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum


class Mode(StrEnum):
    """The two ways to talk. The values are those of the contract ``meeting``."""

    MEET = "meet"
    WRITE = "write"


class Level(StrEnum):
    """How complex, how urgent."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


WANTED = {
    "decide": "decide something",
    "unblock": "get somebody unstuck",
    "explore": "find ideas together",
    "review": "review what is written",
    "teach": "teach or learn",
    "inform": "tell people something",
    "get_to_know": "get to know each other",
    "difficult_conversation": "have a difficult conversation",
}
"""What a talk may be for. All but ``inform`` are words of the contract ``meeting``: whoever only
tells needs no meeting record."""


@dataclass(frozen=True, slots=True)
class Thread:
    """What a live thread looks like: awake-hours since it opened, comments, turns of the longest
    ping-pong between two people, how often it came back, and what is contested in it now."""

    age: float = 0.0
    comments: int = 0
    turns: int = 0
    reopened: int = 0
    contested: int = 0


@dataclass(frozen=True, slots=True)
class Limits:
    """From when on a thread counts as stuck. ``age`` is in awake-hours: three working days."""

    age: float = 24.0
    comments: int = 4
    turns: int = 6
    reopened: int = 2


@dataclass(frozen=True, slots=True)
class Together:
    """How the working days of some people lie to each other within a week.

    ``zones`` counts the different times of day, ``shared`` the minutes that all of them work,
    None when nobody's hours are known; ``pairs`` says whether the group falls into halves that
    share an hour each, around somebody who is awake with both. ``linked`` names the two by two
    that share time.
    """

    zones: int = 1
    shared: int | None = None
    pairs: bool = True
    linked: tuple[tuple[str, str], ...] = ()

    @property
    def none_shared(self) -> bool:
        """Whether it is known that nobody can be called without somebody's evening or night."""
        return self.shared is not None and self.shared < SHORTEST


SHORTEST = 15
"""Minutes: a shared time shorter than this is none."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What is asked before anybody is invited.

    ``focus``: somebody would be taken out of deep work. ``strangers``: some of them have hardly
    talked before. ``documented``: it must be found again later. ``repeated``: how often the same
    people met over the same thing in the last quarter. ``asked_for``: somebody asked for one way;
    no reason is wanted.
    """

    wanted: str = "decide"
    complexity: Level = Level.MEDIUM
    urgency: Level = Level.LOW
    together: Together = field(default_factory=Together)
    documented: bool = False
    focus: bool = False
    strangers: bool = False
    repeated: int = 0
    asked_for: Mode | None = None
    thread: Thread | None = None
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its id, the way it wants, what it says, and ``when``, which gives what it saw in a
    situation, "" when it does not hold."""

    id: str
    wants: Mode | None
    says: str
    when: Callable[[Situation], str]


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the trace: a rule, what it saw ("" when it was silent), and its part:
    ``decides``, ``agrees``, ``outweighed`` or ``silent``."""

    place: int
    rule: Rule
    saw: str
    part: str


@dataclass(frozen=True, slots=True)
class Advice:
    """What the router advises: the way, the rule that decides, the terms, and the whole trace."""

    mode: Mode
    decided_by: str
    terms: tuple[tuple[str, str], ...]
    trace: tuple[Step, ...]

    @property
    def rules(self) -> tuple[str, ...]:
        """The ids of the rules that hold, the deciding one first: what a record keeps."""
        held = [step.rule.id for step in self.trace if step.saw]
        return tuple(sorted(held, key=lambda one: one != self.decided_by))

    @property
    def outweighed(self) -> tuple[str, ...]:
        """The ids of the rules that wanted the other way and gave way."""
        return tuple(step.rule.id for step in self.trace if step.part == "outweighed")

    @property
    def term_ids(self) -> tuple[str, ...]:
        """The ids of the terms, in order."""
        return tuple(identity for identity, _ in self.terms)
