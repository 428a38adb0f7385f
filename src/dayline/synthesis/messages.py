"""What a synthesis is made of, and what it comes to. Pure values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

MOST_MESSAGES = 2_000
LONGEST_MESSAGE = 20_000
MOST_SENTENCES = 6_000
"""What is read of one thread; the rest is left out, and ``Standing.left_out`` says how much."""


@dataclass(frozen=True, slots=True)
class Message:
    """One thing that somebody said. ``who`` is a person's id or, from elsewhere, a name.

    ``parent`` is the id of the message that it answers, "" where nobody knows. ``concern`` names
    an objection; ``closed`` says that it was resolved or withdrawn. ``place`` tells a reader where
    it stands: ``C12``, a section of a text, a line of a chat. ``part`` is the sort of the section
    of a text that it comes from, "" for what was said; ``said`` then are its sentences, which are
    not cut out of ``text`` again.
    """

    id: str
    who: str
    at: datetime
    text: str
    parent: str = ""
    concern: str = ""
    closed: bool = False
    place: str = ""
    part: str = ""
    said: tuple[str, ...] = ()


class Act(StrEnum):
    """What a sentence does."""

    NOTHING = "nothing"
    POSITION = "position"
    AGREEMENT = "agreement"
    QUESTION = "question"
    DECISION = "decision"
    ACTION = "action"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with what it does; ``message`` is the id of the one that says it."""

    text: str
    act: Act
    message: str
    who: str
    at: datetime
    owner: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """What one person stands for, in their own words, oldest first."""

    who: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Who agreed with a sentence, each with the sentence in which they did."""

    to: Sentence
    by: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question; ``answer`` are the sentences that answer it, none while it is open."""

    asked: Sentence
    answer: tuple[Sentence, ...] = ()

    @property
    def answered_by(self) -> tuple[Sentence, ...]:
        """What the first message that answers it says of it: a "yes" with what follows it."""
        return tuple(one for one in self.answer if one.message == self.answer[0].message)


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision; ``overturned`` is the later one that took it back."""

    said: Sentence
    overturned: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a thread stands. Every sentence in it was said, word for word, by who is named."""

    sides: tuple[Side, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    questions: tuple[Question, ...] = ()
    decisions: tuple[Decision, ...] = ()
    actions: tuple[Sentence, ...] = ()
    messages: Mapping[str, Message] = field(default_factory=dict)
    left_out: int = 0

    @property
    def open(self) -> tuple[Question, ...]:
        """The questions that nobody has answered."""
        return tuple(one for one in self.questions if not one.answer)

    @property
    def answered(self) -> tuple[Question, ...]:
        """The questions that were answered."""
        return tuple(one for one in self.questions if one.answer)

    @property
    def in_force(self) -> tuple[Sentence, ...]:
        """The decisions that stand."""
        return tuple(one.said for one in self.decisions if one.overturned is None)

    def __bool__(self) -> bool:
        return bool(self.sides or self.questions or self.decisions or self.actions)


def cited(who: str, place: str) -> str:
    """Who said something and where, as it is cited; what nobody knows is left out."""
    return ", ".join(one for one in (who, place) if one)


Names = Mapping[str, str]
"""What people are called in texts, in small letters (``ben``, ``ben cole``), to who they are."""


def names_of(known: Sequence[tuple[str, str, str]]) -> Names:
    """Names from (who, handle, full name). A first name that two people share names nobody."""
    found: dict[str, str] = {}
    twice: set[str] = set()
    for who, handle, name in known:
        for called in {handle.casefold(), name.casefold(), name.casefold().partition(" ")[0]} - {
            ""
        }:
            if found.setdefault(called, who) != who:
                twice.add(called)
    return {called: who for called, who in found.items() if called not in twice}
