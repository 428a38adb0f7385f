"""What meeting notes say: who did what, what comes next, what stops them. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Part(StrEnum):
    """Where an item stands."""

    DONE = "done"
    BLOCKED = "blocked"
    NEXT = "next"


@dataclass(slots=True)
class Item:
    """One point of a list as it is written, without its bullet.

    ``first`` is its first line, ``more`` those that go on with it, ``detail`` what is nested.
    """

    first: str
    line: int
    more: list[str] = field(default_factory=list)
    detail: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The whole point on one line."""
        return " ".join([self.first, *self.more])


@dataclass(slots=True)
class Said:
    """What one person or team says. ``who`` is as it is written, without ``@``; "" for nobody.

    ``authored`` tells that a field of its section names the author, in whatever words.
    ``section`` is the heading it stands under and ``note`` what stands behind the name.
    ``colours`` are the words of a status (``Green``) in the order of the text: one, when a colour
    was chosen, and none or several, when that was left open.
    """

    who: str
    line: int
    note: str = ""
    section: str = ""
    status: str = ""
    authored: bool = False
    colours: tuple[str, ...] = ()
    done: list[Item] = field(default_factory=list)
    blocked: list[Item] = field(default_factory=list)
    next: list[Item] = field(default_factory=list)

    def part(self, part: Part) -> list[Item]:
        """The list of that part."""
        return {Part.DONE: self.done, Part.BLOCKED: self.blocked, Part.NEXT: self.next}[part]

    @property
    def empty(self) -> bool:
        """Whether nothing is said, in a list or by a status."""
        return not (self.done or self.blocked or self.next or self.status)

    @property
    def colour(self) -> str:
        """The colour that was chosen; "" where it was left open."""
        return self.colours[0] if len(self.colours) == 1 else ""


@dataclass(frozen=True, slots=True)
class Unread:
    """A line that belongs to an update and could not be understood, and why."""

    line: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Notes:
    """Everything that was found in one text, in its order."""

    title: str
    day: date | None
    said: tuple[Said, ...]
    unread: tuple[Unread, ...]
